"""polkit: what somebody may do who is neither root nor the one it is about."""

from __future__ import annotations

import logging
from typing import Final

from dbus_fast import DBusError, Variant
from dbus_fast.aio import MessageBus

from .bus import called
from .callers import Caller
from .errors import NotAllowedError

logger = logging.getLogger(__name__)

#: Ask about somebody else's face: fprintd's own action.
OTHER_USER: Final = "net.reactivated.fprint.device.setusername"
#: Enroll, hand in, remove.
MANAGE: Final = "org.faceid.manage"
_MAY_ASK_ON_SCREEN: Final = 1


class Authority:
    """Asks polkit. Whatever goes wrong there is a refusal."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus

    async def demand(self, caller: Caller, action: str) -> None:
        """Return if a client may do something; its user may be asked for a password first.

        Raises:
            NotAllowedError: If it may not.
        """
        if caller.is_root:
            return
        try:
            (answer,) = await called(
                self._bus,
                "CheckAuthorization",
                "(sa{sv})sa{ss}us",
                [
                    ["system-bus-name", {"name": Variant("s", caller.client)}],
                    action,
                    {},
                    _MAY_ASK_ON_SCREEN,
                    "",
                ],
                destination="org.freedesktop.PolicyKit1",
                path="/org/freedesktop/PolicyKit1/Authority",
                interface="org.freedesktop.PolicyKit1.Authority",
            )
        except DBusError as error:
            logger.warning("polkit: %s", error.text)
            raise NotAllowedError(
                "This needs an administrator's permission, and polkit cannot be asked for it."
            ) from error
        if answer[0] is not True:
            raise NotAllowedError("This was not permitted.")
