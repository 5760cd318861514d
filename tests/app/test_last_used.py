"""When somebody last opened the lock: written privately, and never in the way."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.last_used import LastUsed

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "last-used.json"


def test_nobody_has_used_it_at_first(path):
    assert LastUsed(path).times() == {}
    assert not path.exists()


def test_it_keeps_the_last_time_of_everybody_in_utc(path):
    used = LastUsed(path)
    used.record("Ada", NOON - timedelta(days=1))
    used.record("Bob", NOON)
    used.record("Ada", NOON.astimezone(timezone(timedelta(hours=9))))
    assert LastUsed(path).times() == {"Ada": NOON, "Bob": NOON}
    assert set(json.loads(path.read_text()).values()) == {"2026-11-22T12:00:00+00:00"}


def test_now_is_now(path):
    LastUsed(path).record("Ada")
    assert abs(LastUsed(path).times()["Ada"] - datetime.now(UTC)) < timedelta(seconds=30)


def test_only_its_owner_may_read_it(path):
    LastUsed(path).record("Ada", NOON)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [found.name for found in path.parent.iterdir()] == ["last-used.json"]


def test_a_renamed_person_keeps_the_time_and_a_removed_one_does_not(path):
    used = LastUsed(path)
    used.record("Ada", NOON)
    used.rename("Ada", "Ada Lovelace")
    used.rename("nobody", "somebody")
    assert used.times() == {"Ada Lovelace": NOON}
    used.forget("Ada Lovelace")
    used.forget("nobody")
    assert used.times() == {}


@pytest.mark.parametrize(
    "text", ["", "[]", '{"Ada": 3}', '{"Ada": "noon"}', '{"Ada": "2026-11-22T12:00:00"}', "\x00"]
)
def test_a_damaged_file_counts_as_none_and_is_replaced(path, text):
    path.parent.mkdir()
    path.write_text(text)
    used = LastUsed(path)
    assert used.times() == {}
    used.record("Ada", NOON)
    assert used.times() == {"Ada": NOON}


def test_a_folder_that_cannot_be_written_is_only_logged(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    LastUsed(tmp_path / "file" / "last-used.json").record("Ada", NOON)
    assert "cannot be written" in caplog.text
