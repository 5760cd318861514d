"""One thing that reads what may be damaged, and what has to hold whatever it reads."""

from __future__ import annotations

import enum
import random
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

LIMIT_S: Final = 10.0  # per case; what takes longer hangs


class Outcome(enum.Enum):
    """How a case ended. Anything else is a finding."""

    REFUSED = "refused"  # an explained error, or a refusal
    TAKEN = "taken"  # what was changed does not matter, or is right as well


class HangError(Exception):
    """A case took longer than `LIMIT_S`."""


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
            HangError: If it does not end.
        """
        return limited(self.check, self.case(number))


def limited(check: Callable[[bytes], Outcome], given: bytes) -> Outcome:
    """Run a check, for at most `LIMIT_S`."""
    before = signal.signal(signal.SIGALRM, _hang)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        return check(given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError(f"longer than {LIMIT_S:g} s")
