"""When the agent locks and unlocks: one pure step for each thing that it hears."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, replace
from typing import Final

from faceid_core.who import Who

#: A locker that was asked to lock shows itself within this time; a later lock is another's.
ANSWER_S: Final = 10.0
#: Lock and idleness in one moment: somebody pressed a key for it. Idle longer: nobody did.
IDLE_S: Final = 2.0

_SOMEBODY: Final = frozenset({Who.OWNER, Who.SOMEBODY, Who.STRANGER})
_GONE: Final = frozenset({Who.AWAY, Who.STRANGER})


class Deed(enum.Enum):
    """What is to be done to the session."""

    LOCK = "lock"
    UNLOCK = "unlock"


@dataclass(frozen=True)
class Desk:
    """What the agent knows. Each method returns the next one; nothing is mutated.

    Attributes:
        may_lock, may_unlock: What its user lets it do.
        is_locked: Whether the session is.
        is_deliberate: Whether its user locked it on purpose, as far as is known.
        is_asleep: Whether the machine is asleep, or about to be.
        was_taken: Whether somebody was seen since the session was opened.
        asked_s: When the agent asked for a lock that has not come yet.
        is_wish: Whether its user had told it to.
        idle_s: Since when nobody has touched anything; infinite while somebody does.
        who: Who sits there.
    """

    may_lock: bool = True
    may_unlock: bool = True
    is_locked: bool = False
    is_deliberate: bool = False
    is_asleep: bool = False
    was_taken: bool = False
    asked_s: float = -math.inf
    is_wish: bool = False
    idle_s: float = math.inf
    who: Who = Who.UNCLEAR

    def seen(self, who: Who, now_s: float) -> tuple[Desk, Deed | None]:
        """Return what follows from who sits there now.

        A seat that was empty when the session was opened says nothing: whoever opened it
        may sit where the sensor does not look.
        """
        desk = replace(self, who=who, was_taken=self.was_taken or who in _SOMEBODY)
        locks = who in _GONE and desk.was_taken and self.may_lock and not self.is_locked
        if not locks or self.is_asleep:
            return desk, None
        return replace(desk, asked_s=now_s, is_wish=False), Deed.LOCK

    def wished(self, now_s: float) -> Desk:
        """Return what holds after its user told it to lock."""
        return replace(self, asked_s=now_s, is_wish=True)

    def returned(self) -> Deed | None:
        """Return what follows from the owner's return, which the lock's policy has granted."""
        opens = self.may_unlock and self.is_locked and not self.is_asleep
        return Deed.UNLOCK if opens else None

    def idled(self, is_idle: bool, now_s: float) -> Desk:
        """Return what holds after the session became idle, or was touched again."""
        return replace(self, idle_s=now_s if is_idle else math.inf)

    def slept(self, is_asleep: bool) -> Desk:
        """Return what holds when the machine goes to sleep, or wakes up."""
        return replace(self, is_asleep=is_asleep)

    def hinted(self, is_locked: bool, now_s: float) -> Desk:
        """Return what holds after the session was locked or opened.

        A lock that the agent did not ask for, that no sleep and no idleness explain, was
        made on purpose.
        """
        if is_locked == self.is_locked:
            return self
        is_asked = now_s - self.asked_s <= ANSWER_S
        is_idle = now_s - self.idle_s >= IDLE_S
        is_explained = (is_asked and not self.is_wish) or self.is_asleep or is_idle
        return replace(
            self,
            is_locked=is_locked,
            is_deliberate=is_locked and not is_explained,
            was_taken=False,
            asked_s=-math.inf,
            is_wish=False,
        )
