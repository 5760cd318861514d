"""How `faceid presence` finds its session, and what it says where there is none."""

from __future__ import annotations

import asyncio

import pytest
from locked_desktop import MANAGER_PATH, MOCK, bus_call, login_manager, needs_logind

from app.__main__ import main
from app.bus import Ears, connected_bus
from app.presence.login_session import find_session

PATH_OF = "/org/freedesktop/login1/session/{}"


@pytest.fixture(autouse=True)
def on_the_private_bus(bus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)


def add_session(bus, name: str, seat: str, uid: int) -> None:
    session = (name, seat, uid, "root", True)
    bus_call(bus, MANAGER_PATH, MOCK, "AddSession", "ssusb", *session)


def found() -> str:
    async def find() -> str:
        bus = await connected_bus()
        try:
            return (await find_session(bus, Ears(bus))).path
        finally:
            bus.disconnect()
            await bus.wait_for_disconnect()

    return asyncio.run(find())


def started(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Start the agent, which ends at once; its exit code, and what it said."""
    code = main(["presence", "--no-tray"])
    return code, capsys.readouterr().err


@needs_logind
def test_the_session_at_the_screen_is_found_without_its_name(bus, monkeypatch) -> None:
    with login_manager(bus):
        add_session(bus, "c7", "seat1", 65534)
        add_session(bus, "c8", "seat0", 65534)
        add_session(bus, "c9", "seat0", 0)
        assert found() == PATH_OF.format("c9")
        monkeypatch.setenv("XDG_SESSION_ID", "c7")
        assert found() == PATH_OF.format("c7")


@needs_logind
def test_without_a_session_it_says_how_to_name_one(bus, capsys) -> None:
    with login_manager(bus):
        code, said = started(capsys)
    assert code == 4
    assert "XDG_SESSION_ID" in said


def test_without_a_login_manager_it_says_so(bus, capsys) -> None:
    code, said = started(capsys)
    assert code == 4
    assert "login manager" in said


def test_without_a_bus_it_says_so(capsys, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    code, said = started(capsys)
    assert code == 4
    assert "D-Bus" in said


@pytest.mark.parametrize("away", ["0", "-3", "inf", "soon"])
def test_a_time_that_is_none_is_refused(away: str, capsys) -> None:
    assert main(["presence", "--away", away]) == 4
    assert "--away" in capsys.readouterr().err
