"""Add up what color trunks learned: `python -m faceid_core.training.added_colors OUT TRUNK ...`.

Each TRUNK is `color_trunk.keras` of a training run, or a color trunk that was shipped
(`encoder-color.tflite`). All of them began as SFace, and their steps away from it add up, each
by `SHARE` (G. Ilharco et al., "Editing models with task arithmetic", 2023): what was learned
from drawn glasses and hats, and what from rendered ones. OUT is a new `color_trunk.keras`. Needs
the extra `train`.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import keras
import numpy as np

from .color_files import read_color_trunk
from .sface_weights import find_sface_file, read_sface_weights
from .train_color import student_of

#: Of each step; 1 would go all of both ways, and real people begin to lose (`docs/experiments.md`).
SHARE: Final = 0.75

logger = logging.getLogger(__name__)


def added(begun: keras.Model, trunks: Sequence[keras.Model], share: float = SHARE) -> keras.Model:
    """Give a network what others have learned from its weights on.

    Args:
        begun: Where all of them began; its layers that may learn are changed.
        trunks: Networks of the same layers.
        share: How much of each step counts.

    Returns:
        `begun`, with begun + share * sum(trunk - begun) for weights.
    """
    for layer, *theirs in zip(begun.layers, *(each.layers for each in trunks), strict=True):
        if layer.trainable:
            steps = zip(*(each.get_weights() for each in theirs), strict=True)
            layer.set_weights(
                [
                    own + share * np.sum([each - own for each in learned], axis=0)
                    for own, learned in zip(layer.get_weights(), steps, strict=True)
                ]
            )
    return begun


def main() -> None:
    """Add from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("trunks", type=Path, nargs="+", metavar="trunk")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    weights = read_sface_weights(find_sface_file())
    trunks = [read_color_trunk(path, weights) for path in args.trunks]
    added(student_of(weights), trunks).save(args.out)
    logger.info("wrote %s", args.out)


if __name__ == "__main__":
    main()
