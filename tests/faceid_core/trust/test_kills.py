"""Killed at a write: a sample of each scenario's calls. `tests/measurements/kills.py` does all."""

from __future__ import annotations

import pytest
from killing import SCENARIOS, check, kills


@pytest.mark.parametrize("is_power_cut", [False, True], ids=["killed", "power cut"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_is_lost_half_or_unlocked(prepared, tmp_path, scenario, is_power_cut):
    path = tmp_path / "data"
    done = 0
    for _ in kills(prepared(scenario), path, scenario, is_power_cut=is_power_cut, every=5):
        check(scenario, path)
        done += 1
    assert done > 0


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Return the folder that a scenario begins with, made once."""
    folders = {}

    def find(scenario):
        prepare = SCENARIOS[scenario].prepare
        if prepare not in folders:
            folders[prepare] = tmp_path_factory.mktemp("prepared") / "data"
            prepare(folders[prepare])
        return folders[prepare]

    return find
