"""Fisher's discriminant on hand-made data."""

import numpy as np
import pytest

from faceid_core.training.discriminant import linear_start


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
