"""Is it a face or a picture of one? Cues from depth, landmarks and colors; they only deny.

Limits were placed with a margin to the faces of rendered people and of half of the real
ones; `docs/measurements.md` has what they do to others.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .body_below import body_below
from .face_chip import chip_points
from .face_colors import FaceColors
from .face_geometry import FaceGeometry, map_coordinates_mm
from .geometry import backproject, depth_under
from .median import median
from .paper_detector import PaperDetector
from .paper_filter import PaperFilter, ReliefCells
from .relief import NOT_MEASURED, Relief, SheetFitter
from .types import Cue, Face, FaceCrop, Liveness

GRID_STEP: Final = 3  # every third pixel: neighbors were smoothed together
#: The part of the map that is looked at, half axes of an ellipse around its middle.
HALF_WIDTH_MM: Final = 45.0
HALF_HEIGHT_MM: Final = 52.0
CHEEK_HALF_WIDTH_MM: Final = 52.0
CHEEK_HALF_HEIGHT_MM: Final = 56.0
#: Below lie mouth and chin, which move.
LIP_MM: Final = 30.0
#: Glasses and the holes of a cut-out are here: middle and half sides of a box for each eye.
EYE_MM: Final = (31.0, -25.0)
EYE_HALF_MM: Final = (17.0, 11.0)
#: Nobody's face departs so far from the mean: hair, a hand, what is seen past an edge.
OUTLIER_MM: Final = 18.0
MIN_SHARE: Final = 0.5  # of the part that has to be known and no outlier
MIN_LANDMARKS: Final = 60

MIN_PLANE_RESIDUAL_MM: Final = 3.0
MIN_SHEET_RESIDUAL_MM: Final = 2.0
MIN_FACE_RELIEF_MM: Final = 1.3
MIN_FACE_LIKENESS: Final = 50.0  # percent
MIN_CHEEK_RELIEF_MM: Final = 0.4
MIN_SIZE_AGREEMENT: Final = 74.0  # percent
MIN_PAPER_DISTANCE: Final = 5.5  # standard deviations of faces; their mean is 11
MIN_WORN_PAPER_DISTANCE: Final = 2.8  # likewise; their mean is 7
MIN_ROW_WORN_PAPER_DISTANCE: Final = 3.5  # on average over the frames that open the lock
#: A print's colors speak against a face like so many standard deviations of worn paper's shape.
PRINT_WEIGHT: Final = 1.5
MIN_PRINTED_PAPER_DISTANCE: Final = 4.0
MIN_ROW_PRINTED_PAPER_DISTANCE: Final = 5.2  # on average, likewise
MIN_BODY_BELOW: Final = 40.0  # percent
MIN_FACE_COLORS: Final = 30.0  # percent

FLAT: Final = "This looks like a flat picture, not a face"
BENT: Final = "This looks like a bent picture, not a face"
NO_RELIEF: Final = "This does not have the relief of a face"
CHEEKS: Final = "This looks like paper around a nose, not a face"
PAPER: Final = "This looks like paper on a face"
SIZE: Final = "This face does not have the size of a head"
ISLAND: Final = "There is no body below this face"
ONE_COLOR: Final = "This does not have the colors of a face"


class LivenessMeter:
    """Measures the cues; holds what does not change from face to face."""

    def __init__(self, geometry: FaceGeometry) -> None:
        self._cells = ReliefCells()
        self._paper = PaperFilter.load()
        self._worn_paper = PaperDetector()
        self._colors = FaceColors(geometry)
        x, y = (axis[::GRID_STEP, ::GRID_STEP] for axis in map_coordinates_mm())
        height = geometry.height_mm[::GRID_STEP, ::GRID_STEP].astype(np.float64)
        known = np.isfinite(height)
        eyes = (np.abs(np.abs(x) - EYE_MM[0]) < EYE_HALF_MM[0]) & (
            np.abs(y - EYE_MM[1]) < EYE_HALF_MM[1]
        )
        inside = (x / HALF_WIDTH_MM) ** 2 + (y / HALF_HEIGHT_MM) ** 2 < 1.0
        wide = (x / CHEEK_HALF_WIDTH_MM) ** 2 + (y / CHEEK_HALF_HEIGHT_MM) ** 2 < 1.0
        still = known & (y < LIP_MM) & ~eyes
        self._plane = _Part(inside, x, y)
        self._face = _MeanPart(inside & still, x, y, height)
        self._cheeks = _MeanPart(wide & still & ~_is_nose(x, y), x, y, height)
        self._rigid = geometry.rigid
        self._reference_mm = geometry.landmarks_mm[geometry.rigid]

    def measure(
        self, frame: Frame, face: Face, crop: FaceCrop, patch: NDArray[np.float32]
    ) -> Liveness:
        """Measure how far something is from everything that is no face.

        A print is a plane, or bent or folded along one direction, for paper does not
        stretch; a screen has the wrong size, or depth that is none; a cut-out has eyes and nose
        of the wearer, and cheeks of paper; paper worn on a head has neither brow nor eye
        sockets; what is held in a hand has no body below it; a mask of one material has no
        brows and lips. A rigid mask in a face's colors that is worn passes all of them: that
        it is not the owner is for the comparison to see.

        Args:
            frame: The frame.
            face: Where the face is in it.
            crop: The face, cut out.
            patch: From a `DepthPatcher`, of this crop.

        Returns:
            The cues "plane_residual", "sheet_residual", "face_relief" and "cheek_relief", mm,
            "face_likeness", "size_agreement", "body_below" and "face_colors", percent,
            "paper_distance" (of a linear filter), "worn_paper_distance" (of a network) and
            "printed_paper_distance" (of that and of colors), standard deviations of faces; NaN,
            which never passes, where too little was measured.
        """
        heights = crop.depth_mm[::GRID_STEP, ::GRID_STEP]
        relief = self._face.relief(heights)
        cheeks = self._cheeks.relief(heights)
        plane_mm = self._plane.residual_mm(heights)
        size = 100.0 * self._size_agreement(frame, face)
        likeness = 100.0 * relief.likeness
        paper = self._paper.distance(self._cells.of(patch))
        worn = self._worn_paper.distance(patch)
        body = 100.0 * body_below(frame, face)
        colors = self._colors.shares(crop.rgb, chip_points(face.landmarks_px))
        printed = worn + PRINT_WEIGHT * min(colors.of_print, 100.0) / 100.0
        return Liveness(
            (
                Cue("plane_residual", plane_mm, MIN_PLANE_RESIDUAL_MM, "mm", FLAT),
                Cue("sheet_residual", relief.residual_mm, MIN_SHEET_RESIDUAL_MM, "mm", BENT),
                Cue("size_agreement", size, MIN_SIZE_AGREEMENT, "%", SIZE),
                Cue("face_relief", relief.face_mm, MIN_FACE_RELIEF_MM, "mm", NO_RELIEF),
                Cue("face_likeness", likeness, MIN_FACE_LIKENESS, "%", NO_RELIEF),
                Cue("cheek_relief", cheeks.face_mm, MIN_CHEEK_RELIEF_MM, "mm", CHEEKS),
                Cue("paper_distance", paper, MIN_PAPER_DISTANCE, "sd", PAPER),
                Cue(
                    "worn_paper_distance",
                    worn,
                    MIN_WORN_PAPER_DISTANCE,
                    "sd",
                    PAPER,
                    MIN_ROW_WORN_PAPER_DISTANCE,
                ),
                Cue("body_below", body, MIN_BODY_BELOW, "%", ISLAND),
                Cue("face_colors", colors.of_mask, MIN_FACE_COLORS, "%", ONE_COLOR),
                Cue(
                    "printed_paper_distance",
                    printed,
                    MIN_PRINTED_PAPER_DISTANCE,
                    "sd",
                    PAPER,
                    MIN_ROW_PRINTED_PAPER_DISTANCE,
                ),
            )
        )

    def _size_agreement(self, frame: Frame, face: Face) -> float:
        """Return how far the landmarks spread at their measured depth, against the mean face.

        Returns:
            1 for the mean face, less for a smaller or a larger one; NaN if not measured.
        """
        landmarks = face.landmarks_px[self._rigid]
        depth_mm = depth_under(frame, landmarks)
        known = np.isfinite(depth_mm)
        if int(known.sum()) < MIN_LANDMARKS:
            return float("nan")
        near = np.abs(depth_mm[known] - median(depth_mm[known])) < 3.0 * OUTLIER_MM
        points = backproject(
            landmarks[known, 0], landmarks[known, 1], depth_mm[known], frame.intrinsics
        )[near]
        local = (points - face.origin_mm) @ face.axes
        reference = self._reference_mm[known][near]
        spread, wanted = (
            float(np.sqrt(part[:, :2].var(axis=0).sum())) for part in (local, reference)
        )
        return min(spread / wanted, wanted / max(spread, 1e-6))


class _Part:
    """A part of the map, on which a plane is fitted."""

    def __init__(
        self, mask: NDArray[np.bool_], x_mm: NDArray[np.float64], y_mm: NDArray[np.float64]
    ) -> None:
        self.mask = mask
        scale = HALF_HEIGHT_MM
        self._terms = np.stack(
            [np.ones(int(mask.sum())), x_mm[mask] / scale, y_mm[mask] / scale], axis=1
        )

    def residual_mm(self, heights_mm: NDArray[np.float32]) -> float:
        """Return the root mean square distance from the best plane; NaN of too few points."""
        z = heights_mm[self.mask].astype(np.float64)
        known = np.isfinite(z)
        if float(known.mean()) < MIN_SHARE:
            return float("nan")
        terms, z = self._terms[known], z[known]
        plane = np.linalg.solve(terms.T @ terms + 1e-9 * np.eye(3), terms.T @ z)
        return float(np.sqrt(np.mean((z - terms @ plane) ** 2)))


class _MeanPart:
    """A part of the map that is compared with the mean face."""

    def __init__(
        self,
        mask: NDArray[np.bool_],
        x_mm: NDArray[np.float64],
        y_mm: NDArray[np.float64],
        mean_mm: NDArray[np.float64],
    ) -> None:
        self._mask = mask
        self._mean_mm = mean_mm[mask]
        self._fitter = SheetFitter(x_mm[mask], y_mm[mask])

    def relief(self, heights_mm: NDArray[np.float32]) -> Relief:
        """Compare it with the mean face beyond sheets, without outliers.

        Leaving points of a sheet out leaves points of a sheet.
        """
        z = heights_mm[self._mask].astype(np.float64)
        known = np.isfinite(z)
        if float(known.mean()) < MIN_SHARE:
            return NOT_MEASURED
        over = z - self._mean_mm
        used = known & (np.abs(over - median(over[known])) < OUTLIER_MM)
        if float(used.mean()) < MIN_SHARE:
            return NOT_MEASURED
        return self._fitter.relief(z, self._mean_mm, used)


def _is_nose(x_mm: NDArray[np.float64], y_mm: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where the nose is: a wedge, wider toward its wings."""
    nose: NDArray[np.bool_] = (np.abs(x_mm) < 15.6 + 0.22 * y_mm) & (y_mm > -32.0) & (y_mm < 22.0)
    return nose
