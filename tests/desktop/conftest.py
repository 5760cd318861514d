"""Real D-Bus, real PAM, real faces of rendered people: what the desktop's tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from bus_client import with_client
from pam_service import Asked, authenticate, pam_service
from private_bus import PrivateBus, private_bus
from running_daemon import RunningDaemon, running_daemon
from sitting import write_sitting

from app.desktop.circumstances import why_not_here
from faceid_core.pipeline import Recognizer

NEEDED_PROGRAMS = ("dbus-daemon", "dbus-send", "pamtester", "fprintd-verify", "useradd")
FPRINT_LINE = "auth sufficient pam_fprintd.so max-tries=1 timeout=10"
DENY_LINE = "auth required pam_deny.so"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot do; where everything was installed, nothing."""
    reason = why_left_out()
    for item in items:
        if reason is not None and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


def why_left_out() -> str | None:
    """Why these tests do not run here; None if they do.

    They make users and PAM services, and take them away again: on a machine that somebody uses
    only if that is wished.
    """
    missing = [name for name in NEEDED_PROGRAMS if shutil.which(name) is None]
    is_wished = any(os.environ.get(name) for name in ("CI", "FACEID_SYSTEM_TESTS"))
    if os.geteuid() != 0:
        return "needs root"
    if missing:
        return f"needs {', '.join(missing)}"
    if Path("/run/systemd/system").is_dir() and not is_wished:
        return "would make users on this machine: FACEID_SYSTEM_TESTS=1"
    return why_not_here(os.getpid())


@pytest.fixture(scope="session")
def bus() -> Iterator[PrivateBus]:
    with private_bus() as running:
        yield running


@pytest.fixture
def data_dir(tmp_path: Path, enrolled_owner: Path) -> Path:
    """The daemon's data: the demo's owner opens root."""
    folder = tmp_path / "faceid"
    shutil.copytree(enrolled_owner, folder / "users" / "0")
    return folder


@pytest.fixture(scope="session")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Who may sit before the sensor, as sources that take few frames to a verdict."""
    folder, recognizer = tmp_path_factory.mktemp("sitting"), Recognizer.load()
    return {
        chapter: write_sitting(folder / chapter, chapter, recognizer)
        for chapter in ("owner", "stranger", "photo")
    }


class DaemonStarter:
    """Starts daemons on the test's data; they end with the test, or with their context."""

    def __init__(
        self, bus: PrivateBus, data_dir: Path, sitting: dict[str, str], stack: ExitStack
    ) -> None:
        self._bus = bus
        self._sitting = sitting
        self._data_dir = data_dir
        self._stack = stack

    def __call__(self, source: str, *arguments: object, passcode: bool = False) -> RunningDaemon:
        """Start a daemon for the rest of the test; see `context`."""
        return self._stack.enter_context(self.context(source, *arguments, passcode=passcode))

    @contextmanager
    def context(
        self, source: str, *arguments: object, passcode: bool = False
    ) -> Iterator[RunningDaemon]:
        """Run a daemon.

        Args:
            source: Who sits there (see `sitting`), or another source.
            arguments: Further ones of `faceid daemon`.
            passcode: Whether root's login has already told that the password was right.
        """
        source = self._sitting.get(source, source)
        with running_daemon(self._bus, self._data_dir, source, *arguments) as daemon:
            if passcode:
                with_client(self._bus, lambda client: client.own("PasswordAccepted", "s", "root"))
            yield daemon


@pytest.fixture
def start_daemon(
    bus: PrivateBus, data_dir: Path, sitting: dict[str, str]
) -> Iterator[DaemonStarter]:
    with ExitStack() as stack:
        yield DaemonStarter(bus, data_dir, sitting, stack)


@pytest.fixture
def ask_pam(bus: PrivateBus) -> Iterator[Callable[..., Asked]]:
    """Ask the stock pam_fprintd, and nothing after it, whether this is a user."""
    with pam_service(FPRINT_LINE, DENY_LINE) as service:

        def ask(user: str = "root", program: Path = Path("pamtester")) -> Asked:
            return authenticate(bus, service, user, program=program)

        yield ask
