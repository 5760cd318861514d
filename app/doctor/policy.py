"""May a face unlock now, is there a passcode, is the log whole?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.attention import FILE_NAME as ATTENTION_FILE
from app.attention import Attention, meaning
from app.paths import policy_dir, templates_dir
from app.strictness import FILE_NAME as THRESHOLD_FILE
from app.strictness import Strictness
from faceid_core.encoder_description import shipped_encoder
from faceid_core.errors import AuditError, TrustError, VaultError
from faceid_core.trust.clock import read_clock
from faceid_core.trust.guard import wait_text
from faceid_core.trust.inspection import inspect
from faceid_core.trust.ledger import LOG_FILE
from faceid_core.trust.policy import Refusal
from faceid_core.trust.vault import Vault, VaultRecord

from .finding import Finding, Machine, State

ENTER_PASSCODE: Final = "faceid passcode check"
#: What is no trouble: a deliberate lock, or what the next look or key press ends.
_ORDINARY: Final = (Refusal.HELD, Refusal.NOT_CONFIRMED, Refusal.LOCKED_BY_OWNER, Refusal.RESTARTED)


def check_policy(machine: Machine) -> Iterator[Finding]:
    """What would the lock answer a face that matches?"""
    folder = policy_dir(machine.data_dir)
    vault = _vault_record(machine)
    try:
        found = inspect(folder, read_clock())
    except AuditError as error:
        yield Finding(
            "policy.audit",
            State.PROBLEM,
            f"The log was changed or damaged: {error}",
            f"find out who did it; mv '{folder / LOG_FILE}' elsewhere. The passcode is then "
            "asked for once",
        )
        return
    except TrustError as error:
        yield Finding(
            "policy.state",
            State.PROBLEM,
            f"{error} Nothing unlocks by face until the passcode was entered.",
            ENTER_PASSCODE,
        )
        return
    if found is None:
        if vault is not None and vault.has_ledger:
            yield Finding(
                "policy.state",
                State.PROBLEM,
                "The record of past attempts is missing, although there was one.",
                ENTER_PASSCODE,
            )
        else:
            yield Finding("policy.state", State.OK, "Nothing was tried yet.")
        yield from _of_passcode(vault)
        return
    measured: dict[str, object] = {
        "refusal": None if found.refusal is None else found.refusal.name.lower(),
        "failures": found.failures,
    }
    if found.refusal is None:
        yield Finding("policy.state", State.OK, "A face may unlock.", measured=measured)
    else:
        yield Finding(
            "policy.state",
            State.OK if found.refusal in _ORDINARY else State.WARNING,
            f"A face does not unlock now: {found.refusal.value}.",
            ENTER_PASSCODE if found.refusal.needs_passcode else "",
            measured,
        )
    yield from _of_passcode(vault)
    if found.has_passcode and (vault is None or vault.passcode is None):
        yield Finding(
            "policy.passcode_lost",
            State.PROBLEM,
            "The lock demands a passcode whose record was lost with the vault.",
            f"remove {templates_dir(machine.data_dir)} and {folder}, then faceid enroll NAME",
        )
    yield _of_clock(found.set_back_s)
    yield Finding(
        "policy.audit",
        State.OK,
        f"The log is whole: entries {found.entries}, none changed or missing.",
        measured={"entries": found.entries},
    )


def check_threshold(machine: Machine) -> Iterator[Finding]:
    """Can the threshold that was chosen be used?"""
    name = "policy.threshold"
    shipped = shipped_encoder().limits.fused
    strictness = Strictness(machine.data_dir)
    threshold, trouble = strictness.threshold, strictness.trouble
    measured = {"threshold": threshold, "shipped": shipped}
    if trouble is not None:
        yield Finding(
            name,
            State.WARNING,
            f"{trouble}. The strictest threshold holds, {threshold:g}, so you may be refused.",
            f"rm '{machine.data_dir / THRESHOLD_FILE}', then choose again in the settings",
            measured,
        )
    elif threshold < shipped:
        yield Finding(
            name,
            State.OK,
            f"A threshold of your own holds: {threshold:g} (shipped: {shipped:g}).",
            measured=measured,
        )
    else:
        sentence = f"The shipped threshold {shipped:g} holds."
        yield Finding(name, State.OK, sentence, measured=measured)


def check_attention(machine: Machine) -> Iterator[Finding]:
    """Must eyes be open, and can what was chosen be read?"""
    name = "policy.attention"
    attention = Attention(machine.data_dir)
    is_required, trouble = attention.is_required, attention.trouble
    measured = {"open_eyes": is_required}
    if trouble is not None:
        yield Finding(
            name,
            State.WARNING,
            f"{trouble}. Eyes must be open.",
            f"rm '{machine.data_dir / ATTENTION_FILE}', then choose again: faceid attention on|off",
            measured,
        )
    else:
        yield Finding(name, State.OK, meaning(is_required), measured=measured)


def _vault_record(machine: Machine) -> VaultRecord | None:
    """Return what the vault says; None where there is none, or it is damaged."""
    vault = Vault(templates_dir(machine.data_dir))
    try:
        return vault.record() if vault.exists else None
    except VaultError:  # the vault's own finding says so
        return None


def _of_passcode(vault: VaultRecord | None) -> Iterator[Finding]:
    if vault is None:
        return
    if vault.passcode is None:
        yield Finding(
            "policy.passcode",
            State.WARNING,
            "There is no passcode: after five refused faces the lock only waits, and nothing "
            "privileged can be unlocked.",
            "faceid passcode set",
            {"has_passcode": False},
        )
    else:
        yield Finding(
            "policy.passcode",
            State.OK,
            "A passcode is set.",
            measured={"has_passcode": True},
        )


def _of_clock(set_back_s: float) -> Finding:
    measured = {"set_back_s": round(set_back_s, 1)}
    if set_back_s == 0.0:
        return Finding("policy.clock", State.OK, "The clock was not set back.", measured=measured)
    return Finding(
        "policy.clock",
        State.WARNING,
        f"The clock was set back by {wait_text(set_back_s)} since the last attempt. The lock "
        "counts by a clock that nobody can set, and is not misled.",
        "timedatectl set-ntp true",
        measured,
    )
