"""A clock that a test turns, and a guard on folders of the test's own."""

from __future__ import annotations

import pytest
from turned_clock import FAST_HASHER, TurnedClock

from faceid_core.trust.guard import Guard
from faceid_core.trust.vault import Vault


@pytest.fixture
def clock():
    return TurnedClock()


@pytest.fixture
def a_vault(tmp_path):
    return Vault(tmp_path / "templates", hasher=FAST_HASHER)


@pytest.fixture
def guard(tmp_path, a_vault, clock):
    return Guard(tmp_path / "policy", a_vault, clock=clock)
