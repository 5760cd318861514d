from __future__ import annotations

import time
from multiprocessing.connection import Pipe

from hardware.kinect.events import (
    CommandReceiver,
    Ended,
    Event,
    EventSender,
    Failed,
    FailureKind,
    Opened,
    Progress,
    SetLed,
    SetTilt,
    Start,
    Stop,
)

LONG = Failed(FailureKind.STREAM, "x" * 5000)  # 13 of them fill a pipe of 64 KiB


def received(connection: object, last: Event) -> list[Event]:
    events: list[Event] = []
    while not events or events[-1] != last:
        assert connection.poll(5.0)  # type: ignore[attr-defined]
        events.append(connection.recv())  # type: ignore[attr-defined]
    return events


def test_events_arrive_in_order() -> None:
    reader, writer = Pipe(duplex=False)
    sender = EventSender(writer)
    for event in (Opened(None), Progress(missing=1), Ended(is_requested=True)):
        sender.post(event)
    events = received(reader, Ended(is_requested=True))
    assert events == [Opened(None), Progress(missing=1), Ended(is_requested=True)]
    sender.close(1.0)


def test_a_parent_that_does_not_read_never_stops_a_callback() -> None:
    reader, writer = Pipe(duplex=False)
    sender = EventSender(writer)
    started_s = time.monotonic()
    for number in range(500):
        sender.post(LONG)
        sender.post(Progress(missing=number))
    assert time.monotonic() - started_s < 1.0
    sender.post(Ended(is_requested=False))
    events = received(reader, Ended(is_requested=False))
    assert len(events) < 100
    assert sender.dropped >= 900
    assert events[-2] == Progress(missing=499)
    sender.close(1.0)


def test_progress_that_was_not_read_is_merged_into_the_newest() -> None:
    reader, writer = Pipe(duplex=False)
    sender = EventSender(writer)
    for number in range(20_000):
        sender.post(Progress(missing=number))
    sender.post(Ended(is_requested=False))
    events = received(reader, Ended(is_requested=False))
    assert events[-2] == Progress(missing=19_999)
    assert sender.dropped == 0
    assert len(events) - 1 + sender.merged == 20_000
    assert sender.merged > 0
    sender.close(1.0)


def test_closing_does_not_wait_for_a_parent_that_never_reads() -> None:
    _reader, writer = Pipe(duplex=False)
    sender = EventSender(writer)
    for _ in range(30):
        sender.post(LONG)
    started_s = time.monotonic()
    sender.close(0.2)
    assert time.monotonic() - started_s < 1.0
    _reader.close()


def test_commands() -> None:
    reader, writer = Pipe(duplex=False)
    receiver = CommandReceiver(reader)
    for command in (SetLed(1), SetTilt(-5.0), Start()):
        writer.send(command)
    assert receiver.wait_for_start()
    assert receiver.take() == [SetLed(1), SetTilt(-5.0)]
    assert receiver.take() == []
    writer.send(Stop())
    assert receiver.is_stopped.wait(5.0)
    assert not receiver.is_orphaned.is_set()


def test_stop_before_start() -> None:
    reader, writer = Pipe(duplex=False)
    receiver = CommandReceiver(reader)
    writer.send(Stop())
    assert not receiver.wait_for_start()


def test_a_parent_that_died_is_a_stop() -> None:
    reader, writer = Pipe(duplex=False)
    receiver = CommandReceiver(reader)
    writer.close()
    assert not receiver.wait_for_start()
    assert receiver.is_orphaned.is_set()
