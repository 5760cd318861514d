"""The demo's owner as a user of the daemon."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.__main__ import main
from app.daemon.accounts import Account
from faceid_core.pipeline import Recognizer


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    return Recognizer.load()


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's data with the demo's owner in it."""
    folder = tmp_path_factory.mktemp("enrolled") / "data"
    assert main(["--data-dir", str(folder), "enroll", "owner", "--source", "demo#enroll"]) == 0
    return folder


@pytest.fixture
def account(tmp_path: Path, enrolled: Path) -> Account:
    shutil.copytree(enrolled, tmp_path / "0")
    account = Account(0, "root", tmp_path / "0")
    account.guard.passcode_accepted("login")  # before that no face opens anything
    return account
