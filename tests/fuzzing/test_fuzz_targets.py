"""Each target takes some damaged input. `python -m tests.measurements.fuzz` takes 100,000."""

from __future__ import annotations

import random

import fuzz_target
import fuzzed_program
import fuzzed_recordings
import fuzzed_trust
import numpy as np
import pytest
from fuzz_target import HangError, Outcome, Target, limited
from mutations import damaged, damaged_json, damaged_lines, damaged_png

from hardware import RecordingFormatError
from hardware.recordings.images import check_depth_png, encode_png

MODULES = (fuzzed_trust, fuzzed_recordings, fuzzed_program)
CASES = 20
#: Targets whose cases take tens of milliseconds.
SLOW = 0.5


@pytest.fixture(autouse=True)
def no_configuration(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_damaged_input_is_refused_or_right(module, tmp_path, caplog):
    caplog.set_level("CRITICAL")
    outcomes = {}
    for target in module.targets(tmp_path):
        cases = CASES if target.share > SLOW else 3
        found = [target.run(number) for number in range(cases)]
        outcomes[target.name] = found
    assert all(Outcome.REFUSED in found for name, found in outcomes.items() if len(found) == CASES
               and name != "window settings"), outcomes  # fmt: skip


def test_the_seeds_themselves_are_taken(tmp_path, caplog):
    """Else a target would refuse whatever it gets, and show nothing."""
    for module in (fuzzed_trust, fuzzed_recordings):
        folder = tmp_path / module.__name__
        folder.mkdir()
        for target in module.targets(folder):
            if not target.name.startswith("texts of"):
                assert target.check(target.seeds[0]) is Outcome.TAKEN, target.name


@pytest.mark.parametrize("damage", [damaged, damaged_json, damaged_lines])
def test_damage_is_the_same_for_the_same_number(damage):
    seed = b'{"a": [1, 2, {"b": "text"}],\n "c": null}'
    results = [damage(seed, random.Random(number)) for number in range(50)]
    assert results == [damage(seed, random.Random(number)) for number in range(50)]
    assert sum(result != seed for result in results) > 40


def test_damage_of_a_png_has_right_checksums(tmp_path):
    image = encode_png(np.zeros((480, 640), np.uint16))
    path = tmp_path / "depth.png"
    refusals = []
    for number in range(40):
        path.write_bytes(damaged_png(image, random.Random(number)))
        try:
            check_depth_png(path)
        except RecordingFormatError as error:
            refusals.append(str(error))
    assert 0 < len(refusals) < 40
    assert not any("damaged between" in refusal for refusal in refusals)


def test_what_takes_too_long_is_a_finding(monkeypatch):
    monkeypatch.setattr(fuzz_target, "LIMIT_S", 0.05)

    def forever(_given: bytes) -> Outcome:
        while True:
            pass

    with pytest.raises(HangError):
        limited(forever, b"")


def test_an_unlock_is_a_finding(tmp_path):
    """The checks find what they look for: here a guard that lets everybody in."""

    class Open:
        def face_accepted(self, name, distance):
            return None

    class Folder:
        guard = Open()

    with pytest.raises(AssertionError, match="unlocked"):
        fuzzed_trust.stays_locked(Folder())
    assert isinstance(Target("t", [b""], damaged, lambda _: Outcome.TAKEN).run(0), Outcome)
