"""Losses by hand: what equal and unequal labels mean, and what pairs cost."""

import math

import numpy as np
import pytest

pytest.importorskip("keras", reason="extra train is not installed")
from faceid_core.training.losses import (
    contrastive_loss,
    margin_softmax_loss,
    pair_distances,
)


def at_angles(*angles):
    return np.array([[math.cos(a), math.sin(a)] for a in angles], np.float32)


def chord(angle):
    """Distance of two unit vectors at an angle."""
    return 2 * math.sin(angle / 2)


def test_distances_of_unit_vectors():
    found = np.array(pair_distances(at_angles(0.0, 0.5, math.pi)))
    assert found[0, 1] == pytest.approx(chord(0.5), abs=1e-4)
    assert found[0, 2] == pytest.approx(2.0, abs=1e-4)
    np.testing.assert_allclose(np.diag(found), 0.0, atol=1e-3)


@pytest.mark.parametrize(
    ("angle", "people", "expected"),
    [
        (2 * math.asin(0.25), [7, 7], 0.25),  # one person at 0.5: 0.5 ** 2
        (2 * math.asin(0.25), [7, 8], 0.25),  # two people at 0.5: (1 - 0.5) ** 2
        (0.0, [7, 7], 0.0),
        (0.0, [7, 8], 1.0),
        (2 * math.asin(0.75), [7, 8], 0.0),  # two people at 1.5 cost nothing
        (2 * math.asin(0.75), [7, 7], 2.25),
    ],
)
def test_a_pair_costs_what_the_formula_says(angle, people, expected):
    loss = contrastive_loss(at_angles(0.0, angle), np.array(people), margin=1.0)
    assert float(loss) == pytest.approx(expected, abs=1e-3)


def test_easy_pairs_do_not_dilute_hard_ones():
    """Two people at distance 0 among others that are far apart still cost the whole margin."""
    vectors = np.eye(6, dtype=np.float32)[[0, 0, 1, 2, 3, 4, 5]]
    loss = contrastive_loss(vectors, np.arange(7), margin=1.0)
    assert float(loss) == pytest.approx(1.0, abs=1e-3)


def test_mated_and_non_mated_are_averaged_each_over_themselves():
    # Persons 0, 0 at 0.6 apart, person 1 opposite: one mated pair, no non-mated one in the margin.
    vectors = at_angles(0.0, 2 * math.asin(0.3), math.pi)
    assert float(contrastive_loss(vectors, np.array([0, 0, 1]))) == pytest.approx(0.36, abs=1e-3)


def test_gradients_pull_and_push():
    import tensorflow as tf

    angle = tf.Variable(0.8)

    def slope(people):
        with tf.GradientTape() as tape:
            zero = tf.zeros_like(angle)
            vectors = tf.stack(
                [tf.stack([1.0 + zero, zero]), tf.stack([tf.cos(angle), tf.sin(angle)])]
            )
            loss = contrastive_loss(vectors, tf.constant(people))
        return float(tape.gradient(loss, angle))

    # d = 2 sin(a / 2): the mated slope is 2 d cos(a / 2), the non-mated one -2 (1 - d) cos(a / 2).
    d, turn = chord(0.8), math.cos(0.4)
    assert slope([3, 3]) == pytest.approx(2 * d * turn, abs=1e-3)
    assert slope([3, 4]) == pytest.approx(-2 * (1 - d) * turn, abs=1e-3)


def test_margin_softmax_by_hand():
    cosines = np.array([[0.8, 0.2]], np.float32)
    # logits 10 * (0.8 - 0.3) = 5 and 2: -log(e^5 / (e^5 + e^2)).
    expected = math.log(1 + math.exp(-3.0))
    loss = margin_softmax_loss(cosines, np.array([0]), margin=0.3, scale=10.0)
    assert float(loss) == pytest.approx(expected, abs=1e-5)
