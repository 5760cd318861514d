"""What the doctor reads out of PAM's services, and what it sees of the session."""

from __future__ import annotations

import pytest
from made_machine import MadeMachine, found

from app.doctor import pam, session
from app.doctor.finding import State

#: As Debian's pam-auth-update writes it.
COMMON_AUTH = """\
# here are the per-package modules (the "Primary" block)
auth\t[success=2 default=ignore]\tpam_fprintd.so max-tries=1 timeout=10
auth\t[success=1 default=ignore]\tpam_unix.so nullok try_first_pass
auth\trequisite\t\t\tpam_deny.so
auth\trequired\t\t\tpam_permit.so
"""
WITHOUT = "auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\n"


def test_a_machine_without_pam(made: MadeMachine) -> None:
    assert found(pam.check_module, made.machine())["pam.module"].state is State.WARNING
    assert found(pam.check_services, made.machine())["pam.services"].state is State.UNKNOWN


@pytest.mark.parametrize(
    "place",
    ["/usr/lib/x86_64-linux-gnu/security/pam_fprintd.so", "/lib/security/pam_fprintd.so"],
)
def test_the_module_is_found_where_distributions_put_it(made: MadeMachine, place: str) -> None:
    made.file(place)
    assert found(pam.check_module, made.machine())["pam.module"].state is State.OK


def test_nobody_asks_for_a_face(made: MadeMachine) -> None:
    made.file("/etc/pam.d/common-auth", WITHOUT)
    made.file("/etc/pam.d/sudo", "#auth sufficient pam_fprintd.so\n@include common-auth\n")
    finding = found(pam.check_services, made.machine())["pam.services"]
    assert finding.state is State.WARNING
    assert "faceid install" in finding.remedy


def test_everybody_asks_through_the_common_file(made: MadeMachine) -> None:
    made.file("/etc/pam.d/common-auth", COMMON_AUTH)
    made.file("/etc/pam.d/sudo", "@include common-auth\n")
    made.file("/etc/pam.d/cron", "account required pam_unix.so\n")
    findings = found(pam.check_services, made.machine())
    assert list(findings) == ["pam.services"]
    assert findings["pam.services"].state is State.OK
    assert findings["pam.services"].measured["services"] == ["common-auth", "sudo"]


def test_one_service_asks_by_the_command(made: MadeMachine) -> None:
    made.file("/etc/pam.d/common-auth", WITHOUT)
    line = "auth sufficient pam_exec.so quiet /opt/faceid/bin/faceid verify --pam\n"
    made.file("/etc/pam.d/i3lock", line + "auth include common-auth\n")
    made.file("/etc/pam.d/other", "auth optional pam_exec.so /usr/bin/logger\n")
    findings = found(pam.check_services, made.machine())
    assert findings["pam.services"].measured["services"] == ["i3lock"]
    assert list(findings) == ["pam.services"]


@pytest.mark.parametrize(
    ("name", "text", "danger"),
    [
        ("sudo", "auth required pam_fprintd.so\n" + WITHOUT, "pam.required"),
        ("sudo", "auth requisite \\\n pam_fprintd.so\n" + WITHOUT, "pam.required"),
        ("sudo", "auth sufficient pam_fprintd.so\nauth required pam_deny.so\n", "pam.password"),
        ("gdm-fingerprint", "auth sufficient pam_fprintd.so\nauth required pam_deny.so\n", None),
        (
            "sudo",
            WITHOUT.replace("requisite", "sufficient") + "auth sufficient pam_fprintd.so\n",
            None,
        ),
    ],
)
def test_what_would_lock_its_owner_out_is_a_problem(
    made: MadeMachine, name: str, text: str, danger: str | None
) -> None:
    made.file(f"/etc/pam.d/{name}", text)
    findings = found(pam.check_services, made.machine())
    problems = [each.name for each in findings.values() if each.state is State.PROBLEM]
    assert problems == ([] if danger is None else [danger])


def test_files_that_include_each_other_end(made: MadeMachine) -> None:
    made.file("/etc/pam.d/a", "@include b\n" + COMMON_AUTH)
    made.file("/etc/pam.d/b", "@include a\n@include missing\n")
    assert found(pam.check_services, made.machine())["pam.services"].state is State.OK


def test_lockers_are_found(made: MadeMachine) -> None:
    assert found(session.check_lockers, made.machine())["session.lockers"].state is State.WARNING
    made.file("/usr/bin/i3lock")
    made.file("/usr/local/bin/xsecurelock")
    finding = found(session.check_lockers, made.machine())["session.lockers"]
    assert finding.measured["lockers"] == ["xsecurelock", "i3lock"]


@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({"DISPLAY": ":0"}, "X11"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ({}, None),
    ],
)
def test_the_kind_of_desktop(
    made: MadeMachine,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    kind: str | None,
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    finding = found(session.check_kind, made.machine())["session.kind"]
    assert finding.measured.get("kind") == kind
    assert finding.state is (State.UNKNOWN if kind is None else State.OK)
