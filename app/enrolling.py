"""One enrollment, from the wish to what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faceid_core.enrollment import EnrollmentSession
from faceid_core.enrollment_step import EnrollmentStep, Stage
from faceid_core.errors import TemplateNotFoundError
from faceid_core.lookalike import lookalike
from faceid_core.matching import Matcher
from faceid_core.templates import FIRST_APPEARANCE, Template
from faceid_core.types import Comparison, Observation


@dataclass(frozen=True, eq=False)
class Outcome:
    """What an enrollment came to.

    Attributes:
        template: What is to be saved, or was.
        directions: How many of `head_circle.SECTOR_COUNT` directions were captured.
        is_confirmed: Whether a second circle showed the same person.
        lookalike: Somebody else who is enrolled and too like this person, or None.
    """

    template: Template
    directions: int
    is_confirmed: bool
    lookalike: Comparison | None


class Enrolling:
    """The enrollment of one person, or of one appearance, next to those who are enrolled.

    Args:
        name: Whose face it is.
        appearance: What the alternate appearance is called; `FIRST_APPEARANCE` to
            enroll the person as such, in place of what there was.
        templates: Who is enrolled.
        encoder_id: Whose embeddings the observations carry.
        matcher: The lock's.

    Raises:
        TemplateError: If the appearance's person is not enrolled, or has too many.
    """

    def __init__(
        self,
        name: str,
        appearance: str,
        templates: Sequence[Template],
        encoder_id: str,
        matcher: Matcher,
    ) -> None:
        self.name = name
        self.appearance = appearance
        self._templates = tuple(templates)
        self._encoder_id = encoder_id
        self._matcher = matcher
        known = None
        if appearance != FIRST_APPEARANCE:
            known = next((other for other in templates if other.name == name), None)
            if known is None:
                raise TemplateNotFoundError(f"{name} is not enrolled, so cannot look different.")
        self._session = EnrollmentSession(name, encoder_id, matcher, known=known, label=appearance)

    def afresh(self) -> Enrolling:
        """Return the same enrollment from its start."""
        return Enrolling(
            self.name, self.appearance, self._templates, self._encoder_id, self._matcher
        )

    def offer(self, seen: Observation, now_s: float) -> EnrollmentStep:
        """Take one observation; see `EnrollmentSession.offer`."""
        return self._session.offer(seen, now_s)

    def proceed(self) -> None:
        """Begin the second circle now."""
        self._session.proceed()

    def outcome(self, *, allow_partial: bool) -> Outcome:
        """Return what the enrollment has come to so far.

        Raises:
            EnrollmentError: If that is too little; see `EnrollmentSession.swept`.
        """
        others = [other for other in self._templates if other.name != self.name]
        swept = self._session.swept(allow_partial=allow_partial)
        return Outcome(
            template=self._session.template(allow_partial=allow_partial),
            directions=self._session.directions,
            is_confirmed=self._session.stage is Stage.COMPLETE,
            lookalike=lookalike(swept, others, self._matcher),
        )
