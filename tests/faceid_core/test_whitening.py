"""Whitening of a covariance that is known."""

import numpy as np

from faceid_core.training.scatter import scatter_of
from faceid_core.training.whitening import within_class_whitening


def test_directions_in_which_people_vary_count_less():
    # Two people, far apart along the first axis, vary by 3 along the second, by 1 along the third.
    steps = np.array([[0, 3, 0], [0, -3, 0], [0, 0, 1], [0, 0, -1]], float)
    vectors = np.concatenate([steps, steps + np.array([50.0, 0.0, 0.0])])
    people = np.repeat([4, 9], 4)
    # Covariances: 36 / 6 = 6 and 4 / 6; the mean of 0, 6 and 2/3 is 20/9.
    for shrinkage in (0.5, 2.0):
        scales = 1.0 / np.sqrt(np.array([0.0, 6.0, 2 / 3]) / (20 / 9) + shrinkage)
        found = within_class_whitening(scatter_of(vectors, people).within, shrinkage)
        np.testing.assert_allclose(found, np.diag(scales), atol=1e-12)


def test_it_turns_with_the_vectors_and_is_symmetric():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(60, 4)) * [1.0, 2.0, 3.0, 4.0]
    people = np.repeat(np.arange(20), 3)
    turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
    plain = within_class_whitening(scatter_of(vectors, people).within)
    turned = within_class_whitening(scatter_of(vectors @ turn, people).within)
    np.testing.assert_allclose(turned, turn.T @ plain @ turn, atol=1e-9)
    np.testing.assert_allclose(plain, plain.T, atol=1e-12)


def test_the_order_of_faces_does_not_matter():
    rng = np.random.default_rng(1)
    vectors, people = rng.normal(size=(30, 5)), rng.integers(0, 8, 30)
    order = rng.permutation(30)
    np.testing.assert_allclose(
        within_class_whitening(scatter_of(vectors[order], people[order]).within),
        within_class_whitening(scatter_of(vectors, people).within),
        atol=1e-12,
    )
