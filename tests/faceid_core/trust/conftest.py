"""A clock that a test turns, and a guard on folders of the test's own."""

from __future__ import annotations

import pytest
from turned_clock import FAST_HASHER, TurnedClock

from faceid_core.trust import key_wraps, passcode
from faceid_core.trust.guard import Guard
from faceid_core.trust.vault import Vault


@pytest.fixture
def clock():
    return TurnedClock()


@pytest.fixture
def fast_hasher(monkeypatch):
    """Argon2id with small parameters: the real ones take a tenth of a second a passcode."""
    monkeypatch.setattr(passcode, "HASHER", FAST_HASHER)
    monkeypatch.setattr(passcode.hash_passcode, "__defaults__", (FAST_HASHER,))
    monkeypatch.setattr(passcode.is_outdated, "__defaults__", (FAST_HASHER,))
    monkeypatch.setattr(key_wraps.PasscodeWrap.__init__, "__defaults__", (FAST_HASHER,))


@pytest.fixture
def a_vault(tmp_path):
    return Vault(tmp_path / "templates")


@pytest.fixture
def guard(tmp_path, a_vault, clock, fast_hasher):
    return Guard(tmp_path / "policy", a_vault, clock=clock)
