"""The depth trunk learns: after a minute on a tiny rendered set unseen people lie further apart."""

from pathlib import Path

import numpy as np
import pytest

from faceid_core.depth_patch import face_region, mean_height, patches_of
from faceid_core.errors import DatasetError
from faceid_core.face_geometry import FaceGeometry
from faceid_core.face_sets import unpacked

FACE_MODEL = Path(__file__).resolve().parents[3] / "shared" / "data" / "ict-facekit"
TRAINING_PEOPLE, UNSEEN_PEOPLE, VIEWS = 80, 20, 6
STEPS, PEOPLE_A_BATCH = 60, 24


@pytest.fixture(scope="module")
def maps():
    pytest.importorskip("embreex", reason="extra synth is not installed")
    if not FACE_MODEL.is_dir():
        pytest.skip(f"no face model in {FACE_MODEL}")
    from faceid_core.face_geometry import FaceGeometry
    from faceid_core.synthesis import FaceModel
    from faceid_core.synthesis.depth_maps import DepthMapRenderer

    renderer = DepthMapRenderer(FaceModel.load(FACE_MODEL), FaceGeometry.load())
    seeds = range(TRAINING_PEOPLE + UNSEEN_PEOPLE)
    return np.stack([renderer.maps_of(seed, VIEWS) for seed in seeds])


@pytest.fixture(scope="module")
def training():
    pytest.importorskip("tensorflow", reason="extra train is not installed")
    from faceid_core.training import train_depth

    return train_depth


@pytest.fixture(scope="module")
def crowd(maps, training):
    return training.Crowd(maps[:TRAINING_PEOPLE], views=training.VIEWS_A_PERSON)


@pytest.fixture(scope="module")
def shapes(crowd):
    from faceid_core.training.fit_shape_model import fit_shape_model

    return fit_shape_model(crowd)


def separation(embeddings):
    """Mean non-mated minus mean mated distance, in units of their spread."""
    people = np.repeat(np.arange(UNSEEN_PEOPLE), VIEWS)
    first, second = np.triu_indices(len(people), 1)
    distances = np.linalg.norm(embeddings[first] - embeddings[second], axis=1)
    mated = people[first] == people[second]
    spread = np.sqrt((distances[mated].var() + distances[~mated].var()) / 2)
    return (distances[~mated].mean() - distances[mated].mean()) / spread


@pytest.mark.timeout(500)
def test_unseen_people_separate_better_than_before(maps, crowd, training, tmp_path):
    unseen = unpacked(maps[TRAINING_PEOPLE:]).reshape(-1, *maps.shape[2:])
    training.keras.utils.set_random_seed(0)
    trainer = training.DepthTrainer(crowd, tmp_path, people_a_batch=PEOPLE_A_BATCH)
    raw = training.embed(training.build_depth_trunk(), trainer.shapes, unseen)
    started = training.embed(trainer.network, trainer.shapes, unseen)
    for progress in trainer.train(steps=STEPS):
        assert np.isfinite(progress.loss)
    trained = training.embed(trainer.network, trainer.shapes, unseen)
    np.testing.assert_allclose(np.linalg.norm(trained, axis=1), 1.0, atol=1e-5)
    assert separation(raw) < separation(started) < separation(trained)

    resumed = training.DepthTrainer(crowd, tmp_path, people_a_batch=PEOPLE_A_BATCH)
    again = training.embed(resumed.network, resumed.shapes, unseen)
    np.testing.assert_array_equal(again, trained)
    assert list(resumed.train(steps=STEPS)) == []


def test_moving_the_whole_face_in_depth_changes_no_feature(maps, training):
    trunk = training.build_depth_trunk()
    here = np.random.default_rng(0).normal(0, 2, (1, 64, 72)).astype(np.float32)
    for name in ("relief", "coarse"):
        layer = trunk.get_layer(name)
        np.testing.assert_allclose(np.array(layer(here)), np.array(layer(here + 2)), atol=1e-4)


def test_what_is_outside_of_the_face_is_not_looked_at(training):
    here = np.random.default_rng(0).normal(0, 2, (1, 64, 72)).astype(np.float32)
    there = np.where(face_region(), here, 9.0).astype(np.float32)
    trunk = training.build_depth_trunk()
    np.testing.assert_array_equal(np.array(trunk(here)), np.array(trunk(there)))


