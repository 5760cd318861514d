"""Calls on the system bus from programs that wait for the answer, and start quickly."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Any, Final

from jeepney import DBusAddress
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from app.blocking_call import asked, text_of

logger = logging.getLogger(__name__)

THE_BUS: Final = DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface)
ANSWER_S: Final = 3.0


class CallError(Exception):
    """A call was answered with an error, or not in time."""


@contextlib.contextmanager
def system_bus() -> Iterator[DBusConnection | None]:
    """Connect to the system bus; None where none runs."""
    try:
        bus = open_dbus_connection("SYSTEM")
    except (OSError, ValueError, KeyError) as error:
        logger.info("no system bus: %s", error)
        yield None
        return
    with contextlib.closing(bus):
        yield bus


def call(
    bus: DBusConnection,
    address: DBusAddress,
    method: str,
    signature: str | None = None,
    body: tuple[Any, ...] = (),
    *,
    timeout_s: float = ANSWER_S,
) -> tuple[Any, ...]:
    """Call a method, and wait for its answer.

    Raises:
        CallError: If there is none, or it is an error.
    """
    try:
        return asked(bus, address, method, signature, body, timeout_s=timeout_s)
    except DBusErrorResponse as error:
        raise CallError(text_of(error)) from error
    except (TimeoutError, OSError) as error:
        raise CallError(f"{address.bus_name} did not answer: {error or 'too late'}.") from error


def owner_pid(bus: DBusConnection, name: str) -> int | None:
    """The process that owns a name; None if nobody does."""
    try:
        (pid,) = call(bus, THE_BUS, "GetConnectionUnixProcessID", "s", (name,))
    except CallError:
        return None
    return int(pid)
