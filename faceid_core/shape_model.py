"""A face's shape without what hides it: a robust fit of a statistical shape model.

Glasses, hair, a hat's brim and holes of the sensor are no shape of a face. What is measured is
explained by the shapes that faces have: a mean and its principal components, with noise around
them (Tipping and Bishop, "Probabilistic principal component analysis", 1999). What the fit does
not explain counts less in the next round (Holland and Welsch, "Robust regression using
iteratively reweighted least-squares", 1977; weights of Cauchy), and where nothing can be believed
stands what is most likely, given the rest.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .bad_file import BAD_NPZ
from .depth_patch import PATCH_SHAPE, REACH_MM, face_region, patch_coordinates_mm
from .errors import WeightsError
from .median import median
from .released_file import read_released

#: Its file, beside the trunk that was trained with it.
SHAPE_MODEL_FILE: Final = "shape_model.npz"
#: A cell is every third pixel of a patch, smoothed.
CELL_STEP_PX: Final = 3
FIRST_CELL_PX: Final = 1
SMOOTHING_PX: Final = 2.0
_PART_CELLS: Final = 128
_KERNEL_PX: Final = (9, 9)
#: So much of a cell's surroundings has to be measured.
MIN_KNOWN: Final = 0.3
#: A face is not further from the mean shape than this.
LIMIT_MM: Final = 15.0
#: Half of the weight is lost at this deviation.
CAUCHY_MM: Final = 1.0
ROUNDS: Final = 4
#: Where glasses may be: middle and half sides of a box around each eye, rims included.
GLASSES_MM: Final = (33.0, -20.0)
GLASSES_HALF_MM: Final = (27.0, 26.0)
#: Something is in front of the face, or seen past it.
FRONT_MM: Final = 2.0
BACK_MM: Final = 4.0
#: With so much of the boxes hidden, somebody wears glasses, and nothing there is believed.
MOST_HIDDEN: Final = 0.3

Field = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Cells:
    """Patches on a coarse grid, the cells of the face's region in one row each.

    Attributes:
        height_mm: float32, shape (n, c), over the mean face; any number where nothing is known.
        known: float32, shape (n, c), which part of a cell's surroundings was measured.
    """

    height_mm: Field
    known: Field


@dataclass(frozen=True, eq=False)
class ShapeModel:
    """The shapes that faces have, c cells.

    Attributes:
        mean_mm: float32, shape (c,), over the mean face of the geometry.
        basis_mm: float32, shape (c, k), principal components, each as long as its standard
            deviation; the last one is the distance of the whole face, which may be any.
        noise_mm2: Variance of a cell around what the components explain.
    """

    mean_mm: Field
    basis_mm: Field
    noise_mm2: float

    @classmethod
    def load(cls, path: Path, sha256: str | None = None) -> ShapeModel:
        """Read a model.

        Args:
            path: The file.
            sha256: What it must be, hexadecimal; None takes any.

        Raises:
            WeightsError: If it is missing, was changed, or is something else.
        """
        content = read_released(path, sha256)
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as stored:
                found = cls(
                    stored["mean_mm"].astype(np.float32),
                    stored["basis_mm"].astype(np.float32),
                    float(stored["noise_mm2"]),
                )
        except BAD_NPZ as error:
            raise WeightsError(f"{path} holds no shape model: {error}") from error
        if found.mean_mm.shape != (_CELLS,) or found.basis_mm.shape[:1] != (_CELLS,):
            raise WeightsError(f"{path} is of another version: install the project again.")
        if not (found.noise_mm2 > 0.0 and np.isfinite(found.basis_mm).all()):
            raise WeightsError(f"{path} holds no shape model: a variance that is none.")
        return found

    @functools.cached_property
    def _parts(self) -> Field:
        """The basis in parts so small that BLAS multiplies each on one thread.

        Otherwise sums, and so the vectors of a face, would depend on the number of threads.
        """
        return _parts_of(self.basis_mm)

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return what a file of this model holds."""
        return {
            "mean_mm": self.mean_mm,
            "basis_mm": self.basis_mm,
            "noise_mm2": np.array(self.noise_mm2, np.float32),
        }

    def complete(self, patches: Field, hidden: NDArray[np.bool_] | None = None) -> Field:
        """Return the shapes of faces, holes filled and strange things replaced.

        Args:
            patches: float32, shape (n, 64, 72, 2), see `depth_patch.patches_of`.
            hidden: bool, shape (n,): whose eyes shall not be believed. What is measured there
                decides for all others; None is nobody.

        Returns:
            float32, shape (n, 64, 72): millimeters behind the mean face, their mean over the
            face's region 0, and 0 outside of it.
        """
        cells = cells_of(patches)
        complete = np.empty(patches.shape[:3], np.float32)
        for index, (patch, height_mm, known) in enumerate(
            zip(patches, cells.height_mm, cells.known, strict=True)
        ):
            is_hidden = hidden is not None and bool(hidden[index])
            complete[index] = self._complete(patch, height_mm, known > MIN_KNOWN, is_hidden)
        return complete

    def _complete(
        self, patch: Field, height_mm: Field, known: NDArray[np.bool_], hidden: bool
    ) -> Field:
        seen = known & ~_GLASSES
        over_mm = height_mm - self.mean_mm
        offset_mm = median(over_mm[seen].astype(np.float64)) if seen.any() else 0.0
        over_mm -= np.float32(offset_mm)
        known = known & (np.abs(over_mm) < LIMIT_MM)
        shape_mm, trust = self._fit(np.where(known, over_mm, np.float32(0.0)), known, hidden)
        whole_mm = _fine(shape_mm + self.mean_mm)
        over, measured = patch[..., 0], patch[..., 1]
        weight = _fine(trust) * measured * (np.abs(over) < REACH_MM)
        complete = weight * (over - np.float32(offset_mm)) + (1.0 - weight) * whole_mm
        level = float(complete[_REGION].mean())
        return np.where(_REGION, complete - np.float32(level), np.float32(0.0))

    def _fit(self, over_mm: Field, known: NDArray[np.bool_], hidden: bool) -> tuple[Field, Field]:
        """Return the likeliest shape over the mean one, and how much each cell is believed.

        The first rounds look past the eyes; then it is told whether glasses hide them.
        """
        everywhere = known.astype(np.float32)
        beside = np.where(_GLASSES, np.float32(0.0), everywhere)
        prior = np.float32(self.noise_mm2) * np.eye(self.basis_mm.shape[1], dtype=np.float32)
        basis, over = self._parts, _parts_of(over_mm)
        allowed = trust = beside
        shape_mm = over_mm
        for round_index in range(ROUNDS):
            weighted = (basis * _parts_of(trust)[..., None]).transpose(0, 2, 1)
            normal_matrix = (weighted @ basis).sum(axis=0) + prior
            side = (weighted @ over[..., None]).sum(axis=0)[:, 0]
            shape_mm = (basis @ np.linalg.solve(normal_matrix, side)).ravel()[:_CELLS]
            deviation_mm = over_mm - shape_mm
            if round_index == 1:
                strange = ~known | (deviation_mm < -FRONT_MM) | (deviation_mm > BACK_MM)
                hidden = hidden or float(strange[_GLASSES].mean()) > MOST_HIDDEN
                allowed = beside if hidden else everywhere
            trust = allowed / (1.0 + (deviation_mm / np.float32(CAUCHY_MM)) ** 2)
        return shape_mm, trust


