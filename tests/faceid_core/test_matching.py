"""Distances by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scripted import ENCODER_ID, LIMITS, MATCHER, color_part, depth_part, unit

from faceid_core.cohort import Cohort, LocalScale
from faceid_core.errors import IncompatibleTemplateError
from faceid_core.matching import Matcher
from faceid_core.types import Embedding, Limits

WIDE = Limits(fused=2.0, color=2.0, depth=2.0)


def embedding(vector, encoder_id=ENCODER_ID, color=None, depth=None):
    color = color_part(vector) if color is None else color
    depth = depth_part(vector) if depth is None else depth
    return Embedding(vector, color, depth, encoder_id)


def compare(probe, templates, matcher=MATCHER):
    return matcher.references(templates).compare(probe)


def test_the_nearest_template_counts(template):
    ann = template("ann", np.stack([unit(0)]))
    bob = template("bob", np.stack([unit(3)]))
    seen = compare(embedding(unit(3, tilt=0.2)), [ann, bob])
    assert seen.name == "bob"
    assert seen.nearest_pose == bob.poses[0]
    # Two unit vectors at an angle of 0.2: 2 sin(0.1).
    assert seen.distance == pytest.approx(2 * math.sin(0.1), abs=1e-6)
    assert seen.is_match


def test_what_lies_between_two_stored_vectors_is_near(template):
    between = (unit(0) + unit(1)) / math.sqrt(2.0)
    seen = compare(embedding(between), [template()])
    # The line's middle has length 1 / sqrt(2).
    assert seen.distance == pytest.approx(1.0 - 1.0 / math.sqrt(2.0), abs=1e-6)
    apart = compare(embedding(between), [template(labels=("", "Glasses"))])
    assert apart.distance == pytest.approx(2 * math.sin(math.pi / 8), abs=1e-6)


def test_the_nearest_pose_is_that_of_the_nearest_stored_vector(template):
    vector = np.cos(0.3) * unit(0) + np.sin(0.3) * unit(1)
    ann = template()
    assert compare(embedding(vector.astype(np.float32)), [ann]).nearest_pose == ann.poses[0]


def test_a_vector_that_is_stored_has_distance_zero(template):
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(5, 128))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    seen = compare(embedding(rows[3]), [template("bob"), template("ann", rows)])
    assert (seen.name, seen.distance) == ("ann", 0.0)
    assert (seen.color_distance, seen.depth_distance) == (0.0, 0.0)


def test_the_order_of_templates_and_of_their_vectors_does_not_matter(template):
    rng = np.random.default_rng(1)
    # So near one another that many could be the nearest.
    rows = rng.normal(size=128) + 0.4 * rng.normal(size=(12, 6, 128))
    rows = (rows / np.linalg.norm(rows, axis=2, keepdims=True)).astype(np.float32)
    people = [template(f"p{index}", own) for index, own in enumerate(rows)]
    turned = [template(f"p{index}", own[::-1]) for index, own in enumerate(rows)]
    for probe in (unit(0), rows[4, 2], ((rows[7, 0] + rows[7, 1]) / 2).astype(np.float32)):
        one = compare(embedding(probe), people)
        other = compare(embedding(probe), turned[::-1])
        alone = min(
            (compare(embedding(probe), [each]) for each in people), key=lambda seen: seen.distance
        )
        assert one.name == other.name == alone.name
        assert one.distance == pytest.approx(other.distance, abs=1e-6)
        assert one.distance == alone.distance


def test_each_trunk_has_a_distance_of_its_own(template):
    ann = template(
        vectors=np.stack([unit(0)]),
        color_vectors=np.stack([unit(0, size=128)]),
        depth_vectors=np.stack([unit(7, size=48)]),
    )
    probe = embedding(unit(0), color=unit(0, 0.3, size=128), depth=unit(7, 0.4, size=48))
    seen = compare(probe, [ann])
    assert seen.distance == pytest.approx(0.0, abs=1e-6)
    assert seen.color_distance == pytest.approx(2 * math.sin(0.15), abs=1e-6)
    assert seen.depth_distance == pytest.approx(2 * math.sin(0.2), abs=1e-6)


def scale_of(units, size):
    """Ten strangers in each corner, of which each is as near as the unit says."""
    strangers = np.concatenate(
        [np.tile((1.0 - near) * unit(index, size=size), (10, 1)) for index, near in units.items()]
    ).astype(np.float64)
    return LocalScale(strangers, typical=1.0)


def test_distances_count_in_the_units_of_both_sides(template):
    fused = scale_of({0: 0.1, 5: 0.4}, 128)
    color = scale_of({0: 0.2, 5: 0.3}, 128)
    matcher = Matcher(WIDE, Cohort(fused, color))
    ann, probe = template(vectors=np.stack([unit(0)])), embedding(unit(0, 0.5))
    seen = compare(probe, [ann], matcher)
    plain = 2 * math.sin(0.25)
    units = [scale.of(row[None])[0] for scale, row in ((fused, unit(0)), (fused, unit(0, 0.5)))]
    assert units[0] < 0.2 < units[1]
    assert seen.distance == pytest.approx(plain / math.sqrt(units[0] * units[1]), rel=1e-6)
    one, other = color.of(np.stack([unit(0, size=128), unit(0, 0.5, size=128)]))
    assert seen.color_distance == pytest.approx(plain / math.sqrt(one * other), rel=1e-6)
    assert seen.depth_distance == pytest.approx(plain, rel=1e-6)


def test_the_unit_of_a_person_is_the_mean_of_their_vectors(template):
    scale = scale_of({0: 0.1, 1: 0.5}, 128)
    matcher = Matcher(WIDE, Cohort(scale, scale_of({0: 0.2}, 128)))
    ann = template(vectors=np.stack([unit(0), unit(1)]), labels=("", "Glasses"))
    near, far = scale.of(np.stack([unit(0), unit(1)]))
    own = scale.of(unit(0, 0.5)[None])[0]
    expected = 2 * math.sin(0.25) / math.sqrt(own * (near + far) / 2)
    assert compare(embedding(unit(0, 0.5)), [ann], matcher).distance == pytest.approx(expected)


def test_whoever_is_far_from_strangers_is_nearer(template):
    """In the same distance from the probe the person with the greater unit is nearer."""
    scale = scale_of({0: 0.1, 1: 0.5, 2: 0.5}, 128)
    matcher = Matcher(WIDE, Cohort(scale, scale_of({0: 0.2}, 128)))
    ann, bob = template("ann", np.stack([unit(0)])), template("bob", np.stack([unit(1)]))
    between = ((unit(0) + unit(1)) / math.sqrt(2.0)).astype(np.float32)
    for people in ([ann, bob], [bob, ann]):
        assert compare(embedding(between), people, matcher).name == "bob"


@pytest.mark.parametrize("trunk", ["fused", "color", "depth"])
def test_every_distance_must_keep_to_its_limit(template, trunk):
    at = 2 * math.sin(0.1)
    ann = template(vectors=np.stack([unit(0)]))
    probe = embedding(unit(0, 0.2))  # 0.2 away in all three
    for limit, is_match in ((at + 1e-6, True), (at - 1e-6, False)):
        matcher = Matcher(replace(WIDE, **{trunk: limit}))
        assert compare(probe, [ann], matcher).is_match is is_match


@pytest.mark.parametrize("broken", ["vector", "color_vector", "depth_vector"])
def test_a_distance_that_is_no_number_never_matches(template, broken):
    probe = embedding(unit(0))
    nan = np.full_like(getattr(probe, broken), np.nan)
    scales = Cohort(scale_of({0: 0.1}, 128), scale_of({0: 0.2}, 128))
    for cohort in (None, scales):
        matcher = Matcher(WIDE, cohort)
        assert not compare(replace(probe, **{broken: nan}), [template()], matcher).is_match


def test_another_encoder_is_refused_by_name(template):
    with pytest.raises(IncompatibleTemplateError, match="Enroll ann again"):
        compare(embedding(unit(0), encoder_id="other"), [template()])


def test_nobody_enrolled_is_a_callers_mistake():
    with pytest.raises(ValueError, match="at least one template"):
        compare(embedding(unit(0)), [])


def test_a_widened_matcher_accepts_what_is_farther(template):
    ann = template(vectors=np.stack([unit(0)]))
    probe = embedding(unit(0, 0.35))
    assert not compare(probe, [ann]).is_match  # 0.348 against 0.3
    assert compare(probe, [ann], MATCHER.widened(1.2)).is_match
    assert MATCHER.widened(1.2).limits.depth == pytest.approx(1.2 * LIMITS.depth)
