"""When a face is enough, and when only the passcode is: rules as one pure step."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import Any, Final

from .clock import Moment

HOUR_S: Final = 3600.0


@dataclass(frozen=True)
class Rules:
    """How long trust lasts. The numbers are Face ID's.

    Attributes:
        failures_to_lock_out: Judged failures in a row after which a face is not enough.
        unused_s: Time without any unlock after which it is not.
        passcode_s, face_s: Time without the passcode and, of that, without a face.
        confirmed_s: How long a key press counts as intent.
        first_rest_s, longest_rest_s: Without a passcode: how long no face is looked at
            after too many failures; doubled with each further one.
        passcode_waits_s: Wait before the next passcode after 0, 1, 2, ... wrong ones;
            the last one for all further.
    """

    failures_to_lock_out: int = 5
    unused_s: float = 48 * HOUR_S
    passcode_s: float = 156 * HOUR_S
    face_s: float = 4 * HOUR_S
    confirmed_s: float = 15.0
    first_rest_s: float = 30.0
    longest_rest_s: float = HOUR_S
    passcode_waits_s: tuple[float, ...] = (0.0, 0.0, 0.0, 30.0, 60.0, 300.0, 900.0, HOUR_S)


class Refusal(enum.Enum):
    """Why a face does not unlock now, in words for the user."""

    STATE_LOST = "Enter your passcode: the record of past attempts was lost"
    RESTARTED = "Enter your passcode: the computer was restarted"
    FAILED_TOO_OFTEN = "Enter your passcode: this face was refused too often"
    LOCKED_BY_OWNER = "Enter your passcode: you asked for it when you locked"
    UNUSED = "Enter your passcode: not unlocked for two days"
    PASSCODE_OLD = "Enter your passcode: it was not needed for days"
    RESTING = "Too many refused faces. Try again later, or set a passcode"
    HELD = "Locked. Look away, then back, to unlock"
    NO_PASSCODE = "Set a passcode first: faceid passcode set"
    NOT_CONFIRMED = "Confirm with a key first"

    @property
    def needs_passcode(self) -> bool:
        """Whether the passcode would help."""
        return self in _PASSCODE_HELPS


_PASSCODE_HELPS: Final = frozenset(
    {
        Refusal.STATE_LOST,
        Refusal.RESTARTED,
        Refusal.FAILED_TOO_OFTEN,
        Refusal.LOCKED_BY_OWNER,
        Refusal.UNUSED,
        Refusal.PASSCODE_OLD,
    }
)
#: Refusals that stay until the passcode is entered, whatever the time.
DEMANDS: Final = frozenset({Refusal.STATE_LOST, Refusal.LOCKED_BY_OWNER})


class Purpose(enum.Enum):
    """What an unlock is for."""

    UNLOCK = "unlock"
    PRIVILEGED = "privileged"  # sudo, a payment, changing who is enrolled


@dataclass(frozen=True)
class Request:
    """What somebody wants of the lock.

    Attributes:
        purpose: What for.
        confirmed_at: When its user pressed a key for it; None if nobody did.
        asked_by: Which program, for the log; no rule depends on it.
    """

    purpose: Purpose = Purpose.UNLOCK
    confirmed_at: Moment | None = None
    asked_by: str = ""

    def noted(self, text: str) -> str:
        """Return a text for the log, with who asked."""
        return f"{text} (asked by {self.asked_by})" if self.asked_by else text


@dataclass(frozen=True)
class PolicyState:
    """All that the rules remember. `step` returns the next one; nothing is mutated.

    Attributes:
        serial: How often it was changed. It never falls.
        has_passcode: Whether there was one.
        failures: Judged failures since the last unlock.
        failed_at: When the last of them was.
        passcode_at: When the passcode was last right.
        face_at: When a face last unlocked.
        demand: One of `DEMANDS`, until the passcode is entered.
        is_held: After a deliberate lock, until the face has gone once or a key is pressed.
        passcode_failures: Passcodes tried since the last right one.
        tried_at: When the last of them was.
    """

    serial: int = 0
    has_passcode: bool = False
    failures: int = 0
    failed_at: Moment | None = None
    passcode_at: Moment | None = None
    face_at: Moment | None = None
    demand: Refusal | None = None
    is_held: bool = False
    passcode_failures: int = 0
    tried_at: Moment | None = None


@dataclass(frozen=True)
class FaceAccepted:
    """A live face matched: asks to unlock."""

    request: Request = field(default_factory=Request)


@dataclass(frozen=True)
class FaceRefused:
    """A face was judged, and is somebody else's or not alive."""


@dataclass(frozen=True)
class FaceGone:
    """Nobody is in front of the sensor."""


@dataclass(frozen=True)
class Locked:
    """Its user locked on purpose.

    Attributes:
        needs_passcode: Whether only the passcode shall unlock again.
    """

    needs_passcode: bool = False


@dataclass(frozen=True)
class PasscodeTried:
    """A passcode is about to be checked; until it is right, it counts as wrong."""


@dataclass(frozen=True)
class PasscodeAccepted:
    """The passcode was right."""


@dataclass(frozen=True)
class PasscodeRemoved:
    """Its owner gave up the passcode."""


Event = (
    FaceAccepted
    | FaceRefused
    | FaceGone
    | Locked
    | PasscodeTried
    | PasscodeAccepted
    | PasscodeRemoved
)


