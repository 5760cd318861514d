"""Units of distance from strangers, by hand; a changed file of strangers is refused."""

import hashlib

import numpy as np
import pytest

from faceid_core.cohort import NEIGHBORS, Cohort, CohortDescription, LocalScale, typical_spread
from faceid_core.errors import WeightsError


def test_a_unit_is_how_far_the_nearest_are_by_how_far_all_are():
    # Ten strangers 1 away, ten 3 away: sqrt(1 / ((10 * 1 + 10 * 9) / 20)) = sqrt(1 / 5).
    near = np.tile([1.0, 0.0], (NEIGHBORS, 1))
    far = np.tile([0.0, 3.0], (NEIGHBORS, 1))
    scale = LocalScale(np.concatenate([near, far]), typical=0.5)
    assert scale.of(np.zeros((1, 2)))[0] == pytest.approx(np.sqrt(1 / 5) / 0.5)


def test_what_all_distances_have_in_common_counts_little():
    """Faces of another sensor are far from all strangers: their unit goes to that of nobody."""
    rng = np.random.default_rng(1)
    strangers = np.concatenate([rng.normal(size=(60, 8)), np.zeros((60, 1))], axis=1)
    faces = strangers[:5] + 0.3 * rng.normal(size=(5, 9))
    moved = faces.copy()
    moved[:, -1] = 100.0
    scale = LocalScale(strangers, typical=1.0)
    np.testing.assert_allclose(scale.of(moved), 1.0, atol=1e-3)
    assert (scale.of(faces) < 0.9).all()


def test_the_typical_stranger_counts_as_one():
    strangers = np.random.default_rng(2).normal(size=(40, 5))
    typical = typical_spread(strangers)
    units = [
        LocalScale(np.delete(strangers, index, axis=0), typical).of(strangers[[index]])[0]
        for index in range(40)
    ]
    assert np.mean(units) == pytest.approx(1.0)


def described(folder, **arrays):
    path = folder / "cohort.npz"
    np.savez(path, allow_pickle=False, **arrays)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return CohortDescription("cohort.npz", digest, 0.5, 0.6)


@pytest.fixture
def rows():
    rng = np.random.default_rng(3)
    return {
        "vectors": rng.normal(size=(20, 128)).astype(np.float16),
        "color_vectors": rng.normal(size=(20, 128)).astype(np.float16),
    }


def test_strangers_are_read_as_they_were_written(tmp_path, rows):
    cohort = Cohort.load(tmp_path, described(tmp_path, **rows))
    np.testing.assert_array_equal(cohort.fused.strangers, rows["vectors"])
    np.testing.assert_array_equal(cohort.color.strangers, rows["color_vectors"])
    assert (cohort.fused.typical, cohort.color.typical) == (0.5, 0.6)


def test_a_changed_file_is_refused(tmp_path, rows):
    description = described(tmp_path, **rows)
    path = tmp_path / "cohort.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="was changed"):
        Cohort.load(tmp_path, description)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(WeightsError, match=r"cohort\.npz is missing"):
        Cohort.load(tmp_path, CohortDescription("cohort.npz", "", 0.5, 0.6))


@pytest.mark.parametrize(
    "change",
    [
        {"vectors": np.zeros((20, 127), np.float16)},
        {"vectors": np.zeros((NEIGHBORS, 128), np.float16)},
        {"vectors": np.full((20, 128), np.nan, np.float16)},
        {"color_vectors": np.zeros(127, np.float16)},
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path, rows, change):
    with pytest.raises(WeightsError, match="holds no cohort"):
        Cohort.load(tmp_path, described(tmp_path, **(rows | change)))


def test_a_file_without_strangers_is_refused(tmp_path):
    with pytest.raises(WeightsError, match="holds no cohort"):
        Cohort.load(tmp_path, described(tmp_path, other=np.zeros(3)))
    path = tmp_path / "cohort.npz"
    path.write_bytes(b"")
    empty = CohortDescription("cohort.npz", hashlib.sha256(b"").hexdigest(), 0.5, 0.6)
    with pytest.raises(WeightsError, match="holds no cohort"):
        Cohort.load(tmp_path, empty)


def test_units_leave_the_vectors_as_they_are():
    vectors = -np.ones((2, 3))
    LocalScale(np.random.default_rng(5).normal(size=(20, 3)), 1.0).of(vectors)
    assert (vectors == -1.0).all()
