"""Train the network that tells faces from paper worn on them, and write it as it is shipped.

`python -m faceid_core.training.fit_paper_detector FACES HEADS ATTACKS RUN OUT.tflite`: FACES is a
face set (`faceid synthesize faces --split train`), HEADS a folder of depth maps of many more people
(`faceid synthesize depth --split train`), ATTACKS a presentation set of worn paper (`faceid
synthesize attacks --split train --species paper-mask,cut-out-nose`), RUN a folder for checkpoints:
the same command goes on where it was interrupted. Prints the file's SHA-256, which
`paper_detector.py` names.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from ..depth_patch import mean_height, patches_of
from ..errors import DatasetError
from ..face_geometry import FaceGeometry
from ..face_sets import packed, read_face_set, unpacked
from ..pipeline import Gallery, Recognizer, observe
from ..presentation_sets import read_presentations
from ..synthesis.depth_maps import read_depth_maps
from .export import int8_lite
from .paper_batches import PaperBatches
from .paper_network import PaperTrainer, in_spreads_of_faces

SPECIES: Final = ("cut-out-nose", "paper-mask")
STEPS: Final = 1100
#: Of each bare head; all of them would outweigh glasses, hair and beards even more.
_VIEWS: Final = 3
_BATCH: Final = 128

logger = logging.getLogger(__name__)


def face_maps(directory: Path) -> NDArray[np.int16]:
    """Return the packed maps of a face set, but those with a hand before the face.

    Raises:
        DatasetError: If it cannot be read.
    """
    found = read_face_set(directory)
    hand = found.conditions.get("hand", np.zeros(len(found), np.float32))
    return found.depth[~(hand > 0.0)]


def head_maps(directory: Path) -> NDArray[np.int16]:
    """Return some packed maps of every bare head of a folder.

    Raises:
        DatasetError: If there is none.
    """
    try:
        _, maps = read_depth_maps(directory)
    except FileNotFoundError as error:
        raise DatasetError(str(error)) from error
    rng = np.random.default_rng(0)
    return np.concatenate(
        [of_one[rng.choice(len(of_one), _VIEWS, replace=False)] for of_one in maps]
    )


def paper_maps(directory: Path) -> NDArray[np.int16]:
    """Return the packed maps of every usable frame of worn paper of a presentation set.

    Raises:
        DatasetError: If it cannot be read, or has none.
    """
    found = list(_paper_maps(directory))
    if not found:
        raise DatasetError(f"No usable frame of {directory} shows worn paper.")
    return np.stack(found)


def _paper_maps(directory: Path) -> Iterator[NDArray[np.int16]]:
    recognizer = Recognizer.load()
    for shown in read_presentations(directory):
        if shown.species in SPECIES:
            for seen in observe(shown.frames, recognizer, Gallery()):
                if seen.crop is not None:
                    yield packed(seen.crop.depth_mm)


def answers(network: keras.Model, maps: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return what a network says of packed maps, shape (n,)."""
    mean_height_mm = mean_height(FaceGeometry.load())
    parts = (unpacked(maps[start : start + _BATCH]) for start in range(0, len(maps), _BATCH))
    found = [network(patches_of(part, mean_height_mm), training=False) for part in parts]
    return np.concatenate([np.asarray(part)[:, 0] for part in found])


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("faces", "heads", "attacks", "run", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    faces, heads = face_maps(args.faces), head_maps(args.heads)
    paper = paper_maps(args.attacks)
    trainer = PaperTrainer(PaperBatches(np.concatenate([faces, heads]), paper), args.run)
    for progress in trainer.train(steps=args.steps):
        logger.info("%d of %d batches, loss %.4f", progress.step, args.steps, progress.loss)
    network = in_spreads_of_faces(
        trainer.network, answers(trainer.network, faces), answers(trainer.network, paper)
    )
    content = int8_lite(network)
    args.out.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    sys.stdout.write(
        f"{len(faces)} faces, {len(heads)} of bare heads, {len(paper)} of paper: {digest}\n"
    )


if __name__ == "__main__":
    main()
