"""Drawn glasses and hats, made-up faces, and what the color trunk shall answer to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from made_faces import made_faces
from rendered import seen

from faceid_core.errors import DatasetError
from faceid_core.face_chip import CHIP_POINTS_PX

pytest.importorskip("keras", reason="extra train is not installed")

from faceid_core.training.color_lessons import FACES_A_LESSON, ColorLessons, answers_of
from faceid_core.training.drawn_glasses import draw_glasses
from faceid_core.training.drawn_hats import draw_hat
from faceid_core.training.made_up_faces import (
    bent,
    in_other_contrast,
    in_other_light,
    made_up_face,
)

CHIP = seen("frontal_600").crop.rgb
OTHER = seen("other").crop.rgb
SEEDS = range(12)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_glasses_are_at_the_eyes_and_nowhere_else(seed: int) -> None:
    before = CHIP.copy()
    changed = np.abs(draw_glasses(CHIP, rng(seed)) - CHIP).max(axis=-1) > 0.5
    np.testing.assert_array_equal(before, CHIP)
    eyes, mouth = CHIP_POINTS_PX[:2], CHIP_POINTS_PX[3:]
    rows = np.flatnonzero(changed.any(axis=1))
    apart = np.linalg.norm(eyes[1] - eyes[0])
    assert rows.min() > eyes[:, 1].min() - 0.6 * apart
    assert rows.max() < mouth[:, 1].min()
    for x, y in eyes:  # something is around each
        around = changed[int(y) - 25 : int(y) + 30, int(x) - 30 : int(x) + 30]
        assert around.mean() > 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_hats_are_above_the_eyes_and_leave_the_mouth_alone(seed: int) -> None:
    changed = np.abs(draw_hat(CHIP, rng(seed)) - CHIP).max(axis=-1) > 0.5
    left, right = (int(x) for x in CHIP_POINTS_PX[3:, 0])
    assert not changed[int(CHIP_POINTS_PX[3:, 1].min()) - 8 :, left:right].any()
    forehead = changed[: int(CHIP_POINTS_PX[0, 1]) - 60, left:right]
    assert forehead.mean() > 0.8


@pytest.mark.parametrize("draw", [draw_glasses, draw_hat])
def test_what_is_drawn_differs_and_is_the_same_again(draw) -> None:
    drawn = [draw(CHIP, rng(seed)) for seed in SEEDS]
    np.testing.assert_array_equal(drawn[0], draw(CHIP, rng(0)))
    for one, other in pairwise(drawn):
        assert np.abs(one - other).max() > 10.0


@pytest.mark.parametrize("seed", SEEDS)
def test_every_chip_stays_a_picture(seed: int) -> None:
    for changed in (
        draw_glasses(CHIP, rng(seed)),
        draw_hat(CHIP, rng(seed)),
        made_up_face(CHIP, OTHER, rng(seed)),
        bent(CHIP, rng(seed)),
        in_other_light(CHIP, rng(seed)),
        in_other_contrast(CHIP, rng(seed)),
    ):
        assert changed.shape == CHIP.shape
        assert changed.dtype == np.float32
        assert changed.min() >= 0.0
        assert changed.max() <= 255.0
        assert np.abs(changed - CHIP).mean() > 0.5


def test_nobody_is_between_two_people() -> None:
    """Mixed faces are nearer to each of the two than they are to each other, bending aside."""
    plain = CHIP.astype(np.float32)
    apart = np.abs(plain - OTHER).mean()
    flat = [made_up_face(np.full_like(CHIP, 40), np.full_like(CHIP, 200), rng(s)) for s in SEEDS]
    shares = np.array([each.mean() for each in flat])
    assert 40.0 <= shares.min() < shares.max() <= 200.0
    assert np.ptp(np.concatenate([each.ravel()[:1] for each in flat])) > 20.0
    assert np.abs(made_up_face(CHIP, CHIP, rng(1)) - plain).mean() < apart


def test_answers_by_hand() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.6, 0.8], [0.8, -0.6]])
    people = np.array([7, 7, 7, 3, 3])
    is_plain = np.array([True, True, False, False, False])
    mean = np.array([1.0, 1.0]) / np.sqrt(2.0)
    half = 0.5 * vectors[:2] + 0.5 * mean
    expected = np.concatenate(
        [
            half / np.linalg.norm(half, axis=1, keepdims=True),
            mean[None],
            np.repeat(np.array([[1.4, 0.2]]) / np.sqrt(2.0), 2, axis=0),
        ]
    )
    np.testing.assert_allclose(answers_of(vectors, people, is_plain), expected, atol=1e-12)


def lessons(seed: int = 3, rgb: int | None = None, **conditions: np.ndarray) -> ColorLessons:
    faces = made_faces(6, 3)
    faces = replace(faces, conditions={**faces.conditions, **conditions})
    if rgb is not None:
        faces = replace(faces, rgb=np.full_like(faces.rgb, rgb))
    vectors = rng().normal(size=(len(faces), 8))
    return ColorLessons(faces, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), seed)


def test_a_batch_is_the_same_again_and_another_one_is_not() -> None:
    first, again, later = lessons().batch(4), lessons().batch(4), lessons().batch(5)
    for name in ("known", "answers", "nobody", "wearing", "strange"):
        np.testing.assert_array_equal(getattr(first, name), getattr(again, name))
        assert not np.array_equal(getattr(first, name), getattr(later, name))
    assert not np.array_equal(first.known, lessons().batch(4, replica=1).known)


def test_everybody_gets_something_on() -> None:
    batch = lessons().batch(0)
    assert len(batch.known) == len(batch.answers) == 2 * FACES_A_LESSON
    assert len(batch.nobody) == len(batch.wearing) == len(batch.strange) == FACES_A_LESSON
    changes = np.abs(batch.wearing - batch.nobody)
    assert changes.max(axis=(1, 2, 3)).min() > 5.0


def test_who_wears_all_gets_no_more() -> None:
    """On a flat picture, glasses and hats are all that can be seen."""
    one_is_bare = np.array([0.0, 1.0, 1.0] * 6, np.float32)
    uneven = {}
    for name, worn in (("bare", np.zeros(18, np.float32)), ("dressed", one_is_bare)):
        batch = lessons(rgb=120, glasses=worn, hat=worn).batch(0)
        uneven[name] = np.median(batch.known[FACES_A_LESSON:].std(axis=(1, 2)))
    assert uneven["bare"] > 3.0 * uneven["dressed"]


def test_somebody_must_be_seen_plainly() -> None:
    with pytest.raises(DatasetError, match="Render more people"):
        lessons(glasses=np.ones(18, np.float32))


def test_closed_eyes_shall_be_seen_as_the_open_ones() -> None:
    """What everybody has beside it is of no use to tell whose face it is."""
    closed = np.array([0.0, 0.0, 0.9] * 6, np.float32)
    answers = lessons(eyes_closed=closed).answers.reshape(6, 3, -1)
    unknown = lessons(eyes_closed=np.full(18, np.nan, np.float32)).answers.reshape(6, 3, -1)
    middle = answers[:, :2].sum(axis=1)
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    np.testing.assert_allclose(answers[:, 2], middle, atol=1e-6)
    assert np.abs(unknown[:, 2] - answers[:, 2]).max() > 0.1
