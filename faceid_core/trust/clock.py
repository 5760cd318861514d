"""When something happened, on clocks that nobody can turn back unnoticed."""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Moment:
    """One moment on two clocks.

    Attributes:
        boot_id: Which start of the machine; the kernel draws a new one each time.
        boot_s: Seconds since that start, suspended time included; nobody can set it.
        wall_s: Unix time in seconds, which its user can set.
    """

    boot_id: str
    boot_s: float
    wall_s: float

    def least_s_since(self, earlier: Moment) -> float:
        """Return how many seconds have passed for certain.

        What gives trust back (a wait that ends) counts by this. The wall clock has no
        say, and of a time before the last start of the machine nothing is certain.
        """
        if self.boot_id != earlier.boot_id:
            return 0.0
        return max(0.0, self.boot_s - earlier.boot_s)

    def most_s_since(self, earlier: Moment) -> float:
        """Return how many seconds may have passed at most.

        What takes trust away (a passcode that grows old) counts by this: by the clock that
        ran further. Infinite across a restart, and where the boot clock ran backwards,
        which it cannot.
        """
        if self.boot_id != earlier.boot_id or self.boot_s < earlier.boot_s:
            return math.inf
        return max(self.boot_s - earlier.boot_s, self.wall_s - earlier.wall_s)


Clock = Callable[[], Moment]


def read_clock() -> Moment:
    """Return now. A machine that does not tell its start seems to start each time."""
    try:
        boot_id = BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        boot_id = str(uuid.uuid4())
    return Moment(boot_id, time.clock_gettime(time.CLOCK_BOOTTIME), time.time())
