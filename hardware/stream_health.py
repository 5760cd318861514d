"""What can be told of a stream's quality from its frames alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .frame import NO_DEPTH, Frame

_STEP: Final = 4  # every fourth row and column tells the light
_DARK: Final = 3  # of 255: at or below, a channel holds nothing
_BRIGHT: Final = 252  # at or above, it is clipped
#: Lamps that flicker at twice the mains' frequency beat with 30 frames a second in here.
_FLICKER_HZ: Final = (3.0, 15.0)
_FRAMES_FOR_FLICKER: Final = 32


@dataclass(frozen=True)
class StreamHealth:
    """What some seconds of frames say.

    Attributes:
        frames: How many there were.
        span_s: From the first to the last, by their own clock.
        longest_gap_s: Longest time between two frames in a row.
        repeated_color: Frames whose color is that of the frame before, byte for byte.
        repeated_depth: The same of depth.
        depth_coverage: Mean share of pixels with depth, in [0, 1].
        brightness: Mean of all color values, in [0, 255].
        clipped: Mean share of color values that are as good as white.
        blackened: Mean share of color values that are as good as black.
        flicker: Amplitude of the strongest regular change of brightness between 3 and 15 Hz,
            as a share of the brightness; None where the frames are too few to tell.
    """

    frames: int
    span_s: float
    longest_gap_s: float
    repeated_color: int
    repeated_depth: int
    depth_coverage: float
    brightness: float
    clipped: float
    blackened: float
    flicker: float | None

    @property
    def rate_hz(self) -> float:
        """Frames a second; 0 if there were not even two."""
        return (self.frames - 1) / self.span_s if self.frames > 1 and self.span_s > 0 else 0.0


class StreamMeter:
    """Takes frames in their order; nothing of their pictures is kept but the last one."""

    def __init__(self) -> None:
        self._last: Frame | None = None
        self._repeated_color = 0
        self._repeated_depth = 0
        self._times_s: list[float] = []
        self._coverage: list[float] = []
        self._brightness: list[float] = []
        self._clipped: list[float] = []
        self._blackened: list[float] = []

    def add(self, frame: Frame) -> None:
        """Take the next frame."""
        last, self._last = self._last, frame
        if last is not None:
            self._repeated_color += np.array_equal(last.rgb, frame.rgb)
            self._repeated_depth += np.array_equal(last.depth_mm, frame.depth_mm)
        sampled = frame.rgb[::_STEP, ::_STEP]
        self._times_s.append(frame.timestamp_s)
        self._coverage.append(float(np.mean(frame.depth_mm != NO_DEPTH)))
        self._brightness.append(float(sampled.mean()))
        self._clipped.append(float(np.mean(sampled >= _BRIGHT)))
        self._blackened.append(float(np.mean(sampled <= _DARK)))

    def health(self) -> StreamHealth:
        """Return what the frames so far say.

        Raises:
            ValueError: If there was none.
        """
        if not self._times_s:
            raise ValueError("Expected at least one frame. Received none.")
        times_s = np.array(self._times_s)
        gaps_s = np.diff(times_s)
        brightness = np.array(self._brightness)
        return StreamHealth(
            frames=len(times_s),
            span_s=float(times_s[-1] - times_s[0]),
            longest_gap_s=float(gaps_s.max(initial=0.0)),
            repeated_color=self._repeated_color,
            repeated_depth=self._repeated_depth,
            depth_coverage=float(np.mean(self._coverage)),
            brightness=float(brightness.mean()),
            clipped=float(np.mean(self._clipped)),
            blackened=float(np.mean(self._blackened)),
            flicker=_flicker(times_s, brightness),
        )


def _flicker(times_s: NDArray[np.float64], brightness: NDArray[np.float64]) -> float | None:
    """Return the amplitude of the strongest tone of a brightness, as a share of its mean."""
    span_s = float(times_s[-1] - times_s[0])
    if len(times_s) < _FRAMES_FOR_FLICKER or span_s <= 0.0 or brightness.mean() <= 0.0:
        return None
    even_s = np.linspace(times_s[0], times_s[-1], len(times_s))
    evenly = np.interp(even_s, times_s, brightness)
    window = np.hanning(len(evenly))
    spectrum = np.abs(np.fft.rfft((evenly - evenly.mean()) * window)) * 2.0 / window.sum()
    tones_hz = np.fft.rfftfreq(len(evenly), span_s / (len(evenly) - 1))
    in_range = (tones_hz >= _FLICKER_HZ[0]) & (tones_hz <= _FLICKER_HZ[1])
    return float(spectrum[in_range].max(initial=0.0) / brightness.mean())
