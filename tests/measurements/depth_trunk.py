"""Measure a trained depth trunk on rendered people it never saw and on real heads.

    .venv/bin/python tests/measurements/depth_trunk.py TRUNK.keras MAPS SJTU

MAPS is the folder it was trained on: the last people of it were left out of training.
SJTU is as in `real_faces.py`: infrared for the color trunk, real depth for this one. All
frames of one kind are compared with each other; "fused" is
sqrt(color^2 + weight * depth^2) of the two distances.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import keras
import numpy as np
from real_faces import pictures

from faceid_core.evaluation.curve import RankedScores, comparisons_needed
from faceid_core.evaluation.protocols import Scores
from faceid_core.face_sets import unpacked
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.synthesis.depth_maps import read_depth_maps
from faceid_core.training.train_depth import VALIDATION_PEOPLE, embed

WEIGHTS = (0.03, 0.1, 0.2, 0.3)
RATES = (1e-2, 1e-3, 1e-4)


def real_heads(directory: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """People, canonical maps and color vectors of every usable frame."""
    recognizer = Recognizer.load()
    people, maps, colors = [], [], []
    for picture in pictures(directory):
        (seen,) = observe([picture.frame], recognizer, Gallery())
        if seen.crop is not None and seen.embedding is not None:
            people.append(picture.person)
            maps.append(seen.crop.depth_mm)
            colors.append(seen.embedding.color_vector)
    return np.array(people), np.stack(maps), np.stack(colors)


def distances(vectors: np.ndarray) -> np.ndarray:
    """Distances of all pairs, the upper triangle in one row."""
    products = vectors @ vectors.T
    first, second = np.triu_indices(len(vectors), 1)
    return np.sqrt(np.maximum(2.0 - 2.0 * products[first, second], 0.0))


def print_row(name: str, values: np.ndarray, mated: np.ndarray) -> None:
    own, other = values[mated].astype(np.float64), values[~mated].astype(np.float64)
    none = np.zeros(0, np.int64)
    curve = RankedScores(
        Scores(mated=own, non_mated=other, mated_people=none, non_mated_people=none)
    ).curve()
    accepted = [
        f"{1.0 - curve.fnmr_at_fmr(rate)[0]:.3f}" if len(other) >= comparisons_needed(rate) else "-"
        for rate in RATES
    ]
    figures = [f"{own.mean():.3f}", f"{other.mean():.3f}", f"{curve.equal_error()[0]:.4f}"]
    print(f"| {name} | {len(own)} / {len(other)} | {' | '.join(figures + accepted)} |")


def measure(trunk_file: Path, maps_dir: Path, real_dir: Path) -> None:
    trunk = keras.models.load_model(trunk_file)
    seeds, packed = read_depth_maps(maps_dir)
    unseen = unpacked(packed[-VALIDATION_PEOPLE:])
    people = np.repeat(seeds[-VALIDATION_PEOPLE:], unseen.shape[1])
    print("| | mated / non-mated | mean mated | mean non-mated | EER | TAR at 1e-2 | 1e-3 | 1e-4 |")
    print("|---|---|---|---|---|---|---|---|")
    vectors = embed(trunk, unseen.reshape(-1, *unseen.shape[2:]))
    first, second = np.triu_indices(len(people), 1)
    print_row("rendered, unseen", distances(vectors), people[first] == people[second])

    people, maps, colors = real_heads(real_dir)
    first, second = np.triu_indices(len(people), 1)
    mated = people[first] == people[second]
    shape, color = distances(embed(trunk, maps)), distances(colors)
    print_row("real, depth", shape, mated)
    print_row("real, color (infrared)", color, mated)
    for weight in WEIGHTS:
        print_row(f"real, fused {weight}", np.sqrt(color**2 + weight * shape**2), mated)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("trunk", "maps", "real"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    measure(args.trunk, args.maps, args.real)
