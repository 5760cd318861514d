"""PAM services of the tests' own, asked by `pamtester`."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from private_bus import PrivateBus

PAM_DIR = Path("/etc/pam.d")


@dataclass(frozen=True)
class Asked:
    """What came of one authentication.

    Attributes:
        opened: Whether the user was authenticated.
        said: What was written meanwhile.
        seconds: How long it took.
    """

    opened: bool
    said: str
    seconds: float


@contextmanager
def pam_service(*lines: str) -> Iterator[str]:
    """Make a PAM service for as long as the context lasts, and return its name."""
    path = PAM_DIR / f"faceid-test-{os.getpid()}"
    path.write_text("".join(f"{line}\n" for line in lines))
    try:
        yield path.name
    finally:
        path.unlink()


def authenticate(
    bus: PrivateBus,
    service: str,
    user: str,
    typed: str = "",
    timeout_s: float = 30.0,
    program: Path = Path("pamtester"),
) -> Asked:
    """Let `pamtester` ask whether this is the user.

    Args:
        bus: What PAM's modules take for the system's bus.
        service: The PAM service.
        user: Who it should be.
        typed: What is typed where a password is asked for.
        timeout_s: Longest wait.
        program: `pamtester`, or a copy of it under another name.
    """
    started_s = time.monotonic()
    done = subprocess.run(
        [program, service, user, "authenticate"],
        input=typed,
        capture_output=True,
        text=True,
        env=bus.environment,
        timeout=timeout_s,
        check=False,
    )
    seconds = time.monotonic() - started_s
    return Asked(done.returncode == 0, done.stdout + done.stderr, seconds)
