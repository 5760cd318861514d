"""What the doctor says of an installation: made by the real `faceid install` parts."""

from __future__ import annotations

import os

import pytest
from made_machine import MadeMachine, as_nobody, by_name, found
from made_templates import random_template

from app.desktop.choices import Choices
from app.desktop.manifest import DATA_FOLDER, MANIFEST_FILE, Manifest, save_manifest
from app.desktop.shipped import CONFIG_FILE, UNIT_FILE, shipped_files
from app.desktop.system_tree import SystemTree
from app.doctor import installation
from app.doctor.finding import State
from app.guarded import open_guard
from app.paths import policy_dir, templates_dir
from faceid_core.encoder_description import shipped_encoder
from faceid_core.templates import TemplateStore

PROGRAM = "/opt/faceid/current/bin/faceid"


@pytest.fixture
def installed(made: MadeMachine) -> MadeMachine:
    """Every shipped file is where it belongs, and recorded."""
    tree = SystemTree(made.root)
    made.file(PROGRAM)
    manifest = Manifest(Choices(PROGRAM, pam=True))
    for name, entry in shipped_files(manifest.choices, tree).items():
        manifest = manifest.with_file(name, entry, None)
        tree.path(name).parent.mkdir(parents=True, exist_ok=True)
        tree.write(name, entry)
    tree.path(DATA_FOLDER).mkdir(parents=True)
    save_manifest(tree, manifest)
    return made


def test_nothing_is_installed(made: MadeMachine) -> None:
    findings = found(installation.check_files, made.machine())
    assert findings["desktop.installed"].state is State.WARNING
    assert findings["desktop.installed"].remedy.startswith("sudo faceid install")
    assert list(installation.check_accounts(made.machine())) == []


def test_an_installation_is_whole(installed: MadeMachine) -> None:
    findings = found(installation.check_files, installed.machine())
    assert findings["desktop.installed"].state is State.OK
    assert findings["desktop.installed"].measured["files"] > 5


def test_settings_are_their_owners_to_change(installed: MadeMachine) -> None:
    (installed.root / CONFIG_FILE.lstrip("/")).write_text("source = kinect:1\n")
    assert (
        found(installation.check_files, installed.machine())["desktop.installed"].state is State.OK
    )


@pytest.mark.parametrize(("is_removed", "state"), [(False, State.WARNING), (True, State.PROBLEM)])
def test_a_file_that_was_changed_or_removed_is_named(
    installed: MadeMachine, is_removed: bool, state: State
) -> None:
    unit = installed.root / UNIT_FILE.lstrip("/")
    if is_removed:
        unit.unlink()
    else:
        unit.write_text("[Service]\nExecStart=/bin/true\n")
    finding = found(installation.check_files, installed.machine())["desktop.installed"]
    assert finding.state is state
    assert UNIT_FILE in finding.sentence


def test_a_damaged_record_is_a_problem(installed: MadeMachine) -> None:
    (installed.root / MANIFEST_FILE.lstrip("/")).write_text("{]")
    finding = found(installation.check_files, installed.machine())["desktop.installed"]
    assert finding.state is State.PROBLEM


def test_a_program_that_others_can_change_must_not_run_as_root(installed: MadeMachine) -> None:
    program = installed.root / PROGRAM.lstrip("/")
    program.parent.chmod(0o777)
    finding = found(installation.check_files, installed.machine())["desktop.program"]
    assert finding.state is State.PROBLEM
    program.unlink()
    finding = found(installation.check_files, installed.machine())["desktop.program"]
    assert "not there" in finding.sentence


def test_a_real_reader_is_told(made: MadeMachine) -> None:
    made.file("/lib/udev/hwdb.d/60-autosuspend-libfprint-2.hwdb", "usb:v06CBp00BD*\n")
    made.without_kinect()
    assert list(installation.check_readers(made.machine())) == []
    made.file("/sys/bus/usb/devices/1-5/idVendor", "06cb\n")
    made.file("/sys/bus/usb/devices/1-5/idProduct", "00bd\n")
    finding = found(installation.check_readers, made.machine())["desktop.reader"]
    assert finding.state is State.WARNING
    assert "06cb:00bd" in finding.sentence


def test_the_data_of_every_user_of_the_daemon_is_looked_at(made: MadeMachine) -> None:
    users = made.root / DATA_FOLDER.lstrip("/") / "users"
    for uid in (1000, 1001):
        TemplateStore(templates_dir(users / str(uid))).save(
            random_template("ann", shipped_encoder().encoder_id)
        )
        open_guard(users / str(uid)).face_refused("Somebody else")
    log = policy_dir(users / "1001") / "audit.log"
    log.write_bytes(log.read_bytes().replace(b"refused", b"granted", 1))

    findings = list(installation.check_accounts(made.machine()))
    of_uid = {
        uid: by_name(each for each in findings if each.measured["uid"] == uid)
        for uid in (1000, 1001)
    }
    assert of_uid[1000]["accounts.people.enrolled"].state is State.OK
    assert of_uid[1000]["accounts.policy.audit"].state is State.OK
    assert of_uid[1001]["accounts.policy.audit"].state is State.PROBLEM
    assert of_uid[1001]["accounts.policy.audit"].sentence.startswith("User 1001: ")
    remedy = of_uid[1000]["accounts.people.template"].remedy
    assert remedy.startswith(f"sudo faceid --data-dir {users / '1000'} enroll ann")
    assert "accounts.policy.passcode" not in of_uid[1000]  # the login password is one


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_what_only_root_may_see_is_unknown(installed: MadeMachine) -> None:
    (installed.root / f"{DATA_FOLDER}/users".lstrip("/")).mkdir(mode=0o700)
    machine = installed.machine()

    def holds() -> bool:
        files = found(installation.check_files, machine)["desktop.installed"]
        accounts = found(installation.check_accounts, machine)["accounts.data"]
        return files.state is accounts.state is State.UNKNOWN

    assert as_nobody(installed, holds)
