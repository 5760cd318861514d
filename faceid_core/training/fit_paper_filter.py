"""Fit the filter that tells faces from paper worn on them: Fisher's linear discriminant.

`python -m faceid_core.training.fit_paper_filter FACES ATTACKS OUT.npz`: FACES is a face set of
people to train on (`faceid synthesize faces --split train`), ATTACKS a presentation set of others
(`faceid synthesize attacks --split validation`), of which only worn paper is looked at.
Prints the file's SHA-256, which `paper_filter.py` names. R. A. Fisher, 1936.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..depth_patch import DepthPatcher
from ..face_geometry import FaceGeometry
from ..face_sets import read_face_set, unpacked
from ..paper_filter import CELLS, PaperFilter, ReliefCells
from ..pipeline import Gallery, Recognizer, observe
from ..presentation_sets import read_presentations
from .fisher_filter import fisher_direction, usable_rows, write_filter

SPECIES: Final = ("cut-out-nose", "paper-mask")


def fit(faces: NDArray[np.float32], paper: NDArray[np.float32]) -> PaperFilter:
    """Return the direction that best tells faces from paper, measured by how faces spread.

    Both are mirrored, too.

    Args:
        faces: Cells of faces, shape (n, 1152).
        paper: Cells of worn paper, shape (m, 1152).
    """
    faces, paper = (np.concatenate([cells, _mirrored(cells)]) for cells in (faces, paper))
    middle, paper_middle = (
        faces.mean(axis=0, dtype=np.float64),
        paper.mean(axis=0, dtype=np.float64),
    )
    centered = faces - middle
    spread = centered.T @ centered / len(faces)
    weights = fisher_direction(middle - paper_middle, spread)
    weights /= np.sqrt(weights @ spread @ weights)
    return PaperFilter(weights.astype(np.float32), -float(weights @ paper_middle))


def face_cells(directory: Path) -> NDArray[np.float32]:
    """Return the cells of every face of a face set, but those with a hand before them.

    Raises:
        DatasetError: If it cannot be read.
    """
    found = read_face_set(directory)
    hand = found.conditions.get("hand", np.zeros(len(found), np.float32))
    cells, patcher = ReliefCells(), DepthPatcher(FaceGeometry.load())
    maps = unpacked(found.depth[~(hand > 0.0)])
    return usable_rows(cells.of(patcher.cut(each)) for each in maps)


def paper_cells(directory: Path) -> NDArray[np.float32]:
    """Return the cells of every frame of worn paper of a presentation set.

    Raises:
        DatasetError: If it cannot be read.
    """
    return usable_rows(_paper_cells(directory))


def _paper_cells(directory: Path) -> Iterator[NDArray[np.float32] | None]:
    recognizer = Recognizer.load()
    cells = ReliefCells()
    for shown in read_presentations(directory):
        if shown.species in SPECIES:
            for seen in observe(shown.frames, recognizer, Gallery()):
                if seen.crop is not None:
                    yield cells.of(recognizer.patcher.cut(seen.crop.depth_mm))


def _mirrored(cells: NDArray[np.float32]) -> NDArray[np.float32]:
    return cells.reshape(-1, *CELLS)[:, :, ::-1].reshape(len(cells), -1)


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("faces", "attacks", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    faces, paper = face_cells(args.faces), paper_cells(args.attacks)
    fitted = fit(faces, paper)
    digest = write_filter(args.out, fitted)
    sys.stdout.write(f"{len(faces)} faces, {len(paper)} of paper: {digest}\n")


if __name__ == "__main__":
    main()
