"""Batches by hand: who is in them, and what cross-modal impostors are made of."""

from __future__ import annotations

import numpy as np
import pytest

from faceid_core.errors import DatasetError
from faceid_core.training.batches import BatchShape, PersonBatches, join


def test_an_impostor_has_ones_color_on_anothers_depth() -> None:
    views = np.array([[10, 11], [20, 21], [30, 31]])
    batch = join(views, shift=1, impostors=1)
    assert batch.color.tolist() == [10, 11, 20, 21, 30, 31, 10, 20, 30]
    assert batch.depth.tolist() == [10, 11, 20, 21, 30, 31, 20, 30, 10]
    assert batch.people.tolist() == [0, 0, 1, 1, 2, 2, 3, 4, 5]


def test_impostors_of_the_same_two_people_are_one_person() -> None:
    batch = join(np.array([[10, 11], [20, 21], [30, 31]]), shift=2, impostors=2)
    assert batch.color[6:].tolist() == [10, 11, 20, 21, 30, 31]
    assert batch.depth[6:].tolist() == [30, 31, 10, 11, 20, 21]
    assert batch.people[6:].tolist() == [3, 3, 4, 4, 5, 5]


def test_without_impostors_color_and_depth_are_of_one_face() -> None:
    batch = join(np.array([[1, 2], [3, 4]]), shift=1, impostors=0)
    assert batch.color.tolist() == batch.depth.tolist() == [1, 2, 3, 4]


def test_batches_are_balanced_and_nobody_gets_the_own_depth() -> None:
    people = np.repeat(np.arange(100, 110), 5)[np.random.default_rng(0).permutation(50)]
    shape = BatchShape(people=4, views=3, impostors=2)
    batches = PersonBatches(people, shape, seed=0)
    for step in range(50):
        batch = batches.batch(step)
        assert len(batch.people) == shape.images == 20
        genuine, impostors = slice(0, 12), slice(12, None)
        assert np.array_equal(batch.color[genuine], batch.depth[genuine])
        assert len(np.unique(batch.color[genuine])) == 12
        _, counts = np.unique(people[batch.color[genuine]], return_counts=True)
        assert counts.tolist() == [3, 3, 3, 3]
        assert (people[batch.color[impostors]] != people[batch.depth[impostors]]).all()
        # One number is one pair of color's and depth's owner, and the other way round.
        pairs = people[batch.color] * 1000 + people[batch.depth]
        assert len(np.unique(pairs)) == len(np.unique(batch.people)) == 8
        assert len(np.unique(np.stack([pairs, batch.people]), axis=1).T) == 8


def test_seed_step_and_replica_make_the_batch() -> None:
    people = np.repeat(np.arange(20), 4)

    def drawn(seed: int, step: int, replica: int = 0) -> list[int]:
        return PersonBatches(people, BatchShape(6, 2, 1), seed).batch(step, replica).color.tolist()

    assert drawn(1, 7) == drawn(1, 7)
    assert drawn(1, 7) != drawn(1, 8)
    assert drawn(1, 7) != drawn(2, 7)
    assert drawn(1, 7) != drawn(1, 7, replica=1)


def test_people_with_too_few_faces_are_left_out() -> None:
    people = np.array([1, 1, 1, 2, 2, 3, 3, 3, 4])
    batches = PersonBatches(people, BatchShape(2, 3, 0), seed=0)
    assert batches.people_count == 2
    assert set(people[batches.batch(0).color]) == {1, 3}


def test_too_few_people_for_a_batch_are_told() -> None:
    people = np.array([1, 1, 1, 2, 2, 3, 3, 3, 4])
    with pytest.raises(DatasetError, match=r"2 people of 4 have at least 3 faces.* takes 3 people"):
        PersonBatches(people, BatchShape(3, 3, 0), seed=0)


@pytest.mark.parametrize("wrong", [(1, 2, 0), (2, 1, 0), (2, 2, 3), (2, 2, -1)])
def test_batches_without_pairs_are_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least 2 people"):
        BatchShape(*wrong)
