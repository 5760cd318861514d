"""`faceid install` and `faceid uninstall` on machines that are folders."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.desktop.changes import Plan, apply, plan_installation, plan_removal
from app.desktop.choices import Choices
from app.desktop.manifest import MANIFEST_FILE, load_manifest
from app.desktop.pam_profiles import PROGRAM
from app.desktop.system_tree import Entry, SystemTree

COPIED = ("etc/pam.d", "usr/share/pam-configs", "var/lib/pam")
READER = "06cb:00bd"  # Synaptics, in libfprint's list
UNSUPPORTED = "0a5c:5801"
LISTED = """\
# Supported by libfprint driver synaptics
usb:v06CBp00BD*
 ID_AUTOSUSPEND=1

# Known unsupported devices
usb:v0A5Cp5801*
"""
CONFIG = "etc/faceid/daemon.conf"
UNIT = "etc/systemd/system/faceid.service"

Tree = dict[str, tuple[str, int, bytes]]

needs_debian = pytest.mark.skipif(
    not Path(PROGRAM).exists(), reason="pam-auth-update is Debian's and not here"
)


def contents(root: Path) -> Tree:
    """Every file and folder below a root: its kind, mode and content."""
    found: Tree = {}
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            content = os.fsencode(path.readlink())
        else:
            content = path.read_bytes() if stat.S_ISREG(mode) else b""
        found[str(path.relative_to(root))] = (path.name, mode, content)
    return found


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A Debian machine's PAM, as a fresh system has it, and what libfprint knows."""
    root = tmp_path / "machine"
    for name in COPIED:
        source = Path("/") / name
        if source.is_dir():
            shutil.copytree(source, root / name, symlinks=True)
    module = root / "lib/x86_64-linux-gnu/security/pam_fprintd.so"
    module.parent.mkdir(parents=True)
    module.touch()
    rules = root / "lib/udev/hwdb.d/60-autosuspend-libfprint-2.hwdb"
    rules.parent.mkdir(parents=True)
    rules.write_text(LISTED, encoding="utf-8")
    return root


@pytest.fixture
def run(faceid: Callable[..., Any], machine: Path) -> Callable[..., Any]:
    """Run a command on the machine without being asked."""
    return lambda command, *options: faceid(command, "--root", machine, "--yes", *options)


def changed(outcome: Any) -> list[str]:
    assert outcome.exit_code == 0, outcome.err
    return outcome.result["changed"]


@needs_debian
@pytest.mark.parametrize(
    "options",
    [(), ("--pam",), ("--pam", "--sudo", "--presence")],
    ids=["plain", "pam", "everything"],
)
def test_uninstall_leaves_nothing_behind(run, machine: Path, options: tuple[str, ...]) -> None:
    before = contents(machine)
    assert changed(run("install", *options, "--json"))
    assert contents(machine) != before
    assert changed(run("uninstall", "--json"))
    assert contents(machine) == before


@needs_debian
def test_a_second_installation_changes_nothing(run, machine: Path) -> None:
    run("install", "--pam", "--sudo")
    before = contents(machine)
    for again in ((), ("--pam",), ("--sudo",)):
        outcome = run("install", *again, "--json")
        assert changed(outcome) == []
        assert outcome.result["choices"]["sudo"]
    assert contents(machine) == before


@needs_debian
@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_dry_run_shows_and_changes_nothing(run, machine: Path, command: str) -> None:
    if command == "uninstall":
        run("install", "--pam")
    before = contents(machine)
    outcome = run(command, "--dry-run", *(["--pam"] if command == "install" else []))
    assert outcome.exit_code == 0
    assert contents(machine) == before
    assert UNIT in outcome.err
    sign = {"install": "+", "uninstall": "-"}[command]
    assert f"{sign}auth\t[success=2 default=ignore]\tpam_fprintd.so" in outcome.err


