"""Fit what tells a face's colors from those of an attack: Fisher's linear discriminant.

`python -m faceid_core.training.fit_face_colors FACES ATTACKS OUT.npz --species mask-shape` fits
`face_colors.npz`, `--species paper-mask,cut-out-nose` fits `print_colors.npz`: FACES is a face set
of people to train on (`faceid synthesize faces --split train`), ATTACKS a presentation set of
others (`faceid synthesize attacks --split train`), of which only these species are looked at.
Prints the file's SHA-256, which `face_colors.py` names. R. A. Fisher, 1936.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..detector import FaceDetector
from ..face_chip import chip_points, cut_face_chip
from ..face_colors import ColorContrasts
from ..face_geometry import FaceGeometry
from ..face_mesh import FaceMesh
from ..face_sets import read_shards
from ..linear_filter import LinearFilter
from ..presentation_sets import read_presentations
from .fisher_filter import fisher_direction, usable_rows, write_filter


def fit(faces: NDArray[np.float32], attacks: NDArray[np.float32]) -> LinearFilter:
    """Return the direction that best tells faces from attacks: 0 for an attack, 100 for a face.

    Args:
        faces: Contrasts of faces, shape (n, 3 m).
        attacks: Contrasts of attacks, likewise.
    """
    of_faces, of_attacks = (rows.mean(axis=0, dtype=np.float64) for rows in (faces, attacks))
    spread = (np.cov(faces.T) + np.cov(attacks.T)) / 2.0
    weights = fisher_direction(of_faces - of_attacks, spread)
    weights *= 100.0 / float(weights @ (of_faces - of_attacks))
    return LinearFilter(weights.astype(np.float32), -float(weights @ of_attacks))


class ContrastReader:
    """Reads the contrasts of stored pictures; each face also as its mirror image."""

    def __init__(self, geometry: FaceGeometry) -> None:
        self._contrasts = ColorContrasts(geometry)
        self._detector, self._mesh = FaceDetector(), FaceMesh()
        middle_mm = geometry.landmarks_mm[self._contrasts.landmarks]
        apart_mm = np.linalg.norm(middle_mm[:, None] * [-1.0, 1.0, 1.0] - middle_mm, axis=-1)
        self._other_side = apart_mm.argmin(axis=1)

    def of_faces(self, directory: Path) -> NDArray[np.float32]:
        """Return those of every face of a face set, but of those with a hand before them.

        Raises:
            DatasetError: If it cannot be read.
        """
        return self._stacked(self._of_faces(directory))

    def of_attacks(self, directory: Path, species: Collection[str]) -> NDArray[np.float32]:
        """Return those of every frame of some species of a presentation set.

        Raises:
            DatasetError: If it cannot be read.
        """
        return self._stacked(self._of_attacks(directory, species))

    def _of_faces(self, directory: Path) -> Iterator[NDArray[np.float32] | None]:
        for found in read_shards(directory):
            hand = found.conditions.get("hand", np.zeros(len(found), np.float32))
            for chip in found.rgb[~(hand > 0.0)]:
                for landmarks_px in self._landmarks(chip):
                    yield self._contrasts.of(chip, landmarks_px)

    def _of_attacks(
        self, directory: Path, species: Collection[str]
    ) -> Iterator[NDArray[np.float32] | None]:
        for shown in read_presentations(directory):
            for frame in shown.frames if shown.species in species else ():
                for landmarks_px in self._landmarks(frame.rgb):
                    chip = cut_face_chip(frame.rgb, landmarks_px)
                    yield self._contrasts.of(chip, chip_points(landmarks_px))

    def _landmarks(self, rgb: NDArray[np.uint8]) -> Iterator[NDArray[np.float32]]:
        """Return the mesh of the largest face, if there is one."""
        for detection in self._detector.detect(rgb)[:1]:
            yield self._mesh.place(rgb, detection).landmarks_px

    def _stacked(self, found: Iterator[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        rows = usable_rows(found)
        mirrored = rows.reshape(len(rows), 3, -1)[..., self._other_side]
        return np.concatenate([rows, mirrored.reshape(len(rows), -1)])


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("faces", "attacks", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--species", required=True, help="names, with commas between them")
    args = parser.parse_args()
    reader = ContrastReader(FaceGeometry.load())
    faces = reader.of_faces(args.faces)
    attacks = reader.of_attacks(args.attacks, args.species.split(","))
    fitted = fit(faces, attacks)
    digest = write_filter(args.out, fitted)
    sys.stdout.write(f"{len(faces)} faces, {len(attacks)} of attacks, both ways: {digest}\n")


if __name__ == "__main__":
    main()
