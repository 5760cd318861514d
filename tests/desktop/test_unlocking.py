"""What a person meets once Face ID is installed: sudo, su and real lockers, as an ordinary user."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from bus_client import with_client
from installed_machine import InstalledMachine, installed_machine
from locked_desktop import wait_until, x_server
from lockers import LOCKERS, locked
from private_bus import PrivateBus
from running_daemon import RunningDaemon, running_daemon
from scratch_user import PASSWORD, ScratchUser, scratch_user

from app.guarded import open_guard

OWNER, STRANGER, PHOTO, NOBODY = "demo#owner", "demo#stranger", "demo#photo", "demo#away"
#: No answer takes longer; a busy machine starts programs late.
LONGEST_S = 3.0
PATIENCE_S = 12.0

needs_namespaces = pytest.mark.skipif(
    subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode
    != 0,
    reason="mount namespaces are not permitted here",
)
pytestmark = [
    needs_namespaces,
    pytest.mark.skipif(
        any(shutil.which(each) is None for each in ("sudo", "xdotool", "Xvfb", *LOCKERS)),
        reason="test.sh installs the lockers",
    ),
]


@pytest.fixture(scope="module")
def user() -> Iterator[ScratchUser]:
    with scratch_user() as made:
        yield made


@pytest.fixture(scope="module")
def machine(bus: PrivateBus, user: ScratchUser) -> Iterator[InstalledMachine]:
    with installed_machine(bus, user) as installed:
        yield installed


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


@dataclass
class Seat:
    """Somebody in front of the sensor.

    Attributes:
        daemon: Who recognizes.
        user: Whose desktop it is.
    """

    daemon: RunningDaemon
    user: ScratchUser

    @property
    def failures(self) -> int:
        """How many faces were refused since the last unlock."""
        return open_guard(self.daemon.user_dir(self.user.uid)).status().failures


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the module's daemons."""
    return tmp_path_factory.mktemp("faceid")


@pytest.fixture
def sit(
    bus: PrivateBus, user: ScratchUser, data: Path, enrolled_owner: Path
) -> Iterator[Callable[..., Seat]]:
    """Put somebody in front of the sensor, on fresh data of a user who has logged in."""
    folder = data / "users" / str(user.uid)
    with ExitStack() as stack:

        @contextmanager
        def seated(source: str, *arguments: str) -> Iterator[Seat]:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(enrolled_owner, folder)
            options = arguments or ("--privileged", "face")
            with running_daemon(bus, data, source, *options) as daemon:
                with_client(bus, lambda client: client.own("PasswordAccepted", "s", user.name))
                yield Seat(daemon, user)

        yield lambda *words: stack.enter_context(seated(*words))


def sudo(machine: InstalledMachine, typed: str = "") -> subprocess.CompletedProcess[str]:
    return machine.run("sudo", "-k", "-S", "-p", "[password]", "id", "-u", typed=typed)


def su(machine: InstalledMachine, typed: str = "") -> subprocess.CompletedProcess[str]:
    return machine.run("su", machine.user.name, "-c", "id -u", typed=typed)


def test_the_owner_opens_everything(sit, machine: InstalledMachine, display: str) -> None:
    sit(OWNER)
    done = sudo(machine)
    assert (done.stdout, done.stderr) == ("0\n", "")
    done = su(machine)
    assert (done.stdout.strip(), done.stderr) == (str(machine.user.uid), "")
    for name in LOCKERS:
        with locked(name, machine, display) as locker:
            assert not locker.is_open
            locker.wake()
            assert locker.opens_within(PATIENCE_S), name


@pytest.mark.parametrize("source", [STRANGER, PHOTO])
def test_nobody_else_opens_anything(
    sit, machine: InstalledMachine, display: str, source: str
) -> None:
    seat = sit(source)
    done = sudo(machine)
    assert done.returncode != 0
    assert "[password]" in done.stderr
    for failures, name in enumerate(LOCKERS, start=seat.failures):
        with locked(name, machine, display) as locker:
            locker.wake()
            wait_until(lambda known=failures: seat.failures > known, PATIENCE_S)
            assert not locker.opens_within(0.3), name


def test_nobody_there_falls_through_to_the_password(
    sit, machine: InstalledMachine, display: str
) -> None:
    seat = sit(NOBODY)
    started_s = time.monotonic()
    assert sudo(machine, typed=f"{PASSWORD}\n").stdout == "0\n"
    assert time.monotonic() - started_s < LONGEST_S
    assert sudo(machine, typed="wrong\n").returncode != 0
    for name in LOCKERS:
        with locked(name, machine, display) as locker:
            locker.wake()
            assert not locker.opens_within(LONGEST_S), name
            locker.type_password(PASSWORD)
            assert locker.opens_within(PATIENCE_S), name
    assert seat.failures == 0


def test_five_refused_faces_lock_out_and_the_password_still_works(
    sit, machine: InstalledMachine, display: str
) -> None:
    stranger = sit(STRANGER)
    for _ in range(5):
        assert sudo(machine).returncode != 0
    assert stranger.failures == 5
    stranger.daemon.end()
    with (
        running_daemon(machine.bus, stranger.daemon.data_dir, OWNER, "--privileged", "face"),
        locked("i3lock", machine, display) as locker,
    ):
        assert sudo(machine).returncode != 0
        assert sudo(machine, typed=f"{PASSWORD}\n").stdout == "0\n"
        locker.wake()
        assert not locker.opens_within(1.0)
        locker.type_password(PASSWORD)
        assert locker.opens_within(PATIENCE_S)


def test_sudo_takes_no_face_unless_that_was_chosen(sit, machine: InstalledMachine) -> None:
    sit(OWNER, "--privileged", "password")
    started_s = time.monotonic()
    done = sudo(machine)
    assert time.monotonic() - started_s < LONGEST_S
    assert done.returncode != 0
    assert "[password]" in done.stderr
    assert sudo(machine, typed=f"{PASSWORD}\n").stdout == "0\n"


@pytest.mark.parametrize(
    ("service", "opens"), [("login", True), ("lightdm", True), ("sudo", False), ("cron", False)]
)
def test_only_a_login_tells_that_the_password_was_typed(
    sit, machine: InstalledMachine, service: str, opens: bool
) -> None:
    """The helper that `faceid install` lets pam_exec run, before a face may unlock at all."""
    seat = sit(OWNER)
    open_guard(seat.daemon.user_dir(machine.user.uid)).locked(needs_passcode=True)
    assert sudo(machine).returncode != 0
    helper = machine.root / "usr/local/libexec/faceid-login"
    said = {"PAM_TYPE": "open_session", "PAM_SERVICE": service, "PAM_USER": machine.user.name}
    subprocess.run([helper], env={**machine.bus.environment, **said}, check=False, timeout=10)
    assert (sudo(machine).returncode == 0) is opens
