"""One D-Bus call and its answer, for programs that have no event loop."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, MessageFlag, new_method_call
from jeepney.io.blocking import DBusConnection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg


def asked(
    bus: DBusConnection,
    address: DBusAddress,
    method: str,
    signature: str | None,
    body: tuple[Any, ...],
    *,
    timeout_s: float,
) -> tuple[Any, ...]:
    """Call a method of a service that runs; none is started for this.

    Returns:
        The values of the answer.

    Raises:
        DBusErrorResponse: If it answers with an error, or does not run.
        TimeoutError: If it does not answer in time.
        OSError: If the bus is gone.
    """
    message = new_method_call(address, method, signature or None, body)
    message.header.flags |= MessageFlag.no_auto_start
    return tuple(unwrap_msg(bus.send_and_get_reply(message, timeout=timeout_s)))


def text_of(error: DBusErrorResponse) -> str:
    """What an error says to people; its name where it says nothing."""
    return str(error.data[0]) if error.data else str(error.name)
