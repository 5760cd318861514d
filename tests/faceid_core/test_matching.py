"""Distances by hand."""

import math

import numpy as np
import pytest
from scripted import ENCODER_ID, unit

from faceid_core.errors import IncompatibleTemplateError
from faceid_core.matching import compare
from faceid_core.types import Embedding


def embedding(vector, encoder_id=ENCODER_ID, depth=None):
    return Embedding(vector, vector, depth, encoder_id)


def test_the_nearest_vector_of_the_nearest_template_counts(template):
    ann = template("ann", np.stack([unit(0), unit(1)]))
    bob = template("bob", np.stack([unit(2), unit(3)]))
    seen = compare(embedding(unit(3, tilt=0.2)), [ann, bob], threshold=0.3)
    assert seen.name == "bob"
    assert seen.nearest_pose == bob.poses[1]
    # Two unit vectors at an angle of 0.2: 2 sin(0.1).
    assert seen.distance == pytest.approx(2 * math.sin(0.1), abs=1e-6)
    assert seen.is_match
    assert seen.depth_distance is None


def test_orthogonal_vectors_are_sqrt_two_apart(template):
    seen = compare(embedding(unit(5)), [template()], threshold=0.3)
    assert seen.distance == pytest.approx(math.sqrt(2.0), abs=1e-6)
    assert not seen.is_match


def test_depth_distance_is_the_depth_trunks_own(template):
    ann = template(depth_vectors=np.stack([unit(7), unit(8)]))
    seen = compare(embedding(unit(0), depth=unit(8, tilt=0.4)), [ann], threshold=0.3)
    assert seen.depth_distance == pytest.approx(2 * math.sin(0.2), abs=1e-6)
    assert seen.color_distance == pytest.approx(0.0, abs=1e-6)


def test_a_distance_at_the_threshold_matches_and_nan_never(template):
    at = 2 * math.sin(0.1)
    assert compare(embedding(unit(0, 0.2)), [template()], threshold=at + 1e-6).is_match
    assert not compare(embedding(unit(0, 0.2)), [template()], threshold=at - 1e-6).is_match
    nan = np.full(128, np.nan, np.float32)
    assert not compare(embedding(nan), [template()], threshold=2.0).is_match


def test_another_encoder_is_refused_by_name(template):
    with pytest.raises(IncompatibleTemplateError, match="Enroll ann again"):
        compare(embedding(unit(0), encoder_id="other"), [template()], threshold=0.3)


def test_nobody_enrolled_is_a_callers_mistake():
    with pytest.raises(ValueError, match="at least one template"):
        compare(embedding(unit(0)), [], threshold=0.3)
