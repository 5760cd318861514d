"""The depth trunk learns: after seconds on a tiny rendered set unseen people lie further apart."""

from pathlib import Path

import numpy as np
import pytest

FACE_MODEL = Path(__file__).resolve().parents[3] / "shared" / "data" / "ict-facekit"
TRAINING_PEOPLE, UNSEEN_PEOPLE, VIEWS = 80, 20, 6
STEPS = 100  # under a minute on two cores
MIN_GAIN = 0.2  # 0.38 was measured


@pytest.fixture(scope="module")
def maps():
    pytest.importorskip("embreex", reason="extra synth is not installed")
    if not FACE_MODEL.is_dir():
        pytest.skip(f"no face model in {FACE_MODEL}")
    from faceid_core.face_geometry import FaceGeometry
    from faceid_core.face_sets import unpacked
    from faceid_core.synthesis import FaceModel
    from faceid_core.synthesis.depth_maps import DepthMapRenderer

    renderer = DepthMapRenderer(FaceModel.load(FACE_MODEL), FaceGeometry.load())
    seeds = range(TRAINING_PEOPLE + UNSEEN_PEOPLE)
    return unpacked(np.stack([renderer.maps_of(seed, VIEWS) for seed in seeds]))


@pytest.fixture(scope="module")
def training():
    pytest.importorskip("tensorflow", reason="extra train is not installed")
    from faceid_core.training import train_depth

    return train_depth


def separation(embeddings):
    """Mean non-mated minus mean mated distance, in units of their spread."""
    people = np.repeat(np.arange(UNSEEN_PEOPLE), VIEWS)
    first, second = np.triu_indices(len(people), 1)
    distances = np.linalg.norm(embeddings[first] - embeddings[second], axis=1)
    mated = people[first] == people[second]
    spread = np.sqrt((distances[mated].var() + distances[~mated].var()) / 2)
    return (distances[~mated].mean() - distances[mated].mean()) / spread


@pytest.mark.timeout(500)
def test_unseen_people_separate_better_than_before(maps, training, tmp_path):
    unseen = maps[TRAINING_PEOPLE:].reshape(-1, *maps.shape[2:])
    training.keras.utils.set_random_seed(0)
    trainer = training.DepthTrainer(TRAINING_PEOPLE, tmp_path)
    before = separation(training.embed(trainer.trunk, unseen))
    for progress in trainer.train(maps[:TRAINING_PEOPLE], steps=STEPS, seed=0):
        assert np.isfinite(progress.loss)
    trained = training.embed(trainer.trunk, unseen)
    np.testing.assert_allclose(np.linalg.norm(trained, axis=1), 1.0, atol=1e-5)
    assert separation(trained) > before + MIN_GAIN

    resumed = training.DepthTrainer(TRAINING_PEOPLE, tmp_path)
    np.testing.assert_array_equal(training.embed(resumed.trunk, unseen), trained)
    assert list(resumed.train(maps[:TRAINING_PEOPLE], steps=STEPS, seed=0)) == []


def test_holes_do_not_leak_into_the_features(maps, training):
    """Whatever stands in a hole, the network sees the same."""
    depth = maps[0, 0].copy()
    depth[40:50, 40:50] = np.nan
    clean = training.trunk_input(depth[None])
    dirty = clean.copy()
    dirty[0, 40:50, 40:50, 0] = 30.0
    relief = training.build_depth_trunk().get_layer("relief")
    np.testing.assert_array_equal(np.array(relief(clean)), np.array(relief(dirty)))


def test_moving_the_whole_face_in_depth_changes_no_feature(maps, training):
    relief = training.build_depth_trunk().get_layer("relief")
    flat = training.trunk_input(np.full((1, 96, 96), 3.0, np.float32))
    moved = training.trunk_input(np.full((1, 96, 96), 9.0, np.float32))
    np.testing.assert_allclose(np.array(relief(flat)), np.array(relief(moved)), atol=2e-2)


@pytest.mark.parametrize(
    ("fraction", "rate"), [(0.0, 1e-5), (0.015, 1e-3), (0.5, 1e-3), (1.0, 1e-5)]
)
def test_the_learning_rate_rises_and_falls(training, fraction, rate):
    assert training.learning_rate(fraction) == pytest.approx(rate, abs=2e-5)
