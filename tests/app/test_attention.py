"""Whether eyes must be open: chosen once, and yes when in doubt."""

from __future__ import annotations

import stat

import pytest

from app.attention import FILE_NAME, Attention


def test_at_first_eyes_must_be_open(tmp_path):
    assert Attention(tmp_path / "data").is_required
    assert not (tmp_path / "data").exists()


def test_what_was_chosen_holds_from_then_on(tmp_path):
    for chosen in (False, True, False):
        Attention(tmp_path / "data").choose(chosen)
        assert Attention(tmp_path / "data").is_required is chosen
    assert stat.S_IMODE((tmp_path / "data" / FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"open_eyes": 0}', "false", "\x00"])
def test_a_damaged_file_means_that_eyes_must_be_open(tmp_path, text):
    path = tmp_path / FILE_NAME
    path.write_text(text)
    path.chmod(0o600)
    assert Attention(tmp_path).is_required
    assert str(path) in Attention(tmp_path).trouble


def test_a_file_that_others_may_write_is_not_trusted(tmp_path):
    Attention(tmp_path).choose(False)
    (tmp_path / FILE_NAME).chmod(0o666)
    assert Attention(tmp_path).is_required
