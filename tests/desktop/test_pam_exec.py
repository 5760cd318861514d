"""`faceid verify --pam` as stock pam_exec runs it, with the daemon and without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pam_service import Asked, authenticate, pam_service
from private_bus import PrivateBus
from running_daemon import ROOT

from app.guarded import open_guard


@pytest.fixture
def ask(bus: PrivateBus, data_dir: Path, tmp_path: Path) -> Iterator[Callable[[], Asked]]:
    """Ask a service that takes a look for the password, and nothing after it."""
    program = tmp_path / "look"  # a line of PAM's ends at a '#'
    program.write_text(
        "#!/bin/sh\n"
        f"export DBUS_SYSTEM_BUS_ADDRESS={bus.address} PYTHONPATH={ROOT}\n"
        f"exec {sys.executable} -m app --data-dir {data_dir}/users/0 verify --pam --timeout 20 "
        "--source demo#owner\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    look = f"auth sufficient pam_exec.so quiet {program}"
    with pam_service(look, "auth required pam_deny.so") as service:
        yield lambda: authenticate(bus, service, "root")


@pytest.mark.parametrize(("chapter", "opened"), [("owner", True), ("stranger", False)])
def test_the_daemon_answers_where_one_runs(ask, start_daemon, chapter: str, opened: bool) -> None:
    daemon = start_daemon(f"demo#{chapter}", passcode=True)
    assert ask().opened is opened
    last = open_guard(daemon.user_dir(0)).entries()[-1]
    assert "pam_exec" not in last.reason
    assert "faceid-test" in last.reason


def test_without_a_daemon_it_looks_itself(ask, data_dir: Path) -> None:
    assert ask().opened
    last = open_guard(data_dir / "users" / "0").entries()[-1]
    assert "through pam_exec" in last.reason
