"""`faceid verify --pam`, with the environment that pam_exec gives: PAM's words and nothing else."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.desktop.circumstances import why_not_here

ROOT = Path(__file__).parents[3]
USER = pwd.getpwuid(os.geteuid()).pw_name
#: A program that may open a screen, also where the tests run as root.
LOCKER = "i3lock"
LONGEST_S = 3.0
#: A busy machine takes longer than PAM waits.
PATIENCE_S = 25.0
ENDED_BY_KERNEL = 128 + signal.SIGALRM  # as the shell tells it

pytestmark = pytest.mark.skipif(
    why_not_here(os.getpid()) is not None, reason="the tests run in a session from elsewhere"
)


@dataclass(frozen=True)
class Answered:
    """How one run ended.

    Attributes:
        exit_code: The shell's.
        decision: What its JSON says; empty without any.
        reason: The same.
        seconds: From its start.
    """

    exit_code: int
    decision: str
    reason: str
    seconds: float


@pytest.fixture
def data(enrolled_owner: Path, data_dir: Path) -> Path:
    shutil.copytree(enrolled_owner, data_dir)
    return data_dir


@pytest.fixture
def ask(data: Path, tmp_path: Path) -> Callable[..., Answered]:
    """Ask as a locker does: a shell with its name is PAM's program, the answer its child."""
    locker = tmp_path / LOCKER
    shutil.copy("/bin/sh", locker)
    locker.chmod(0o755)

    def run(
        source: str,
        *arguments: str,
        program: Path = locker,
        limit_s: float | None = PATIENCE_S,
        **said: str,
    ) -> Answered:
        command = [sys.executable, "-m", "app", "--data-dir", str(data), "verify", "--pam"]
        command += ["--json", "--source", source, *arguments]
        command += [] if limit_s is None else ["--timeout", str(limit_s)]
        environ = {"PAM_TYPE": "auth", "PAM_USER": USER, "PAM_SERVICE": LOCKER, **said}
        environ |= {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
        started_s = time.monotonic()
        done = subprocess.run(
            [program, "-c", '"$@"; exit $?', "sh", *command],
            cwd=ROOT,
            env={name: value for name, value in environ.items() if value},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        seconds = time.monotonic() - started_s
        answer = json.loads(done.stdout) if done.stdout else {"decision": "", "reason": ""}
        return Answered(done.returncode, answer["decision"], answer["reason"], seconds)

    return run


@pytest.mark.parametrize(
    ("chapter", "exit_code", "decision"),
    [("owner", 0, "match"), ("stranger", 1, "non-match"), ("photo", 1, "non-match")],
)
def test_only_the_owner_opens(ask, chapter: str, exit_code: int, decision: str) -> None:
    answered = ask(f"demo#{chapter}")
    assert (answered.exit_code, answered.decision) == (exit_code, decision)


def test_five_strangers_lock_out_the_owner(ask) -> None:
    for _ in range(5):
        assert ask("demo#stranger").exit_code == 1
    answered = ask("demo#owner")
    assert (answered.exit_code, answered.decision) == (3, "refused")


def test_nobody_there_is_no_failure(ask, wall_recording) -> None:
    wall = wall_recording()
    for _ in range(6):
        assert ask(f"recording:{wall}").exit_code == 2
    assert ask("demo#owner").exit_code == 0


def test_it_ends_in_time_whatever_the_source_does(ask, wall_recording) -> None:
    """A minute of a wall, at its own pace: nothing decides, and nothing ends."""
    wall = wall_recording(60, period_s=1.0)
    answered = ask(f"recording:{wall}", "--pace", "recorded", limit_s=None)
    assert answered.exit_code in (2, ENDED_BY_KERNEL)
    assert answered.seconds < LONGEST_S + 0.5


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({"PAM_RHOST": "10.0.0.7"}, "elsewhere"),
        ({"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, "elsewhere"),
    ],
)
def test_people_elsewhere_are_refused(ask, said: dict[str, str], part: str) -> None:
    answered = ask("demo#owner", **said)
    assert (answered.exit_code, answered.decision) == (3, "refused")
    assert part in answered.reason


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can ask for more than a screen")
def test_more_than_a_screen_needs_the_password(ask) -> None:
    answered = ask("demo#owner", program=Path("/bin/sh"), PAM_SERVICE="sudo")
    assert (answered.exit_code, answered.decision) == (3, "refused")
    assert "password" in answered.reason


@pytest.mark.parametrize(
    "said", [{"PAM_TYPE": "open_session"}, {"PAM_USER": ""}, {"PAM_USER": "no-such-user"}]
)
def test_what_pam_does_not_ask_is_no_match(ask, said: dict[str, str]) -> None:
    assert ask("demo#owner", **said).exit_code == 4


def test_trouble_is_no_match(ask, data: Path) -> None:
    assert ask("demo#stranger").exit_code == 1
    for path in (data / "policy").iterdir():
        path.write_bytes(b"damaged")
    assert ask("demo#owner").exit_code != 0
    shutil.rmtree(data)
    assert ask("demo#owner").exit_code == 4
