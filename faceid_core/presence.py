"""Who sits there: the owner, somebody, or nobody. A pure step with the clock passed in.

*Recognized, then followed.* Frames that match make somebody the owner; as long as the same
body stays in place without a gap, it stays the owner, with the head turned away too. A gap,
a jump, another size, or a face that does not match end that until the next match.

*Away needs proof.* No face says nothing: only a seat that depth saw empty, or that held
nothing but unmoving things, for the whole time is an empty seat. A sensor that measures
nothing, hangs or pauses proves nothing, and the time starts again after it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Final

from .row import NO_ROW, Row
from .seat import Body, Seat, has_moved
from .types import Observation, Pose, Retry
from .who import Who

#: Retries that say that somebody is there, wherever the head points.
_FACES: Final = frozenset(
    {
        Retry.SEVERAL_FACES,
        Retry.TOO_CLOSE,
        Retry.OFF_CENTER,
        Retry.TURNED_AWAY,
        Retry.LITTLE_DEPTH,
        Retry.MOVING,
        Retry.COVERED,
    }
)


@dataclass(frozen=True)
class PresenceRules:
    """How much evidence changes who is there.

    Attributes:
        away_s: How long the seat must be empty, or the face a stranger's.
        frames_to_recognize: Accepted frames in a row, of one person.
        frames_to_doubt: Refused frontal frames in a row after which the owner is not followed.
        frontal_deg: A head turned further may be refused without saying anything.
        gap_s: Longest time without a frame, or without a body, in which somebody is followed.
        still_s: Longest time without a face or a movement in which somebody is followed.
        jump_mm: Farthest that a body's middle, or a head, moves from one frame to the next.
        growth: Largest ratio of a body's sizes in two frames.
        stuck_s: The same depth picture for so long is a sensor that hangs.
    """

    away_s: float = 10.0
    frames_to_recognize: int = 3
    frames_to_doubt: int = 5
    frontal_deg: float = 20.0
    gap_s: float = 1.5
    still_s: float = 5.0
    jump_mm: float = 300.0
    growth: float = 1.6
    stuck_s: float = 2.0


@dataclass(frozen=True, eq=False)
class Trace:
    """Where somebody was last, to be followed.

    Attributes:
        body: What of the body was seen.
        body_s: When.
        head_mm: Where the head was, camera coordinates; None if no face was located lately.
        head_s: When.
    """

    body: Body
    body_s: float
    head_mm: tuple[float, float, float] | None = None
    head_s: float = -math.inf


@dataclass(frozen=True, eq=False)
class Presence:
    """Who sits there at one moment. `after` returns the next one; nothing is mutated.

    Attributes:
        who: Who sits there.
        reason: One plain sentence for people.
        name: Who the owner is, while there is one.
        row: Accepted frames in a row.
        refused: Refused frontal frames in a row, or accepted ones that are refused together.
        refused_s: When that row began.
        had_owner: Whether the owner sat there since the seat was last empty.
        trace: Of the owner; None while nobody is followed.
        reference: The look against which a body must have moved.
        occupied_s: When somebody was last seen to be there.
        frame_s: When the last frame was.
        fingerprint, changed_s: The last depth picture, and since when it is the same.
    """

    who: Who = Who.UNCLEAR
    reason: str = "Nothing was seen yet"
    name: str | None = None
    row: Row = NO_ROW
    refused: int = 0
    refused_s: float = math.inf
    had_owner: bool = False
    trace: Trace | None = field(default=None, repr=False)
    reference: Seat | None = field(default=None, repr=False)
    occupied_s: float = -math.inf
    frame_s: float = -math.inf
    fingerprint: int | None = None
    changed_s: float = -math.inf

    def troubled(self, reason: str) -> Presence:
        """Return what is known after the sensor failed: nothing."""
        return Presence(reason=reason, had_owner=self.had_owner)

    def after(self, seen: Observation, seat: Seat, now_s: float, rules: PresenceRules) -> Presence:
        """Return who is there after one more frame.

        Args:
            seen: What the pipeline found in it.
            seat: What its depth says about the seat.
            now_s: When it was; any clock that goes on steadily.
            rules: How much evidence changes who is there.
        """
        if not 0.0 < now_s - self.frame_s <= rules.gap_s:
            return self._after_gap(now_s)._after_frame(seen, seat, now_s, rules)
        return self._after_frame(seen, seat, now_s, rules)

    def _after_gap(self, now_s: float) -> Presence:
        """Return what holds where frames are missing: who was followed is lost."""
        return replace(self, trace=None, row=NO_ROW, refused=0, occupied_s=now_s, fingerprint=None)

    def _after_frame(
        self, seen: Observation, seat: Seat, now_s: float, rules: PresenceRules
    ) -> Presence:
        same = seat.fingerprint == self.fingerprint
        changed_s = self.changed_s if same else now_s
        clock = replace(self, frame_s=now_s, fingerprint=seat.fingerprint, changed_s=changed_s)
        if not seat.is_measured:
            return clock._unclear("The sensor measures no depth", now_s)
        if now_s - changed_s >= rules.stuck_s:
            return clock._unclear("The sensor delivers the same picture again and again", now_s)
        if same:  # proves nothing yet
            return replace(clock, occupied_s=now_s) if self.who is not Who.AWAY else clock
        return clock._counted(seen, now_s, rules)._placed(seen, seat, now_s, rules)

    def _unclear(self, reason: str, now_s: float) -> Presence:
        return replace(
            self,
            who=Who.UNCLEAR,
            reason=reason,
            name=None,
            row=NO_ROW,
            refused=0,
            trace=None,
            reference=None,
            occupied_s=now_s,
        )

    def _counted(self, seen: Observation, now_s: float, rules: PresenceRules) -> Presence:
        """Return the rows of accepted and of refused frames with this one."""
        row = self.row.after(seen, rules.frames_to_recognize)
        counted = replace(self, row=row)
        if row.is_accepted:
            return replace(counted, refused=0)
        if not seen.is_judged or seen.face is None or not _is_frontal(seen.face.pose, rules):
            return counted
        since_s = self.refused_s if self.refused else now_s
        return replace(counted, refused=self.refused + 1, refused_s=since_s)

    def _placed(
        self, seen: Observation, seat: Seat, now_s: float, rules: PresenceRules
    ) -> Presence:
        """Return who is there, the frame being counted and worth something."""
        came = self.reference is None or self.reference.body is None
        moved = seat.body is not None and (
            came or (self.reference is not None and has_moved(seat, self.reference))
        )
        is_empty = seat.body is None
        reference = seat if moved or is_empty or self.reference is None else self.reference
        known = replace(
            self,
            reference=reference,
            occupied_s=now_s if moved or _shows_face(seen, seat) else self.occupied_s,
        )
        if known.row.opens(rules.frames_to_recognize) and seat.body is not None:
            return replace(
                known,
                who=Who.OWNER,
                reason=f"{known.row.name} is here",
                name=known.row.name,
                had_owner=True,
                trace=_traced(seen, seat.body, now_s, None),
            )
        if known._is_away(now_s, rules):
            return replace(
                known,
                who=Who.AWAY,
                reason="The seat is empty",
                name=None,
                had_owner=False,
                trace=None,
                refused=0,
            )
        trace = known._followed(seen, seat.body, now_s, rules)
        if trace is not None:
            return replace(known, trace=trace)
        return known._somebody(is_empty=is_empty, now_s=now_s, rules=rules)

    def _is_away(self, now_s: float, rules: PresenceRules) -> bool:
        if self.who is Who.AWAY:
            return self.occupied_s < now_s
        return now_s - self.occupied_s >= rules.away_s

    def _somebody(self, *, is_empty: bool, now_s: float, rules: PresenceRules) -> Presence:
        is_stranger = (
            self.had_owner
            and self.refused >= rules.frames_to_doubt
            and now_s - self.refused_s >= rules.away_s
        )
        if is_stranger:
            who, reason = Who.STRANGER, "Somebody else is here"
        elif is_empty:
            who = Who.UNCLEAR if self.who is Who.UNCLEAR else Who.SOMEBODY
            reason = "Nobody to be seen just now"
        else:
            who, reason = Who.SOMEBODY, "Somebody is here"
        return replace(self, who=who, reason=reason, name=None, trace=None)

    def _followed(
        self, seen: Observation, body: Body | None, now_s: float, rules: PresenceRules
    ) -> Trace | None:
        """Return the owner's trace with this frame; None if the owner is not followed any more."""
        trace = self.trace
        is_still = now_s - self.occupied_s > rules.still_s
        if trace is None or is_still or self.refused >= rules.frames_to_doubt:
            return None
        if body is None:
            return trace if now_s - trace.body_s <= rules.gap_s else None
        ratio = body.area_cm2 / trace.body.area_cm2
        if not 1.0 / rules.growth <= ratio <= rules.growth:
            return None
        if math.dist(body.center_mm, trace.body.center_mm) > rules.jump_mm:
            return None
        after = _traced(seen, body, now_s, trace)
        is_recent = now_s - trace.head_s <= rules.gap_s
        if trace.head_mm is not None and after.head_mm is not None and is_recent:
            return after if math.dist(after.head_mm, trace.head_mm) <= rules.jump_mm else None
        return after


def _traced(seen: Observation, body: Body, now_s: float, before: Trace | None) -> Trace:
    if seen.face is not None:
        x, y, z = (float(value) for value in seen.face.origin_mm)
        return Trace(body, now_s, (x, y, z), now_s)
    if before is None:
        return Trace(body, now_s)
    return Trace(body, now_s, before.head_mm, before.head_s)


def _is_frontal(pose: Pose, rules: PresenceRules) -> bool:
    return abs(pose.yaw_deg) <= rules.frontal_deg and abs(pose.pitch_deg) <= rules.frontal_deg


def _shows_face(seen: Observation, seat: Seat) -> bool:
    """Whether a face says that somebody is there. A flat one does not: posters have faces."""
    if seen.liveness is not None:
        return seen.liveness.is_bona_fide
    if seen.retry is Retry.TOO_CLOSE:
        return True  # nearer than the sensor measures: there is no body then
    return seen.retry in _FACES and seat.body is not None
