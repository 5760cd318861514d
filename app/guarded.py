"""The lock's policy around one verification: before it, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.last_used import LastUsed
from app.learning import Learner
from app.login_password import login_password_of
from app.paths import policy_dir, templates_dir
from faceid_core.matching import Matcher
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.guard import Guard
from faceid_core.trust.policy import Refusal, Request
from faceid_core.trust.vault import Vault
from faceid_core.types import Observation, Retry
from faceid_core.verification import FRAMES_TO_MATCH, Decision, Verification, Verifier


def open_guard(data_dir: Path) -> Guard:
    """Return the guard of one user's faces.

    In a folder of the daemon's, the user's login password is the passcode where none is set.

    Raises:
        TrustError: If it cannot be known whose password that is.
    """
    vault = Vault(templates_dir(data_dir))
    return Guard(policy_dir(data_dir), vault, is_password=login_password_of(data_dir))


class Learning:
    """What is learned of the people whom one command may recognize."""

    def __init__(
        self,
        store: TemplateStore,
        templates: Sequence[Template],
        matcher: Matcher,
        last_used: LastUsed,
    ) -> None:
        """Read what was learned so far; what cannot be read is as if it had not been.

        Args:
            store: Where the templates are.
            templates: Of those who may be recognized.
            matcher: Of an ordinary match.
            last_used: Where it is remembered who unlocked when.
        """
        self._learner = Learner(store)
        self._learner.follow(templates, matcher)
        self._last_used = last_used
        self.adapted = self._learner.adapted
        self._accepted: Observation | None = None

    def saw(self, seen: Observation) -> None:
        """Remember the last accepted observation."""
        if seen.is_accepted:
            self._accepted = seen

    def unlocked(self, guard: Guard) -> None:
        """Learn from the face that has just unlocked."""
        seen = self._accepted
        if seen is None or seen.comparison is None:
            return
        self._learner.unlocked(seen, guard)
        self._last_used.record(seen.comparison.name)


@dataclass(frozen=True)
class Verified:
    """What came of one verification under the policy.

    Attributes:
        verification: What was decided.
        refusal: Why that does not unlock although it may be a match; None if nothing bars it.
    """

    verification: Verification
    refusal: Refusal | None = None

    @property
    def unlocks(self) -> bool:
        """Whether this is an unlock; nothing else is one."""
        return self.verification.decision is Decision.MATCH and self.refusal is None


class GuardedVerification:
    """One verification, if the policy lets a face unlock at all; counts what comes of it.

    After a deliberate lock nothing is looked at before nobody was there once.

    Args:
        guard: The policy's door.
        learning: What is learned of those who may be recognized.
        request: What the unlock is for.
        verifier: Decides; its time limit is also that of waiting for somebody to leave.

    Attributes:
        barred: The answer, if nobody has to be looked at for it; else None.

    Raises:
        TrustError: If the policy cannot be asked. Then nothing unlocks.
    """

    def __init__(
        self, guard: Guard, learning: Learning, request: Request, verifier: Verifier
    ) -> None:
        self._guard = guard
        self._learning = learning
        self._request = request
        self._verifier = verifier
        self._unlocked = False
        refusal = guard.status(request).refusal
        self._is_held = refusal is Refusal.HELD
        self._held_since_s: float | None = None
        self.barred = None if refusal is None or self._is_held else _barred(refusal)

    def offer(self, seen: Observation) -> Verified | None:
        """Take the newest observation; return the decision once there is one, written down.

        Raises:
            TrustError: If it could not be written down. Then nothing unlocks.
        """
        if self._is_held:
            if seen.retry is not Retry.NO_FACE:
                return self._still_held(seen.frame.timestamp_s)
            self._guard.face_gone()
            self._is_held = False
        self._learning.saw(seen)
        decided = self._verifier.offer(seen)
        return None if decided is None else self._settled(decided)

    def end(self) -> Verified:
        """Return what holds if nothing more comes, written down. Errors as of `offer`."""
        return _barred(Refusal.HELD) if self._is_held else self._settled(self._verifier.end())

    def abandon(self) -> None:
        """Nobody waits any more. Whoever was refused for as long as a match takes is counted:
        looking must not be free for those who leave in time. Errors as of `offer`.
        """
        if self._verifier.refused >= FRAMES_TO_MATCH:
            self.end()

    def learn(self) -> None:
        """Learn from the face, if it has just unlocked. Whoever waits may be told before."""
        if self._unlocked:
            self._learning.unlocked(self._guard)

    def _still_held(self, now_s: float) -> Verified | None:
        if self._held_since_s is None:
            self._held_since_s = now_s
        is_late = not now_s - self._held_since_s < self._verifier.timeout_s
        return _barred(Refusal.HELD) if is_late else None

    def _settled(self, verification: Verification) -> Verified:
        verified = Verified(verification, settled(verification, self._request, self._guard))
        self._unlocked = verified.unlocks
        return verified


def _barred(refusal: Refusal) -> Verified:
    return Verified(Verification(Decision.NO_FACE, refusal.value, None, None, frames=0), refusal)


def settled(verification: Verification, request: Request, guard: Guard) -> Refusal | None:
    """Count what was decided, before anybody is told.

    Returns:
        Why a match does not unlock, or None.

    Raises:
        TrustError: If it could not be written down. Then nothing unlocks.
    """
    comparison = verification.comparison
    if verification.decision is Decision.NO_FACE or comparison is None:
        return None
    if verification.decision is Decision.MATCH:
        return guard.face_accepted(comparison.name, comparison.distance, request)
    guard.face_refused(request.noted(verification.reason), comparison.name, comparison.distance)
    return None
