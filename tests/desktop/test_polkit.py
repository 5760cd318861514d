"""Who may change whose face opens what, and ask about others: polkit's answer holds."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from bus_client import DEVICE_PATH, FPRINT, NOBODY_UID, OWN, call_as
from private_bus import PrivateBus, private_bus

MAY_OWN = '<policy user="polkitd"><allow own="org.freedesktop.PolicyKit1"/></policy>'
POLKIT = "org.freedesktop.PolicyKit1"
AUTHORITY = "/org/freedesktop/PolicyKit1/Authority"


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    """A bus on which polkit may serve, for this test alone."""
    with private_bus(MAY_OWN) as running:
        yield running


@contextmanager
def serving(bus: PrivateBus, *command: str) -> Iterator[None]:
    """Run something that serves polkit's name."""
    process = subprocess.Popen(
        command, env=bus.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        ask = ("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetNameOwner", f"string:{POLKIT}")
        for _ in range(100):
            if call_as(bus, 0, *ask).returncode == 0:
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def ask(bus: PrivateBus, start_daemon) -> Callable[[], tuple[str, str]]:
    """Let a user without rights list another's fingers, and remove a template of its own."""
    start_daemon("demo#away")

    def both() -> tuple[str, str]:
        device, member = f"{FPRINT}.Device", "ListEnrolledFingers"
        other = call_as(bus, NOBODY_UID, FPRINT, DEVICE_PATH, f"{device}.{member}", "string:root")
        own = call_as(bus, NOBODY_UID, OWN, "/org/faceid/Daemon1", f"{OWN}.Remove", "string:nobody")
        return other.stdout + other.stderr, own.stdout + own.stderr

    return both


def test_the_real_polkit_refuses_who_has_no_session(bus, ask):
    with serving(bus, "/usr/lib/polkit-1/polkitd"):
        other, own = ask()
    assert "PermissionDenied" in other
    assert "NotAllowed" in own


def test_what_polkit_permits_is_done(bus, ask):
    mock = ("/usr/bin/python3", "-m", "dbusmock", "--template", "polkitd", "--system")
    with serving(bus, *mock):
        other, own = ask()
        assert "PermissionDenied" in other
        assert "NotAllowed" in own
        allow = "org.freedesktop.DBus.Mock.SetAllowed"
        actions = "array:string:net.reactivated.fprint.device.setusername,org.faceid.manage"
        assert call_as(bus, 0, POLKIT, AUTHORITY, allow, actions).returncode == 0
        other, own = ask()
    assert "right-index-finger" in other
    assert "TemplateNotFound" in own