def _parts_of(cells: Field) -> Field:
    """Return rows in parts of `_PART_CELLS`, (c, ...) -> (parts, cells, ...), zeros at the end."""
    count = -(-len(cells) // _PART_CELLS)
    padded = np.zeros((count * _PART_CELLS, *cells.shape[1:]), np.float32)
    padded[: len(cells)] = cells
    return padded.reshape(count, _PART_CELLS, *cells.shape[1:])


def cells_of(patches: Field) -> Cells:
    """Return patches on the grid of cells.

    Args:
        patches: float32, shape (n, 64, 72, 2), see `depth_patch.patches_of`.
    """
    height_mm = np.empty((len(patches), _CELLS), np.float32)
    known = np.empty_like(height_mm)
    for index, patch in enumerate(patches):
        over = np.ascontiguousarray(patch[..., 0])
        measured = patch[..., 1] * _REGION * (np.abs(over) < REACH_MM)
        weight = _coarse(measured)
        height_mm[index] = _coarse(over * measured) / np.maximum(weight, 1e-6)
        known[index] = weight / _WEIGHT
    return Cells(height_mm, known)


def _coarse(pixels: Field) -> Field:
    """Blur a patch, nothing being outside of it, and take what is under the cells."""
    blurred = cv2.GaussianBlur(
        pixels.astype(np.float32), _KERNEL_PX, SMOOTHING_PX, borderType=cv2.BORDER_CONSTANT
    )
    return np.asarray(blurred, np.float32)[_GRID][_GRID_REGION]


def _fine(cells: Field) -> Field:
    """Return cells as pixels of a patch, linearly between their middles."""
    return np.asarray(_spread(cells) / _SPREAD_ONES, np.float32)


def _spread(cells: Field) -> Field:
    grid = np.zeros(_GRID_REGION.shape, np.float32)
    grid[_GRID_REGION] = cells
    step, first = 1.0 / CELL_STEP_PX, -FIRST_CELL_PX / CELL_STEP_PX
    to_grid = np.array([[step, 0.0, first], [0.0, step, first]])
    height, width, _ = PATCH_SHAPE
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    fine = cv2.warpAffine(
        grid, to_grid, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(fine, np.float32)


def _mirrored() -> NDArray[np.intp]:
    numbers = np.full(_GRID_REGION.shape, -1)
    numbers[_GRID_REGION] = np.arange(_CELLS)
    return numbers[:, ::-1][_GRID_REGION]


def _glasses() -> NDArray[np.bool_]:
    x, y = (axis[_GRID][_GRID_REGION] for axis in patch_coordinates_mm())
    across = np.abs(np.abs(x) - GLASSES_MM[0]) < GLASSES_HALF_MM[0]
    boxes: NDArray[np.bool_] = across & (np.abs(y - GLASSES_MM[1]) < GLASSES_HALF_MM[1])
    return boxes


_GRID: Final = (slice(FIRST_CELL_PX, None, CELL_STEP_PX),) * 2
_REGION: Final = face_region()
_GRID_REGION: Final = _REGION[_GRID]
_CELLS: Final = int(_GRID_REGION.sum())
#: Number of the cell on the other side of the face.
MIRRORED: Final = _mirrored()
_GLASSES: Final = _glasses()
_WEIGHT: Final = _coarse(_REGION.astype(np.float32))
#: Cells outside of the region have no height and no weight in between.
_SPREAD_ONES: Final = np.maximum(_spread(np.ones(_CELLS, np.float32)), np.float32(1e-3))
