"""Faces to be looked at: of templates, of an evaluation's folder, and of both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceid_core.errors import DatasetError
from faceid_core.evaluation import EvaluatedEncoder, Sample, collect, evaluate
from faceid_core.evaluation.embeddings import EMBEDDINGS_FILE, read_evaluation, write_embeddings
from faceid_core.evaluation.named_faces import faces_of_evaluation, faces_of_templates, joined
from faceid_core.evaluation.outputs import write_outputs
from faceid_core.evaluation.spread import shown_faces
from faceid_core.evaluation.summary_fields import JSON_FILE
from faceid_core.templates import Template
from faceid_core.types import Pose

MakeSample = Callable[..., Sample]


def unit_rows(count: int, size: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def template(name: str, labels: tuple[str, ...], seed: int) -> Template:
    count = len(labels)
    return Template(
        name=name,
        encoder_id="test",
        vectors=unit_rows(count, 128, seed),
        color_vectors=unit_rows(count, 128, seed),
        depth_vectors=unit_rows(count, 48, seed),
        poses=tuple(Pose(10.0 * index, -5.0, 0.0) for index in range(count)),
        is_partial=False,
        created_at="2026-11-22T12:00:00+00:00",
        labels=labels,
    )


@pytest.fixture
def folder(
    two_sessions: list[Sample], sample: MakeSample, encoder: EvaluatedEncoder, tmp_path: Path
) -> Path:
    """An evaluation of three people, and of a mask of the second."""
    samples = [*two_sessions, sample(1, "attack-mask", 0.7)]
    evaluation = evaluate(collect(samples), [encoder])
    write_outputs(tmp_path, evaluation, "set")
    write_embeddings(tmp_path, evaluation)
    return tmp_path


def test_templates_are_people_by_name_and_appearances_are_sessions():
    bob, ada = template("Bob", ("", ""), 1), template("Ada", ("", "Hat", ""), 2)
    known = faces_of_templates([bob, ada])
    assert known.names == ("Ada", "Bob")
    assert known.enrolled == 2
    assert known.faces.people.tolist() == [0, 0, 0, 1, 1]
    assert [known.sessions[index] for index in known.faces.sessions] == ["", "Hat", "", "", ""]
    assert len(set(known.faces.sessions.tolist())) == 3
    assert known.faces.conditions["yaw_deg"].tolist() == [0, 10, 20, 0, 10]
    np.testing.assert_array_equal(known.faces.vectors["fused"][:3], ada.vectors)
    np.testing.assert_array_equal(known.faces.vectors["color"][3:], bob.color_vectors)
    np.testing.assert_array_equal(known.faces.vectors["depth"][3:], bob.depth_vectors)


def test_nobody_is_no_face():
    nobody = faces_of_templates([])
    assert len(nobody) == 0
    assert len(joined(nobody, faces_of_templates([template("Ada", ("",), 0)]))) == 1


def test_what_an_evaluation_wrote_is_read(folder: Path, two_sessions: list[Sample]):
    stored = read_evaluation(folder)
    assert (stored.title, stored.encoder_id) == (folder.name, "test")
    assert stored.limits == {"fused": 0.3}
    known = faces_of_evaluation(stored)
    assert known.names == ("person0", "person1", "person2")
    assert known.enrolled == 0
    assert known.faces.people.tolist() == [0] * 4 + [1] * 4 + [2] * 4 + [1]
    assert known.faces.species.tolist() == [""] * 12 + ["mask"]
    expected = [sample.vectors[0]["fused"] for sample in two_sessions]
    np.testing.assert_array_equal(known.faces.vectors["fused"][:12], expected)


def test_enrolled_people_and_an_evaluation_are_one_group(folder: Path):
    ada = faces_of_templates([template("person1", ("", "Hat"), 3)])
    both = joined(ada, faces_of_evaluation(read_evaluation(folder)))
    assert both.names == ("person1", "person0", "person1", "person2")
    assert both.enrolled == 1
    assert both.faces.people.tolist() == [0, 0] + [1] * 4 + [2] * 4 + [3] * 4 + [2]
    assert np.isnan(both.faces.conditions["yaw_deg"][2:]).all()
    assert set(both.faces.vectors) == {"fused", "color"}  # depth is of one alone
    assert both.sessions[both.faces.sessions[1]] == "Hat"


def test_a_folder_without_embeddings_says_how_to_make_them(folder: Path, tmp_path: Path):
    (folder / EMBEDDINGS_FILE).unlink()
    with pytest.raises(DatasetError, match=r"no embeddings\.npz.*--embeddings"):
        read_evaluation(folder)
    with pytest.raises(DatasetError, match=r"no evaluation\.json"):
        read_evaluation(tmp_path / "missing")


@pytest.mark.parametrize("size", [0, 30, 500, -40])
def test_damaged_embeddings_are_told(folder: Path, size: int):
    path = folder / EMBEDDINGS_FILE
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(DatasetError, match="no evaluation that can be read"):
        read_evaluation(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"threshold": "x", "limits": {}}'])
def test_a_damaged_summary_is_told(folder: Path, text: str):
    (folder / JSON_FILE).write_text(text)
    with pytest.raises(DatasetError, match="no evaluation that can be read"):
        read_evaluation(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"own_people": np.array([0, 1])},
        {"own_people": np.full(12, 3)},
        {"own_people": np.full(12, -1)},
        {"own_fused": np.full((12, 128), np.nan)},
        {"own_fused": np.ones((11, 128))},
        {"own_fused": np.ones(12)},
    ],
)
def test_arrays_that_do_not_belong_together_are_told(folder: Path, change: dict):
    path = folder / EMBEDDINGS_FILE
    with np.load(path) as stored:
        arrays = dict(stored) | change
    np.savez(path, **arrays)
    with pytest.raises(DatasetError, match="no evaluation that can be read"):
        read_evaluation(folder)


def test_a_map_shows_some_of_very_many_evenly():
    people = np.repeat(np.arange(300), 50)
    shown = shown_faces(people)
    assert len(shown) == 2000
    assert (np.diff(shown) > 0).all()
    counts = np.unique(people[shown], return_counts=True)[1]
    assert len(counts) == 100
    assert counts.max() - counts.min() <= 1
    assert shown_faces(np.array([5, 3, 5])).tolist() == [0, 1, 2]