@needs_debian
def test_choices_are_taken_back(run, machine: Path) -> None:
    run("install")
    plain = contents(machine)
    run("install", "--pam", "--presence")
    assert changed(run("install", "--no-pam", "--no-presence", "--json"))
    del plain[MANIFEST_FILE.lstrip("/")]
    now = contents(machine)
    del now[MANIFEST_FILE.lstrip("/")]
    assert now == plain


def test_nothing_happens_without_a_yes(faceid, type_lines, machine: Path) -> None:
    before = contents(machine)
    type_lines()
    assert faceid("install", "--root", machine).exit_code == 4
    assert contents(machine) == before
    type_lines("")
    assert faceid("install", "--root", machine).exit_code == 0
    assert contents(machine) != before


def test_what_somebody_else_changed_is_kept_and_named(run, machine: Path) -> None:
    run("install")
    (machine / UNIT).write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")
    for command in ("install", "uninstall"):
        assert run(command, "--json").result["kept"] == [f"/{UNIT}"]
    assert (machine / UNIT).read_text(encoding="utf-8") == "[Service]\nExecStart=/bin/true\n"
    left = {name for name, (_, mode, _) in contents(machine).items() if not stat.S_ISDIR(mode)}
    assert {name for name in left if "faceid" in name} == {UNIT}


def test_what_was_there_before_comes_back(run, machine: Path) -> None:
    other = machine / "usr/local/bin/faceid"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"\x00\xffsomebody else's")
    other.chmod(0o751)
    before = contents(machine)
    run("install")
    assert other.is_symlink()
    run("install", "--presence")
    run("uninstall")
    assert contents(machine) == before


@needs_debian
def test_settings_of_the_administrator_survive(run, machine: Path) -> None:
    run("install")
    config = machine / CONFIG
    text = config.read_text(encoding="utf-8").replace("source = kinect", "source = kinect:1")
    config.write_text(text, encoding="utf-8")
    run("install", "--pam", "--sudo")
    text = config.read_text(encoding="utf-8")
    assert "\nsource = kinect:1\n" in text
    assert "\nprivileged = face\n" in text
    run("install", "--no-sudo")
    assert "\nprivileged = password\n" in config.read_text(encoding="utf-8")


