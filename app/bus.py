"""Calls and signals of a D-Bus, without introspection: the partner may not be there yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dbus_fast import BusType, DBusError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from app.daemon.bus import DBUS, DBUS_PATH, called
from app.errors import CommandError

PROPERTIES: Final = "org.freedesktop.DBus.Properties"
#: A partner that says nothing for so long hangs.
CALL_S: Final = 10.0

Handler = Callable[..., None]


class BusError(Exception):
    """A call was answered with an error, or not at all.

    Attributes:
        name: The D-Bus error's name.
    """

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name

    @property
    def is_absent(self) -> bool:
        """Whether there is nobody of that name."""
        return self.name.rpartition(".")[2] in {"ServiceUnknown", "NameHasNoOwner", "Disconnected"}


@dataclass(frozen=True)
class Partner:
    """One interface of one object of somebody on a bus."""

    bus: MessageBus
    name: str
    path: str
    interface: str

    async def call(
        self, member: str, signature: str = "", *arguments: Any, timeout_s: float = CALL_S
    ) -> Any:
        """Call a method.

        Returns:
            The one value of the answer, None without one, a list of several.

        Raises:
            BusError: If the answer is an error, or does not come.
        """
        reply = await self._answer(self.interface, member, signature, arguments, timeout_s)
        return reply[0] if len(reply) == 1 else (list(reply) or None)

    async def property(self, name: str) -> Any:
        """Read a property.

        Raises:
            BusError: If there is none.
        """
        (value,) = await self._answer(PROPERTIES, "Get", "ss", (self.interface, name), CALL_S)
        return value.value if isinstance(value, Variant) else value

    async def _answer(
        self,
        interface: str,
        member: str,
        signature: str,
        arguments: Sequence[Any],
        timeout_s: float,
    ) -> Sequence[Any]:
        asking = called(
            self.bus,
            member,
            signature,
            list(arguments),
            destination=self.name,
            path=self.path,
            interface=interface,
        )
        try:
            return await asyncio.wait_for(asking, timeout_s)
        except TimeoutError:
            raise BusError(f"{DBUS}.Error.NoReply", "It does not answer.") from None
        except DBusError as error:
            raise BusError(error.type, error.text) from error
        except (EOFError, OSError) as error:
            raise BusError(f"{DBUS}.Error.Disconnected", str(error)) from error


class Ears:
    """Hears signals of a bus, each told to one handler with the signal's arguments.

    Anybody may send a signal of any name to anybody, so one counts only if it comes from
    whoever owns its partner's name at that moment; the bus tells that, and cannot be feigned.
    """

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._handlers: list[tuple[Partner, str, Handler]] = []
        self._owners = {DBUS: DBUS}
        bus.add_message_handler(self._hear)

    async def on(self, partner: Partner, member: str, handler: Handler) -> None:
        """Call a handler for each signal of this name that the partner emits from now on.

        Raises:
            BusError: If the bus refuses.
        """
        if partner.name not in self._owners:
            await self._follow(partner.name)
        self._handlers.append((partner, member, handler))
        rule = (
            f"type='signal',sender='{partner.name}',interface='{partner.interface}',"
            f"member='{member}',path='{partner.path}'"
        )
        await the_bus(self._bus).call("AddMatch", "s", rule)

    async def _follow(self, name: str) -> None:
        """Know from now on who owns a name."""
        bus = the_bus(self._bus)
        self._owners[name] = ""
        rule = f"type='signal',sender='{DBUS}',member='NameOwnerChanged',arg0='{name}'"
        await bus.call("AddMatch", "s", rule)
        try:
            self._owners[name] = await bus.call("GetNameOwner", "s", name)
        except BusError as error:
            if not error.is_absent:
                raise

    def _hear(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.sender == DBUS and message.member == "NameOwnerChanged":
            name, _, owner = message.body
            if name in self._owners:
                self._owners[name] = owner
        for partner, member, handler in self._handlers:
            if message.sender == self._owners[partner.name] and (
                message.interface,
                message.member,
                message.path,
            ) == (partner.interface, member, partner.path):
                handler(*message.body)


def the_bus(bus: MessageBus) -> Partner:
    """Return the bus itself as a partner."""
    return Partner(bus, DBUS, DBUS_PATH, DBUS)


async def connected_bus(address: str | None = None) -> MessageBus:
    """Connect to the system bus, or to another one.

    Args:
        address: A D-Bus address; None for the system bus.

    Raises:
        CommandError: If that is not possible.
    """
    bus = (
        MessageBus(bus_type=BusType.SYSTEM) if address is None else MessageBus(bus_address=address)
    )
    try:
        return await bus.connect()
    except (OSError, EOFError, ValueError, asyncio.IncompleteReadError) as error:
        raise CommandError(
            f"The system's message bus (D-Bus) cannot be reached: {error}"
        ) from error
