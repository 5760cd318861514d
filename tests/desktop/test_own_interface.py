"""org.faceid.Daemon1 over a real bus: what it tells, permits, takes and lends."""

from __future__ import annotations

import asyncio

import pytest
from bus_client import NOBODY_UID, OWN, Client, call_as, with_client
from dbus_fast import DBusError

from faceid_core.templates import TemplateStore, template_bytes

PATH = "/org/faceid/Daemon1"


def error_of(bus, use) -> str:
    """The name of the error that a call is answered with."""
    with pytest.raises(DBusError) as raised:
        with_client(bus, use)
    return raised.value.type.removeprefix("org.faceid.Error.")


def test_verify_tells_what_the_command_tells(bus, start_daemon):
    start_daemon("owner", passcode=True)
    said = with_client(bus, lambda client: client.verify(service="test"))
    assert (said["decision"], said["name"]) == ("match", "owner")
    assert said["distance"] <= said["threshold"]
    assert said["liveness"]["decision"] == "bona-fide"
    status = with_client(bus, lambda client: client.status())
    assert status["enrolled"] == ["owner"]
    assert (status["sensor"], status["refusal"], status["failures"]) == ("open", "", 0)
    assert 0 < status["memory_mb"] < 250


def test_wrong_options_are_told_and_privileged_is_the_passwords(bus, start_daemon):
    start_daemon("owner", passcode=True)
    assert error_of(bus, lambda client: client.verify(wrong="x")) == "Value"
    assert error_of(bus, lambda client: client.verify(timeout_s=0.0)) == "Value"
    assert error_of(bus, lambda client: client.verify(username="nobody-here")) == "UnknownUser"
    assert error_of(bus, lambda client: client.verify(privileged=True)) == "NotAllowed"


def test_where_the_installer_chose_so_a_face_is_enough_for_more(bus, start_daemon):
    start_daemon("owner", "--privileged", "face", passcode=True)
    said = with_client(bus, lambda client: client.verify(privileged=True))
    assert said["decision"] == "match"


def test_without_polkit_only_root_changes_who_is_enrolled(bus, start_daemon, data_dir):
    start_daemon("demo#away", passcode=True)
    store = TemplateStore(data_dir / "users" / "0" / "templates")
    content = template_bytes(store.load("owner"))
    with_client(bus, lambda client: client.own("Import", "say", "again", content))
    assert store.load("again").name == "again"
    with_client(bus, lambda client: client.own("Remove", "s", "owner"))
    assert store.names() == ["again"]
    garbage = content[:2000]
    assert error_of(bus, lambda c: c.own("Import", "say", "x", garbage)) == "TemplateCorrupt"
    assert error_of(bus, lambda c: c.own("Remove", "s", "x")) == "TemplateNotFound"
    for member, *values in (
        ("Remove", "string:x"),
        ("Enroll", "string:x"),
        ("Import", "string:x", "array:byte:1"),
        ("PasswordAccepted", "string:root"),
    ):
        said = call_as(bus, NOBODY_UID, OWN, PATH, f"{OWN}.{member}", *values).stderr
        assert "org.faceid.Error.NotAllowed" in said


def test_another_user_sees_nothing_of_this_one(bus, start_daemon):
    start_daemon("owner", passcode=True)
    said = call_as(bus, NOBODY_UID, OWN, PATH, f"{OWN}.Status").stdout
    assert '"owner"' not in said
    assert "uid" not in said


def test_enrolling_tells_how_it_goes_and_then_opens(bus, start_daemon, data_dir):
    async def enroll(client: Client) -> tuple[set[str], list[object]]:
        await client.own("Enroll", "s", "owner anew")
        with pytest.raises(DBusError, match="just enrolling"):
            await client.own("Enroll", "s", "second")
        hints = set()
        while True:
            member, body = await client.signal("EnrollProgress", "EnrollDone")
            if member == "EnrollDone":
                return hints, body
            hints.add(body[0])

    start_daemon("demo#enroll", passcode=True)
    hints, done = with_client(bus, enroll)
    assert done == [True, ""]
    assert len(hints) > 3
    assert "owner anew" in TemplateStore(data_dir / "users" / "0" / "templates").names()


def test_who_leaves_while_enrolling_has_enrolled_nobody(bus, start_daemon, data_dir):
    start_daemon("demo#enroll", "--pace", "recorded", passcode=True)

    async def begin(client: Client) -> None:
        await client.own("Enroll", "s", "left")
        await client.signal("EnrollProgress")

    with_client(bus, begin)
    with_client(bus, begin)  # nobody is enrolling any more
    assert TemplateStore(data_dir / "users" / "0" / "templates").names() == ["owner"]


def test_a_lent_sensor_is_let_alone_until_its_borrower_leaves(bus, start_daemon):
    start_daemon("owner", passcode=True)

    async def borrow(client: Client) -> None:
        await client.own("LendSensor")
        assert (await client.status())["sensor"] == "lent"
        said = await client.verify()
        assert said["decision"] == "error"
        assert "another program" in said["reason"]

    with_client(bus, borrow)

    async def look(client: Client) -> str:
        await asyncio.sleep(0.1)  # the bus tells of departures in its own time
        await client.own("LendSensor")
        await client.own("ReturnSensor")
        return (await client.verify())["decision"]

    assert with_client(bus, look) == "match"


def test_a_watch_goes_on_after_a_verification(bus, start_daemon):
    start_daemon("owner", passcode=True)

    async def watch(client: Client) -> None:
        await client.own("Watch", "a{sv}", {})
        assert (await client.status())["watching"] is True
        assert (await client.verify())["decision"] == "match"
        assert (await client.signal("PresenceChanged"))[1][0] in ("owner", "somebody", "unclear")
        await client.own("SessionLocked", "bb", True, False)
        assert await client.signal("OwnerReturned") == ("OwnerReturned", ["owner"])
        await client.own("Unwatch")
        assert (await client.status())["watching"] is False

    with_client(bus, watch)
