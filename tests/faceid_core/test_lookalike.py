"""A warning about a new face that is like an old one."""

import math

import numpy as np
import pytest
from scripted import LIMITS, MATCHER, unit

from faceid_core.errors import IncompatibleTemplateError
from faceid_core.lookalike import ALIKE_MARGIN, lookalike


def tilted(distance):
    """A vector at a distance from `unit(0)`: chords of the unit circle."""
    return unit(0, 2 * math.asin(distance / 2))


@pytest.mark.parametrize(
    ("distance", "is_alike"),
    [
        (0.1, True),
        (LIMITS.fused + ALIKE_MARGIN - 0.01, True),
        (LIMITS.fused + ALIKE_MARGIN + 0.01, False),
        (1.0, False),
    ],
)
def test_it_warns_within_the_threshold_and_a_margin(template, distance, is_alike):
    swept = template("eve", np.stack([unit(3), unit(0)]))
    bob = template("bob", np.stack([tilted(distance)]))
    found = lookalike(swept, [template("far", np.stack([unit(7), unit(8)])), bob], MATCHER)
    assert (found is not None) is is_alike
    if found is not None:
        assert found.name == "bob"
        assert found.distance == pytest.approx(distance, abs=1e-6)


def test_the_first_to_enroll_is_like_nobody(template):
    assert lookalike(template(), [], MATCHER) is None


def test_another_encoders_templates_cannot_be_compared(template):
    with pytest.raises(IncompatibleTemplateError):
        lookalike(template(), [template("bob", encoder_id="older")], MATCHER)
