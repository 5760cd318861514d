"""What a verification leaves behind: nothing that waits for the garbage collector, no holes."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator

import pytest
from desk_stories import chapter

from app.daemon.accounts import Account
from app.daemon.memory import give_back, keep_for_good, resident_mb
from app.daemon.observer import Job, Observer
from app.daemon.settings import DaemonSettings
from app.daemon.verifications import Verifications
from faceid_core.pipeline import Gallery, Recognizer
from faceid_core.trust.policy import Request
from faceid_core.types import Observation
from hardware import Frame, FrameSource

BLOCK = 10_000  # bytes: too few to be given back alone
BLOCKS = 6_000


class Sitting(FrameSource):
    """A sensor before which the demo's owner sits, looped at full speed."""

    is_live = True

    def __init__(self) -> None:
        self._frames = chapter("owner")
        self._index = 0

    def _read(self, timeout_s: float) -> Frame | None:
        frame = self._frames[self._index % len(self._frames)]
        self._index += 1
        return Frame(frame.rgb, frame.depth_mm, self._index / 30.0, frame.intrinsics)


class Wasteful(Job):
    """Takes one frame and much memory, of which it keeps every tenth block."""

    def __init__(self) -> None:
        self.gallery = Gallery()
        self.kept: list[bytearray] = []
        self.most_mb = 0.0
        self.done = threading.Event()

    def take(self, seen: Observation) -> None:
        self.kept = with_holes()
        self.most_mb = resident_mb()
        self.is_over = True

    def end(self) -> None:
        self.done.set()

    def fail(self, error: Exception) -> None:
        raise error


class Last(Wasteful):
    """The next one, which begins when all of the one before is over."""

    def take(self, seen: Observation) -> None:
        self.most_mb = resident_mb()
        self.is_over = True


@pytest.fixture
def observer(recognizer: Recognizer) -> Iterator[Observer]:
    running = Observer(Sitting, recognizer, idle_s=20.0)
    running.start()
    yield running
    running.stop()


def with_holes() -> list[bytearray]:
    """Take memory, and keep some in the midst of what is not needed any more."""
    blocks = [bytearray(BLOCK) for _ in range(BLOCKS)]
    return blocks[::10]


def test_what_lies_between_is_given_back():
    kept = with_holes()
    before_mb = resident_mb()
    give_back()
    assert resident_mb() < before_mb - 0.5 * len(kept) * 9 * BLOCK / 1e6


def test_a_look_gives_back_what_it_took(observer):
    job, after = Wasteful(), Last()
    observer.submit(job)
    assert job.done.wait(10.0)
    observer.submit(after)
    assert after.done.wait(10.0)
    assert after.most_mb < job.most_mb - 0.5 * len(job.kept) * 9 * BLOCK / 1e6


def test_what_is_kept_for_good_is_not_looked_through_again():
    try:
        keep_for_good()
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 1_000
    finally:
        gc.unfreeze()


def test_verifications_leave_no_loops_of_references(
    observer: Observer, account: Account, recognizer: Recognizer
):
    verifications = Verifications(DaemonSettings(answer_s=2.9), observer, recognizer)

    async def loops_left() -> list[int]:
        left = []
        gc.disable()
        try:
            for _ in range(6):
                assert (await verifications.verify(account, Request())).unlocks
                left.append(gc.collect())
        finally:
            gc.enable()
        return left

    assert 0 in asyncio.run(loops_left())[1:]  # one that learns reads anew what is stored
