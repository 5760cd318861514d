"""What the doctor says of templates, vault, policy and log; it must leave all of them alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_machine import MadeMachine, found
from made_templates import random_template

from app.attention import FILE_NAME as ATTENTION_FILE
from app.attention import Attention
from app.doctor import people, policy
from app.doctor.finding import Check, Finding, State
from app.guarded import open_guard
from app.paths import policy_dir, templates_dir
from app.strictness import FILE_NAME, Strictness
from faceid_core.encoder_description import shipped_encoder
from faceid_core.templates import TemplateStore
from faceid_core.trust.clock import read_clock

PASSCODE = "correct horse"
CHECKS: tuple[Check, ...] = (
    people.check_templates,
    people.check_vault,
    people.check_modes,
    people.check_left_keys,
    policy.check_policy,
    policy.check_threshold,
    policy.check_attention,
)


@pytest.fixture
def enrolled(made: MadeMachine) -> MadeMachine:
    """Somebody is enrolled, was refused twice and accepted once."""
    store = TemplateStore(templates_dir(made.data_dir))
    store.save(random_template("ann", shipped_encoder().encoder_id))
    guard = open_guard(made.data_dir)
    guard.face_accepted("ann", 0.2)
    guard.face_refused("A flat thing")
    return made


def contents(folder: Path) -> dict[str, tuple[bytes, int, float]]:
    """Everything below a folder: content, mode, time of change."""
    return {
        str(path.relative_to(folder)): (
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_mode,
            path.stat().st_mtime,
        )
        for path in sorted(folder.rglob("*"))
    }


def states(made: MadeMachine) -> dict[str, State]:
    machine = made.machine()
    return {name: each.state for check in CHECKS for name, each in found(check, machine).items()}


def test_a_whole_folder_is_well(enrolled: MadeMachine) -> None:
    assert states(enrolled) == {
        "people.template": State.WARNING,  # a partial sweep
        "people.enrolled": State.OK,
        "people.vault": State.OK,
        "people.modes": State.OK,
        "policy.state": State.OK,
        "policy.passcode": State.WARNING,
        "policy.clock": State.OK,
        "policy.audit": State.OK,
        "policy.threshold": State.OK,
        "policy.attention": State.OK,
    }
    open_guard(enrolled.data_dir).set_passcode(PASSCODE)
    assert states(enrolled)["policy.passcode"] is State.OK
    vault = TemplateStore(templates_dir(enrolled.data_dir)).files.vault
    vault.begin_renewal(PASSCODE.encode())
    assert states(enrolled)["people.vault_settled"] is State.WARNING


def test_nobody_is_enrolled_and_no_folder_is_made(made: MadeMachine) -> None:
    assert states(made) == {
        "people.enrolled": State.WARNING,
        "policy.state": State.OK,
        "policy.threshold": State.OK,
        "policy.attention": State.OK,
    }
    assert not made.data_dir.exists()


def damaged_template(data_dir: Path) -> None:
    path = TemplateStore(templates_dir(data_dir)).path("ann")
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)


def open_template(data_dir: Path) -> None:
    TemplateStore(templates_dir(data_dir)).path("ann").chmod(0o644)


def other_encoder(data_dir: Path) -> None:
    TemplateStore(templates_dir(data_dir)).save(random_template("ann", "color-only-1"))


def damaged_vault(data_dir: Path) -> None:
    path = templates_dir(data_dir) / "vault.json"
    path.write_bytes(path.read_bytes().replace(b"key", b"kex", 1))


def lost_key(data_dir: Path) -> None:
    (path,) = templates_dir(data_dir).glob("vault-*.key")
    path.unlink()


def old_key(data_dir: Path) -> None:
    path = templates_dir(data_dir) / "vault-0123456789abcdef.key"
    path.write_bytes(b"\0" * 32)
    path.chmod(0o600)


def damaged_state(data_dir: Path) -> None:
    path = policy_dir(data_dir) / "state.json"
    path.write_bytes(path.read_bytes()[:-10])


def lost_state(data_dir: Path) -> None:
    for path in policy_dir(data_dir).iterdir():
        path.unlink()


def changed_log(data_dir: Path) -> None:
    path = policy_dir(data_dir) / "audit.log"
    path.write_bytes(path.read_bytes().replace(b"unlocked", b"refused_", 1))


def cut_log(data_dir: Path) -> None:
    path = policy_dir(data_dir) / "audit.log"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))


def log_without_state(data_dir: Path) -> None:
    (policy_dir(data_dir) / "state.json").unlink()


def rejected_often(data_dir: Path) -> None:
    for _ in range(6):
        open_guard(data_dir).face_refused("Somebody else")


def lost_passcode(data_dir: Path) -> None:
    open_guard(data_dir).set_passcode(PASSCODE)
    for path in templates_dir(data_dir).iterdir():
        path.unlink()


def bad_threshold(data_dir: Path) -> None:
    (data_dir / FILE_NAME).write_text("{]")
    (data_dir / FILE_NAME).chmod(0o600)


@pytest.mark.parametrize(
    ("damage", "name", "state", "words"),
    [
        (damaged_template, "people.template", State.PROBLEM, "damaged"),
        (open_template, "people.template", State.PROBLEM, "open to others"),
        (open_template, "people.modes", State.PROBLEM, "open to others"),
        (other_encoder, "people.template", State.PROBLEM, "another encoder"),
        (other_encoder, "people.enrolled", State.PROBLEM, "0 of 1"),
        (damaged_vault, "people.vault", State.PROBLEM, "damaged"),
        (damaged_vault, "people.template", State.UNKNOWN, "damaged"),
        (lost_key, "people.vault", State.PROBLEM, "key file"),
        (old_key, "people.left_keys", State.WARNING, "1 key file"),
        (damaged_state, "policy.state", State.PROBLEM, "damaged"),
        (lost_state, "policy.state", State.PROBLEM, "missing"),
        (changed_log, "policy.audit", State.PROBLEM, "Entry 1"),
        (cut_log, "policy.audit", State.PROBLEM, "does not end"),
        (log_without_state, "policy.audit", State.PROBLEM, "nothing says where"),
        (rejected_often, "policy.state", State.WARNING, "Too many refused faces"),
        (lost_passcode, "policy.passcode_lost", State.PROBLEM, "lost"),
        (bad_threshold, "policy.threshold", State.WARNING, "strictest"),
    ],
)
def test_every_damage_is_named_and_left_as_it_is(
    enrolled: MadeMachine, damage: Callable[[Path], None], name: str, state: State, words: str
) -> None:
    damage(enrolled.data_dir)
    before = contents(enrolled.data_dir)
    findings = {
        key: each for check in CHECKS for key, each in found(check, enrolled.machine()).items()
    }
    assert findings[name].state is state
    assert words in findings[name].sentence
    assert contents(enrolled.data_dir) == before


def test_a_line_that_a_power_cut_kept_from_the_log_is_no_damage(enrolled: MadeMachine) -> None:
    log = policy_dir(enrolled.data_dir) / "audit.log"
    log.write_bytes(log.read_bytes()[:-7])
    finding = found(policy.check_policy, enrolled.machine())["policy.audit"]
    assert finding.state is State.OK
    assert finding.measured["entries"] == len(open_guard(enrolled.data_dir).entries())


def test_a_clock_that_was_set_back_is_named(
    enrolled: MadeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = read_clock()
    monkeypatch.setattr(policy, "read_clock", lambda: replace(now, wall_s=now.wall_s - 7199))
    finding = found(policy.check_policy, enrolled.machine())["policy.clock"]
    assert finding.state is State.WARNING
    assert "120 min" in finding.sentence


def test_a_chosen_threshold_holds(enrolled: MadeMachine) -> None:
    Strictness(enrolled.data_dir).choose(0.3)
    finding = found(policy.check_threshold, enrolled.machine())["policy.threshold"]
    assert finding.measured["threshold"] == 0.3
    (enrolled.data_dir / FILE_NAME).write_text(json.dumps({"threshold": float("nan")}))
    finding = found(policy.check_threshold, enrolled.machine())["policy.threshold"]
    assert finding.state is State.WARNING


def test_whether_eyes_must_be_open_is_told(enrolled: MadeMachine) -> None:
    def finding() -> Finding:
        return found(policy.check_attention, enrolled.machine())["policy.attention"]

    assert finding().measured == {"open_eyes": True}
    Attention(enrolled.data_dir).choose(False)
    assert (finding().state, finding().sentence) == (State.OK, "Closed eyes unlock, too.")
    (enrolled.data_dir / ATTENTION_FILE).write_text("false")
    assert finding().state is State.WARNING
    assert finding().measured == {"open_eyes": True}


def test_templates_of_before_there_was_a_vault_stay_plain(made: MadeMachine) -> None:
    other = TemplateStore(made.root / "other")
    other.save(random_template("ann", shipped_encoder().encoder_id))
    plain = other.files.read(other.path("ann"), kind="template", owner="ann")
    store = TemplateStore(templates_dir(made.data_dir))
    store.directory.mkdir(parents=True)
    store.path("ann").write_bytes(plain)
    store.path("ann").chmod(0o600)
    after = states(made)
    assert after["people.enrolled"] is State.OK
    assert after["people.vault"] is State.WARNING
    assert store.path("ann").read_bytes() == plain
    assert [path.name for path in store.directory.iterdir()] == ["ann.template"]
