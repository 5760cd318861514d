"""How far eyes are open: `python -m tests.measurements.eye_openings FACES...`.

FACES is a face set of rendered or of real people. Of each the share is told that would count as
closed, apart by what is known of the eyes ("eyes_closed", the strength of the expression) and of
glasses. The face mesh is placed anew on the chips.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from faceid_core.detector import Detection
from faceid_core.eyes import OPEN_FROM, EyeReader
from faceid_core.face_chip import CHIP_POINTS_PX
from faceid_core.face_mesh import FaceMesh
from faceid_core.face_sets import FaceSet, read_shards

#: Where a chip shows the face: brows to chin, ear to ear.
BOX_PX: Final = (45.0, 40.0, 147.0, 160.0)
SHUT_FROM: Final = 0.8  # of the expression; less is half closed


def openings_of(faces: FaceSet, mesh: FaceMesh, reader: EyeReader) -> NDArray[np.float64]:
    """Return how far the eyes of each face are open, shape (n,)."""
    where = Detection(BOX_PX, CHIP_POINTS_PX[:2].astype(np.float32), 1.0)
    return np.array(
        [reader.opening(chip, mesh.place(chip, where).landmarks_px) for chip in faces.rgb]
    )


def told(name: str, openings: NDArray[np.float64]) -> str:
    """One line on some faces."""
    if not len(openings):
        return f"| {name} | 0 | | |"
    closed = int((openings < OPEN_FROM).sum())
    spread = " / ".join(f"{value:.2f}" for value in np.percentile(openings, [1, 50, 99]))
    share = 100.0 * closed / len(openings)
    return f"| {name} | {len(openings)} | {spread} | {closed} ({share:.1f} %) |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("faces", type=Path, nargs="+")
    args = parser.parse_args()
    mesh, reader = FaceMesh(), EyeReader()
    print(f"| faces | n | opening: 1 / 50 / 99 of 100 | below {OPEN_FROM:g} |\n|---|---|---|---|")
    for folder in args.faces:
        parts = [(shard, openings_of(shard, mesh, reader)) for shard in read_shards(folder)]
        openings = np.concatenate([found for _, found in parts])
        closed, glasses = (
            np.concatenate([s.conditions.get(name, np.full(len(s), np.nan)) for s, _ in parts])
            for name in ("eyes_closed", "glasses")
        )
        print(told(f"{folder.name}, all", openings))
        for kind, chosen in (
            ("open", closed == 0),
            ("half closed", (closed > 0) & (closed < SHUT_FROM)),
            ("shut", closed >= SHUT_FROM),
        ):
            for wearing, worn in (("without glasses", glasses == 0), ("with glasses", glasses > 0)):
                if (chosen & worn).any():
                    print(told(f"{folder.name}, {kind}, {wearing}", openings[chosen & worn]))


if __name__ == "__main__":
    main()
