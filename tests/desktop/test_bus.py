"""Signals count only from whoever owns the name: anybody may send any signal to anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from app.bus import BusError, Ears, Partner

NAME = "org.faceid.Tests1"
PATH = "/org/faceid/Tests1"


def run(bus, use: Callable[..., Awaitable[None]]) -> None:
    """Give a test three connections."""

    async def connected() -> None:
        connections = [await MessageBus(bus_address=bus.address).connect() for _ in range(3)]
        try:
            await use(*connections)
        finally:
            for each in connections:
                each.disconnect()
                await each.wait_for_disconnect()

    asyncio.run(connected())


async def emit(sender: MessageBus, hearer: MessageBus, word: str) -> None:
    """Send a signal to one client, and wait until it has come."""
    await sender.send(
        Message(
            message_type=MessageType.SIGNAL,
            destination=hearer.unique_name,
            path=PATH,
            interface=NAME,
            member="OwnerReturned",
            signature="s",
            body=[word],
        )
    )
    await asyncio.sleep(0.1)


def test_only_the_owner_of_the_name_is_heard(bus) -> None:
    async def use(owner: MessageBus, other: MessageBus, hearer: MessageBus) -> None:
        heard: list[str] = []
        await Ears(hearer).on(Partner(hearer, NAME, PATH, NAME), "OwnerReturned", heard.append)
        await emit(other, hearer, "nobody owns it")
        await owner.request_name(NAME)
        await emit(owner, hearer, "owner")
        await emit(other, hearer, "feigned")
        assert heard == ["owner"]
        await owner.release_name(NAME)
        await other.request_name(NAME)
        await emit(owner, hearer, "no more")
        await emit(other, hearer, "the new owner")
        assert heard == ["owner", "the new owner"]

    run(bus, use)


def test_who_owned_the_name_before_is_heard_at_once(bus) -> None:
    async def use(owner: MessageBus, _: MessageBus, hearer: MessageBus) -> None:
        heard: list[str] = []
        await owner.request_name(NAME)
        await Ears(hearer).on(Partner(hearer, NAME, PATH, NAME), "OwnerReturned", heard.append)
        await emit(owner, hearer, "owner")
        assert heard == ["owner"]

    run(bus, use)


def test_nobody_of_that_name_is_an_error_of_its_own(bus) -> None:
    async def use(_: MessageBus, __: MessageBus, asking: MessageBus) -> None:
        with pytest.raises(BusError) as caught:
            await Partner(asking, NAME, PATH, NAME).call("Watch")
        assert caught.value.is_absent

    run(bus, use)


def test_who_says_nothing_is_not_waited_for(bus) -> None:
    async def use(owner: MessageBus, _: MessageBus, asking: MessageBus) -> None:
        await owner.request_name(NAME)
        owner.add_message_handler(lambda message: message.destination == NAME)  # swallows it
        with pytest.raises(BusError, match="does not answer"):
            await Partner(asking, NAME, PATH, NAME).call("Watch", timeout_s=0.2)

    run(bus, use)
