"""The command line asks the daemon: an enrolled face handed over, listed, taken back."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bus_client import with_client
from running_daemon import ROOT, program

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def faceid(bus, enrolled_owner: Path) -> Run:
    """Run `faceid` on the data of somebody who is enrolled; its exit code and its JSON."""

    def run(*arguments: str, typed: str = "") -> tuple[int, dict[str, Any]]:
        done = subprocess.run(
            program("--data-dir", enrolled_owner, "--json", *arguments),
            input=typed,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=bus.environment,
            timeout=60,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    return run


@pytest.fixture
def nobody_enrolled(data_dir: Path) -> None:
    for path in (data_dir / "users" / "0" / "templates").glob("*.template"):
        path.unlink()


@pytest.mark.usefixtures("nobody_enrolled")
def test_a_shared_face_opens_until_it_is_taken_back(bus, start_daemon, faceid):
    start_daemon("owner")
    assert faceid("templates", "list", "--daemon") == (0, {"templates": []})
    assert faceid("share", "owner") == (0, {"shared": "owner", "needs_passcode": True})
    assert faceid("passcode", "status", "--daemon")[1]["may_unlock"] is False
    with_client(bus, lambda client: client.own("PasswordAccepted", "s", "root"))
    assert faceid("passcode", "status", "--daemon")[1]["may_unlock"] is True
    code, said = faceid("verify", "--daemon")
    assert (code, said["decision"], said["name"]) == (0, "match", "owner")
    assert said["liveness"]["decision"] == "bona-fide"
    assert faceid("verify", "owner", "--daemon")[1]["error"] == "UsageError"
    assert faceid("lock", "--daemon") == (0, {"locked": True, "demands_passcode": False})
    assert "look away" in faceid("passcode", "status", "--daemon")[1]["refusal"].lower()
    assert faceid("templates", "remove", "owner", "--daemon") == (0, {"removed": "owner"})
    code, said = faceid("verify", "--daemon")
    assert (code, said["decision"]) == (4, "error")


def test_without_a_daemon_they_say_so(faceid):
    code, said = faceid("share", "owner")
    assert (code, said["error"]) == (4, "NoDaemonError")
    assert faceid("share", "nobody")[1]["error"] == "TemplateNotFoundError"
