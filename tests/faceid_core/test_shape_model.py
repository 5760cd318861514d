"""The shape of a face behind what hides it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from faceid_core.depth_patch import (
    PATCH_SHAPE,
    face_region,
    mean_height,
    patch_coordinates_mm,
)
from faceid_core.encoder import Encoder
from faceid_core.encoder_description import DESCRIPTION, shipped_encoder
from faceid_core.errors import WeightsError
from faceid_core.face_geometry import FaceGeometry
from faceid_core.shape_model import GLASSES_HALF_MM, GLASSES_MM, ShapeModel, cells_of
from faceid_core.types import FaceCrop

REGION = face_region()
X, Y = patch_coordinates_mm()
EYES = (np.abs(np.abs(X) - GLASSES_MM[0]) < GLASSES_HALF_MM[0] - 4) & (
    np.abs(Y - GLASSES_MM[1]) < GLASSES_HALF_MM[1] - 4
)


@pytest.fixture(scope="module")
def model():
    shipped = shipped_encoder().shape_model
    return ShapeModel.load(DESCRIPTION.parent / shipped.file, shipped.sha256)


def face(seed=0, noise_mm=0.3):
    """Somebody: smooth waves of 2 mm, and the sensor's noise."""
    rng = np.random.default_rng(seed)
    waves = sum(
        rng.normal(0, 1.2) * np.cos(X / size + shift) * np.cos(Y / size)
        for size, shift in zip((25, 35, 50), rng.uniform(0, 3, 3), strict=True)
    )
    height = waves + rng.normal(0, noise_mm, PATCH_SHAPE[:2])
    return np.stack([height, np.ones(PATCH_SHAPE[:2])], axis=-1).astype(np.float32)


def completed(model, patch, **choices):
    (shape,) = model.complete(patch[None], **choices)
    return shape


def leveled(patch):
    return patch[..., 0] - patch[..., 0][REGION].mean()


def gap_mm(first, second, where=REGION):
    """Root mean square difference, whatever shift there is between both."""
    difference = (first - second)[where]
    return float(np.std(difference))


def test_a_face_that_nothing_hides_stays_as_it_is(model):
    patch = face()
    shape = completed(model, patch)
    assert gap_mm(shape, leveled(patch)) < 0.5
    assert shape[REGION].mean() == pytest.approx(0.0, abs=1e-3)
    assert not shape[~REGION].any()


def test_what_stands_in_a_hole_changes_nothing(model):
    patch = face()
    patch[20:30, 30:44] = 0.0
    dirty = patch.copy()
    dirty[20:30, 30:44, 0] = 9.0
    np.testing.assert_array_equal(completed(model, patch), completed(model, dirty))


def test_moving_the_whole_face_in_depth_changes_nothing(model):
    patch = face()
    moved = patch.copy()
    moved[..., 0] += 4.0
    np.testing.assert_allclose(completed(model, patch), completed(model, moved), atol=0.02)


@pytest.mark.parametrize("change_mm", [np.nan, -7.0, -12.0, -40.0, 20.0])
def test_glasses_leave_the_rest_of_a_face_and_a_guess_behind_them(model, change_mm):
    """Lenses leave holes, or stand in front of the eyes, or mirror something behind."""
    bare, worn = face(), face(noise_mm=0.4)
    if np.isnan(change_mm):
        worn[EYES] = 0.0
    else:
        worn[EYES, 0] += change_mm
    wanted, found = completed(model, bare), completed(model, worn)
    assert gap_mm(wanted, found, REGION & ~EYES) < 1.0
    assert gap_mm(wanted, found) < 2.0  # people differ by more


def test_what_hides_a_small_part_elsewhere_is_looked_past(model):
    """A strand of hair, a pimple of the sensor's."""
    bare, hidden = face(), face()
    strand = (np.abs(X - 0.5 * Y - 30) < 4) & (Y < -30)
    hidden[strand, 0] -= 8.0
    found = gap_mm(completed(model, bare), completed(model, hidden))
    assert found < 0.35 * gap_mm(leveled(bare), leveled(hidden))


def test_hidden_eyes_are_not_looked_at(model):
    patch, other = face(), face()
    other[EYES, 0] += 3.0 * np.cos(X[EYES] / 9)
    hidden = np.array([True])
    kept = gap_mm(completed(model, patch, hidden=hidden), completed(model, other, hidden=hidden))
    assert kept < 1e-3
    assert gap_mm(completed(model, patch), completed(model, other)) > 0.5


