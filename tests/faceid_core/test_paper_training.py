"""The paper network learns what paper is, and nothing else that its batches would tell it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faceid_core.errors import DatasetError
from faceid_core.face_geometry import FaceGeometry, map_coordinates_mm
from faceid_core.face_sets import HOLE, packed

pytest.importorskip("tensorflow", reason="extra train is not installed")

from faceid_core.litert import LiteModel
from faceid_core.training.export import int8_lite
from faceid_core.training.fit_paper_detector import answers
from faceid_core.training.paper_batches import PaperBatches
from faceid_core.training.paper_network import PaperTrainer, in_spreads_of_faces

X, Y = map_coordinates_mm()
HEAD = FaceGeometry.load().height_mm.astype(np.float64)
EYES = np.hypot((np.abs(X) - 31.0) / 13.0, (Y + 25.0) / 7.0) < 1.0
STEPS, FACES_A_BATCH = 25, 12


def surfaces(count: int, *, is_paper: bool, seed: int = 0) -> np.ndarray:
    """Packed maps of noisy mean heads, or of what a head is where paper has eye holes."""
    rng = np.random.default_rng(seed)
    sheet = np.where(EYES, HEAD, 0.002 * X**2 + 4.0)
    noise = rng.normal(0.0, 0.5, (count, *HEAD.shape))
    return packed(((sheet if is_paper else HEAD) + noise).astype(np.float32))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> PaperTrainer:
    batches = PaperBatches(surfaces(40, is_paper=False), surfaces(40, is_paper=True))
    folder = tmp_path_factory.mktemp("run")
    trainer = PaperTrainer(batches, folder, faces_a_batch=FACES_A_BATCH)
    assert [progress.step for progress in trainer.train(steps=STEPS)] == [20, STEPS]
    return trainer


def test_it_learns_what_paper_is(trained: PaperTrainer) -> None:
    faces, paper = (surfaces(30, is_paper=kind, seed=1) for kind in (False, True))
    of_faces, of_paper = (answers(trained.network, maps) for maps in (faces, paper))
    assert of_faces.min() > of_paper.max()
    scaled = in_spreads_of_faces(trained.network, of_faces, of_paper)
    assert answers(scaled, faces).std() == pytest.approx(1.0, abs=0.01)
    assert answers(scaled, paper).mean() == pytest.approx(0.0, abs=0.05)


def test_the_shipped_form_answers_alike(trained: PaperTrainer, tmp_path: Path) -> None:
    (tmp_path / "detector.tflite").write_bytes(int8_lite(trained.network))
    model = LiteModel(tmp_path / "detector.tflite", threads=1)
    drawn = PaperBatches(surfaces(9, is_paper=False), surfaces(9, is_paper=True)).batch(
        np.random.default_rng(2), 9
    )
    exact = np.asarray(trained.network(drawn.patches, training=False))[:, 0]
    shipped = np.array([model(patch[None])[0][0, 0] for patch in drawn.patches])
    assert np.abs(shipped - exact).max() < 0.1 * np.ptp(exact)


def test_a_run_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    batches = PaperBatches(surfaces(9, is_paper=False), surfaces(9, is_paper=True))
    first = PaperTrainer(batches, tmp_path, faces_a_batch=4)
    assert [progress.step for progress in first.train(steps=2)] == [2]
    again = PaperTrainer(batches, tmp_path, faces_a_batch=4)
    assert again.steps_done == 2
    assert [progress.step for progress in again.train(steps=3)] == [3]


def test_what_is_added_gives_no_kind_away() -> None:
    """Of one and the same map as face and as paper, the kinds differ nowhere on average."""
    same = surfaces(1, is_paper=False)
    drawn = PaperBatches(same, same).batch(np.random.default_rng(0), 300)
    assert drawn.patches.shape == (600, 64, 72, 2)
    assert drawn.is_face.tolist() == [1.0] * 300 + [0.0] * 300
    inside = drawn.patches[..., 1].all(axis=0)
    over = drawn.patches[:, inside, 0]
    faces, paper = over[:300], over[300:]
    assert faces.std() > paper.std() > 0.5  # strangers differ by a millimeter, paper by less
    error = np.sqrt((faces.var(axis=0) + paper.var(axis=0)) / 300.0)
    assert np.abs((faces.mean(axis=0) - paper.mean(axis=0)) / error).max() < 5.0
    assert np.ptp(drawn.relief[300:]) < np.ptp(drawn.relief[:300])


def test_maps_without_depth_are_left_out() -> None:
    faces, holes = surfaces(3, is_paper=False), np.full((2, 96, 96), HOLE, np.int16)
    assert len(PaperBatches(np.concatenate([faces, holes]), faces)) == 6
    with pytest.raises(DatasetError, match="no usable face"):
        PaperBatches(faces, holes)
