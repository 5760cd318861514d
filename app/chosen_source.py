"""Frames for a command: the source that its arguments name, for as long as they say."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from hardware import Frame, FrameSource, Pace, open_source

PACES = {"full-speed": Pace.FULL_SPEED, "recorded": Pace.RECORDED}


def open_chosen_source(args: argparse.Namespace) -> FrameSource:
    """Open the source that the arguments of `add_source_arguments` name."""
    return open_source(args.source, pace=PACES[args.pace], loop=False)


def frames_within(source: FrameSource, limit_s: float | None) -> Iterator[Frame]:
    """Yield a source's frames until a time has passed.

    A recording's time is that of its frames, so that what it shows within the
    limit does not depend on how fast it plays; a sensor's is the wall clock.

    Args:
        source: An open source; it stays open.
        limit_s: Seconds from the first frame on; None for a source's end.
    """
    first_s: float | None = None
    for frame in source:
        now_s = time.monotonic() if source.is_live else frame.timestamp_s
        if first_s is None:
            first_s = now_s
        if limit_s is not None and now_s - first_s > limit_s:
            return
        yield frame
