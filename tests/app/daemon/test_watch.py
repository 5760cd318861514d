"""The watch on the demo's people: who sits there, and who may come in after a lock."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk_stories import story

from app.daemon.accounts import Account
from app.daemon.watch import RELAXED_S, WatchJob
from faceid_core.pipeline import Recognizer, observe
from faceid_core.presence import PresenceRules
from faceid_core.trust.policy import Refusal
from faceid_core.who import Who
from hardware import CaptureError

AWAY_S = 3.0


class Watch:
    """A watch job, given the frames that it asks for, and what it told."""

    def __init__(self, account: Account, recognizer: Recognizer) -> None:
        self.account = account
        self.told: list[Who] = []
        self.reasons: list[str] = []
        self.returned: list[str] = []
        self._recognizer = recognizer
        self._now_s = 0.0
        self.judged = 0
        self.job = WatchJob(
            account,
            recognizer.encoder,
            PresenceRules(away_s=AWAY_S),
            told=self._on_told,
            returned=self.returned.append,
        )

    @property
    def who(self) -> Who:
        return self.told[-1]

    def see(self, *scenes: tuple[str, float]) -> Watch:
        """Let the watch see scenes, at the pace that it asks for."""
        wanted, last_s = [], float("-inf")
        self._recognizer.tighten(self.job.threshold)
        for frame in story(*scenes, start_s=self._now_s + 0.1):
            self._now_s = frame.timestamp_s
            if frame.timestamp_s - last_s < self.job.pause_s:
                continue
            last_s = frame.timestamp_s
            wanted = [frame]
            for seen in observe(wanted, self._recognizer, self.job.gallery):
                self.judged += 1
                self.job.take(seen)
        return self

    def _on_told(self, who: Who, reason: str) -> None:
        self.told.append(who)
        self.reasons.append(reason)


@pytest.fixture
def watch(account: Account, recognizer: Recognizer) -> Watch:
    return Watch(account, recognizer)


def locked(watch: Watch, *, is_deliberate: bool = False) -> None:
    watch.job.session_locked(True, is_deliberate=is_deliberate)


def test_the_owner_comes_goes_and_comes_back(watch: Watch) -> None:
    watch.see(("owner", 3.0))
    assert watch.who is Who.OWNER
    assert watch.reasons[-1] == "owner is here"
    watch.see(("away", AWAY_S - 0.5))
    assert Who.AWAY not in watch.told
    watch.see(("away", 1.5))
    assert watch.who is Who.AWAY
    locked(watch)
    watch.see(("away", 2.0), ("owner", 2.0))
    assert watch.returned == ["owner"]
    assert Who.UNCLEAR not in watch.told


def test_one_return_is_told_once(watch: Watch) -> None:
    locked(watch)
    watch.see(("owner", 3.0))
    assert watch.returned == ["owner"]
    watch.see(("away", 3.0), ("owner", 3.0))
    assert watch.returned == ["owner", "owner"]


def test_nobody_is_asked_about_while_the_screen_is_open(watch: Watch) -> None:
    watch.see(("owner", 2.0), ("stranger", 2.0))
    assert watch.returned == []
    assert "face" not in [entry.event for entry in watch.account.guard.entries()]


@pytest.mark.parametrize("who", ["stranger", "photo", "away"])
def test_nobody_else_may_come_in(watch: Watch, who: str) -> None:
    locked(watch)
    watch.see((who, 4.0))
    assert watch.returned == []


def test_a_stranger_before_the_lock_counts_every_five_seconds(watch: Watch) -> None:
    locked(watch)
    watch.see(("stranger", 11.0))
    assert 1 <= watch.account.guard.status().failures <= 2


def test_after_five_refusals_not_even_the_owner(watch: Watch) -> None:
    for _ in range(5):
        watch.account.guard.face_refused("This is not owner")
    locked(watch)
    watch.see(("owner", 4.0))
    assert watch.returned == []


def test_after_a_deliberate_lock_nobody_before_the_seat_was_left(watch: Watch) -> None:
    watch.see(("owner", 2.0))
    locked(watch, is_deliberate=True)
    watch.see(("owner", 4.0))
    assert watch.returned == []
    assert watch.account.guard.status().refusal is Refusal.HELD
    watch.see(("away", 1.0), ("owner", 3.0))  # bent down for a pen
    assert watch.returned == []
    watch.see(("away", 3.0), ("owner", 3.0))
    assert watch.returned == ["owner"]


def test_a_deliberate_lock_holds_for_the_next_watch_too(
    watch: Watch, account: Account, recognizer: Recognizer
) -> None:
    locked(watch, is_deliberate=True)
    after_restart = Watch(account, recognizer)
    locked(after_restart)
    assert after_restart.see(("owner", 5.0)).returned == []


def test_locked_by_presence_then_deliberately(watch: Watch) -> None:
    locked(watch)
    locked(watch, is_deliberate=True)
    assert watch.see(("owner", 5.0)).returned == []


def test_who_unlocked_with_the_password_is_not_the_owner_yet(watch: Watch) -> None:
    watch.see(("owner", 2.0))
    locked(watch)
    watch.job.session_locked(False, is_deliberate=False)
    watch.told.clear()
    watch.see(("stranger", AWAY_S + 3.0))
    assert not {Who.OWNER, Who.STRANGER} & set(watch.told)


def test_after_an_unlock_it_is_told_anew_who_sits_there(watch: Watch) -> None:
    """The agent has to know that somebody was there since, or it would not lock later."""
    watch.see(("stranger", 2.0))
    locked(watch)
    watch.see(("stranger", 1.0))
    watch.told.clear()
    watch.job.session_locked(False, is_deliberate=False)
    assert watch.see(("stranger", 1.0)).told == [Who.SOMEBODY]


def test_a_state_that_cannot_be_written_keeps_it_locked(watch: Watch) -> None:
    locked(watch)
    watch.account.guard.face_refused("This is not owner")
    for file in (watch.account.data_dir / "policy").iterdir():
        file.write_bytes(b"damaged")
    assert watch.see(("owner", 3.0)).returned == []


def test_trouble_is_unclear_and_the_owner_has_to_be_seen_anew(watch: Watch) -> None:
    watch.see(("owner", 2.0))
    watch.job.fail(CaptureError("Kinect 0 was unplugged."))
    assert watch.who is Who.UNCLEAR
    assert watch.reasons[-1] == "Kinect 0 was unplugged."
    watch.see(("owner", 2.0))
    assert watch.who is Who.OWNER


def test_it_looks_three_times_a_second_and_at_every_frame_while_it_judges(watch: Watch) -> None:
    watch.see(("away", 6.0))
    assert watch.judged <= 6.0 / RELAXED_S + 1
    locked(watch)
    watch.judged = 0
    watch.see(("stranger", 2.0))
    assert watch.judged >= 15


def test_who_is_enrolled_meanwhile_is_recognized(
    tmp_path: Path, enrolled_owner: Path, recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.daemon.watch.GALLERY_S", 0.0)
    watch = Watch(Account(0, "root", tmp_path / "0"), recognizer)
    watch.see(("owner", 2.0))
    assert watch.who is Who.SOMEBODY
    shutil.copytree(enrolled_owner, tmp_path / "0", dirs_exist_ok=True)
    watch.see(("owner", 2.0))
    assert watch.who is Who.OWNER


def test_a_watch_that_is_over_takes_nothing(watch: Watch) -> None:
    watch.job.is_over = True
    watch.see(("owner", 1.0))
    assert watch.told == []


def test_before_the_password_was_entered_nobody_comes_in(
    tmp_path: Path, enrolled_owner: Path, recognizer: Recognizer
) -> None:
    shutil.copytree(enrolled_owner, tmp_path / "1")
    watch = Watch(Account(0, "root", tmp_path / "1"), recognizer)
    locked(watch)
    watch.see(("owner", 3.0))
    assert watch.who is Who.OWNER
    assert watch.returned == []
