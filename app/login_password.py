"""The password that a user logs in with, checked by PAM: the passcode of the daemon's users.

A folder of the daemon's says in a small file whose it is, by number and name: a number that
is given to somebody else opens nothing of its last owner's. Only root can write there, and only
root can check the password of others.
"""

from __future__ import annotations

import pwd
from collections.abc import Callable
from pathlib import Path
from typing import Final

from faceid_core.errors import PasscodeError, TrustError
from faceid_core.private_file import read_private, replaced_file

#: The PAM service that checks nothing but the password. It never falls back to another:
#: one that asks for a face would make the face its own passcode.
SERVICE: Final = "faceid"
SERVICE_FOLDERS: Final = (Path("/etc/pam.d"), Path("/usr/lib/pam.d"))
FILE_NAME: Final = "login-user"
MAX_LENGTH: Final = 512
_PAM_AUTH_ERR: Final = 7
_PAM_MAXTRIES: Final = 11


def write_login_user(data_dir: Path, uid: int) -> None:
    """Say that a folder's passcode is a user's login password.

    Raises:
        OSError: If it cannot be written.
        KeyError: If there is no such user.
    """
    path = data_dir / FILE_NAME
    if not path.exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced_file(path) as file:
            file.write(f"{uid} {pwd.getpwuid(uid).pw_name}".encode("utf-8", "surrogateescape"))


def login_user_of(data_dir: Path) -> str | None:
    """Return the name of a folder's user; None in a user's own folder.

    Folders of before the name was kept beside the number say only the number.

    Raises:
        TrustError: If it cannot be known whose folder it is, or its number is another's now.
    """
    path = data_dir / FILE_NAME
    try:
        number, _, kept_name = read_private(path).decode("utf-8", "surrogateescape").partition(" ")
        name = pwd.getpwuid(int(number)).pw_name
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise TrustError(f"{path} cannot be used ({error}).") from error
    if kept_name and kept_name != name:
        raise TrustError(
            f"{data_dir} was kept for {kept_name}, whose number is now {name}'s: nothing in it "
            f"opens anything. If that is the same person, renamed, remove {path} as root; "
            f"otherwise remove the folder {data_dir}."
        )
    return name


def login_password_of(data_dir: Path) -> Callable[[str], bool] | None:
    """Return what checks the login password of a folder's user; None in a user's own folder.

    Raises:
        TrustError: As of `login_user_of`.
    """
    name = login_user_of(data_dir)
    return None if name is None else lambda typed: is_login_password(name, typed)


def is_login_password(user: str, typed: str) -> bool:
    """Ask PAM. Takes seconds where it is wrong.

    Raises:
        PasscodeError: If PAM cannot be asked.
    """
    if not any((folder / SERVICE).exists() for folder in SERVICE_FOLDERS):
        raise PasscodeError(
            f"The login password cannot be checked: {SERVICE_FOLDERS[0] / SERVICE} is missing. "
            "Run as root: faceid install"
        )
    if not typed or len(typed) > MAX_LENGTH or "\0" in typed:
        return False
    import pamela  # loads libpam, which only this needs

    try:
        pamela.authenticate(user, typed, service=SERVICE, resetcred=0)
    except pamela.PAMError as error:
        if error.errno in (_PAM_AUTH_ERR, _PAM_MAXTRIES):
            return False
        raise PasscodeError(f"The login password cannot be checked: {error}.") from error
    return True