def test_a_face_of_which_nothing_is_known_is_the_mean_one(model):
    nothing = np.zeros(PATCH_SHAPE, np.float32)
    shape = completed(model, nothing)
    assert np.isfinite(shape).all()
    mean = completed(model, nothing, hidden=np.array([True]))
    np.testing.assert_array_equal(shape, mean)


def test_each_face_is_completed_by_itself(model):
    patches = np.stack([face(seed) for seed in range(3)])
    whole = model.complete(patches)
    for patch, shape in zip(patches, whole, strict=True):
        np.testing.assert_array_equal(completed(model, patch), shape)


def test_shapes_do_not_depend_on_the_number_of_threads():
    """Programs with one and with several threads of BLAS answer the same, bit for bit."""
    program = (
        "import hashlib, numpy as np\n"
        "from faceid_core.encoder_description import DESCRIPTION, shipped_encoder\n"
        "from faceid_core.shape_model import ShapeModel\n"
        "model = ShapeModel.load(DESCRIPTION.parent / shipped_encoder().shape_model.file)\n"
        "patches = np.random.default_rng(0).normal(0, 2, (40, 64, 72, 2)).astype(np.float32)\n"
        "patches[..., 1] = 1.0\n"
        "print(hashlib.sha256(model.complete(patches).tobytes()).hexdigest())\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "4")
    }
    assert len(answers) == 1


def test_a_mirrored_face_is_completed_as_the_face_is(model):
    mean_mm = mean_height(FaceGeometry.load())
    patch = face()
    patch[EYES & (X > 0)] = 0.0
    mirrored = patch[:, ::-1].copy()
    mirrored[..., 0] += (mean_mm[:, ::-1] - mean_mm) * mirrored[..., 1]
    one = completed(model, patch) + mean_mm
    other = completed(model, mirrored) + mean_mm
    assert gap_mm(one[:, ::-1], other) < 0.25  # the mean face's own asymmetry is known coarsely


def test_cells_by_hand():
    """A plane is a plane on the coarse grid too; half of what is around may be unknown."""
    patch = np.stack([0.1 * X, np.ones_like(X)], axis=-1).astype(np.float32)
    cells = cells_of(patch[None])
    inner = np.abs(X[1::3, 1::3][REGION[1::3, 1::3]]) < 40
    expected = 0.1 * X[1::3, 1::3][REGION[1::3, 1::3]]
    np.testing.assert_allclose(cells.height_mm[0][inner], expected[inner], atol=0.05)
    np.testing.assert_allclose(cells.known, 1.0, atol=1e-5)
    patch[:, :36] = 0.0
    left = X[1::3, 1::3][REGION[1::3, 1::3]] < -10
    assert not cells_of(patch[None]).known[0][left].any()


def test_the_encoder_hardly_sees_glasses():
    geometry = FaceGeometry.load()
    bare = np.nan_to_num(geometry.height_mm).astype(np.float32)
    worn = bare.copy()
    rows, columns = slice(21, 42), (slice(16, 41), slice(55, 80))
    for side in columns:
        worn[rows, side] = np.nan
    rgb = np.zeros((192, 192, 3), np.uint8)
    rgb[50:150, 60:130] = 150
    encoder = Encoder()
    one, other = (encoder.encode(FaceCrop(rgb, depth)) for depth in (bare, worn))
    distance = float(np.linalg.norm(one.depth_vector - other.depth_vector))
    assert distance < 0.5 * encoder.matcher.limits.depth


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"mean_mm": np.zeros(3), "basis_mm": np.zeros((3, 2)), "noise_mm2": 1.0},
        {"noise_mm2": 0.0},
        {"noise_mm2": np.nan},
        {"basis_mm": np.nan},
    ],
)
def test_a_file_of_something_else_is_refused(model, tmp_path, broken):
    arrays = model.arrays() if broken else {}
    arrays.update(
        {
            name: np.full_like(arrays[name], value) if np.ndim(value) == 0 else value
            for name, value in broken.items()
        }
    )
    path = tmp_path / "shape_model.npz"
    np.savez(path, **arrays)
    with pytest.raises(WeightsError):
        ShapeModel.load(path)


def test_a_changed_or_damaged_file_is_refused(model, tmp_path):
    path = tmp_path / "shape_model.npz"
    np.savez(path, **model.arrays())
    assert np.array_equal(ShapeModel.load(path).basis_mm, model.basis_mm)
    with pytest.raises(WeightsError, match="changed"):
        ShapeModel.load(path, "0" * 64)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(WeightsError, match="no shape model"):
        ShapeModel.load(path)
    with pytest.raises(WeightsError, match="missing"):
        ShapeModel.load(tmp_path / "none.npz")
