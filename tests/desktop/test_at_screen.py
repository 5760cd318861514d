"""Only the user at the screen may learn who sits there; logind says who that is."""

from __future__ import annotations

import asyncio

import pytest
from dbus_fast.aio import MessageBus
from locked_desktop import MANAGER_PATH, MOCK, bus_call, login_manager, needs_logind

from app.daemon.at_screen import demand_at_screen
from app.daemon.callers import Caller
from app.daemon.errors import NotAllowedError


def demand(bus, uid: int) -> None:
    """Ask for a client of this user."""

    async def ask() -> None:
        connection = await MessageBus(bus_address=bus.address).connect()
        try:
            await demand_at_screen(connection, Caller(":1.99", uid, "python3"))
        finally:
            connection.disconnect()
            await connection.wait_for_disconnect()

    asyncio.run(ask())


def test_without_a_login_manager_only_root(bus) -> None:
    demand(bus, 0)
    with pytest.raises(NotAllowedError, match="does not know"):
        demand(bus, 1000)


@needs_logind
def test_the_user_in_front_and_nobody_else(bus) -> None:
    with login_manager(bus):
        bus_call(bus, MANAGER_PATH, MOCK, "AddUser", "usb", 1000, "ann", True)
        bus_call(bus, MANAGER_PATH, MOCK, "AddUser", "usb", 1001, "bob", False)
        demand(bus, 1000)
        with pytest.raises(NotAllowedError, match="at the screen"):
            demand(bus, 1001)
        with pytest.raises(NotAllowedError):
            demand(bus, 1002)
        demand(bus, 0)
