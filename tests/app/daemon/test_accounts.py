"""What the daemon keeps of a user is that user's, not that of whoever has the number next."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from app import login_password
from app.daemon.accounts import Accounts
from app.paths import daemon_user_dir
from faceid_core.encoder import Encoder
from faceid_core.errors import TemplateNotFoundError, TrustError

UID = os.getuid()
NAME = pwd.getpwuid(UID).pw_name


@pytest.fixture
def login_user_file(tmp_path: Path) -> Path:
    """Say whose the folder is, as the daemon does when it first needs the policy."""
    assert Accounts(tmp_path).of(UID).guard is not None
    return daemon_user_dir(tmp_path, UID) / login_password.FILE_NAME


def test_the_folder_says_whose_it_is_by_number_and_name(login_user_file):
    assert login_user_file.read_text() == f"{UID} {NAME}"


def test_a_number_given_to_somebody_else_opens_nothing(tmp_path, login_user_file):
    login_user_file.write_text(f"{UID} predecessor")
    account = Accounts(tmp_path).of(UID)
    with pytest.raises(TrustError, match="kept for predecessor"):
        account.faces(Encoder())
    with pytest.raises(TrustError, match="remove the folder"):
        _ = account.guard
    assert login_user_file.read_text() == f"{UID} predecessor"


def test_root_says_that_it_is_the_same_person_by_removing_the_file(tmp_path, login_user_file):
    login_user_file.write_text(f"{UID} predecessor")
    login_user_file.unlink()
    assert Accounts(tmp_path).of(UID).guard is not None
    assert login_user_file.read_text() == f"{UID} {NAME}"


def test_a_folder_of_before_the_name_was_kept_goes_on(tmp_path, login_user_file):
    login_user_file.write_text(str(UID))
    account = Accounts(tmp_path).of(UID)
    assert account.guard is not None
    with pytest.raises(TemplateNotFoundError):
        account.faces(Encoder())
