"""Who owns which name, asked of a real bus."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from made_machine import MadeMachine, found

from app.daemon.names import DAEMON, FPRINT, LOGIND
from app.doctor import bus as doctor_bus
from app.doctor import daemon_status
from app.doctor.bus import POLKIT
from app.doctor.finding import State

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs dbus-daemon")

Answers = dict[str, tuple[str, tuple[object, ...]]]


@contextlib.contextmanager
def service(*names: str, answers: Answers | None = None) -> Iterator[None]:
    """Own names on the system bus; answer methods, or stay silent where there are none."""
    with contextlib.closing(open_dbus_connection("SYSTEM")) as connection:
        for name in names:
            assert unwrap_msg(connection.send_and_get_reply(message_bus.RequestName(name))) == (1,)
        thread = threading.Thread(target=serve, args=(connection, answers), daemon=True)
        thread.start()
        try:
            yield
        finally:
            connection.sock.shutdown(2)
            thread.join(5)
            assert not thread.is_alive()


def serve(connection: DBusConnection, answers: Answers | None) -> None:
    with contextlib.suppress(OSError, EOFError):
        while True:
            message: Message = connection.receive()
            if message.header.message_type is not MessageType.method_call or answers is None:
                continue
            member = message.header.fields[HeaderFields.member]
            if member in answers:
                connection.send(new_method_return(message, *answers[member]))
            else:
                connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))


def service_file(folder: Path, name: str) -> None:
    (folder / f"{name}.service").write_text(
        f"[D-BUS Service]\nName={name}\nExec=/bin/false\nUser=root\n"
    )


def test_without_a_bus_the_rest_still_works(
    made: MadeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    findings = found(doctor_bus.check_names, made.machine())
    assert {name: each.state for name, each in findings.items()} == {"desktop.bus": State.WARNING}
    assert found(doctor_bus.check_polkit, made.machine())["desktop.polkit"].state is State.UNKNOWN
    assert found(doctor_bus.check_logind, made.machine())["session.logind"].state is State.WARNING


def test_nobody_is_there(made: MadeMachine, bus: Path) -> None:
    findings = found(doctor_bus.check_names, made.machine())
    assert findings["desktop.bus"].state is State.OK
    assert findings["desktop.daemon"].state is State.WARNING
    assert "sudo faceid install" in findings["desktop.daemon"].remedy


def test_the_daemon_at_both_doors_is_well(made: MadeMachine, bus: Path) -> None:
    with service(DAEMON, FPRINT):
        findings = found(doctor_bus.check_names, made.machine())
    assert findings["desktop.daemon"].state is State.OK
    assert findings["desktop.daemon"].measured["pid"] == os.getpid()
    assert findings["desktop.fingerprint_door"].state is State.OK
    assert "The daemon answers" in findings["desktop.fingerprint_door"].sentence


def test_a_real_reader_beside_the_daemon_is_a_problem(made: MadeMachine, bus: Path) -> None:
    made.file(f"/proc/{os.getpid()}/comm", "fprintd\n")
    with service(DAEMON), service(FPRINT):
        finding = found(doctor_bus.check_names, made.machine())["desktop.fingerprint_door"]
    assert finding.state is State.PROBLEM
    assert f"fprintd (process {os.getpid()})" in finding.sentence


def test_a_real_reader_without_the_daemon_is_a_warning(made: MadeMachine, bus: Path) -> None:
    (made.root / f"proc/{os.getpid()}").mkdir(parents=True)
    (made.root / f"proc/{os.getpid()}/exe").symlink_to("/usr/libexec/fprintd")
    with service(FPRINT):
        finding = found(doctor_bus.check_names, made.machine())["desktop.fingerprint_door"]
    assert finding.state is State.WARNING
    assert finding.measured["program"] == "/usr/libexec/fprintd"


def test_asking_starts_no_service(made: MadeMachine, bus: Path) -> None:
    """A service that would be started, and would leave a file behind."""
    left = bus / "started"
    for name in (DAEMON, FPRINT, POLKIT, LOGIND):
        (bus / f"{name}.service").write_text(
            f"[D-BUS Service]\nName={name}\nExec={sys.executable} -c open('{left}','w')\n"
        )
    # The bus reads its folders again when it is told to.
    with contextlib.closing(open_dbus_connection("SYSTEM")) as connection:
        connection.send_and_get_reply(message_bus.ReloadConfig())
    findings = found(doctor_bus.check_names, made.machine())
    assert findings["desktop.daemon"].state is State.OK
    assert findings["desktop.fingerprint_door"].measured["on_demand"] is True
    for check in (doctor_bus.check_polkit, doctor_bus.check_logind):
        assert State.OK not in {each.state for each in check(made.machine())}
    assert not left.exists()


def status(**changed: tuple[str, object]) -> Answers:
    """What the daemon answers."""
    fields: dict[str, tuple[str, object]] = {
        "sensor": ("s", "closed"),
        "sensor_error": ("s", ""),
        "enrolled": ("as", ["owner"]),
        "refusal": ("s", ""),
        "memory_mb": ("d", 180.0),
    }
    return {"Status": ("a{sv}", (fields | changed,))}


@pytest.mark.parametrize(
    ("changed", "name", "state", "words"),
    [
        ({}, "desktop.enrolled", State.OK, "may open"),
        ({}, "desktop.sensor", State.OK, "closed"),
        (
            {"sensor": ("s", "failed"), "sensor_error": ("s", "Kinect 0 is not plugged in.")},
            "desktop.sensor",
            State.PROBLEM,
            "not plugged in",
        ),
        ({"enrolled": ("as", [])}, "desktop.enrolled", State.WARNING, "not enrolled"),
        ({"refusal": ("s", "Enter it")}, "desktop.enrolled", State.WARNING, "Enter it"),
        ({"enrolled": ("u", 7)}, "desktop.status", State.PROBLEM, "does not say"),
    ],
)
def test_the_daemon_is_asked_how_it_is(
    made: MadeMachine,
    bus: Path,
    changed: dict[str, tuple[str, object]],
    name: str,
    state: State,
    words: str,
) -> None:
    with service(DAEMON, answers=status(**changed)):
        finding = found(daemon_status.check_status, made.machine())[name]
    assert finding.state is state
    assert words in finding.sentence


def test_a_daemon_that_does_not_run_is_not_asked(made: MadeMachine, bus: Path) -> None:
    assert list(daemon_status.check_status(made.machine())) == []


@pytest.mark.parametrize(
    ("action", "state"),
    [("org.faceid.manage", State.OK), ("org.example.other", State.WARNING)],
)
def test_polkit_is_asked_for_the_action(
    made: MadeMachine, bus: Path, action: str, state: State
) -> None:
    entry = (action, "", "", "", "", "", 0, 0, 0, {})
    with service(POLKIT, answers={"EnumerateActions": ("a(ssssssuuua{ss})", ([entry],))}):
        finding = found(doctor_bus.check_polkit, made.machine())["desktop.polkit"]
    assert finding.state is state


@pytest.mark.parametrize(
    ("uid", "state"), [(os.getuid(), State.OK), (os.getuid() + 1, State.WARNING)]
)
def test_logind_is_asked_for_a_session_of_ones_own(
    made: MadeMachine, bus: Path, uid: int, state: State
) -> None:
    sessions = [("c1", uid, "somebody", "seat0", "/org/freedesktop/login1/session/c1")]
    with service(LOGIND, answers={"ListSessions": ("a(susso)", (sessions,))}):
        finding = found(doctor_bus.check_logind, made.machine())["session.logind"]
    assert finding.state is state


@pytest.mark.parametrize(
    ("answers", "check"),
    [
        (None, doctor_bus.check_polkit),
        ({"EnumerateActions": ("s", ("nonsense",))}, doctor_bus.check_polkit),
        (None, doctor_bus.check_logind),
        ({"ListSessions": ("u", (7,))}, doctor_bus.check_logind),
    ],
)
def test_a_service_that_is_silent_or_talks_nonsense_does_not_hold_up(
    made: MadeMachine,
    bus: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers | None,
    check: Callable[..., object],
) -> None:
    monkeypatch.setattr(doctor_bus, "TIMEOUT_S", 0.3)
    with service(POLKIT, LOGIND, answers=answers):
        findings = found(check, made.machine())
    assert State.OK not in {each.state for each in findings.values()}
