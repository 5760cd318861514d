"""What a running program learns of the faces of enrolled people, at a sensor."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from faceid_core.errors import FaceIdError
from faceid_core.matching import Matcher
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.adaptation import (
    BOUNDS,
    Adaptation,
    NearMiss,
    after_passcode,
    after_unlock,
    drift_of,
    enrollment_of,
)
from faceid_core.trust.adaptation_store import AdaptationStore
from faceid_core.trust.audit import Incident
from faceid_core.trust.guard import Guard
from faceid_core.types import Observation, Retry

from .people import Learned

logger = logging.getLogger(__name__)


class Learner:
    """Temporary references, on disk and in front of the matcher. One thread at a time.

    Attributes:
        adapted: What was learned, by name; changed in place, for a gallery to hold.

    Args:
        store: Where templates are kept, and beside them what is learned.
        now: Unix time, seconds.
    """

    def __init__(self, store: TemplateStore, now: Callable[[], float] = time.time) -> None:
        self._store = AdaptationStore(store)
        self._now = now
        self._templates: dict[str, Template] = {}
        self._matcher: Matcher | None = None
        self._versions: dict[str, object] = {}
        self._missed: NearMiss | None = None
        self._missed_name = ""
        self.adapted: dict[str, Adaptation] = {}

    def follow(self, templates: Sequence[Template], matcher: Matcher) -> None:
        """Take over who is enrolled, and read what was learned of them.

        What cannot be read counts as nothing learned.
        """
        self._templates = {template.name: template for template in templates}
        self._matcher = matcher
        self.forget_miss()
        self._versions = {}
        self.adapted.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read anew what other programs have changed, and leave out what has grown old."""
        for name, template in self._templates.items():
            try:
                version = self._store.version(name)
                if name in self.adapted and version == self._versions.get(name):
                    self.adapted[name] = self.adapted[name].living(self._now())
                    continue
                self._versions[name] = version
                self.adapted[name] = self._store.load(template, self._now())
            except (FaceIdError, OSError) as error:
                logger.warning("what was learned of a face is not used: %s", error)
                self._drop(template)

    def see(self, seen: Observation, boot_s: float) -> None:
        """Remember a living face that is refused, as long as it is there.

        Args:
            seen: The newest observation.
            boot_s: Now, on the boot clock.
        """
        if seen.retry is Retry.NO_FACE or seen.is_accepted:
            self.forget_miss()
        elif (
            seen.comparison is not None
            and seen.embedding is not None
            and seen.face is not None
            and seen.liveness is not None
        ):
            self.forget_miss()
            if seen.liveness.is_bona_fide:
                self._missed = NearMiss(seen.embedding, seen.face.pose, boot_s)
                self._missed_name = seen.comparison.name

    def forget_miss(self) -> None:
        """Whoever was refused has left, or is not asked for."""
        self._missed = None

    def unlocked(self, seen: Observation, guard: Guard) -> None:
        """Learn from the face that has just unlocked, if the match was clear."""
        template = None if seen.comparison is None else self._templates.get(seen.comparison.name)
        if template is None or seen.embedding is None or seen.face is None or not self._matcher:
            return
        before = self.adapted[template.name]
        pose, now_s = seen.face.pose, self._now()
        after = after_unlock(before, seen.embedding, pose, template, self._matcher, now_s)
        if after is not before:
            self._keep(after, template, guard, "a clear match")

    def confirmed(self, boot_s: float, guard: Guard) -> None:
        """Learn from the near miss that is there, now that the passcode was right.

        Args:
            boot_s: Now, on the boot clock.
            guard: Writes it down.
        """
        missed, self._missed = self._missed, None
        template = self._templates.get(self._missed_name)
        if missed is None or template is None or not self._matcher:
            return
        before = self.adapted[template.name]
        after = after_passcode(before, missed, boot_s, template, self._matcher, self._now())
        if after is not before:
            self._keep(after, template, guard, "a near miss and the passcode")

    @property
    def counts(self) -> tuple[int, ...]:
        """How many references there are of each person."""
        return tuple(len(each.references) for each in tuple(self.adapted.values()))

    def learned_of(self, name: str) -> Learned | None:
        """Return how much was learned of a person, and how far it is from what was enrolled."""
        adaptation, template = self.adapted.get(name), self._templates.get(name)
        if adaptation is None or template is None or not self._matcher:
            return None
        drifts = drift_of(adaptation, template, self._matcher)
        reach = BOUNDS.reach * self._matcher.limits.fused
        return Learned(len(drifts), max(drifts), reach) if drifts else None

    def forget(self, name: str) -> None:
        """Forget all that was learned of a person; what was enrolled stays.

        Raises:
            TemplateError: If the file cannot be removed.
        """
        self._store.forget(name)
        if name in self._templates:
            self._drop(self._templates[name])
            self._versions[name] = self._store.version(name)

    def _keep(self, learned: Adaptation, template: Template, guard: Guard, why: str) -> None:
        """Write down what was learned; what cannot be written is not used."""
        is_more = len(learned.references) > len(self.adapted[template.name].references)
        verdict = "learned" if is_more else "changed"
        try:
            self._store.save(learned, template)
            guard.note(Incident("adaptation", verdict, why, template.name))
            self._versions[template.name] = self._store.version(template.name)
        except (FaceIdError, OSError) as error:
            logger.warning("what was learned of a face is not kept: %s", error)
            self._drop(template)
            return
        self.adapted[template.name] = learned

    def _drop(self, template: Template) -> None:
        self.adapted[template.name] = replace(
            self.adapted.get(template.name) or Adaptation(enrollment_of(template)), references=()
        )
