"""What a window learns at a sensor: real files, the real policy, faces that slowly change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from changed_faces import moved
from scripted_app import ADA, ENCODER_ID, LIMITS, MATCHER, gray_frame, judged, missed, template
from turned_clock import FAST_HASHER, TurnedClock

from app.passcodes import Passcodes
from app.session import REFRESH_S, Session
from faceid_core.matching import Matcher
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.trust.adaptation import BOUNDS
from faceid_core.trust.adaptation_store import AdaptationStore
from faceid_core.trust.guard import Guard
from faceid_core.trust.vault import Vault
from faceid_core.types import Embedding, Observation

PASSCODE = "correct horse"
FRAME = gray_frame(0)
NOBODY = missed(FRAME)
OWN = judged(FRAME)


class Desk:
    """A window at a sensor, and the pipeline's own comparison with who is in its gallery."""

    def __init__(self, folder, matcher: Matcher = MATCHER) -> None:
        self.clock = TurnedClock()
        self.matcher = matcher
        self.store = TemplateStore(folder / "templates")
        self.store.save(template("Ada"))
        self.guard = Guard(
            folder / "policy", Vault(folder / "templates", hasher=FAST_HASHER), clock=self.clock
        )
        self.guard.set_passcode(PASSCODE)
        self.open()

    def open(self) -> None:
        self.gallery = Gallery()
        self.session = Session(self.store, clock=lambda: self.clock.now.boot_s, guard=self.guard)
        self.session.begin(self.gallery, ENCODER_ID, self.matcher)

    def look(self, probe: Embedding, frames: int = 6, *, is_live: bool = True) -> bool:
        """Whether a face unlocks; before and after, nobody is there."""
        self.leave(is_live=is_live)
        for _ in range(frames):
            comparison = self.gallery.compare(probe, self.matcher)
            self.step(replace(OWN, embedding=probe, comparison=comparison), is_live=is_live)
        return self.session.is_unlocked

    def leave(self, *, is_live: bool = True) -> None:
        for _ in range(30 * 12):
            self.step(NOBODY, is_live=is_live)

    def step(self, seen: Observation, *, is_live: bool = True) -> None:
        self.clock.pass_(1 / 30)
        self.session.step(seen, self.clock.now.boot_s, is_live=is_live)

    @property
    def stored(self) -> int:
        known = self.store.load("Ada")
        return len(AdaptationStore(self.store).load(known, self.clock.now.wall_s).references)

    def told(self) -> list[str]:
        entries = self.guard.entries()
        return [f"{each.verdict}: {each.reason}" for each in entries if each.event == "adaptation"]


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


CLEAR = 0.7 * LIMITS.fused
BEYOND = 1.1 * LIMITS.fused  # refused by what was enrolled, and within reach


def test_a_clear_match_at_a_sensor_is_learned_and_carries_a_later_look(desk):
    assert not desk.look(moved(BEYOND))
    assert desk.look(moved(CLEAR))
    assert desk.stored == 1
    assert desk.told() == ["learned: a clear match"]
    assert desk.look(moved(BEYOND))
    assert desk.told()[1:] == ["changed: a clear match"]  # a use less
    desk.open()
    assert desk.look(moved(BEYOND)), "another window knows it, too"


def test_a_recording_teaches_nothing_and_is_not_carried(desk):
    assert desk.look(moved(CLEAR), is_live=False)
    assert desk.stored == 0
    assert desk.look(moved(CLEAR))
    assert not desk.look(moved(BEYOND), is_live=False)
    assert desk.look(moved(BEYOND))


def test_a_match_that_is_not_clear_teaches_nothing(desk):
    assert desk.look(moved(0.95 * LIMITS.fused))
    assert desk.stored == 0


def refused_then_passcode(desk: Desk, probe: Embedding, pause_s: float = 1.0) -> None:
    assert not desk.look(probe, frames=4)
    desk.clock.pass_(pause_s)
    assert Passcodes(desk.session).enter(PASSCODE).is_right


MISSED = 1.15 * LIMITS.fused


def test_a_near_miss_that_the_passcode_confirms_at_once_is_learned(desk):
    desk.look(moved(CLEAR))
    # It would match what the clear match left, but is too far from that to be carried.
    refused_then_passcode(desk, moved(MISSED, aside_rad=0.9))
    assert desk.told()[-1] == "learned: a near miss and the passcode"
    assert desk.stored == 2


@pytest.mark.parametrize("spoiled", ["late", "left", "stranger"])
def test_a_miss_that_was_not_at_once_or_not_near_is_not_learned(desk, spoiled):
    desk.look(moved(CLEAR))
    probe = moved(2.0 * LIMITS.fused if spoiled == "stranger" else MISSED, aside_rad=0.9)
    assert not desk.look(probe, frames=4)
    if spoiled == "left":
        desk.step(NOBODY)
    desk.clock.pass_(BOUNDS.confirmed_s + 1.0 if spoiled == "late" else 1.0)
    assert Passcodes(desk.session).enter(PASSCODE).is_right
    assert desk.stored == 1


def test_forgetting_takes_one_call_and_is_seen_by_a_window_that_is_open(desk):
    desk.look(moved(CLEAR))
    learned = desk.session.people()[0].learned
    assert learned is not None
    assert learned.drift == pytest.approx(CLEAR, abs=0.01)
    assert learned.reach == pytest.approx(BOUNDS.reach * LIMITS.fused)
    desk.session.forget_learned("Ada")
    assert desk.session.people()[0].learned is None
    assert not desk.look(moved(BEYOND))
    desk.look(moved(CLEAR))
    AdaptationStore(desk.store).forget("Ada")  # as the command line does
    desk.clock.pass_(REFRESH_S)
    assert not desk.look(moved(BEYOND))


def test_references_grow_old_in_a_window_that_stays_open(desk):
    desk.look(moved(CLEAR))
    desk.clock.pass_(BOUNDS.age_s + 1.0)
    assert Passcodes(desk.session).enter(PASSCODE).is_right  # not used for days
    assert not desk.look(moved(BEYOND))


def test_enrolling_anew_begins_without_what_was_learned(desk):
    desk.look(moved(CLEAR))
    desk.store.save(template("Ada", seed=ADA + 1))
    desk.open()
    assert desk.session.people()[0].learned is None


def test_what_cannot_be_written_is_not_used(desk):
    desk.look(moved(CLEAR))
    path = desk.store.path("Ada").with_suffix(".adaptation")
    path.unlink()
    path.mkdir()
    desk.clock.pass_(REFRESH_S)
    desk.look(moved(CLEAR, 3))
    assert desk.session.is_unlocked, "the unlock does not depend on it"
    assert not desk.look(moved(BEYOND, 3))
