"""Fisher's discriminant on hand-made data."""

import numpy as np
import pytest

from faceid_core.training.discriminant import discriminant_rotation, linear_start
from faceid_core.training.scatter import scatter_of


def two_directions(people=200, views=5):
    """The first feature tells people apart, the second varies within each, the third is dead."""
    rng = np.random.default_rng(0)
    who = np.repeat(np.arange(people), views)
    between = np.repeat(rng.normal(0.0, 3.0, people), views)
    rows = np.stack(
        [
            between + rng.normal(0.0, 0.5, len(who)),
            rng.normal(0.0, 3.0, len(who)),
            np.zeros(len(who)),
        ],
        axis=1,
    )
    return rows, who


def test_it_looks_where_people_differ_and_not_where_one_person_does():
    rows, who = two_directions()
    kernel, _ = linear_start(rows, who, 1, within=0.25)
    assert abs(kernel[1, 0]) < 0.05 * abs(kernel[0, 0])
    assert kernel[2, 0] == 0.0


def test_outputs_have_mean_zero_and_the_wanted_spread_within_people():
    rows, who = two_directions()
    kernel, bias = linear_start(rows, who, 2, within=0.25)
    outputs = rows @ kernel + bias
    np.testing.assert_allclose(outputs.mean(axis=0), 0.0, atol=1e-4)
    means = np.stack([outputs[who == person].mean(axis=0) for person in range(200)])
    deviations = outputs - means[who]
    assert np.sqrt((deviations**2).mean()) == pytest.approx(0.25, rel=1e-3)


def test_people_seen_once_say_nothing():
    with pytest.raises(ValueError, match="one of them twice"):
        linear_start(np.eye(4), np.arange(4), 2, within=0.25)


def along_axes(between, within):
    """Rows whose covariances within and between people are diagonal, and known."""
    axes = np.eye(len(between))
    steps = np.concatenate([axes, -axes]) * np.tile(within, 2)[:, None]
    # Along each axis of its own two people stand at the same distance on either side.
    places = np.concatenate([axes, -axes]) * np.tile(between, 2)[:, None]
    rows = places[:, None] + steps[None]
    return rows.reshape(-1, len(between)), np.repeat(np.arange(len(places)), len(steps))


def test_what_tells_people_apart_least_comes_last():
    # Ratios by the variances: of 4, 9, 1 and 16 between, and 1, 9, 4 and 1 within.
    rows, who = along_axes(np.array([2.0, 3.0, 1.0, 4.0]), np.array([1.0, 3.0, 2.0, 1.0]))
    rotation = discriminant_rotation(scatter_of(rows, who))
    np.testing.assert_allclose(np.abs(rotation), np.eye(4)[:, [3, 0, 1, 2]], atol=1e-9)


def test_a_direction_in_which_few_differ_is_kept_if_nobody_varies_in_it():
    # The first axis hardly tells these people apart, but nobody varies there either; the second
    # tells them apart nine times as well, and one person varies there ten times as much.
    rows, who = along_axes(np.array([0.1, 0.3, 3.0]), np.array([0.3, 3.0, 0.3]))
    np.testing.assert_allclose(
        np.abs(discriminant_rotation(scatter_of(rows, who))), np.eye(3)[:, [2, 0, 1]], atol=1e-9
    )


def test_the_last_columns_span_the_worst_directions_however_many_they_are():
    rng = np.random.default_rng(2)
    axes = rng.normal(size=(5, 5))
    rows, who = along_axes(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.ones(5))
    rows = rows @ axes
    rotation = discriminant_rotation(scatter_of(rows, who))
    np.testing.assert_allclose(rotation.T @ rotation, np.eye(5), atol=1e-12)
    turn, _ = np.linalg.qr(rng.normal(size=(5, 5)))
    turned = discriminant_rotation(scatter_of(rows @ turn, who))
    for kept in range(1, 5):
        plain = rows @ rotation[:, :kept]
        same = rows @ turn @ turned[:, :kept]
        np.testing.assert_allclose(plain @ plain.T, same @ same.T, atol=1e-8)
