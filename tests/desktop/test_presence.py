"""The person leaves and the locker appears, returns and it goes; nobody presses a key.

The desk is a recording of the demo's people at its recorded pace, over and over; logind is
python3-dbusmock's template, the locker i3lock behind xss-lock, as on a real desktop.
"""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable

import pytest
from desk_recording import write_desk
from locked_desktop import LockedDesktop, locked_desktop

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("xss-lock", "i3lock", "Xvfb"))),
    reason="needs xss-lock, i3lock and xvfb",
)

AT_RECORDED_PACE = ("--pace", "recorded")
LEAVES = "Presence: The seat is empty."
COMES = "Presence: owner has returned."


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Write a recording of scenes, and answer it as a source."""
    folder = tmp_path_factory.mktemp("desks")

    def make(*scenes: tuple[str, float]) -> str:
        name = "-".join(f"{who}{seconds:g}" for who, seconds in scenes)
        return f"recording:{write_desk(folder / name, *scenes)}"

    return make


@pytest.fixture
def desktop(bus):
    with locked_desktop(bus, "--away", 2) as running:
        yield running


def test_the_person_leaves_and_returns(desk, start_daemon, desktop: LockedDesktop) -> None:
    start_daemon(desk(("owner", 4.0), ("away", 5.0)), *AT_RECORDED_PACE, passcode=True)
    desktop.wait_for(lambda: "owner is here" in desktop.log)
    assert not desktop.is_locked
    for _ in range(2):
        desktop.wait_locked(True)
        desktop.wait_locked(False)
    log = desktop.log
    assert log.count(LEAVES) == log.count(COMES) == 2
    assert "on purpose" not in log


def test_after_a_deliberate_lock_it_stays(desk, start_daemon, desktop: LockedDesktop) -> None:
    start_daemon(desk(("owner", 6.0)), *AT_RECORDED_PACE, passcode=True)
    desktop.wait_for(lambda: "owner is here" in desktop.log)
    desktop.lock_on_purpose()
    desktop.wait_locked(True)
    desktop.wait_for(lambda: "locked on purpose" in desktop.log)
    end_s = time.monotonic() + 5.0
    while time.monotonic() < end_s:
        assert desktop.is_locked, desktop.log
        time.sleep(0.1)
    assert COMES not in desktop.log


def test_a_stranger_stays_outside(desk, start_daemon, desktop: LockedDesktop) -> None:
    start_daemon(
        desk(("owner", 3.0), ("away", 3.5), ("stranger", 3.5)), *AT_RECORDED_PACE, passcode=True
    )
    desktop.wait_locked(True)
    desktop.wait_for(lambda: "Somebody is here" in desktop.log.partition(LEAVES)[2])
    end_s = time.monotonic() + 2.5
    while time.monotonic() < end_s:
        assert desktop.is_locked, desktop.log
        time.sleep(0.1)


def test_the_agent_outlives_the_daemon_and_ends_with_its_session(
    desk, start_daemon, desktop: LockedDesktop
) -> None:
    desktop.wait_for(lambda: "service is not running" in desktop.log)
    source = desk(("owner", 6.0))
    first = start_daemon(source, *AT_RECORDED_PACE, passcode=True)
    desktop.wait_for(lambda: "owner is here" in desktop.log)
    first.process.send_signal(signal.SIGKILL)
    desktop.wait_for(lambda: "service has ended" in desktop.log)
    start_daemon(source, *AT_RECORDED_PACE)
    desktop.wait_for(lambda: "owner is here" in desktop.log.partition("has ended")[2])
    desktop.end_session()
    assert desktop.agent.wait(10) == 0


def test_without_a_password_since_the_start_nobody_comes_in(
    desk, start_daemon, desktop: LockedDesktop
) -> None:
    start_daemon(desk(("owner", 3.0), ("away", 3.5)), *AT_RECORDED_PACE)
    desktop.wait_locked(True)
    desktop.wait_for(lambda: "owner is here" in desktop.log.partition(LEAVES)[2])
    time.sleep(1.5)
    assert desktop.is_locked
