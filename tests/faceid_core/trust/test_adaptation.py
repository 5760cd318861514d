"""Temporary references: what may join, how long it stays, how far it reaches."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scripted import ENCODER_ID, MATCHER, color_part, depth_part, unit

from faceid_core.cohort import Cohort, LocalScale
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.trust.adaptation import (
    BOUNDS,
    DAY_S,
    Adaptation,
    NearMiss,
    after_match,
    after_passcode,
    compare_adapted,
    drift_of,
    enrollment_of,
)
from faceid_core.trust.adaptation_store import AdaptationStore
from faceid_core.types import Embedding, Pose

POSE = Pose(1.0, 2.0, 3.0)
NOW_S = 1.8e9
THRESHOLD = MATCHER.limits.fused  # 0.3


def at(distance: float, axis: int = 127) -> Embedding:
    """A face at a distance from `unit(0)`, turned towards an axis."""
    angle = 2.0 * math.asin(distance / 2.0)
    vector = np.zeros(128, np.float32)
    vector[0], vector[axis] = math.cos(angle), math.sin(angle)
    return Embedding(vector, color_part(vector), depth_part(vector), ENCODER_ID)


@pytest.fixture
def ann(template):
    """One enrolled vector, so that all distances are known."""
    return template(vectors=np.stack([unit(0)]))


@pytest.fixture
def fresh(ann):
    return Adaptation(enrollment_of(ann))


def match(adaptation, probe, ann, now_s=NOW_S):
    return after_match(adaptation, probe, POSE, ann, MATCHER, now_s)


def confirm(adaptation, probe, ann, after_s=2.0):
    missed = NearMiss(probe, POSE, boot_s=100.0)
    return after_passcode(adaptation, missed, 100.0 + after_s, ann, MATCHER, NOW_S)


@pytest.mark.parametrize(
    ("part", "joins"),
    [
        (0.0, False),
        (0.49, False),  # adds nothing
        (0.51, True),
        (0.74, True),
        (0.76, False),  # a match, but not a clear one
        (1.1, False),  # no match
    ],
)
def test_a_clear_match_joins_if_it_adds_something(fresh, ann, part, joins):
    assert bool(match(fresh, at(part * THRESHOLD), ann).references) is joins


def test_what_it_adds_counts_in_the_units_of_the_distance(fresh, ann):
    """With a cohort a match may be far in Euclidean length; so may what adds nothing."""
    far = LocalScale(np.tile(unit(50), (10, 1)).astype(np.float64), typical=0.25)
    matcher = replace(MATCHER, cohort=Cohort(far, far))
    one = matcher.unit_of(unit(0))
    assert one > 3.5

    def seen(part: float) -> Embedding:
        face = at(part * THRESHOLD * one)
        return replace(face, color_vector=color_part(unit(0)), depth_vector=depth_part(unit(0)))

    first = after_match(fresh, seen(0.55), POSE, ann, matcher, NOW_S)
    assert len(first.references) == 1
    assert np.linalg.norm(seen(0.55).vector - seen(0.7).vector) > BOUNDS.novelty * THRESHOLD
    assert after_match(first, seen(0.7), POSE, ann, matcher, NOW_S) is first


@pytest.mark.parametrize(
    ("part", "after_s", "joins"),
    [
        (1.05, 2.0, True),
        (1.19, 2.0, True),
        (1.19, 10.0, True),
        (1.19, 10.1, False),  # not at once
        (1.19, -1.0, False),  # before it
        (1.21, 2.0, False),  # no near miss
        (2.0, 2.0, False),
    ],
)
def test_a_near_miss_joins_if_the_passcode_confirms_it_at_once(fresh, ann, part, after_s, joins):
    lately = match(fresh, at(0.51 * THRESHOLD), ann)
    learned = confirm(lately, at(part * THRESHOLD), ann, after_s)
    assert [each.by_passcode for each in learned.references] == [False, True][: 1 + joins]


def test_a_near_miss_that_is_like_nothing_lately_does_not_join(fresh, ann):
    """Somebody else is refused, and the passcode is entered for that person."""
    assert confirm(fresh, at(1.1 * THRESHOLD), ann).references == ()
    lately = match(fresh, at(0.6 * THRESHOLD), ann)
    assert confirm(lately, at(1.1 * THRESHOLD, axis=60), ann) is lately


def test_nothing_is_learned_from_what_only_the_passcode_confirmed(fresh, ann):
    lately = match(fresh, at(0.6 * THRESHOLD), ann)
    confirmed = confirm(lately, at(1.18 * THRESHOLD), ann)
    only = replace(confirmed, references=confirmed.references[1:])
    carried = at(1.1 * THRESHOLD)
    assert compare_adapted(carried, ann, only, MATCHER)[0].is_match
    assert match(only, at(0.8 * THRESHOLD), ann) is only
    assert confirm(only, carried, ann) is only


@pytest.mark.parametrize("trunk", ["color_vector", "depth_vector"])
def test_each_trunk_has_to_agree(fresh, ann, trunk):
    probe = at(0.6 * THRESHOLD)
    other = replace(probe, **{trunk: np.roll(getattr(probe, trunk), 3)})
    assert match(fresh, probe, ann).references
    assert not match(fresh, other, ann).references
    learned = match(fresh, probe, ann)
    carried = at(1.1 * THRESHOLD)
    assert compare_adapted(carried, ann, learned, MATCHER)[0].is_match
    masked = replace(carried, **{trunk: np.roll(getattr(carried, trunk), 3)})
    assert not compare_adapted(masked, ann, learned, MATCHER)[0].is_match


@pytest.mark.parametrize(
    ("part", "accepted"), [(0.9, True), (1.0, True), (1.1, True), (1.19, True), (1.21, False)]
)
def test_a_reference_carries_a_face_that_the_enrolled_refuse(fresh, ann, part, accepted):
    learned = match(fresh, at(0.7 * THRESHOLD), ann)
    assert compare_adapted(at(part * THRESHOLD), ann, learned, MATCHER)[0].is_match is accepted


@pytest.mark.parametrize(
    ("trunk", "limit", "part", "accepted"),
    [
        ("depth_vector", MATCHER.limits.depth, 0.95, True),
        ("depth_vector", MATCHER.limits.depth, 1.05, False),
        ("color_vector", MATCHER.limits.color, 0.70, True),
        ("color_vector", MATCHER.limits.color, 0.95, False),
    ],
)
def test_depth_may_be_farther_from_a_reference_than_color(fresh, ann, trunk, limit, part, accepted):
    """Two single frames differ by depth; what is enrolled bounds depth all the same."""
    learned = match(fresh, at(0.7 * THRESHOLD), ann)
    stored = getattr(learned.references[0].embedding, trunk)
    carried = replace(at(1.1 * THRESHOLD), **{trunk: turned(stored, part * limit)})
    assert compare_adapted(carried, ann, learned, MATCHER)[0].is_match is accepted


def turned(vector: np.ndarray, distance: float) -> np.ndarray:
    """A unit vector at a distance from another, towards an axis on which that is 0."""
    angle = 2.0 * math.asin(distance / 2.0)
    return (math.cos(angle) * vector + math.sin(angle) * np.eye(len(vector))[9]).astype(np.float32)


def test_what_is_as_far_to_another_side_is_not_carried(fresh, ann):
    learned = match(fresh, at(0.7 * THRESHOLD), ann)
    comparison, carrier = compare_adapted(at(1.1 * THRESHOLD, axis=60), ann, learned, MATCHER)
    assert not comparison.is_match
    assert carrier is None


def test_references_do_not_lead_on_to_each_other(fresh, ann):
    """A face that walks away in small steps, unlocking at each, is let in to the reach only."""
    adaptation, farthest = fresh, 0.0
    for part in np.arange(0.0, 3.0, 0.02):
        probe = at(part * THRESHOLD)
        comparison, _ = compare_adapted(probe, ann, adaptation, MATCHER)
        if comparison.is_match:
            farthest = part
            adaptation = match(adaptation, probe, ann)
    assert 1.1 < farthest <= BOUNDS.reach
    assert max(drift_of(adaptation, ann, MATCHER)) <= BOUNDS.reach * THRESHOLD + 1e-6


def test_they_are_few_and_the_oldest_goes(fresh, ann):
    adaptation = fresh
    for axis in range(1, 10):
        adaptation = match(adaptation, at(0.7 * THRESHOLD, axis), ann, NOW_S + axis)
    assert len(adaptation.references) == BOUNDS.references
    assert [each.added_at_s - NOW_S for each in adaptation.references] == [5, 6, 7, 8, 9]


def test_they_are_used_up(fresh, ann):
    adaptation = match(fresh, at(0.7 * THRESHOLD), ann)
    probe = at(1.1 * THRESHOLD)
    for _ in range(BOUNDS.uses):
        comparison, carrier = compare_adapted(probe, ann, adaptation, MATCHER)
        assert comparison.is_match
        adaptation = adaptation.used(carrier).living(NOW_S)
    assert not compare_adapted(probe, ann, adaptation, MATCHER)[0].is_match
    assert adaptation.references == ()


@pytest.mark.parametrize(
    ("days", "lives"), [(0.0, True), (29.9, True), (30.1, False), (-0.1, False)]
)
def test_they_grow_old_and_come_from_no_future(fresh, ann, days, lives):
    adaptation = match(fresh, at(0.7 * THRESHOLD), ann)
    assert bool(adaptation.living(NOW_S + days * DAY_S).references) is lives


def test_everybody_else_stays_out(fresh, ann):
    """Random faces against a person with as many references as there can be."""
    rng = np.random.default_rng(3)
    adaptation = fresh
    for axis in range(1, 6):
        adaptation = match(adaptation, at(0.74 * THRESHOLD, axis), ann)
    for _ in range(300):
        vector = rng.normal(size=128).astype(np.float32)
        vector /= np.linalg.norm(vector)
        probe = Embedding(vector, color_part(vector), depth_part(vector), ENCODER_ID)
        assert not compare_adapted(probe, ann, adaptation, MATCHER)[0].is_match


def test_the_gallery_asks_only_what_was_learned_of_the_nearest(fresh, ann, template):
    learned = match(fresh, at(0.7 * THRESHOLD), ann)
    probe = at(1.1 * THRESHOLD)
    assert not Gallery([ann]).compare(probe, MATCHER).is_match
    assert Gallery([ann], {"ann": learned}).compare(probe, MATCHER).is_match
    bob = template("bob", vectors=np.stack([at(2.2 * THRESHOLD).vector]))
    near_bob = at(1.15 * THRESHOLD)
    found = Gallery([ann, bob], {"ann": learned}).compare(near_bob, MATCHER)
    assert (found.name, found.is_match) == ("bob", False)
    assert Gallery().compare(probe, MATCHER) is None
    again = template(vectors=np.stack([unit(0), unit(1)]))
    assert not Gallery([again], {"ann": learned}).compare(probe, MATCHER).is_match


@pytest.fixture
def stores(tmp_path, ann):
    templates = TemplateStore(tmp_path / "templates")
    templates.save(ann)
    return templates, AdaptationStore(templates)


def test_what_was_learned_is_kept_sealed(stores, fresh, ann):
    templates, store = stores
    learned = confirm(match(fresh, at(0.6 * THRESHOLD), ann), at(1.15 * THRESHOLD), ann)
    store.save(learned, ann)
    loaded = store.load(ann, NOW_S)
    assert len(loaded.references) == 2
    for before, after in zip(learned.references, loaded.references, strict=True):
        np.testing.assert_array_equal(before.embedding.vector, after.embedding.vector)
        assert before.by_passcode == after.by_passcode
        assert (before.pose, before.added_at_s, before.uses_left) == (
            after.pose,
            after.added_at_s,
            after.uses_left,
        )
        for path in templates.directory.iterdir():
            assert before.embedding.vector.tobytes()[:12] not in path.read_bytes()
    assert templates.names() == ["ann"]
    templates.files.renew()
    assert len(store.load(ann, NOW_S).references) == 2


def test_it_is_forgotten_at_a_word(stores, fresh, ann):
    _, store = stores
    store.save(match(fresh, at(0.7 * THRESHOLD), ann), ann)
    store.forget("ann")
    assert store.load(ann, NOW_S).references == ()
    store.forget("ann")
    assert fresh.forgotten().references == ()


def test_it_belongs_to_one_enrollment(stores, fresh, ann, template):
    templates, store = stores
    store.save(match(fresh, at(0.7 * THRESHOLD), ann), ann)
    again = template(vectors=np.stack([unit(0), unit(1)]))
    assert store.load(again, NOW_S).references == ()
    templates.remove("ann")
    templates.save(ann)
    assert store.load(ann, NOW_S).references == ()


def test_what_is_damaged_or_anothers_teaches_nothing(stores, fresh, ann, template):
    templates, store = stores
    store.save(match(fresh, at(0.7 * THRESHOLD), ann), ann)
    path = templates.path("ann").with_suffix(".adaptation")
    whole = path.read_bytes()
    bob = template("bob", vectors=ann.vectors)
    templates.save(bob)
    templates.path("bob").with_suffix(".adaptation").write_bytes(whole)
    templates.path("bob").with_suffix(".adaptation").chmod(0o600)
    assert store.load(bob, NOW_S).references == ()
    for size in range(0, len(whole), 101):
        path.write_bytes(whole[:size])
        assert store.load(ann, NOW_S).references == ()
    path.write_bytes(templates.path("ann").read_bytes())
    assert store.load(ann, NOW_S).references == ()
    path.write_bytes(whole)
    path.chmod(0o644)
    assert store.load(ann, NOW_S).references == ()
