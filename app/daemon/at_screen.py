"""Who is at the screen: only that user may learn who sits there."""

from __future__ import annotations

import logging
from typing import Final

from dbus_fast import DBusError
from dbus_fast.aio import MessageBus

from .bus import called
from .callers import Caller
from .errors import NotAllowedError
from .names import LOGIND, LOGIND_MANAGER, LOGIND_PATH, LOGIND_USER

logger = logging.getLogger(__name__)

#: What logind calls a user one of whose sessions is in the foreground of its seat.
ACTIVE: Final = "active"


async def demand_at_screen(bus: MessageBus, caller: Caller) -> None:
    """Return if a client's user has the session at the screen, or is root.

    Raises:
        NotAllowedError: If not, or if the login manager cannot tell.
    """
    if caller.is_root:
        return
    try:
        (path,) = await called(
            bus,
            "GetUser",
            "u",
            [caller.uid],
            destination=LOGIND,
            path=LOGIND_PATH,
            interface=LOGIND_MANAGER,
        )
        (state,) = await called(
            bus,
            "Get",
            "ss",
            [LOGIND_USER, "State"],
            destination=LOGIND,
            path=path,
            interface="org.freedesktop.DBus.Properties",
        )
    except DBusError as error:
        logger.warning("logind: %s", error.text)
        raise NotAllowedError("The login manager does not know who is at the screen.") from error
    if state.value != ACTIVE:
        raise NotAllowedError("Only the user at the screen may have the seat watched.")
