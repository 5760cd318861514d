"""Covariances within and between people, by hand."""

import numpy as np
import pytest

from faceid_core.training.scatter import blended, scatter_of


def test_two_people_of_unlike_many_faces():
    rows = np.array([[0.0, 1.0], [0.0, 3.0], [6.0, 0.0], [6.0, 2.0], [6.0, 4.0]])
    scatter = scatter_of(rows, np.array([7, 7, 2, 2, 2]))
    # Means (0, 2) and (6, 2): deviations along the second axis, squared, 1 + 1 and 4 + 0 + 4.
    np.testing.assert_allclose(scatter.within, [[0.0, 0.0], [0.0, 10 / 3]], atol=1e-12)
    # Around the mean row (3.6, 2): (3.6^2 + 2.4^2) / 2.
    np.testing.assert_allclose(scatter.between, [[9.36, 0.0], [0.0, 0.0]], atol=1e-12)
    assert scatter.rows_each == 2.5


@pytest.mark.parametrize("people", [[0, 1, 2], [4, 4, 4]])
def test_at_least_two_people_and_one_twice(people):
    with pytest.raises(ValueError, match="one of them twice"):
        scatter_of(np.eye(3), np.array(people))


def test_of_another_set_comes_only_how_one_person_varies():
    rows = np.array([[0.0, 1.0], [0.0, 3.0], [6.0, 0.0], [6.0, 2.0]])
    others = np.array([[9.0, 0.0], [1.0, 0.0], [5.0, 10.0], [5.0, 10.0]])
    first = scatter_of(rows, np.array([0, 0, 1, 1]))  # varies by 2 along the second axis
    second = scatter_of(others, np.array([0, 0, 1, 1]))  # by 16 along the first
    both = blended(first, second, 0.25)
    np.testing.assert_allclose(both.within, np.diag([0.5, 1.5]), atol=1e-12)
    np.testing.assert_array_equal(both.between, first.between)