@dataclass(frozen=True)
class Step:
    """What an event did.

    Attributes:
        state: The next state.
        refusal: Why a face that asked does not unlock; None if it does, or none asked.
        wait_s: How long to wait before a passcode may be tried; 0 if at once.
    """

    state: PolicyState
    refusal: Refusal | None = None
    wait_s: float = 0.0


def step(state: PolicyState, event: Event, now: Moment, rules: Rules) -> Step:
    """Return what an event does.

    Args:
        state: The newest state.
        event: What happened.
        now: When.
        rules: How long trust lasts.
    """
    state = anchored(state, now)
    match event:
        case FaceAccepted(request):
            refusal = refusal_of(state, request, now, rules)
            if refusal is not None:
                return Step(state, refusal)
            unlocked = replace(state, failures=0, failed_at=None, face_at=now, is_held=False)
            return _counted(unlocked)
        case FaceRefused():
            return _counted(replace(state, failures=state.failures + 1, failed_at=now))
        case FaceGone():
            return _counted(replace(state, is_held=False)) if state.is_held else Step(state)
        case Locked(needs_passcode):
            demands = needs_passcode and state.has_passcode and state.demand is None
            demand = Refusal.LOCKED_BY_OWNER if demands else state.demand
            return _counted(replace(state, is_held=True, demand=demand))
        case PasscodeTried():
            wait_s = passcode_wait_s(state, now, rules)
            if wait_s > 0:
                return Step(state, wait_s=wait_s)
            tries = state.passcode_failures + 1
            return _counted(replace(state, passcode_failures=tries, tried_at=now))
        case PasscodeAccepted():
            return _counted(PolicyState(serial=state.serial, has_passcode=True, passcode_at=now))
        case PasscodeRemoved():
            return _counted(PolicyState(serial=state.serial))


def refusal_of(state: PolicyState, request: Request, now: Moment, rules: Rules) -> Refusal | None:
    """Return why a face would not unlock now, or None if it would."""
    is_confirmed = (
        request.confirmed_at is not None
        and now.most_s_since(request.confirmed_at) <= rules.confirmed_s
    )
    if state.has_passcode:
        missing = _passcode_refusal(state, now, rules)
        if missing is not None:
            return missing
    else:
        if rest_s(state, now, rules) > 0:
            return Refusal.RESTING
        if request.purpose is not Purpose.UNLOCK:
            return Refusal.NO_PASSCODE
    if request.purpose is not Purpose.UNLOCK and not is_confirmed:
        return Refusal.NOT_CONFIRMED
    if state.is_held and not is_confirmed:
        return Refusal.HELD
    return None


def _passcode_refusal(state: PolicyState, now: Moment, rules: Rules) -> Refusal | None:
    if state.demand is not None:
        return state.demand
    if state.passcode_at is None or state.passcode_at.boot_id != now.boot_id:
        return Refusal.RESTARTED
    if state.failures >= rules.failures_to_lock_out:
        return Refusal.FAILED_TOO_OFTEN
    passcode_s = now.most_s_since(state.passcode_at)
    face_s = passcode_s
    if state.face_at is not None:
        face_s = min(face_s, now.most_s_since(state.face_at))
    if face_s >= rules.unused_s:
        return Refusal.UNUSED
    if passcode_s >= rules.passcode_s and face_s >= rules.face_s:
        return Refusal.PASSCODE_OLD
    return None


def rest_s(state: PolicyState, now: Moment, rules: Rules) -> float:
    """Return how long no face is looked at, where there is no passcode to ask for."""
    further = state.failures - rules.failures_to_lock_out
    if further < 0 or state.failed_at is None:
        return 0.0
    whole_s = min(rules.longest_rest_s, rules.first_rest_s * 2.0 ** min(further, 60))
    return max(0.0, whole_s - now.least_s_since(state.failed_at))


def passcode_wait_s(state: PolicyState, now: Moment, rules: Rules) -> float:
    """Return how long to wait before a passcode may be tried."""
    if state.tried_at is None:
        return 0.0
    waits_s = rules.passcode_waits_s
    whole_s = waits_s[min(state.passcode_failures, len(waits_s) - 1)]
    return max(0.0, whole_s - now.least_s_since(state.tried_at))


def lost(serial: int, *, has_passcode: bool, now: Moment, rules: Rules) -> PolicyState:
    """Return what holds where the state is missing or damaged: the worst that it can have said.

    The passcode is demanded, after the longest wait; without one, no face is looked at
    for the longest rest.
    """
    doublings = rules.longest_rest_s / rules.first_rest_s
    return PolicyState(
        serial=serial,
        has_passcode=has_passcode,
        failures=rules.failures_to_lock_out + max(0, int(doublings).bit_length()),
        failed_at=now,
        demand=Refusal.STATE_LOST,
        is_held=True,
        passcode_failures=len(rules.passcode_waits_s) - 1,
        tried_at=now,
    )


def anchored(state: PolicyState, now: Moment) -> PolicyState:
    """Let waits of before a restart begin again: nothing says how much of them has passed."""
    changed: dict[str, Any] = {
        name: now
        for name in ("failed_at", "tried_at")
        if (since := getattr(state, name)) is not None and since.boot_id != now.boot_id
    }
    return replace(state, serial=state.serial + 1, **changed) if changed else state


def _counted(state: PolicyState) -> Step:
    return Step(replace(state, serial=state.serial + 1))
