"""The plane of principal components, by values computed by hand."""

import numpy as np
import pytest

from faceid_core.projection import fit_projection

# A cross: 2 along the first axis, 1 along the second, around (1, 1, 5).
CROSS = np.array([[3, 1, 5], [-1, 1, 5], [1, 2, 5], [1, 0, 5]], np.float32)


def test_the_widest_directions_become_the_axes():
    projection = fit_projection(CROSS)
    np.testing.assert_allclose(projection.center, [1, 1, 5])
    np.testing.assert_allclose(projection.axes, [[1, 0, 0], [0, 1, 0]], atol=1e-12)
    np.testing.assert_allclose(projection.points(CROSS), [[2, 0], [-2, 0], [0, 1], [0, -1]])
    assert projection.shares == pytest.approx((0.8, 0.2))  # 4 + 4 of 10, 1 + 1 of 10


def test_a_new_vector_lands_where_its_own_stored_one_lies():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(30, 128)).astype(np.float32)
    projection = fit_projection(rows)
    points = projection.points(rows)
    for index in (0, 17, 29):
        np.testing.assert_array_equal(
            projection.points(rows[[index]])[0].round(12), points[index].round(12)
        )


def test_points_are_never_farther_apart_than_vectors():
    """So what lies outside the threshold's circle is too far."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(40, 128))
    projection = fit_projection(rows[:20])
    points = projection.points(rows)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    truly = np.linalg.norm(rows[:, None] - rows[None], axis=2)
    assert (apart <= truly + 1e-12).all()
    assert apart.max() > 1.0


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        (np.ones((1, 128)), 0),
        (np.ones((7, 128), np.float32), 0),
        (np.outer([0, 1, 5], np.ones(128)), 1),
    ],
)
def test_where_nothing_varies_there_is_no_axis(rows, spans):
    projection = fit_projection(rows)
    lengths = np.linalg.norm(projection.axes, axis=1)
    np.testing.assert_allclose(lengths, [1.0] * spans + [0.0] * (2 - spans))
    assert projection.shares == pytest.approx((float(spans), 0.0))
    assert np.isfinite(projection.points(rows)).all()


def test_nothing_cannot_be_projected():
    with pytest.raises(ValueError, match="Expected rows"):
        fit_projection(np.empty((0, 128)))
