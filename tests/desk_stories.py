"""Stories at a desk, told with frames of the demo: the owner, nobody, a stranger, a photo."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

from hardware import Frame, Pace, open_source

PERIOD_S = 0.1

#: Frames of each chapter in which its person is there all the time.
MIDDLES = {"owner": slice(14, 46), "stranger": slice(14, 46), "photo": slice(16, 46)}
#: Who is there, and for how many seconds.
Scene = tuple[str, float]


@functools.cache
def chapter(name: str) -> tuple[Frame, ...]:
    """The frames of one chapter of the demo, or those of its middle."""
    with open_source(f"demo#{name}", pace=Pace.FULL_SPEED) as source:
        frames = tuple(source)
    return frames[MIDDLES.get(name, slice(None))]


def story(*scenes: Scene, start_s: float = 100.0) -> Iterator[Frame]:
    """Tell scenes, ten frames a second, each to and fro through its frames."""
    number = itertools.count()
    for name, seconds in scenes:
        frames = chapter(name)
        turn = itertools.cycle([*frames, *reversed(frames[1:-1])])
        for frame in itertools.islice(turn, round(seconds / PERIOD_S)):
            now_s = start_s + next(number) * PERIOD_S
            yield Frame(frame.rgb, frame.depth_mm, now_s, frame.intrinsics)
