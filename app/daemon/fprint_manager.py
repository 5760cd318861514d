"""net.reactivated.Fprint.Manager: says that there is one reader."""

from typing import Annotated

from dbus_fast.annotations import DBusObjectPath, DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method

from .names import FPRINT_DEVICE_PATH, FPRINT_MANAGER


class FprintManager(ServiceInterface):
    """The list of readers: the face."""

    def __init__(self) -> None:
        super().__init__(FPRINT_MANAGER)

    @dbus_method()
    def GetDevices(self) -> Annotated[list[str], DBusSignature("ao")]:
        return [FPRINT_DEVICE_PATH]

    @dbus_method()
    def GetDefaultDevice(self) -> DBusObjectPath:
        return FPRINT_DEVICE_PATH
