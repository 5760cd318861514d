"""The lock's policy around one verification: before it, and what comes of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.paths import policy_dir, templates_dir
from faceid_core.matching import Matcher
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.adaptation import after_unlock
from faceid_core.trust.adaptation_store import AdaptationStore
from faceid_core.trust.audit import Incident
from faceid_core.trust.guard import Guard
from faceid_core.trust.policy import Refusal, Request
from faceid_core.trust.vault import Vault
from faceid_core.types import Observation, Retry
from faceid_core.verification import Decision, Verification


def open_guard(data_dir: Path) -> Guard:
    """Return the guard of one user's faces; nothing is read yet."""
    return Guard(policy_dir(data_dir), Vault(templates_dir(data_dir)))


def after_leaving(observations: Iterable[Observation], guard: Guard) -> Iterator[Observation]:
    """Leave out what is seen before nobody was there once: it was locked on purpose."""
    has_left = False
    for seen in observations:
        if seen.retry is Retry.NO_FACE and not has_left:
            guard.face_gone()
            has_left = True
        if has_left:
            yield seen


class Learning:
    """What is learned of the people whom one command may recognize."""

    def __init__(
        self, store: TemplateStore, templates: Sequence[Template], matcher: Matcher
    ) -> None:
        """Read what was learned so far.

        Raises:
            VaultError: If the vault cannot be opened.
        """
        self._store = AdaptationStore(store)
        self._templates = {template.name: template for template in templates}
        self._matcher = matcher
        now_s = time.time()
        self.adapted = {each.name: self._store.load(each, now_s) for each in templates}
        self._accepted: Observation | None = None

    def watched(self, observations: Iterable[Observation]) -> Iterator[Observation]:
        """Pass observations on, and remember the last accepted one."""
        for seen in observations:
            if seen.is_accepted:
                self._accepted = seen
            yield seen

    def unlocked(self, guard: Guard) -> None:
        """Learn from the face that has just unlocked."""
        seen = self._accepted
        if seen is None or seen.comparison is None or seen.embedding is None or seen.face is None:
            return
        template = self._templates[seen.comparison.name]
        before = self.adapted[template.name]
        after = after_unlock(
            before, seen.embedding, seen.face.pose, template, self._matcher, time.time()
        )
        if after is not before:
            self._store.save(after, template)
            guard.note(Incident("adaptation", "changed", name=template.name))


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
    guard.face_refused(verification.reason, comparison.name, comparison.distance)
    return None
