"""A clock that stands still until it is turned."""

from __future__ import annotations

from dataclasses import replace

import argon2

from faceid_core.trust.clock import Moment

FAST_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
HOUR_S = 3600.0


class TurnedClock:
    """Answers the time it was turned to."""

    def __init__(self) -> None:
        self.now = Moment("boot-1", 1000.0, 1.8e9)

    def __call__(self) -> Moment:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time pass, suspended or not: both clocks count it."""
        self.now = Moment(self.now.boot_id, self.now.boot_s + seconds, self.now.wall_s + seconds)

    def set_wall(self, by_s: float) -> None:
        """Turn the clock on the wall, as its user can."""
        self.now = replace(self.now, wall_s=self.now.wall_s + by_s)

    def restart(self, off_s: float = 0.0) -> None:
        """Start the machine anew after some time without power."""
        number = int(self.now.boot_id.removeprefix("boot-")) + 1
        self.now = Moment(f"boot-{number}", 5.0, self.now.wall_s + off_s)
