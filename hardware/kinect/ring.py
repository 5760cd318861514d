"""Shared memory that hands images from the capture process to the reader, without locks."""

from __future__ import annotations

import mmap
import os
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from ..frame import FRAME_HEIGHT, FRAME_WIDTH

_STATE: Final = np.dtype([("written", np.int64), ("written_ns", np.int64)])
_SLOT: Final = np.dtype(
    [
        ("begun", np.int64),  # number of the image that is being written or was written
        ("done", np.int64),  # number of the last image that was written whole
        ("depth_ticks", np.int64),
        ("color_ticks", np.int64),
        ("raw", np.uint16, (FRAME_HEIGHT, FRAME_WIDTH)),
        ("rgb", np.uint8, (FRAME_HEIGHT, FRAME_WIDTH, 3)),
    ],
    align=True,
)
_NEVER: Final = -1


@dataclass(frozen=True, eq=False)
class RawFrame:
    """A pair of images as the sensor delivers them.

    Attributes:
        raw: 11-bit depth, uint16, shape (480, 640), in the infrared camera's picture.
        rgb: Color, uint8, shape (480, 640, 3).
        depth_ticks: Unwrapped 60 MHz stamp of `raw`.
        color_ticks: The same of `rgb`.
    """

    raw: NDArray[np.uint16]
    rgb: NDArray[np.uint8]
    depth_ticks: int
    color_ticks: int


class FrameRing:
    """The last images, in slots that one writer overwrites in turn.

    The memory is an anonymous file: it has no name that could be left behind,
    and is gone when the last process that holds its descriptor ends.

    A reader is never waited for. Each slot carries the number of the image that
    was begun in it and of the one that was finished; a reader that finds
    another number after copying than before has copied parts of two images.

    Attributes:
        descriptor: To be inherited by the other process.
        slots: How many images it holds.
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        size = os.fstat(descriptor).st_size
        self.slots = (size - _STATE.itemsize) // _SLOT.itemsize
        self._map = mmap.mmap(descriptor, size)
        self._state = np.ndarray((), _STATE, self._map)
        self._slots = np.ndarray((self.slots,), _SLOT, self._map, _STATE.itemsize)

    @classmethod
    def create(cls, slots: int) -> Self:
        """A new ring without images, for the last `slots` of them (1.5 MB each)."""
        descriptor = os.memfd_create("faceid-frames", os.MFD_CLOEXEC)
        os.ftruncate(descriptor, _STATE.itemsize + slots * _SLOT.itemsize)
        ring = cls(descriptor)
        ring._slots["begun"] = ring._slots["done"] = _NEVER
        return ring

    @property
    def written(self) -> int:
        """How many images were written so far; the newest has this number minus one."""
        return int(self._state["written"])

    @property
    def written_ns(self) -> int:
        """`time.monotonic_ns` of the newest image, which all processes share; 0 before it."""
        return int(self._state["written_ns"])

    def write(self, frame: RawFrame, now_ns: int) -> None:
        """Write the next image over the oldest one."""
        number = self.written
        slot = self._slots[number % self.slots]
        slot["begun"] = number
        slot["depth_ticks"] = frame.depth_ticks
        slot["color_ticks"] = frame.color_ticks
        slot["raw"][:] = frame.raw
        slot["rgb"][:] = frame.rgb
        slot["done"] = number
        self._state["written_ns"] = now_ns
        self._state["written"] = number + 1

    def read(self, number: int) -> RawFrame | None:
        """Copy an image.

        Returns:
            The image with this number, or None if it was not written yet, or
            was overwritten before it was copied whole.
        """
        slot = self._slots[number % self.slots]
        if slot["done"] != number:
            return None
        frame = RawFrame(
            raw=slot["raw"].copy(),
            rgb=slot["rgb"].copy(),
            depth_ticks=int(slot["depth_ticks"]),
            color_ticks=int(slot["color_ticks"]),
        )
        return frame if slot["begun"] == number else None

    def close(self) -> None:
        """Give the memory back; may be called twice."""
        if self._map.closed:
            return
        del self._state, self._slots
        self._map.close()
        os.close(self.descriptor)
