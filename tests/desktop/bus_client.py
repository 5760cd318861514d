"""A client of the daemon in the tests' own process, or another user's."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from dbus_fast import DBusError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from private_bus import PrivateBus

OWN = "org.faceid.Daemon1"
FPRINT = "net.reactivated.Fprint"
DEVICE_PATH = "/net/reactivated/Fprint/Device/0"
NOBODY_UID = 65534

T = TypeVar("T")


class Client:
    """One connection to the bus; keeps the signals that it was sent."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._signals: asyncio.Queue[tuple[str, list[Any]]] = asyncio.Queue()
        bus.add_message_handler(self._on_message)

    async def own(self, member: str, signature: str = "", *body: Any) -> list[Any]:
        """Call a method of `org.faceid.Daemon1`."""
        return await self._call(OWN, "/org/faceid/Daemon1", OWN, member, signature, *body)

    async def device(self, member: str, signature: str = "", *body: Any) -> list[Any]:
        """Call a method of fprintd's device."""
        return await self._call(FPRINT, DEVICE_PATH, f"{FPRINT}.Device", member, signature, *body)

    async def status(self) -> dict[str, Any]:
        """The daemon's status, as plain values."""
        (fields,) = await self.own("Status")
        return plain(fields)

    async def verify(self, **options: Any) -> dict[str, Any]:
        """One verification, as plain values."""
        kinds = {str: "s", bool: "b", float: "d"}
        asked = {name: Variant(kinds[type(value)], value) for name, value in options.items()}
        (fields,) = await self.own("Verify", "a{sv}", asked)
        return plain(fields)

    async def signal(self, *members: str, timeout_s: float = 30.0) -> tuple[str, list[Any]]:
        """Wait for the next signal of these names; others are passed over."""
        async with asyncio.timeout(timeout_s):
            while True:
                member, body = await self._signals.get()
                if member in members:
                    return member, body

    async def _call(
        self, name: str, path: str, interface: str, member: str, signature: str, *body: Any
    ) -> list[Any]:
        reply = await self._bus.call(
            Message(
                destination=name,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=list(body),
            )
        )
        assert reply is not None
        if reply.message_type is MessageType.ERROR:
            raise DBusError(reply.error_name, reply.body[0])
        return reply.body

    def _on_message(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL:
            self._signals.put_nowait((message.member, message.body))


def plain(variants: dict[str, Variant]) -> dict[str, Any]:
    """Variants as plain values."""
    return {
        name: plain(each.value) if isinstance(each.value, dict) else each.value
        for name, each in variants.items()
    }


def with_client(bus: PrivateBus, use: Callable[[Client], Awaitable[T]]) -> T:
    """Connect, use the connection, and leave the bus."""

    async def run() -> T:
        connection = await MessageBus(bus_address=bus.address).connect()
        try:
            return await use(Client(connection))
        finally:
            connection.disconnect()
            await connection.wait_for_disconnect()

    return asyncio.run(run())


def call_as(bus: PrivateBus, uid: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Let another user call the daemon with `dbus-send`.

    Args:
        bus: The bus.
        uid: Which user.
        arguments: Destination, path, member with its interface, and typed values.
    """
    destination, path, *rest = arguments
    return subprocess.run(
        [
            "dbus-send",
            f"--bus={bus.address}",
            "--print-reply",
            f"--dest={destination}",
            path,
            *rest,
        ],
        capture_output=True,
        text=True,
        timeout=30,
        user=uid,
        check=False,
    )
