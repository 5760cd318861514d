"""Telling how far a long command is."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.report import say

PROGRESS_EVERY_S = 2.0


def progress_teller(what: str = "frames") -> Callable[[int, int], None]:
    """Make a callback that tells now and then how many of something are done."""
    told_s = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told_s
        if time.monotonic() - told_s >= PROGRESS_EVERY_S or done == total:
            told_s = time.monotonic()
            say(f"{done} of {total} {what}")

    return tell
