"""The guard on real files: what survives, what a loss means, several processes at once."""

from __future__ import annotations

import multiprocessing
import os

import argon2
import pytest
from turned_clock import FAST_HASHER, HOUR_S

from faceid_core.errors import AuditError, PasscodeError, TrustError, VaultError
from faceid_core.trust.audit import Incident
from faceid_core.trust.guard import Guard, PasscodeWaitError
from faceid_core.trust.ledger import LOG_FILE, STATE_FILE
from faceid_core.trust.policy import Purpose, Refusal, Request
from faceid_core.trust.vault import Vault

PASSCODE = "correct horse"


@pytest.fixture
def again(tmp_path, clock):
    """Make another guard on the same folders, as another process would."""
    return lambda: Guard(
        tmp_path / "policy", Vault(tmp_path / "templates", hasher=FAST_HASHER), clock=clock
    )


@pytest.fixture
def protected(guard):
    """A guard with a passcode."""
    guard.set_passcode(PASSCODE)
    return guard


def refuse(again, times):
    for _ in range(times):
        again().face_refused("This is not ann", "ann", 0.71)


def test_a_first_user_unlocks_without_a_passcode(guard):
    assert guard.status().refusal is None
    assert guard.face_accepted("ann", 0.2) is None


def test_locked_out_across_processes_and_back_only_with_the_passcode(protected, again, clock):
    refuse(again, 5)
    assert again().face_accepted("ann", 0.1) is Refusal.FAILED_TOO_OFTEN
    clock.set_wall(-1000 * HOUR_S)
    clock.pass_(100 * HOUR_S)
    assert again().status().refusal is Refusal.FAILED_TOO_OFTEN
    assert not again().try_passcode("wrong horse")
    assert again().face_accepted("ann", 0.1) is Refusal.FAILED_TOO_OFTEN
    clock.restart()
    assert again().face_accepted("ann", 0.1) is Refusal.RESTARTED
    assert again().try_passcode(PASSCODE)
    assert again().face_accepted("ann", 0.1) is None


def test_wrong_passcodes_wait_across_processes(protected, again, clock):
    for _ in range(3):
        assert not again().try_passcode("wrong horse")
    with pytest.raises(PasscodeWaitError, match="30 s"):
        again().try_passcode(PASSCODE)
    clock.set_wall(10 * HOUR_S)
    with pytest.raises(PasscodeWaitError):
        again().try_passcode(PASSCODE)
    clock.restart()
    with pytest.raises(PasscodeWaitError):
        again().try_passcode(PASSCODE)
    clock.pass_(30.0)
    assert again().try_passcode(PASSCODE)


def test_a_changed_passcode(protected, again):
    with pytest.raises(PasscodeError, match="wrong"):
        again().set_passcode("another horse")
    with pytest.raises(PasscodeError, match="wrong"):
        again().set_passcode("another horse", "no horse")
    again().set_passcode("another horse", PASSCODE)
    assert not again().try_passcode(PASSCODE)
    assert again().try_passcode("another horse")


@pytest.mark.parametrize("simple", ["", "12345", "111111", "123456", "fedcba", "x" * 129])
def test_simple_passcodes_are_not_taken(guard, simple):
    with pytest.raises(PasscodeError, match="Choose"):
        guard.set_passcode(simple)
    assert not guard.status().has_passcode


def test_a_record_of_older_parameters_is_made_anew(protected, a_vault, clock, tmp_path):
    today = argon2.PasswordHasher(time_cost=2, memory_cost=128, parallelism=1)
    before = a_vault.record()
    guard = Guard(tmp_path / "policy", Vault(tmp_path / "templates", hasher=today), clock=clock)
    assert not guard.try_passcode("wrong horse")
    assert a_vault.record() == before
    assert guard.try_passcode(PASSCODE)
    after = a_vault.record()
    assert "m=128,t=2,p=1" in after.passcode
    assert {128} == {wrap["memory_kib"] for wrap in after.wraps if wrap["kind"] == "passcode"}
    assert guard.try_passcode(PASSCODE)
    assert a_vault.record() == after


def test_a_passcode_is_the_same_however_it_is_composed(guard, again):
    guard.set_passcode("caf\u00e9 noir")
    assert again().try_passcode("cafe\u0301 noir")


def test_there_is_no_passcode_to_check_before_one_is_set(guard):
    with pytest.raises(PasscodeError, match="faceid passcode set"):
        guard.try_passcode(PASSCODE)


def test_who_is_locked_out_cannot_set_the_first_passcode(guard, again, clock):
    refuse(again, 5)
    with pytest.raises(PasscodeError, match="Try again later"):
        again().set_passcode(PASSCODE)
    clock.pass_(HOUR_S)
    again().set_passcode(PASSCODE)


def test_a_passcode_given_up(protected, again):
    with pytest.raises(PasscodeError, match="wrong"):
        again().remove_passcode("no horse")
    again().remove_passcode(PASSCODE)
    assert again().face_accepted("ann") is None
    assert again().face_accepted("ann", None, Request(Purpose.PRIVILEGED)) is Refusal.NO_PASSCODE


