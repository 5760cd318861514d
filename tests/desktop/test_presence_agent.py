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
from locked_desktop import SILENT_LOCKER, LockedDesktop, locked_desktop, needs_logind

pytestmark = [
    needs_logind,
    pytest.mark.skipif(
        not all(map(shutil.which, ("xss-lock", "i3lock", "Xvfb"))),
        reason="needs xss-lock, i3lock and xvfb",
    ),
]

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
    start_daemon(desk(("owner", 3.5), ("away", 4.0)), *AT_RECORDED_PACE, passcode=True)
    desktop.wait_for(lambda: "owner is here" in desktop.log)
    assert not desktop.is_locked
    desktop.wait_locked(True)
    desktop.wait_locked(False)
    assert desktop.log.count(LEAVES) == desktop.log.count(COMES) == 1
    assert "on purpose" not in desktop.log
    assert "qt.qpa" not in desktop.log  # a desktop without a tray is none of its business


def test_a_locker_that_says_nothing_and_hears_no_unlock(bus, desk, start_daemon) -> None:
    with locked_desktop(bus, "--away", 2, "--no-tray", locker=SILENT_LOCKER) as desktop:
        start_daemon(desk(("owner", 3.5), ("away", 4.0)), *AT_RECORDED_PACE, passcode=True)
        desktop.wait_locked(True)
        desktop.wait_for(lambda: "was locked" in desktop.log)
        desktop.wait_locked(False)
        desktop.wait_for(lambda: "was opened" in desktop.log)


def test_after_a_deliberate_lock_it_stays(desk, start_daemon, desktop: LockedDesktop) -> None:
    start_daemon(desk(("owner", 3.0)), *AT_RECORDED_PACE, passcode=True)
    desktop.wait_for(lambda: "owner is here" in desktop.log)
    desktop.lock_on_purpose()
    desktop.wait_locked(True)
    desktop.wait_for(lambda: "locked on purpose" in desktop.log)
    end_s = time.monotonic() + 4.0
    while time.monotonic() < end_s:
        assert desktop.is_locked, desktop.log
        time.sleep(0.1)
    assert COMES not in desktop.log


def test_the_agent_outlives_the_daemon_and_ends_with_its_session(
    desk, start_daemon, desktop: LockedDesktop
) -> None:
    desktop.wait_for(lambda: "service is not running" in desktop.log)
    source = desk(("owner", 3.0))
    first = start_daemon(source, *AT_RECORDED_PACE, passcode=True)
    desktop.wait_for(lambda: "owner is here" in desktop.log)
    first.process.send_signal(signal.SIGKILL)
    desktop.wait_for(lambda: "service has ended" in desktop.log)
    start_daemon(source, *AT_RECORDED_PACE)
    desktop.wait_for(lambda: "owner is here" in desktop.log.partition("has ended")[2])
    desktop.end_session()
    assert desktop.agent.wait(10) == 0
