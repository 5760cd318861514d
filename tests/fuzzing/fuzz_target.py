"""One thing that reads what may be damaged, and what has to hold whatever it reads."""

from __future__ import annotations

import enum
import random
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

LIMIT_S: Final = 10.0  # of computing, per case; what takes longer hangs
LIMIT_ASLEEP_S: Final = 300.0  # by the wall clock, on a machine that has much else to do


class Outcome(enum.Enum):
    """How a case ended. Anything else is a finding."""

    REFUSED = "refused"  # an explained error, or a refusal
    TAKEN = "taken"  # what was changed does not matter, or is right as well


class HangError(Exception):
    """A case took longer than it may."""


@dataclass(frozen=True)
class Target:
    """Something to be given damaged input.

    Attributes:
        name: What it reads.
        seeds: Good input.
        damage: Makes damaged input of one seed.
        check: Gives it to the program. It raises whatever the program should not have
            raised, and AssertionError where something was unlocked or lost.
        share: Of all cases, relative to the other targets.
    """

    name: str
    seeds: Sequence[bytes]
    damage: Callable[[bytes, random.Random], bytes]
    check: Callable[[bytes], Outcome]
    share: float = field(default=1.0)

    def case(self, number: int) -> bytes:
        """Return the input of one case, the same for the same number."""
        chance = random.Random(f"{self.name} {number}")
        return self.damage(chance.choice(self.seeds), chance)

    def run(self, number: int) -> Outcome:
        """Run one case.

        Raises:
            HangError: If it takes longer than `LIMIT_S`, or `LIMIT_ASLEEP_S` by the wall clock.
        """
        return limited(self.check, self.case(number))


def limited(check: Callable[[bytes], Outcome], given: bytes) -> Outcome:
    """Run a check, for as long as it may take."""
    clocks = (
        (signal.SIGPROF, signal.ITIMER_PROF, LIMIT_S),
        (signal.SIGALRM, signal.ITIMER_REAL, LIMIT_ASLEEP_S),
    )
    before = [signal.signal(number, _hang) for number, _, _ in clocks]
    for _, clock, limit_s in clocks:
        signal.setitimer(clock, limit_s)
    try:
        return check(given)
    finally:
        for (number, clock, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0.0)
            signal.signal(number, handler)


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError(f"more than {LIMIT_S:g} s of computing, or {LIMIT_ASLEEP_S:g} s in all")