@needs_debian
def test_a_profile_that_was_enabled_since_stays(run, machine: Path) -> None:
    run("install", "--pam")
    subprocess.run(
        [PROGRAM, "--root", machine, "--enable", "mkhomedir"],
        env={"PATH": os.defpath + ":/usr/sbin:/sbin", "DEBIAN_FRONTEND": "noninteractive"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    session = machine / "etc/pam.d/common-session"
    assert "pam_mkhomedir" in session.read_text(encoding="utf-8")
    run("uninstall")
    assert "pam_mkhomedir" in session.read_text(encoding="utf-8")
    for name in ("etc/pam.d", "var/lib/pam", "usr/share/pam-configs"):
        for path in (machine / name).iterdir():
            assert "faceid" not in path.name
            if path.name.startswith("common-") or name == "var/lib/pam":
                text = path.read_text(encoding="utf-8")
                assert "fprintd.so" not in text
                assert "faceid" not in text


@needs_debian
def test_pam_of_another_hand_is_left_alone(run, machine: Path) -> None:
    (machine / "etc/pam.d/common-auth").write_text("auth required pam_unix.so\n", encoding="utf-8")
    before = contents(machine)
    outcome = run("install", "--pam")
    assert outcome.exit_code == 4
    assert "by hand" in outcome.err
    assert contents(machine) == before


@needs_debian
def test_killed_anywhere_it_goes_on_or_goes_back(run, machine: Path, tmp_path: Path) -> None:
    choices = Choices("/opt/faceid/current/bin/faceid", pam=True)
    count = len(plan_installation(SystemTree(machine), choices, None).changes)
    before = contents(machine)
    for written in (5, count - 2):
        for goes_on in (True, False):
            copy = tmp_path / f"copy-{written}-{goes_on}"
            shutil.copytree(machine, copy, symlinks=True)
            tree = SystemTree(copy)
            plan = plan_installation(tree, choices, None)
            apply(Plan(plan.manifest, plan.changes[:written]), tree)
            run("install" if goes_on else "uninstall", "--root", copy)
            if goes_on:
                assert (copy / UNIT).exists()
                assert "fprintd" in (copy / "etc/pam.d/common-auth").read_text(encoding="utf-8")
                installed = load_manifest(tree)
                assert installed is not None
                removal = plan_removal(tree, installed)
                apply(Plan(removal.manifest, removal.changes[:written]), tree)
                run("uninstall", "--root", copy)
            assert contents(copy) == before


@pytest.mark.parametrize(("ids", "is_refused"), [(READER, True), (UNSUPPORTED, False)])
def test_a_fingerprint_reader_is_not_turned_off(
    run, machine: Path, ids: str, is_refused: bool
) -> None:
    device = machine / "sys/bus/usb/devices/1-4"
    device.mkdir(parents=True)
    vendor, product = ids.split(":")
    (device / "idVendor").write_text(f"{vendor}\n", encoding="utf-8")
    (device / "idProduct").write_text(f"{product}\n", encoding="utf-8")
    outcome = run("install")
    assert (outcome.exit_code == 4) is is_refused
    if is_refused:
        assert ids in outcome.err
        assert not (machine / UNIT).exists()
        assert run("install", "--replace-fingerprint").exit_code == 0


def test_sudo_needs_pam(run) -> None:
    outcome = run("install", "--sudo")
    assert outcome.exit_code == 4
    assert "--pam" in outcome.err


@needs_debian
def test_pam_needs_its_module(run, machine: Path) -> None:
    shutil.rmtree(machine / "lib/x86_64-linux-gnu")
    outcome = run("install", "--pam")
    assert outcome.exit_code == 4
    assert "libpam-fprintd" in outcome.err


def test_only_root_installs(faceid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for command in ("install", "uninstall"):
        outcome = faceid(command, "--yes")
        assert outcome.exit_code == 4
        assert "Type: sudo /" in outcome.err


def test_a_damaged_record_is_no_empty_one(run, machine: Path) -> None:
    run("install")
    record = SystemTree(machine).path(MANIFEST_FILE)
    fields = json.loads(record.read_bytes())
    before = contents(machine)
    for damaged in (b"", b"[]", b"\xff", json.dumps({**fields, "format": 2}).encode()):
        record.write_bytes(damaged)
        for command in ("install", "uninstall"):
            outcome = run(command)
            assert outcome.exit_code == 4
            assert "damaged" in outcome.err
        record.write_text(json.dumps(fields), encoding="utf-8")
    assert contents(machine).keys() == before.keys()


def test_what_runs_in_place_is_warned_of(run, machine: Path) -> None:
    outcome = run("install", "--in-place")
    assert "Only for trying it out" in outcome.err
    assert str(Path(os.sys.prefix, "bin/faceid")) in (machine / UNIT).read_text(encoding="utf-8")


def test_nothing_is_left_to_fill_in(run, machine: Path) -> None:
    run("install", "--presence")
    for name, (_, mode, content) in contents(machine).items():
        if "faceid" in name and stat.S_ISREG(mode) and not name.endswith("install.json"):
            assert b"@PRO" not in content
            assert b"@PRIV" not in content


def test_the_unit_is_valid(run, machine: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    run("install")
    text = (machine / UNIT).read_text(encoding="utf-8")
    unit = tmp_path / "faceid.service"
    unit.write_text(text.replace("/opt/faceid/current/bin/faceid", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_link_and_a_file_of_the_same_content_differ(tmp_path: Path) -> None:
    tree = SystemTree(tmp_path)
    tree.write("/link", Entry(b"/there", is_link=True))
    tree.write("/file", Entry(b"/there"))
    link, file = tree.read("/link"), tree.read("/file")
    assert link is not None
    assert file is not None
    assert link.digest != file.digest != Entry(b"/there", 0o755).digest
