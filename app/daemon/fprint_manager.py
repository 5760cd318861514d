"""net.reactivated.Fprint.Manager: says that there is one reader."""

from typing import Annotated, Final

from dbus_fast.annotations import DBusObjectPath, DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method

NAME: Final = "net.reactivated.Fprint"
MANAGER_PATH: Final = "/net/reactivated/Fprint/Manager"
DEVICE_PATH: Final = "/net/reactivated/Fprint/Device/0"


class FprintManager(ServiceInterface):
    """The list of readers: the face."""

    def __init__(self) -> None:
        super().__init__(f"{NAME}.Manager")

    @dbus_method()
    def GetDevices(self) -> Annotated[list[str], DBusSignature("ao")]:
        return [DEVICE_PATH]

    @dbus_method()
    def GetDefaultDevice(self) -> DBusObjectPath:
        return DEVICE_PATH
