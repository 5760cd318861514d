"""The stock pam_fprintd asks the daemon, and takes a face for a finger."""

from __future__ import annotations

import asyncio
import subprocess

import pytest
from bus_client import DEVICE_PATH, FPRINT, NOBODY_UID, Client, call_as, with_client
from dbus_fast import DBusError

STRANGERS = 5


@pytest.mark.parametrize(
    ("who", "opened"), [("owner", True), ("stranger", False), ("photo", False)]
)
def test_the_enrolled_person_opens_and_nobody_else(start_daemon, ask_pam, who, opened):
    start_daemon(who, passcode=True)
    asked = ask_pam()
    assert asked.opened is opened
    assert "finger on" not in asked.said


def test_an_empty_seat_is_answered_in_time_and_opens_nothing(start_daemon, ask_pam):
    start_daemon("demo#away", "--pace", "recorded", passcode=True)
    asked = ask_pam()
    assert not asked.opened
    assert asked.seconds < 3.0
    assert "finger" not in asked.said


def test_without_the_password_since_the_start_no_face_opens(start_daemon, ask_pam):
    daemon = start_daemon("owner", "--log-level", "info")
    asked = ask_pam()
    assert not asked.opened
    assert asked.seconds < 3.0
    assert "finger" not in asked.said
    assert "verify-match" not in daemon.log


def test_a_locked_out_face_opens_again_after_the_password(bus, start_daemon, ask_pam):
    with start_daemon.context("stranger", passcode=True):
        for _ in range(STRANGERS):
            assert "Failed to match" in ask_pam().said
    start_daemon("owner")
    assert not ask_pam().opened
    with_client(bus, lambda client: client.own("PasswordAccepted", "s", "root"))
    assert ask_pam().opened


def test_who_leaves_without_a_word_has_released(bus, start_daemon):
    start_daemon("demo#away", "--pace", "recorded", passcode=True)

    async def claim(client: Client) -> None:
        await client.device("Claim", "s", "")
        await client.device("VerifyStart", "s", "any")

    for _ in range(3):
        with_client(bus, claim)

    async def claim_and_release(client: Client) -> None:
        await asyncio.sleep(0.05)  # the bus tells of departures in its own time
        await client.device("Claim", "s", "root")
        await client.device("Release")

    with_client(bus, claim_and_release)


def test_errors_have_the_names_of_fprintd(bus, start_daemon):
    start_daemon("demo#away", passcode=True)

    async def misuse(client: Client) -> list[str]:
        names = []
        for member, *body in (
            ("Release",),
            ("VerifyStart", "any"),
            ("Claim", "nobody-of-that-name"),
            ("Claim", ""),
            ("Claim", ""),
            ("VerifyStart", "nose"),
            ("VerifyStop",),
            ("EnrollStart", "any"),
            ("ListEnrolledFingers", "nobody"),
        ):
            try:
                await client.device(member, "s" * len(body), *body)
            except DBusError as error:
                names.append(error.type.removeprefix(f"{FPRINT}.Error."))
        return names

    assert with_client(bus, misuse) == [
        "ClaimDevice",
        "ClaimDevice",
        "Internal",
        "AlreadyInUse",
        "InvalidFingername",
        "NoActionInProgress",
        "InvalidFingername",
        "NoEnrolledPrints",
    ]


def test_another_user_may_not_ask_about_this_one(bus, start_daemon):
    start_daemon("owner", passcode=True)
    for user, error in (("root", "PermissionDenied"), ("", "NoEnrolledPrints")):
        member = f"{FPRINT}.Device.ListEnrolledFingers"
        said = call_as(bus, NOBODY_UID, FPRINT, DEVICE_PATH, member, f"string:{user}").stderr
        assert f"{FPRINT}.Error.{error}" in said


def test_the_stock_tools_enroll_list_verify_and_delete(bus, start_daemon):
    def run(*command: str, uid: int = 0) -> str:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=bus.environment,
            timeout=60,
            user=uid,
            check=False,
        )
        return done.stdout + done.stderr

    with start_daemon.context("demo#enroll"):
        assert "no fingers enrolled" in run("fprintd-list", "nobody")
        assert "enroll-completed" in run("fprintd-enroll", "nobody")
        assert "right-index-finger" in run("fprintd-list", "nobody")
    daemon = start_daemon("owner", "--log-level", "info")
    with_client(bus, lambda client: client.own("PasswordAccepted", "s", "nobody"))
    assert "verify-disconnected" in run("fprintd-verify", "nobody")  # root, and no locker
    assert "verify-match" in run("fprintd-verify", uid=NOBODY_UID), daemon.log
    assert "deleted" in run("fprintd-delete", "nobody")
    assert "no fingers enrolled" in run("fprintd-list", "nobody")
