"""`faceid record`: write a source's frames as a recording that can be played again."""

from __future__ import annotations

import argparse
import math
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from app.arguments import add_source_arguments, positive_count, positive_seconds
from app.chosen_source import frames_within, open_chosen_source
from app.errors import CommandError
from app.report import Report, say
from hardware import CaptureError, RecordingWriter, open_writer

LAYOUTS = ("fakenect", "tum")
PROGRESS_EVERY_S = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Ctrl-C ends the recording and keeps it whole. Recordings show faces: keep them private."
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="a new or empty folder")
    add_source_arguments(parser)
    parser.add_argument(
        "--layout",
        choices=LAYOUTS,
        default="fakenect",
        help="fakenect, as libfreenect plays it, or tum, as the TUM RGB-D benchmark has it "
        "(default: fakenect)",
    )
    parser.add_argument("--frames", type=positive_count, metavar="N", help="end after N frames")
    parser.add_argument("--seconds", type=positive_seconds, metavar="S", help="end after S seconds")


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    told_s = started_s
    count = skipped = 0
    last_s = -math.inf
    with (
        open_chosen_source(args) as source,
        open_writer(args.directory, args.layout) as writer,
        Interruptible() as interruptible,
        suppress(KeyboardInterrupt),
    ):
        say(f"Writing {args.directory} from {source.description}. Ctrl-C ends it.")
        with kept_frames_told(writer):
            for frame in frames_within(source, args.seconds):
                if frame.timestamp_s <= last_s:  # a recording is in the order of time
                    skipped += 1
                    continue
                last_s = frame.timestamp_s
                with interruptible.held_back():
                    writer.write(frame)
                    count += 1
                if count == args.frames:
                    break
                if time.monotonic() - told_s >= PROGRESS_EVERY_S:
                    told_s = time.monotonic()
                    say(f"{count} frames")
    if count == 0:
        raise CommandError(f"No frame arrived from {args.source}, so nothing was recorded.")
    if skipped:
        say(f"{skipped} frames were left out, because they were not later than the one before.")
    say("A recording shows faces: keep it private, and delete it when it has served.")
    seconds = time.monotonic() - started_s
    fields = {
        "directory": str(args.directory),
        "layout": args.layout,
        "frames": count,
        "seconds": round(seconds, 3),
    }
    return Report(fields, f"recorded {count} frames to {args.directory} as {args.layout}")


@contextmanager
def kept_frames_told(writer: RecordingWriter) -> Iterator[None]:
    """Say what is whole of a recording that its source breaks off."""
    try:
        yield
    except CaptureError:
        if writer.frame_count:
            say(f"{writer.frame_count} frames before that were kept in {writer.path}.")
        raise


class Interruptible:
    """Lets Ctrl-C and SIGTERM raise `KeyboardInterrupt` between two frames, not within one."""

    def __init__(self) -> None:
        self._is_held_back = False
        self._is_pending = False

    def __enter__(self) -> Interruptible:
        self._previous = {
            number: signal.signal(number, self._on_signal)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(self, *_exc_info: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Finish what stands inside before a signal is heard."""
        self._is_held_back = True
        yield
        self._is_held_back = False
        if self._is_pending:
            raise KeyboardInterrupt

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if not self._is_held_back:
            raise KeyboardInterrupt
        self._is_pending = True
