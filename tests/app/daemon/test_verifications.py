"""One answer for one client, in time, whoever else waits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from closed_eyes import with_closed_eyes
from desk_stories import chapter

from app.attention import Attention
from app.daemon.accounts import Account
from app.daemon.observer import Observer
from app.daemon.settings import DaemonSettings
from app.daemon.verifications import Answer, Verifications
from app.paths import last_used_file
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.private_file import replaced_file
from faceid_core.trust.policy import Request
from faceid_core.verification import Decision
from hardware import CaptureTimeoutError, DeviceOpenError, Frame, FrameSource

ANSWER_S = 2.9


class Sitting(FrameSource):
    """A sensor before which one chapter of the demo happens again and again, at full speed.

    Attributes:
        opened: How often a sensor was opened.
    """

    description = "Kinect 0"
    is_live = True
    opened = 0

    def __init__(self, who: str) -> None:
        type(self).opened += 1
        self._frames = chapter(who)
        self._index = 0

    def _read(self, timeout_s: float) -> Frame | None:
        frame = self._frames[self._index % len(self._frames)]
        self._index += 1
        return Frame(frame.rgb, frame.depth_mm, self._index / 30.0, frame.intrinsics)


@pytest.fixture
def verify(
    account: Account, recognizer: Recognizer
) -> Iterator[Callable[[Callable[[], FrameSource]], Answer]]:
    """Ask once, at a sensor that a function opens."""
    observers = []

    def ask(open_source: Callable[[], FrameSource], timeout_s: float | None = None) -> Answer:
        observer = Observer(open_source, recognizer, idle_s=0.0)
        observers.append(observer)
        observer.start()
        verifications = Verifications(DaemonSettings(answer_s=ANSWER_S), observer, recognizer)
        return asyncio.run(verifications.verify(account, Request(asked_by="test"), timeout_s))

    yield ask
    for observer in observers:
        observer.stop()


def test_a_match_is_written_down_with_who_asked(verify, account):
    answer = verify(lambda: Sitting("owner"))
    assert answer.unlocks
    assert 0.0 < answer.looking_s <= answer.seconds < ANSWER_S
    entry = next(each for each in reversed(account.guard.entries()) if each.event == "face")
    assert (entry.verdict, entry.reason) == ("unlocked", "unlock (asked by test)")


def test_a_stranger_is_counted_once(verify, account):
    answer = verify(lambda: Sitting("stranger"))
    assert answer.verified.verification.decision is Decision.NON_MATCH
    assert account.guard.status().failures == 1


def test_an_owner_who_sleeps_gets_in_only_where_that_was_chosen(verify, account, recognizer):
    locator = recognizer.new_locator()
    asleep = [with_closed_eyes(frame, locator.locate(frame)) for frame in chapter("owner")[:20]]

    def sitting() -> Sitting:
        owner = Sitting("owner")
        owner._frames = asleep
        return owner

    answer = verify(sitting, timeout_s=1.5)
    assert not answer.unlocks
    assert answer.verified.verification.reason == "Open your eyes"
    assert account.guard.status().failures == 0
    Attention(account.data_dir).choose(False)
    assert verify(sitting).unlocks
    Attention(account.data_dir).choose(True)
    assert not verify(sitting, timeout_s=1.5).unlocks


def test_a_sensor_that_hangs_is_answered_in_time(verify):
    release = threading.Event()

    def hang() -> FrameSource:
        release.wait(20.0)
        raise DeviceOpenError("Kinect 0 did not answer.")

    started_s = time.monotonic()
    answer = verify(hang, 0.5)
    assert time.monotonic() - started_s < 1.5
    release.set()
    assert not answer.unlocks
    assert "in time" in answer.trouble


def test_trouble_of_the_sensor_is_told_in_its_words(verify):
    def refuse() -> FrameSource:
        raise DeviceOpenError("Kinect 0 is not plugged in.")

    answer = verify(refuse)
    assert (answer.verified, answer.trouble) == (None, "Kinect 0 is not plugged in.")


def test_who_is_locked_out_is_told_without_opening_the_sensor(verify, account):
    for _ in range(5):
        account.guard.face_refused("This is not owner")
    opened = Sitting.opened
    answer = verify(lambda: Sitting("owner"))
    assert not answer.unlocks
    assert "passcode" in answer.verified.refusal.value
    assert Sitting.opened == opened


def test_the_password_is_demanded_before_the_first_look(verify, account, tmp_path):
    (tmp_path / "0" / "policy" / "state.json").unlink()
    assert not verify(lambda: Sitting("owner")).unlocks


@pytest.mark.parametrize(("refused", "counted"), [(3, 0), (8, 1)])
def test_looking_and_leaving_before_the_verdict_is_not_free(account, recognizer, refused, counted):
    """Whoever is refused for as long as a match takes is counted, though nobody waits."""
    seen = list(observe(chapter("stranger"), recognizer, Gallery()))
    first = next(index for index, each in enumerate(seen) if each.retry is None)
    while any(each.retry is not None for each in seen[first : first + refused]):
        first += 1
    served = threading.Event()

    class Leaving(Sitting):
        def _read(self, timeout_s: float) -> Frame | None:
            if self._index < first + refused:
                return super()._read(timeout_s)
            served.set()
            time.sleep(0.01)
            raise CaptureTimeoutError("Kinect 0 delivered no frame.")

    observer = Observer(lambda: Leaving("stranger"), recognizer, idle_s=0.0)
    observer.start()

    async def leave_early() -> None:
        verifications = Verifications(DaemonSettings(answer_s=ANSWER_S), observer, recognizer)
        task = asyncio.create_task(verifications.verify(account, Request()))
        await asyncio.to_thread(served.wait, 10.0)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(leave_early())
    observer.stop()
    assert account.guard.status().failures == counted


def test_a_file_that_is_being_written_changes_nothing(account: Account, recognizer: Recognizer):
    """The times of last use are written while the next client may be asking."""
    first = account.faces(recognizer.encoder)
    with replaced_file(last_used_file(account.data_dir)) as file:
        file.write(b"{}")
        assert account.faces(recognizer.encoder) is first
    assert account.faces(recognizer.encoder) is first


def test_a_file_that_goes_while_it_is_looked_at_is_no_trouble(
    account: Account, recognizer: Recognizer
):
    gone, is_over = account.data_dir / "passing", threading.Event()

    def come_and_go() -> None:
        while not is_over.is_set():
            gone.write_bytes(b"")
            gone.unlink()

    writer = threading.Thread(target=come_and_go)
    writer.start()
    try:
        for _ in range(300):
            account._versions()
    finally:
        is_over.set()
        writer.join()


def test_templates_are_read_anew_only_after_a_change(account, recognizer):
    first = account.faces(recognizer.encoder)
    assert account.faces(recognizer.encoder) is first
    template = account.store.load("owner")
    account.save(template)
    assert account.faces(recognizer.encoder) is not first
    account.remove("owner")
    with pytest.raises(Exception, match="not enrolled"):
        account.faces(recognizer.encoder)
