"""One color is no face whatever light falls on it; light and gray pictures refuse nobody."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from paper_on_a_head import GEOMETRY
from rendered import FRONTAL, TURNED, frame, seen

from faceid_core.errors import WeightsError
from faceid_core.face_chip import chip_points, cut_face_chip
from faceid_core.face_colors import (
    MASK_FILE,
    MASK_SHA256,
    NOT_MEASURED,
    PRINT_FILE,
    PRINT_SHA256,
    ColorContrasts,
    ColorShares,
    FaceColors,
    landmark_normals,
)
from faceid_core.face_mesh import LEFT_MOUTH_CORNER, NOSE_TIP, RIGHT_MOUTH_CORNER
from faceid_core.liveness import MIN_FACE_COLORS
from faceid_core.training.fit_face_colors import fit

COLORS = FaceColors(GEOMETRY)
CONTRASTS = ColorContrasts(GEOMETRY)
FACE = "frontal_750"
ROWS, COLUMNS = np.mgrid[:192, :192] / 191.0 - 0.5


def chip_of(name: str = FACE) -> np.ndarray:
    return seen(name).crop.rgb


def points_of(name: str = FACE) -> np.ndarray:
    return chip_points(seen(name).face.landmarks_px)


def shares(chip: np.ndarray, name: str = FACE) -> ColorShares:
    rounded = np.rint(np.clip(chip, 0.0, 255.0)).astype(np.uint8)
    return COLORS.shares(rounded, points_of(name))


def share(chip: np.ndarray, name: str = FACE) -> float:
    return shares(chip, name).of_mask


def lit(rgb: tuple[int, int, int], across: float = 0.0, down: float = 0.0) -> np.ndarray:
    """A picture of one color that a lamp beside, above or below it lights."""
    light = np.exp(across * COLUMNS + down * ROWS)
    noise = np.random.default_rng(0).normal(0.0, 1.5, (192, 192, 3))
    return light[..., None] * np.array(rgb, float) + noise


@pytest.mark.parametrize("name", [*FRONTAL, *TURNED, "smile", "other", "third"])
def test_faces_have_their_colors(name: str) -> None:
    assert share(chip_of(name), name) > MIN_FACE_COLORS + 15.0


@pytest.mark.parametrize(
    "rgb", [(218, 216, 209), (140, 143, 148), (183, 132, 107), (79, 51, 38), (60, 200, 90)]
)
@pytest.mark.parametrize(("across", "down"), [(0.0, 0.0), (0.8, 0.0), (-0.5, 0.5), (0.0, -0.8)])
def test_one_color_is_refused_in_any_light(
    rgb: tuple[int, int, int], across: float, down: float
) -> None:
    assert share(lit(rgb, across, down)) < MIN_FACE_COLORS


@pytest.mark.parametrize("name", FRONTAL)
def test_a_face_without_its_contrasts_is_refused(name: str) -> None:
    washed = cv2.GaussianBlur(chip_of(name), (0, 0), 30.0)
    assert share(washed, name) < MIN_FACE_COLORS


@pytest.mark.parametrize("exposure", [0.6, 0.8, 1.15])
def test_exposure_changes_nothing(exposure: float) -> None:
    assert share(exposure * chip_of()) == pytest.approx(share(chip_of()), abs=5.0)


@pytest.mark.parametrize("balance", [(1.15, 1.0, 0.8), (0.85, 1.0, 1.1), (1.0, 0.9, 1.0)])
def test_white_balance_changes_nothing(balance: tuple[float, float, float]) -> None:
    assert share(chip_of() * np.array(balance)) == pytest.approx(share(chip_of()), abs=5.0)


@pytest.mark.parametrize(("across", "down"), [(0.5, 0.0), (-0.5, 0.0), (0.0, 0.5), (0.0, -0.5)])
def test_a_lamp_beside_the_camera_refuses_nobody(across: float, down: float) -> None:
    light = np.exp(across * COLUMNS + down * ROWS)[..., None]
    assert share(light * chip_of()) == pytest.approx(share(chip_of()), abs=20.0)
    assert share(light * chip_of()) > MIN_FACE_COLORS


def test_what_grows_with_the_normals_is_light() -> None:
    """A surface of one color, lit by lamps at the landmarks exactly, has no contrasts."""
    points = np.stack(np.divmod(np.arange(468), 24)[::-1], axis=1) * 8.0 + 3.0  # apart
    lamp = np.nan_to_num(landmark_normals(GEOMETRY)) @ [0.3, -0.2, 0.4]
    chip = np.zeros((192, 192, 3), np.uint8)
    for (column, row), brightness in zip(points.astype(int), lamp, strict=True):
        chip[row - 3 : row + 4, column - 3 : column + 4] = np.rint(
            np.exp(brightness) * np.array([130.0, 110.0, 90.0])
        )
    contrasts = CONTRASTS.of(chip, points)
    assert contrasts is not None
    assert np.abs(contrasts).max() < 0.02  # rounding to whole numbers


def test_what_has_no_color_is_not_measured() -> None:
    gray = np.repeat(chip_of()[..., 1:2], 3, axis=-1)
    assert shares(gray) == NOT_MEASURED
    assert shares(np.zeros((192, 192, 3))) == NOT_MEASURED
    gray[0, 0, 0] ^= 1  # a camera with color, however little of it
    assert shares(gray) != NOT_MEASURED


def test_landmarks_beyond_the_picture_are_looked_for_at_its_edge() -> None:
    outside = points_of() + np.array([400.0, -300.0])
    assert math.isfinite(COLORS.shares(chip_of(), outside).of_mask)


def test_landmarks_lie_in_the_chip_where_the_face_does() -> None:
    """The chip of the chip, cut by these points, is the chip."""
    name = "roll_left"
    chip, points = chip_of(name), points_of(name).astype(np.float32)
    again = cut_face_chip(chip, points)
    inner = np.s_[20:170, 20:170]
    assert np.abs(again[inner].astype(int) - chip[inner].astype(int)).mean() < 1.0
    assert not np.array_equal(frame(name).rgb[:192, :192], chip)


def test_normals_of_the_mean_face() -> None:
    normals = landmark_normals(GEOMETRY)
    known = np.isfinite(normals[:, 0])
    assert known.sum() > 400
    assert np.linalg.norm(normals[known], axis=1) == pytest.approx(1.0)
    assert normals[NOSE_TIP, 2] > 0.7
    assert normals[LEFT_MOUTH_CORNER, 0] < 0.0 < normals[RIGHT_MOUTH_CORNER, 0]


@pytest.mark.parametrize("number", [0, 1])
def test_another_file_is_refused(tmp_path, number: int) -> None:
    files = [(MASK_FILE, MASK_SHA256), (PRINT_FILE, PRINT_SHA256)]
    path, sha256 = files[number]
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / "colors.npz").write_bytes(changed)
    files[number] = (tmp_path / "colors.npz", sha256)
    with pytest.raises(WeightsError, match="changed"):
        FaceColors(GEOMETRY, *files)
    files[number] = (tmp_path / "none.npz", sha256)
    with pytest.raises(WeightsError, match="missing"):
        FaceColors(GEOMETRY, *files)


def test_a_fitted_discriminant_is_0_for_attacks_and_100_for_faces() -> None:
    rng = np.random.default_rng(1)
    pattern = rng.normal(0.0, 0.1, 300)
    light = rng.normal(0.0, 1.0, (2, 300))  # varies in both, says nothing

    def drawn(count: int) -> np.ndarray:
        return rng.normal(0.0, 0.5, (count, 2)) @ light + rng.normal(0.0, 0.1, (count, 300))

    faces, masks = drawn(800) + pattern, drawn(400)
    fitted = fit(faces.astype(np.float32), masks.astype(np.float32))
    of_faces = np.array([fitted.answer(row) for row in faces.astype(np.float32)])
    of_masks = np.array([fitted.answer(row) for row in masks.astype(np.float32)])
    assert of_faces.mean() == pytest.approx(100.0, abs=0.5)
    assert of_masks.mean() == pytest.approx(0.0, abs=0.5)
    assert of_faces.min() > of_masks.max()
