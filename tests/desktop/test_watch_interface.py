"""Watch, Unwatch and SessionLocked, as an agent calls them."""

from __future__ import annotations

import pytest
from bus_client import Client, with_client
from dbus_fast import DBusError, Variant
from dbus_fast.aio import MessageBus


@pytest.fixture
def daemon(start_daemon):
    return start_daemon("demo#owner", "--pace", "recorded", passcode=True)


def test_what_a_watch_tells_and_when_it_ends(bus, daemon) -> None:
    async def use(client: Client) -> None:
        with pytest.raises(DBusError, match="Call Watch first"):
            await client.own("SessionLocked", "bb", True, False)
        for away_s in (0.0, float("inf"), float("nan")):
            with pytest.raises(DBusError, match="away_s"):
                await client.own("Watch", "a{sv}", {"away_s": Variant("d", away_s)})
        with pytest.raises(DBusError, match="Expected the option away_s"):
            await client.own("Watch", "a{sv}", {"loudness": Variant("d", 3.0)})
        assert not (await client.status())["watching"]

        await client.own("Watch", "a{sv}", {"away_s": Variant("d", 30.0)})
        assert (await client.status())["watching"]
        states = set()
        while "owner" not in states:
            _, (state, reason) = await client.signal("PresenceChanged")
            states.add(state)
        assert reason == "owner is here"
        await client.own("SessionLocked", "bb", True, False)
        assert await client.signal("OwnerReturned") == ("OwnerReturned", ["owner"])
        await client.own("Unwatch")
        assert not (await client.status())["watching"]

    with_client(bus, use)


def test_the_newest_watch_replaces_the_other_and_ends_with_its_client(bus, daemon) -> None:
    async def use(first: Client) -> None:
        await first.own("Watch", "a{sv}", {})
        connection = await MessageBus(bus_address=bus.address).connect()
        second = Client(connection)
        await second.own("Watch", "a{sv}", {})
        reason = ""
        while "Another session" not in reason:
            _, (state, reason) = await first.signal("PresenceChanged")
        assert state == "unclear"
        with pytest.raises(DBusError, match="Call Watch first"):
            await first.own("SessionLocked", "bb", True, False)
        await first.own("Unwatch")  # ends nothing of the other's
        await second.signal("PresenceChanged")
        assert (await first.status())["watching"]
        connection.disconnect()
        await connection.wait_for_disconnect()
        while (await first.status())["watching"]:
            pass

    with_client(bus, use)
