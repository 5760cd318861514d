"""The chosen threshold: never wider than the shipped one, strict when in doubt."""

from __future__ import annotations

import json
import stat

import pytest

from app.strictness import FILE_NAME, Strictness
from faceid_core.encoder_description import shipped_encoder

SHIPPED = shipped_encoder().limits.fused
STRICTEST = min(point.threshold for point in shipped_encoder().operating_points)


def test_at_first_the_shipped_threshold_holds(tmp_path):
    assert Strictness(tmp_path / "data").threshold == SHIPPED
    assert not (tmp_path / "data").exists()


def test_what_was_chosen_holds_from_then_on(tmp_path):
    Strictness(tmp_path / "data").choose(0.36)
    assert Strictness(tmp_path / "data").threshold == 0.36
    assert stat.S_IMODE((tmp_path / "data" / FILE_NAME).stat().st_mode) == 0o600


def test_a_wider_threshold_is_the_shipped_one(tmp_path):
    Strictness(tmp_path).choose(SHIPPED + 0.5)
    assert Strictness(tmp_path).threshold == SHIPPED


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"threshold": "wide"}', '{"threshold": true}', "\x00"]
)
def test_a_damaged_file_means_the_strictest(tmp_path, text):
    path = tmp_path / FILE_NAME
    path.write_text(text)
    path.chmod(0o600)
    assert Strictness(tmp_path).threshold == STRICTEST


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_no_number_means_the_strictest(tmp_path, number):
    path = tmp_path / FILE_NAME
    path.write_text(f'{{"threshold": {number}}}')
    path.chmod(0o600)
    assert Strictness(tmp_path).threshold == STRICTEST


def test_a_file_that_others_may_write_is_not_trusted(tmp_path):
    path = tmp_path / FILE_NAME
    path.write_text(json.dumps({"threshold": SHIPPED}))
    path.chmod(0o666)
    assert Strictness(tmp_path).threshold == STRICTEST