def test_mouth_and_chin_are_not_looked_at(maps, training, shapes):
    depth = unpacked(maps[0, :1])
    changed = depth.copy()
    changed[:, 74:] += 12.0
    trunk = training.build_depth_trunk()
    embeddings = [training.embed(trunk, shapes, each) for each in (depth, changed)]
    np.testing.assert_array_equal(embeddings[0], embeddings[1])


def test_the_shape_model_explains_faces_that_it_has_not_seen(maps, shapes):
    """A face's left half tells its right one better than the mean face does."""
    mean = mean_height(FaceGeometry.load())
    patches = patches_of(unpacked(maps[TRAINING_PEOPLE:, 0]), mean)
    whole = shapes.complete(patches)
    half = patches.copy()
    half[:, :, 40:] = 0.0
    guessed = shapes.complete(half)
    hidden = face_region() & (np.arange(72) >= 40)
    # Both are only right up to a shift.
    error = (guessed - whole)[:, hidden] - (guessed - whole)[:, face_region() & ~hidden].mean()
    over = whole[:, hidden] - whole[:, hidden].mean(axis=0)
    assert np.sqrt(np.mean(error**2)) < 0.8 * np.sqrt(np.mean(over**2))


def test_the_distance_of_phases_is_that_of_their_differences(training):
    from faceid_core.training.depth_trunk import PhaseEmbedding

    first = np.array([[0.3, -1.0, 2.0, 0.0]], np.float32)
    second = first + np.array([[np.pi, 0.0, np.pi / 2, 0.0]], np.float32)
    layer = PhaseEmbedding()
    for shift in (0.0, 5.0):  # what all have in common cancels
        a, b = np.array(layer(first + shift)), np.array(layer(second + shift))
        # cosines of the differences: -1, 1, 0, 1, whose mean is 0.25
        assert np.linalg.norm(a - b) == pytest.approx(np.sqrt(2 - 2 * 0.25), abs=1e-5)


def test_a_batch_holds_whole_people_of_few_populations(crowd, training):
    batch = crowd.batch(np.random.default_rng(0), people=12)
    numbers, counts = np.unique(batch.people, return_counts=True)
    assert len(numbers) == 12
    assert set(counts.tolist()) == {training.VIEWS_A_PERSON}
    assert len(np.unique(batch.relief)) <= 6
    assert batch.patches.shape == (48, 64, 72, 2)
    again = crowd.batch(np.random.default_rng(0), people=12)
    np.testing.assert_array_equal(batch.patches, again.patches)


def test_views_of_one_person_share_the_drawn_shape(crowd):
    """What a population and a person add is the same in every view."""
    batch = crowd.batch(np.random.default_rng(1), people=8)
    height, known = batch.patches[..., 0], batch.patches[..., 1]
    person = batch.people == batch.people[0]
    other = batch.people != batch.people[0]
    inner = np.s_[:, 15:50, 15:57]

    def gap(first, second):
        both = (known[first][inner[1:]] * known[second][inner[1:]]) > 0
        difference = (height[first] - height[second])[inner[1:]][both]
        return np.std(difference)

    own = np.flatnonzero(person)
    strangers = np.flatnonzero(other)
    mated = np.median([gap(own[0], index) for index in own[1:]])
    assert mated < np.median([gap(own[0], index) for index in strangers])


def test_too_few_usable_maps_are_an_error_that_says_so(maps, training):
    with pytest.raises(DatasetError, match="Render more people"):
        training.Crowd(np.full_like(maps[:3], -32768), views=4)


@pytest.mark.parametrize(("size_px", "shape"), [(1.2, (64, 72)), (2.0, (72, 64)), (5.0, (64, 72))])
def test_columns_are_blurred_by_a_gaussian_that_ends_at_twice_its_size(size_px, shape):
    pytest.importorskip("keras", reason="extra train is not installed")
    from faceid_core.training.relief_layers import blur_down, gaussian

    weights = gaussian(size_px)
    assert len(weights) == 2 * int(2 * size_px) + 1
    assert weights.sum() == pytest.approx(1.0, abs=1e-6)
    pictures = np.random.default_rng(0).normal(size=(3, *shape)).astype(np.float32)
    blurred = np.array(blur_down(pictures, size_px))
    expected = np.apply_along_axis(np.convolve, 1, pictures, weights, mode="same")
    np.testing.assert_allclose(blurred, expected, atol=1e-5)
