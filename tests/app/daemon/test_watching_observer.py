"""The observer while it watches: how often it reads, what its light says, who goes first."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from desk_sensor import Desk

from app.attention import Attention
from app.daemon.accounts import Account
from app.daemon.light import JUDGING, WATCHING
from app.daemon.observer import Job, Observer
from app.daemon.watch import GALLERY_S, WatchJob
from app.strictness import Strictness
from faceid_core.pipeline import Gallery, Recognizer
from faceid_core.presence import PresenceRules
from faceid_core.types import Observation
from faceid_core.who import Who

STRICTER = 0.3


class ThreeLooks(Job):
    """Somebody else's job, which takes three frames."""

    def __init__(self) -> None:
        self.gallery = Gallery()
        self.taken = 0
        self.done = threading.Event()

    def take(self, seen: Observation) -> None:
        self.taken += 1
        self.is_over = self.taken == 3

    def end(self) -> None:
        self.done.set()

    def fail(self, error: Exception) -> None:
        raise error


class Told:
    """What a watch told, to be waited for."""

    def __init__(self) -> None:
        self.told: list[tuple[Who, str]] = []

    def __call__(self, who: Who, reason: str) -> None:
        self.told.append((who, reason))

    def wait_for(self, who: Who, limit_s: float = 10.0) -> str:
        end_s = time.monotonic() + limit_s
        while not self.told or self.told[-1][0] is not who:
            assert time.monotonic() < end_s, self.told
            time.sleep(0.02)
        return self.told[-1][1]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def observer(desk: Desk, recognizer: Recognizer) -> Iterator[Observer]:
    running = Observer(desk.open, recognizer, idle_s=0.0)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def told(observer: Observer, account: Account, recognizer: Recognizer) -> Told:
    """A watch is running."""
    told = Told()
    observer.watch(
        WatchJob(
            account,
            recognizer.encoder,
            PresenceRules(),
            told=told,
            returned=lambda name: None,
        )
    )
    return told


def test_most_frames_are_not_even_read(desk: Desk, told: Told) -> None:
    told.wait_for(Who.OWNER)
    before, start_s = desk.reads, time.monotonic()
    time.sleep(1.5)
    assert 1 <= (desk.reads - before) / (time.monotonic() - start_s) <= 7.0


def test_the_light_says_what_is_being_done(desk: Desk, observer: Observer, told: Told) -> None:
    told.wait_for(Who.OWNER)
    job = ThreeLooks()
    observer.submit(job)
    assert job.done.wait(5.0)
    end_s = time.monotonic() + 5.0
    while desk.lights[-1] is not WATCHING or len(desk.lights) < 3:
        assert time.monotonic() < end_s
        time.sleep(0.02)
    assert desk.lights == [WATCHING, JUDGING, WATCHING]


def test_an_unplugged_sensor_is_told_and_the_watch_goes_on_when_it_is_back(
    desk: Desk, told: Told
) -> None:
    told.wait_for(Who.OWNER)
    desk.is_unplugged = True
    assert told.wait_for(Who.UNCLEAR) == "Kinect 0 was unplugged."
    desk.is_unplugged = False
    told.wait_for(Who.OWNER)


def test_a_lent_sensor_is_told_and_the_watch_goes_on_afterwards(
    observer: Observer, told: Told
) -> None:
    told.wait_for(Who.OWNER)
    assert observer.lend(5.0)
    told.wait_for(Who.UNCLEAR)
    observer.take_back()
    told.wait_for(Who.OWNER)


def test_a_watch_that_ended_holds_the_sensor_no_longer(observer: Observer, told: Told) -> None:
    told.wait_for(Who.OWNER)
    observer.watch(None)
    end_s = time.monotonic() + 5.0
    while observer.sensor.value != "closed":
        assert time.monotonic() < end_s
        time.sleep(0.02)


def test_a_watch_accepts_no_more_than_its_owner_chose_and_heeds_a_later_choice(
    account: Account, recognizer: Recognizer, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(recognizer, "tighten", asked.append)
    Strictness(account.data_dir).choose(STRICTER)
    Attention(account.data_dir).choose(False)
    end_s = time.monotonic() + 2 * GALLERY_S
    while recognizer.asks_for_eyes or asked[-1:] != [STRICTER]:
        assert time.monotonic() < end_s
        time.sleep(0.02)
    assert told.wait_for(Who.OWNER)
