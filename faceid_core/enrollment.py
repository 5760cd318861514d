"""Collect the poses of two circles of the head into a template."""

from __future__ import annotations

import math
from typing import Final

from .appearances import check_room, with_appearance
from .enrollment_hints import (
    HINT_FRONT,
    HINT_FURTHER,
    HINT_LESS,
    HINT_MISMATCH,
    HINT_OTHER,
    HINT_UNLIKE,
    HINTS_NEXT,
    HINTS_TOWARD,
)
from .enrollment_step import EnrollmentStep, Stage
from .errors import EnrollmentError
from .face_quality import problem_of
from .head_circle import SECTOR_COUNT, largest_gap, sector_of, turn_of
from .matching import Matcher, References
from .sweep import Reference, Sweep
from .templates import FIRST_APPEARANCE, Template
from .types import Embedding, Observation

FRONT_COUNT: Final = 3  # frames that look straight ahead, before the sweep
FRONT_MAX_TURN: Final = 0.80  # the sensor may stand above or below the screen
STILL_MAX_TURN: Final = 0.45  # from where the sweep started: not turned yet
RING_MIN_TURN: Final = 0.60
RING_MAX_TURN: Final = 1.80
#: A face further than this from every stored one, in its own unit, is not the same person.
MAX_STEP_DISTANCE: Final = 0.30
#: The second circle is content with every second direction.
SECTORS_A_CHECK: Final = 2
CHECK_COUNT: Final = SECTOR_COUNT // SECTORS_A_CHECK
#: Frames in a row, in the second circle, that show somebody else.
FRAMES_TO_MISMATCH: Final = 30
PAUSE_MIN_S: Final = 1.5  # long enough to read that the first circle is complete
PAUSE_MAX_S: Final = 5.0  # then the second begins by itself
STALL_S: Final = 2.5  # without anything new, before the missing side is named
#: How much wider than the lock's the limits of an alternate appearance are: chosen.
ALTERNATE_SLACK: Final = 1.25


