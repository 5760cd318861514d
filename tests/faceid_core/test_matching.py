"""Distances by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scripted import ENCODER_ID, LIMITS, color_part, depth_part, unit

from faceid_core.errors import IncompatibleTemplateError
from faceid_core.matching import compare
from faceid_core.types import Embedding


def embedding(vector, encoder_id=ENCODER_ID, color=None, depth=None):
    color = color_part(vector) if color is None else color
    depth = depth_part(vector) if depth is None else depth
    return Embedding(vector, color, depth, encoder_id)


def test_the_nearest_vector_of_the_nearest_template_counts(template):
    ann = template("ann", np.stack([unit(0), unit(1)]))
    bob = template("bob", np.stack([unit(2), unit(3)]))
    seen = compare(embedding(unit(3, tilt=0.2)), [ann, bob], LIMITS)
    assert seen.name == "bob"
    assert seen.nearest_pose == bob.poses[1]
    # Two unit vectors at an angle of 0.2: 2 sin(0.1).
    assert seen.distance == pytest.approx(2 * math.sin(0.1), abs=1e-6)
    assert seen.is_match


def test_orthogonal_vectors_are_sqrt_two_apart(template):
    seen = compare(embedding(unit(5)), [template()], LIMITS)
    assert seen.distance == pytest.approx(math.sqrt(2.0), abs=1e-6)
    assert not seen.is_match


def test_each_trunk_has_a_distance_of_its_own(template):
    ann = template(depth_vectors=np.stack([unit(7, size=48), unit(8, size=48)]))
    probe = embedding(unit(0), color=unit(1, 0.3, size=79), depth=unit(8, 0.4, size=48))
    seen = compare(probe, [ann], LIMITS)
    assert seen.distance == pytest.approx(0.0, abs=1e-6)
    assert seen.color_distance == pytest.approx(2 * math.sin(0.15), abs=1e-6)
    assert seen.depth_distance == pytest.approx(2 * math.sin(0.2), abs=1e-6)


@pytest.mark.parametrize("trunk", ["fused", "color", "depth"])
def test_every_distance_must_keep_to_its_limit(template, trunk):
    at = 2 * math.sin(0.1)
    probe = embedding(unit(0, 0.2))  # 0.2 away in all three
    wide = replace(LIMITS, fused=1.0, color=1.0, depth=1.0)
    assert compare(probe, [template()], replace(wide, **{trunk: at + 1e-6})).is_match
    assert not compare(probe, [template()], replace(wide, **{trunk: at - 1e-6})).is_match


@pytest.mark.parametrize("broken", ["vector", "color_vector", "depth_vector"])
def test_a_distance_that_is_no_number_never_matches(template, broken):
    probe = embedding(unit(0))
    nan = np.full_like(getattr(probe, broken), np.nan)
    wide = replace(LIMITS, fused=2.0, color=2.0, depth=2.0)
    assert not compare(replace(probe, **{broken: nan}), [template()], wide).is_match


def test_another_encoder_is_refused_by_name(template):
    with pytest.raises(IncompatibleTemplateError, match="Enroll ann again"):
        compare(embedding(unit(0), encoder_id="other"), [template()], LIMITS)


def test_nobody_enrolled_is_a_callers_mistake():
    with pytest.raises(ValueError, match="at least one template"):
        compare(embedding(unit(0)), [], LIMITS)
