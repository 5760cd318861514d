"""The demo's owner as a user of the daemon."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.daemon.accounts import Account
from faceid_core.pipeline import Recognizer


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    return Recognizer.load()


@pytest.fixture
def account(tmp_path: Path, enrolled_owner: Path) -> Account:
    shutil.copytree(enrolled_owner, tmp_path / "0")
    account = Account(0, "root", tmp_path / "0")
    account.guard.passcode_accepted("login")  # before that no face opens anything
    return account