class EnrollmentSession:
    """Takes observations one by one until every direction was seen, and confirmed.

    Only live, sharp, well lit faces of one person count: in the first circle a
    frame whose face differs from all stored ones is not stored. The sweep is
    measured from the pose of the first frames, so that the sensor may stand
    above the screen, below it or beside it.

    The second, shorter circle confirms: its faces must match what the first
    stored, within the lock's own limits. Where they are farther from every
    stored face than these are from each other (the median distance of each to
    its nearest), they are stored as well: at most one in each of `CHECK_COUNT`
    directions.

    An *alternate appearance* joins the template of a person who is enrolled. Its
    first frames must be plausibly that person: within `ALTERNATE_SLACK` times
    each of the lock's limits, because glasses, a hat or a beard move a face
    beyond the limits themselves (else nobody needed to enroll them); everything
    later must continue from these frames, as in any sweep. That is for mistaken
    names and no protection: of 17 people in infrared, whose faces the encoder
    tells apart badly, 26 % of the frames of others pass. Who may change a template at
    all is settled before, by the lock or by the owner's shell.

    Args:
        name: Whose face it is.
        encoder_id: The encoder of the observations' embeddings.
        matcher: The lock's.
        known: The template that an alternate appearance joins, or None.
        label: What the alternate appearance is called, with `known`.

    Raises:
        TemplateError: If `known` has no room for another appearance.
    """

    def __init__(
        self,
        name: str,
        encoder_id: str,
        matcher: Matcher,
        *,
        known: Template | None = None,
        label: str = FIRST_APPEARANCE,
    ) -> None:
        if known is not None:
            check_room(known, label)
        self.name = name
        self.label = label
        self._encoder_id = encoder_id
        self._matcher = matcher
        self._known = known
        self._plausible = (
            matcher.widened(ALTERNATE_SLACK).references([known]) if known is not None else None
        )
        self._stage = Stage.FRONT
        self._sweep = Sweep()
        self._checks: set[int] = set()
        self._first_circle: References | None = None
        self._spacing = math.inf
        self._strangers = 0
        self._last_sector = 0
        self._changed_s = 0.0

    @property
    def stage(self) -> Stage:
        """Where the enrollment is."""
        return self._stage

    @property
    def directions(self) -> int:
        """How many of `SECTOR_COUNT` directions the first circle has stored."""
        return len(self._sweep.ring)

    def offer(self, seen: Observation, now_s: float) -> EnrollmentStep:
        """Store the face of one frame if it adds something.

        Args:
            seen: The newest observation.
            now_s: A monotonic clock.
        """
        accepted, hint = self._take(seen, now_s)
        if accepted:
            self._changed_s = now_s
        is_placed = seen.face is not None and len(self._sweep.front) == FRONT_COUNT
        done = len(self._sweep.front) + self.directions + len(self._checks)
        return EnrollmentStep(
            accepted=accepted,
            hint=hint,
            coverage=self._coverage(),
            progress=done / (FRONT_COUNT + SECTOR_COUNT + CHECK_COUNT),
            is_complete=self._stage is Stage.COMPLETE,
            pose=self._sweep.from_start(seen.face.pose) if is_placed and seen.face else None,
            stage=self._stage,
        )

    def proceed(self) -> None:
        """Begin the second circle now; does nothing but in the pause before it."""
        if self._stage is Stage.PAUSE:
            self._stage = Stage.SECOND

    def swept(self, *, allow_partial: bool = False) -> Template:
        """Return what this sweep stored. The first circle is enough; the second confirms it.

        Args:
            allow_partial: Accept an incomplete first circle, and mark the template so.

        Raises:
            EnrollmentError: If poses are missing (with `allow_partial`: if the
                face was never seen from the front), or the second circle showed
                somebody else.
        """
        if self._stage is Stage.MISMATCH:
            raise EnrollmentError(f"{HINT_MISMATCH}. Start again.")
        if not self._sweep.front:
            raise EnrollmentError(
                "The face was never seen clearly from the front. Look straight at the camera."
            )
        if not (self._sweep.is_whole or allow_partial):
            raise EnrollmentError(
                f"{SECTOR_COUNT - self.directions} of {SECTOR_COUNT} head directions are "
                "missing. Move the head in a full circle, or accept a partial enrollment "
                "(--partial)."
            )
        return self._sweep.template(self.name, self._encoder_id)

    def template(self, *, allow_partial: bool = False) -> Template:
        """Return what is to be saved: `swept`, or all of the person's with it as an appearance.

        Raises:
            EnrollmentError: As `swept` does.
        """
        swept = self.swept(allow_partial=allow_partial)
        return swept if self._known is None else with_appearance(self._known, swept, self.label)

    def _coverage(self) -> tuple[float, ...]:
        if self._stage is not Stage.SECOND:
            return self._sweep.coverage()
        return tuple(
            float(sector // SECTORS_A_CHECK in self._checks) for sector in range(SECTOR_COUNT)
        )

    def _take(self, seen: Observation, now_s: float) -> tuple[bool, str]:
        is_over = self._stage in (Stage.COMPLETE, Stage.MISMATCH)
        if is_over or (self._stage is Stage.PAUSE and not self._goes_on(seen, now_s)):
            return False, self._next_hint()
        self.proceed()
        if seen.retry is not None:
            return False, seen.retry.value
        if seen.face is None or seen.embedding is None or seen.liveness is None:
            return False, self._next_hint()
        problem = problem_of(seen)
        if problem is not None:
            return False, problem
        reference = Reference(seen.embedding, seen.face.pose)
        if self._stage is Stage.FRONT:
            return self._take_front(reference)
        return self._take_circle(reference, now_s)

    def _take_front(self, reference: Reference) -> tuple[bool, str]:
        if not turn_of(reference.pose) <= FRONT_MAX_TURN:
            return False, HINT_FRONT
        if not self._is_plausible(reference.embedding):
            return False, HINT_UNLIKE
        if self._sweep.front and not self._is_near(reference.embedding):
            return False, HINT_OTHER
        self._sweep.front.append(reference)
        if len(self._sweep.front) == FRONT_COUNT:
            self._stage = Stage.FIRST
        return True, self._next_hint()

    def _take_circle(self, reference: Reference, now_s: float) -> tuple[bool, str]:
        pose = self._sweep.from_start(reference.pose)
        turn = turn_of(pose)
        if not turn <= RING_MAX_TURN:  # too far from what is stored to tell who it is
            return False, HINT_LESS
        if not self._is_same_person(reference.embedding):
            return False, HINT_MISMATCH if self._stage is Stage.MISMATCH else HINT_OTHER
        is_new = turn >= RING_MIN_TURN and (
            self._store(reference, sector_of(pose))
            if self._stage is Stage.FIRST
            else self._check(reference, sector_of(pose))
        )
        if is_new:
            return True, self._next_hint()
        return False, self._circle_hint(now_s, is_short=STILL_MAX_TURN <= turn < RING_MIN_TURN)

    def _store(self, reference: Reference, sector: int) -> bool:
        """Store a direction of the first circle, if it is new."""
        if sector in self._sweep.ring:
            return False
        self._sweep.ring[sector] = reference
        if self._sweep.is_whole:
            swept = self._sweep.template(self.name, self._encoder_id)
            self._first_circle = self._matcher.references([swept])
            self._spacing = self._sweep.median_spacing()
            self._last_sector = sector
            self._stage = Stage.PAUSE
        return True

    def _check(self, reference: Reference, sector: int) -> bool:
        """Confirm a direction in the second circle, if it is new."""
        check = sector // SECTORS_A_CHECK
        if check in self._checks:
            return False
        self._checks.add(check)
        if self._sweep.distance(reference.embedding) > self._spacing:
            self._sweep.added.append(reference)
        if len(self._checks) == CHECK_COUNT:
            self._stage = Stage.COMPLETE
        return True

    def _goes_on(self, seen: Observation, now_s: float) -> bool:
        """Whether the pause is over: it lasted long enough, or the head goes on turning."""
        waited_s = now_s - self._changed_s
        if waited_s >= PAUSE_MAX_S:
            return True
        if waited_s < PAUSE_MIN_S or seen.retry is not None or seen.face is None:
            return False
        pose = self._sweep.from_start(seen.face.pose)
        return turn_of(pose) >= RING_MIN_TURN and sector_of(pose) != self._last_sector

    def _is_same_person(self, embedding: Embedding) -> bool:
        """Whether a face continues the sweep; in the second circle many in a row that do not
        end it."""
        if self._first_circle is None:
            return self._is_near(embedding)
        if self._first_circle.compare(embedding).is_match:
            self._strangers = 0
            return True
        self._strangers += 1
        if self._strangers >= FRAMES_TO_MISMATCH:
            self._stage = Stage.MISMATCH
        return False

    def _is_near(self, embedding: Embedding) -> bool:
        unit = self._matcher.unit_of(embedding.vector)
        return self._sweep.distance(embedding) <= MAX_STEP_DISTANCE * unit

    def _is_plausible(self, embedding: Embedding) -> bool:
        """Whether a face may be another appearance of the person who is enrolled."""
        return self._plausible is None or self._plausible.compare(embedding).is_match

    def _circle_hint(self, now_s: float, *, is_short: bool) -> str:
        """Say how the circle goes on; by side if the head stops short, or nothing new came."""
        if not is_short and now_s - self._changed_s < STALL_S:
            return self._next_hint()
        gap = largest_gap(self._coverage())
        if gap is not None:
            return HINTS_TOWARD[gap]
        return HINT_FURTHER if is_short else self._next_hint()

    def _next_hint(self) -> str:
        return HINTS_NEXT[self._stage]
