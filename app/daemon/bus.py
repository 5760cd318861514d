"""Calls to other services, and who has left the bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dbus_fast import DBusError, Message, MessageType
from dbus_fast.aio import MessageBus

DBUS: Final = "org.freedesktop.DBus"
DBUS_PATH: Final = "/org/freedesktop/DBus"


async def called(
    bus: MessageBus,
    member: str,
    signature: str = "",
    body: list[Any] | None = None,
    *,
    destination: str = DBUS,
    path: str = DBUS_PATH,
    interface: str = DBUS,
) -> list[Any]:
    """Call a method of another service; by default one of the bus itself.

    Returns:
        The values that it answers.

    Raises:
        DBusError: If it answers an error.
    """
    reply = await bus.call(
        Message(
            destination=destination,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=body or [],
        )
    )
    assert reply is not None  # only calls that want no answer get none
    if reply.message_type is MessageType.ERROR:
        text = reply.body[0] if reply.signature.startswith("s") else reply.error_name
        raise DBusError(reply.error_name or f"{DBUS}.Error.Failed", str(text))
    return list(reply.body)


def tell(
    bus: MessageBus,
    client: str,
    path: str,
    interface: str,
    member: str,
    signature: str,
    body: list[Any],
) -> None:
    """Send a signal to one client alone."""
    bus.send(
        Message(
            message_type=MessageType.SIGNAL,
            destination=client,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=body,
        )
    )


class Departures:
    """Tells when a client leaves the bus, for whatever reason."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._followers: dict[str, list[Callable[[], None]]] = {}
        bus.add_message_handler(self._on_message)

    async def follow(self, client: str, on_gone: Callable[[], None]) -> None:
        """Call back once when a client leaves; at once if it has left already."""
        followers = self._followers.setdefault(client, [])
        followers.append(on_gone)
        if len(followers) == 1:
            await called(self._bus, "AddMatch", "s", [_rule(client)])
        (is_there,) = await called(self._bus, "NameHasOwner", "s", [client])
        if not is_there:
            self._gone(client)

    def unfollow(self, client: str, on_gone: Callable[[], None]) -> None:
        """Call back no more. Nothing happens if it was not to be called."""
        followers = self._followers.get(client, [])
        if on_gone in followers:
            followers.remove(on_gone)
        if not followers:
            self._forget(client)

    def _on_message(self, message: Message) -> None:
        if (
            message.message_type is MessageType.SIGNAL
            and message.sender == DBUS
            and message.member == "NameOwnerChanged"
            and message.body[2] == ""
        ):
            self._gone(message.body[0])

    def _gone(self, client: str) -> None:
        followers = list(self._followers.get(client, ()))
        self._forget(client)
        for on_gone in followers:
            on_gone()

    def _forget(self, client: str) -> None:
        if self._followers.pop(client, None) is not None:
            self._bus.send(
                Message(
                    destination=DBUS,
                    path=DBUS_PATH,
                    interface=DBUS,
                    member="RemoveMatch",
                    signature="s",
                    body=[_rule(client)],
                )
            )


def _rule(client: str) -> str:
    return f"type='signal',sender='{DBUS}',member='NameOwnerChanged',arg0='{client}'"
