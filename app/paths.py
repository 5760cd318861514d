"""Where this program keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "faceid"


def default_data_dir() -> Path:
    """The folder for a user's own data, as the XDG base directory specification puts it.

    `$XDG_DATA_HOME/faceid`, or `~/.local/share/faceid` where the variable is
    unset, empty, or not absolute (such values are to be ignored, it says).
    """
    configured = Path(os.environ.get("XDG_DATA_HOME", ""))
    return configured / APP_NAME if configured.is_absolute() else data_dir_in(Path.home())


def data_dir_in(home: Path) -> Path:
    """The folder for a user's own data below a home, where no variable says another."""
    return home / ".local" / "share" / APP_NAME


def daemon_user_dir(daemon_data_dir: Path, uid: int) -> Path:
    """What the daemon keeps of one user, laid out like a user's own data."""
    return daemon_data_dir / "users" / str(uid)


def templates_dir(data_dir: Path) -> Path:
    """The folder below `data_dir` that holds one file for each enrolled person."""
    return data_dir / "templates"


def last_used_file(data_dir: Path) -> Path:
    """The file below `data_dir` that says when each person last opened the lock."""
    return data_dir / "last-used.json"


def policy_dir(data_dir: Path) -> Path:
    """The folder below `data_dir` with the record of attempts and the audit log."""
    return data_dir / "policy"
