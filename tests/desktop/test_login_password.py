"""The login password is the daemon's passcode: PAM checks it, and no face is asked for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bus_client import OWN, call_as, with_client
from scratch_user import PASSWORD, ScratchUser, scratch_user

from app import login_password

SERVICE_FILE = Path("/etc/pam.d") / login_password.SERVICE
#: As `faceid install` writes it.
SHIPPED = "auth required pam_unix.so nodelay\naccount required pam_unix.so\n"


@pytest.fixture
def pam_faceid() -> Iterator[None]:
    """PAM's service of the daemon's; one that is installed already stays."""
    if SERVICE_FILE.exists():
        yield
        return
    SERVICE_FILE.write_text(SHIPPED)
    yield
    SERVICE_FILE.unlink()


@pytest.fixture(scope="module")
def user() -> Iterator[ScratchUser]:
    with scratch_user() as made:
        yield made


@pytest.fixture
def daemon(start_daemon, data_dir, user):
    """A daemon whose sensor sees the owner, who opens the scratch user."""
    shutil.copytree(data_dir / "users" / "0", data_dir / "users" / str(user.uid))
    return start_daemon("owner")


@pytest.fixture
def call(bus, user):
    """Call the daemon as the scratch user; what it answers."""

    def ask(member: str, *values: str) -> str:
        done = call_as(bus, user.uid, OWN, "/org/faceid/Daemon1", f"{OWN}.{member}", *values)
        return done.stdout + done.stderr

    return ask


@pytest.mark.usefixtures("pam_faceid", "daemon")
def test_after_the_right_password_the_face_opens(bus, user, call):
    def decision() -> str:
        return with_client(bus, lambda client: client.verify(username=user.name))["decision"]

    assert "the computer was restarted" in call("Status")
    assert decision() == "refused"
    assert "boolean false" in call("TryPasscode", "string:wrong horse")
    assert decision() == "refused"
    assert "boolean true" in call("TryPasscode", f"string:{PASSWORD}")
    assert decision() == "match"


@pytest.mark.usefixtures("pam_faceid", "daemon")
def test_guessing_has_to_wait(call):
    for _ in range(3):
        assert "boolean false" in call("TryPasscode", "string:wrong horse")
    assert "PasscodeWait" in call("TryPasscode", f"string:{PASSWORD}")


@pytest.mark.usefixtures("daemon")
def test_without_the_service_nothing_else_is_asked(call):
    if SERVICE_FILE.exists():
        pytest.skip("faceid is installed here")
    said = call("TryPasscode", f"string:{PASSWORD}")
    assert "faceid install" in said
    assert "boolean" not in said


@pytest.mark.usefixtures("pam_faceid")
def test_what_cannot_be_a_password_is_wrong(user):
    for typed in ("", "x" * 513, "a\0b"):
        assert not login_password.is_login_password(user.name, typed)


def test_a_folder_whose_owner_is_unknown_opens_nothing(tmp_path):
    login_password.write_login_user(tmp_path, 0)
    (tmp_path / login_password.FILE_NAME).write_text("4000000000")
    with pytest.raises(login_password.TrustError):
        login_password.login_password_of(tmp_path)
