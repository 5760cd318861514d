"""A user of the machine for as long as a test needs one, with a password."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PASSWORD = "a horse, correct"


@dataclass(frozen=True)
class ScratchUser:
    """The user.

    Attributes:
        name: Its name.
        uid: Its number.
    """

    name: str
    uid: int


@contextmanager
def scratch_user() -> Iterator[ScratchUser]:
    """Make a user, and remove it again."""
    name = f"faceidtest{os.getpid()}"
    subprocess.run(["useradd", "--no-create-home", "--shell", "/bin/sh", name], check=True)
    try:
        subprocess.run(["chpasswd"], input=f"{name}:{PASSWORD}", text=True, check=True)
        yield ScratchUser(name, pwd.getpwnam(name).pw_uid)
    finally:
        subprocess.run(["userdel", name], check=True, capture_output=True)