def test_held_until_looked_away_across_processes(protected, again):
    again().locked()
    assert again().face_accepted("ann") is Refusal.HELD
    again().face_gone()
    assert again().face_accepted("ann") is None


def damage(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path):
    path.write_bytes(b"")


def remove(path):
    path.unlink()


def expose(path):
    path.chmod(0o666)


LOSSES = [
    (what, file)
    for what in (damage, empty, remove, expose)
    for file in (STATE_FILE, LOG_FILE)
    if (what, file) != (damage, LOG_FILE)
]


@pytest.mark.parametrize(("what", "file"), LOSSES)
def test_a_loss_demands_the_passcode(protected, again, clock, tmp_path, what, file):
    refuse(again, 1)
    what(tmp_path / "policy" / file)
    assert again().face_accepted("ann") is Refusal.STATE_LOST
    with pytest.raises(PasscodeWaitError, match="60 min"):
        again().try_passcode(PASSCODE)
    clock.pass_(HOUR_S)
    assert again().try_passcode(PASSCODE)
    assert again().face_accepted("ann") is None
    assert again().entries()


def test_both_files_removed_demand_the_passcode(protected, again, tmp_path):
    for file in (STATE_FILE, LOG_FILE):
        remove(tmp_path / "policy" / file)
    assert again().face_accepted("ann") is Refusal.STATE_LOST


def test_without_a_passcode_a_loss_is_a_long_rest(guard, a_vault, again, clock, tmp_path):
    a_vault.ensure()
    refuse(again, 1)
    remove(tmp_path / "policy" / STATE_FILE)
    assert again().face_accepted("ann") is Refusal.RESTING
    clock.pass_(HOUR_S)
    again().face_gone()
    assert again().face_accepted("ann") is None


def test_an_older_state_put_back_is_a_loss(protected, again, tmp_path):
    path = tmp_path / "policy" / STATE_FILE
    before = path.read_bytes()
    refuse(again, 5)
    path.write_bytes(before)
    assert again().face_accepted("ann") is Refusal.STATE_LOST


def test_a_vault_removed_leaves_nothing_that_unlocks(protected, again, tmp_path, a_vault):
    remove(a_vault.path)
    assert again().face_accepted("ann") is Refusal.STATE_LOST
    with pytest.raises(PasscodeError, match="record was lost"):
        again().set_passcode("my own passcode")


def test_a_damaged_vault_is_trouble_and_no_unlock(protected, again, a_vault):
    damage(a_vault.path)
    with pytest.raises(TrustError, match="damaged"):
        again().face_accepted("ann")
    with pytest.raises(VaultError, match="damaged"):
        again().try_passcode(PASSCODE)


def test_a_folder_that_others_may_write_to_is_not_used(protected, again, tmp_path):
    (tmp_path / "policy").chmod(0o777)
    with pytest.raises(TrustError, match="chmod 700"):
        again().face_accepted("ann")


def test_it_is_written_before_it_is_answered(protected, again, monkeypatch):
    def full_disk(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(TrustError, match="No space"):
        again().face_accepted("ann")
    monkeypatch.undo()
    assert again().status().failures == 0


def test_the_log_tells_what_happened(protected, again):
    refuse(again, 1)
    again().face_accepted("ann", 0.2345)
    again().note(Incident("enroll", "enrolled", name="bob"))
    told = [(entry.event, entry.verdict, entry.name, entry.distance) for entry in again().entries()]
    assert told == [
        ("passcode", "set", None, None),
        ("face", "refused", "ann", 0.7),
        ("face", "unlocked", "ann", 0.2),
        ("enroll", "enrolled", "bob", None),
    ]


def test_a_log_cut_at_its_end_is_found(protected, again, tmp_path):
    refuse(again, 3)
    log = tmp_path / "policy" / LOG_FILE
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-2]))
    with pytest.raises(AuditError, match="does not end"):
        again().entries()


def _refuse_often(folder, times):
    guard = Guard(folder / "policy", Vault(folder / "templates"))
    for _ in range(times):
        guard.face_refused("This is not ann", "ann", 0.7)


def test_two_processes_at_once_lose_no_failure(tmp_path, guard):
    workers = [
        multiprocessing.get_context("fork").Process(target=_refuse_often, args=(tmp_path, 20))
        for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert guard.status().failures == 60
    numbers = [entry.number for entry in guard.entries()]
    assert numbers == list(range(1, 61))


def test_two_damaged_logs_of_one_second_are_both_put_aside(protected, again, tmp_path):
    log = tmp_path / "policy" / LOG_FILE
    for damaged in (b"first\n", b"second\n"):
        log.write_bytes(damaged)
        assert again().status().refusal is Refusal.STATE_LOST
    aside = log.parent.glob("audit-damaged-*.log")
    assert sorted(path.read_bytes() for path in aside) == [b"first\n", b"second\n"]
