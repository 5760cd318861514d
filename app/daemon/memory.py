"""How much memory this process has, and how it is kept from having ever more."""

from __future__ import annotations

import ctypes
import functools
import gc
import resource
from collections.abc import Callable
from pathlib import Path


def resident_mb() -> float:
    """Resident memory now, in MB of 10^6 bytes, what is shared with others included."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def keep_for_good() -> None:
    """Count all that is there now as needed until the end.

    Python looks through everything that has lived long only when a quarter of that is new:
    beside the models' tens of thousands of objects a verification's few loops of references
    would wait for hours. What is kept for good no longer counts, nor is it looked through.
    """
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Give memory that nothing uses back to the system; takes less than a millisecond.

    Each thread has a heap of its own, which only grows while what lives long lies behind
    what does not. Nothing happens where the C library cannot do this (it is glibc's).
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@functools.cache
def _trim() -> Callable[[int], int] | None:
    found = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if found is not None:
        found.argtypes = (ctypes.c_size_t,)
    return found
