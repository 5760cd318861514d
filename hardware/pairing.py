"""Which color image belongs to which depth image, by the Kinect's own clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

#: The Kinect stamps packets with a 60 MHz clock (libfreenect's VideoStream.hpp).
TICKS_PER_S: Final = 60_000_000
TICKS_PER_FRAME: Final = TICKS_PER_S // 30
#: Further back than this, the counter was set back, and no image was overtaken.
OVERTAKEN_TICKS: Final = TICKS_PER_S
_WRAP: Final = 1 << 32

Image = TypeVar("Image")


@dataclass(frozen=True)
class Offsets:
    """How far the color and depth images of the frames so far are apart in time.

    Attributes:
        count: How many frames.
        total_s: Sum of the distances, without sign, in seconds.
        largest_s: The largest of them.
    """

    count: int = 0
    total_s: float = 0.0
    largest_s: float = 0.0

    @property
    def mean_s(self) -> float:
        """The mean distance in seconds, 0 before the first frame."""
        return self.total_s / max(self.count, 1)

    def with_one(self, offset_s: float) -> Offsets:
        """Return them with one more frame."""
        apart_s = abs(offset_s)
        return Offsets(self.count + 1, self.total_s + apart_s, max(self.largest_s, apart_s))


@dataclass(frozen=True)
class Pair(Generic[Image]):
    """A depth and a color image of one moment; ticks are unwrapped."""

    depth_ticks: int
    color_ticks: int
    depth: Image
    color: Image


class TickClock:
    """Makes a counter of 32 bits, which starts again every 71.6 s, into one that never does.

    Right as long as two stamps in a row are less than half of that apart. A counter that
    is set back (or a pause longer than that) goes on one frame after its last stamp: time
    never runs back, but for images that were overtaken by less than `OVERTAKEN_TICKS`.
    """

    def __init__(self) -> None:
        self._ticks: int | None = None
        self._last_stamp = 0

    def unwrap(self, stamp: int) -> int:
        """Ticks since the first stamp's own zero, for a stamp below 2**32."""
        if self._ticks is None:
            self._ticks = stamp
        else:
            half = _WRAP // 2
            step = (stamp - self._last_stamp + half) % _WRAP - half
            self._ticks += step if step >= -OVERTAKEN_TICKS else TICKS_PER_FRAME
        self._last_stamp = stamp
        return self._ticks


class Pairer(Generic[Image]):
    """Joins two streams of images into pairs at most `tolerance_ticks` apart.

    Each image is used once; one whose partner was lost is dropped and counted as
    soon as a later one arrives. So is one that is not later than the last of its
    stream: it was overtaken, or delivered twice. Pairs are in the order of time.

    Attributes:
        late: Images dropped because a later one of their stream came before them.
        unpaired_depth: Depth images dropped so far.
        unpaired_color: Color images dropped so far.
    """

    _LONGEST_WAIT: Final = 4  # images of one stream while the other one is silent

    def __init__(self, tolerance_ticks: int = TICKS_PER_FRAME // 2) -> None:
        self._tolerance_ticks = tolerance_ticks
        self._clock = TickClock()
        self._depth: deque[tuple[int, Image]] = deque()
        self._color: deque[tuple[int, Image]] = deque()
        self._last_depth: int | None = None
        self._last_color: int | None = None
        self.late = 0
        self.unpaired_depth = 0
        self.unpaired_color = 0

    def add_depth(self, stamp: int, image: Image) -> list[Pair[Image]]:
        """Take a depth image with its 32-bit stamp; the pairs that are complete now."""
        ticks = self._clock.unwrap(stamp)
        if self._is_late(ticks, self._last_depth):
            return []
        self._last_depth = ticks
        self._depth.append((ticks, image))
        return self._pairs()

    def add_color(self, stamp: int, image: Image) -> list[Pair[Image]]:
        """Take a color image with its 32-bit stamp; the pairs that are complete now."""
        ticks = self._clock.unwrap(stamp)
        if self._is_late(ticks, self._last_color):
            return []
        self._last_color = ticks
        self._color.append((ticks, image))
        return self._pairs()

    def _is_late(self, ticks: int, last_ticks: int | None) -> bool:
        is_late = last_ticks is not None and ticks <= last_ticks
        self.late += is_late
        return is_late

    def _pairs(self) -> list[Pair[Image]]:
        pairs: list[Pair[Image]] = []
        while self._depth and self._color:
            ahead_ticks = self._color[0][0] - self._depth[0][0]
            if abs(ahead_ticks) <= self._tolerance_ticks:
                depth_ticks, depth = self._depth.popleft()
                color_ticks, color = self._color.popleft()
                pairs.append(Pair(depth_ticks, color_ticks, depth, color))
            elif ahead_ticks > 0:
                self._drop_depth()
            else:
                self._drop_color()
        while len(self._depth) > self._LONGEST_WAIT:
            self._drop_depth()
        while len(self._color) > self._LONGEST_WAIT:
            self._drop_color()
        return pairs

    def _drop_depth(self) -> None:
        self._depth.popleft()
        self.unpaired_depth += 1

    def _drop_color(self) -> None:
        self._color.popleft()
        self.unpaired_color += 1
