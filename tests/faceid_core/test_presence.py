"""Who sits there, as tables of times; the seats are boxes in a depth picture."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceid_core.presence import Presence, PresenceRules
from faceid_core.seat import Seat, look
from faceid_core.types import Observation, Pose, Retry
from faceid_core.who import Who
from hardware import Frame

PERIOD_S = 0.25
RULES = PresenceRules()
BLACK = np.zeros((480, 640, 3), np.uint8)
MIDDLE = (320, 900)

Seen = Callable[..., Observation]
#: What one frame shows: the face, and the seat.
Moment = tuple[Observation, Seat]


@functools.cache
def seat(*bodies: tuple[int, int], width_px: int = 220) -> Seat:
    """A look at bodies, each at a column and a depth, before a wall."""
    depth_mm = np.full((480, 640), 2600, np.uint16)
    for column, at_mm in bodies:
        depth_mm[140:, column - width_px // 2 : column + width_px // 2] = at_mm
    return look(Frame(BLACK, depth_mm, 0.0))


@functools.cache
def blind() -> Seat:
    """A look through a covered lens."""
    return look(Frame(BLACK, np.zeros((480, 640), np.uint16), 0.0))


class Table:
    """Walks moments, one a period, and remembers who was there after each.

    Each look has noise of its own, as a sensor's has, unless the sensor hangs.
    """

    def __init__(self, rules: PresenceRules = RULES) -> None:
        self.now = Presence()
        self.now_s = 100.0
        self.rules = rules
        self.told: list[Who] = []
        self._looks = itertools.count()

    def for_(self, seconds: float, *moments: Moment, hangs: bool = False) -> Who:
        """Let moments repeat for some time; answer who is there at its end."""
        turn = itertools.cycle(moments)
        for _ in range(round(seconds / PERIOD_S)):
            self.now_s += PERIOD_S
            seen, looked = next(turn)
            if not hangs:
                looked = replace(looked, fingerprint=next(self._looks))
            self.now = self.now.after(seen, looked, self.now_s, self.rules)
            self.told.append(self.now.who)
        return self.now.who


@pytest.fixture
def faces(observation: Seen) -> dict[str, Observation]:
    """What the pipeline finds in a face."""
    return {
        "owner": observation(),
        "stranger": observation(distance=0.9),
        "turned stranger": observation(distance=0.9, pose=Pose(35.0, 0.0, 0.0)),
        "photo": observation(is_live=False),
        "paper": observation(relief_mm=3.5),
        "none": observation(retry=Retry.NO_FACE),
        "turned": observation(retry=Retry.TURNED_AWAY),
        "covered": observation(retry=Retry.COVERED),
    }


@pytest.fixture
def owner_here(faces: dict[str, Observation]) -> Table:
    table = Table()
    assert table.for_(2.0, (faces["owner"], seat(MIDDLE))) is Who.OWNER
    assert table.now.name == "ann"
    return table


def still(face: Observation, where: tuple[int, int] = MIDDLE) -> Iterable[Moment]:
    """Somebody who breathes: 8 mm to and fro, ten times a minute."""
    x, z = where
    return [(face, seat((x, z)))] * 12 + [(face, seat((x, z + 8)))] * 12


def test_the_first_frames_say_nothing(faces: dict[str, Observation]) -> None:
    table = Table()
    assert table.now.who is Who.UNCLEAR
    assert table.for_(0.5, (faces["none"], seat())) is Who.UNCLEAR


@pytest.mark.parametrize("face", ["none", "turned", "covered", "turned stranger"])
def test_the_owner_is_followed_with_the_face_turned_away(
    owner_here: Table, faces: dict[str, Observation], face: str
) -> None:
    assert owner_here.for_(120.0, *still(faces[face])) is Who.OWNER
    assert owner_here.now.name == "ann"


def test_an_owner_who_moves_slowly_is_followed(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    for column in range(320, 200, -20):
        owner_here.for_(PERIOD_S, (faces["none"], seat((column, 900))))
    assert owner_here.now.who is Who.OWNER


def test_an_empty_seat_is_away_after_the_time_and_not_before(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    owner_here.for_(9.5, (faces["none"], seat()))
    assert Who.AWAY not in owner_here.told
    assert owner_here.now.who is Who.SOMEBODY
    assert owner_here.for_(1.0, (faces["none"], seat())) is Who.AWAY
    assert owner_here.now.name is None


def test_the_time_can_be_set(faces: dict[str, Observation]) -> None:
    table = Table(PresenceRules(away_s=3.0))
    table.for_(1.0, (faces["owner"], seat(MIDDLE)))
    table.for_(2.5, (faces["none"], seat()))
    assert Who.AWAY not in table.told
    assert table.for_(1.0, (faces["none"], seat())) is Who.AWAY


def test_a_jacket_on_the_chair_does_not_sit(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    jacket = (faces["none"], seat((340, 1000)))
    assert owner_here.for_(6.0, jacket) is Who.SOMEBODY
    assert owner_here.for_(5.0, jacket) is Who.AWAY
    assert owner_here.for_(30.0, jacket) is Who.AWAY


def test_a_poster_on_the_chair_does_not_sit_either(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    poster = (faces["photo"], seat((340, 1000)))
    assert owner_here.for_(16.0, poster) is not Who.OWNER
    assert Who.AWAY in owner_here.told


def test_whose_frames_are_refused_together_is_not_the_owner(
    faces: dict[str, Observation], owner_here: Table
) -> None:
    table = Table()
    assert table.for_(5.0, (faces["paper"], seat(MIDDLE))) is Who.SOMEBODY
    assert owner_here.for_(5.0, (faces["paper"], seat(MIDDLE))) is Who.SOMEBODY


def test_somebody_who_returns_is_not_away_and_not_yet_the_owner(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    owner_here.for_(12.0, (faces["none"], seat()))
    assert owner_here.now.who is Who.AWAY
    assert owner_here.for_(1.0, *still(faces["turned"])) is Who.SOMEBODY
    assert owner_here.for_(2.0, (faces["owner"], seat(MIDDLE))) is Who.OWNER


def test_who_sits_down_after_a_gap_is_not_the_owner(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    owner_here.for_(2.0, (faces["none"], seat()))
    assert owner_here.for_(20.0, *still(faces["turned"])) is Who.SOMEBODY


@pytest.mark.parametrize(
    "swapped",
    [seat((510, 900)), seat((320, 1350)), seat(MIDDLE, (540, 900)), seat(MIDDLE, width_px=120)],
    ids=["aside", "behind", "two as one", "half as large"],
)
def test_a_jump_in_place_or_size_ends_the_following(
    owner_here: Table, faces: dict[str, Observation], swapped: Seat
) -> None:
    assert owner_here.for_(PERIOD_S, (faces["none"], swapped)) is Who.SOMEBODY


def test_missing_frames_end_the_following_and_prove_no_absence(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    owner_here.now_s += 60.0
    assert owner_here.for_(PERIOD_S, (faces["none"], seat(MIDDLE))) is Who.SOMEBODY
    owner_here.now_s += 60.0
    assert owner_here.for_(PERIOD_S, (faces["none"], seat())) is Who.SOMEBODY
    assert Who.AWAY not in owner_here.told


def test_who_sits_elsewhere_after_missing_frames_is_not_away(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    owner_here.now_s += 60.0
    owner_here.told.clear()
    owner_here.for_(30.0, *still(faces["none"], (510, 900)))
    assert set(owner_here.told) == {Who.SOMEBODY}


def test_a_stranger_in_the_owners_place_is_told_after_the_time(
    owner_here: Table, faces: dict[str, Observation]
) -> None:
    stranger = list(still(faces["stranger"]))
    assert owner_here.for_(1.0, *stranger) is Who.OWNER
    assert owner_here.for_(1.0, *stranger) is Who.SOMEBODY
    assert owner_here.for_(7.0, *stranger) is Who.SOMEBODY
    assert owner_here.for_(3.0, *stranger) is Who.STRANGER
    assert owner_here.for_(5.0, *still(faces["turned"])) is Who.STRANGER
    assert owner_here.for_(2.0, (faces["owner"], seat(MIDDLE))) is Who.OWNER


def test_nobody_is_a_stranger_where_the_owner_was_not_recognized(
    faces: dict[str, Observation],
) -> None:
    table = Table()
    assert table.for_(40.0, *still(faces["stranger"])) is Who.SOMEBODY
    assert Who.STRANGER not in table.told


@pytest.mark.parametrize("trouble", ["blind", "stuck", "failed"])
def test_trouble_is_unclear_and_never_away_nor_owner(
    owner_here: Table, faces: dict[str, Observation], trouble: str
) -> None:
    owner_here.for_(9.0, (faces["none"], seat()))
    if trouble == "failed":
        owner_here.now = owner_here.now.troubled("Kinect 0 was unplugged.")
        assert owner_here.now.reason == "Kinect 0 was unplugged."
    else:
        same = (faces["none"], blind() if trouble == "blind" else seat())
        owner_here.for_(2.5, same, hangs=True)
        owner_here.told.clear()
        owner_here.for_(30.0, same, hangs=True)
        assert set(owner_here.told) == {Who.UNCLEAR}
    assert owner_here.now.who is Who.UNCLEAR
    owner_here.told.clear()
    owner_here.for_(9.0, (faces["none"], seat()))
    assert not {Who.AWAY, Who.OWNER} & set(owner_here.told)


@pytest.mark.parametrize("is_away", [False, True])
def test_a_picture_that_stands_still_is_not_the_owner(
    owner_here: Table, faces: dict[str, Observation], is_away: bool
) -> None:
    if is_away:
        owner_here.for_(12.0, (faces["none"], seat()))
    frozen = (faces["owner"], seat(MIDDLE))
    assert owner_here.for_(4.0, frozen, hangs=True) is Who.UNCLEAR


kinds = st.sampled_from(["owner", "stranger", "photo", "none", "turned", "covered"])
places = st.sampled_from(["middle", "aside", "empty", "blind"])


@settings(max_examples=30, deadline=None)
@given(script=st.lists(st.tuples(kinds, places, st.integers(1, 12)), max_size=12))
def test_whatever_happens_states_keep_their_promises(
    script: list[tuple[str, str, int]],
) -> None:
    seats = {
        "middle": lambda: seat(MIDDLE),
        "aside": lambda: seat((480, 900)),
        "empty": seat,
        "blind": blind,
    }
    faces = _FACES
    table, since_body_s, since_match_s = Table(PresenceRules(away_s=2.0)), 0.0, 1e9
    for kind, place, count in script:
        for _ in range(count):
            who = table.for_(PERIOD_S, (faces[kind], seats[place]()))
            has_body = place in ("middle", "aside")
            since_body_s = 0.0 if has_body or place == "blind" else since_body_s + PERIOD_S
            matched = kind == "owner" and has_body
            since_match_s = 0.0 if matched else since_match_s + PERIOD_S
            if place == "blind":
                assert who is Who.UNCLEAR
            if since_body_s > RULES.gap_s:
                assert who is not Who.OWNER
            if who is Who.OWNER:
                assert table.now.name == "ann"
                assert since_match_s < 1e9
            else:
                assert table.now.name is None
            if kind == "owner" and has_body:
                assert who is not Who.AWAY


@pytest.fixture(autouse=True)
def _remembered(faces: dict[str, Observation]) -> None:
    """Hypothesis' tests take no function's fixtures."""
    _FACES.update(faces)


_FACES: dict[str, Observation] = {}
