"""Measure the color trunk on photos of people: how far apart different people are in color.

    .venv/bin/python tests/measurements/photos.py DIR

DIR holds `<person>/*.jpg` (or .png), one face in each. Depth is missing, so only what color says
is compared, in the lock's units. Nothing is written. Printed: quantiles of both kinds of
distances, and how many pairs are within the threshold.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from faceid_core.cohort import squared_distances
from faceid_core.detector import FaceDetector
from faceid_core.encoder import Encoder
from faceid_core.face_chip import cut_face_chip
from faceid_core.face_mesh import FaceMesh

SUFFIXES = (".jpg", ".jpeg", ".png")
QUANTILES = (0, 0.1, 1, 5, 50, 95)


def chips(directory: Path) -> Iterator[tuple[str, np.ndarray]]:
    detector, mesh = FaceDetector(), FaceMesh()
    for path in sorted(directory.glob("*/*")):
        if path.suffix.lower() not in SUFFIXES:
            continue
        rgb = np.ascontiguousarray(cv2.imread(str(path))[:, :, ::-1])
        found = detector.detect(rgb)
        if not found:
            print(f"{path}: no face, left out")
            continue
        yield path.parent.name, cut_face_chip(rgb, mesh.place(rgb, found[0]).landmarks_px)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("directory", type=Path)
    shown = list(chips(parser.parse_args().directory))
    people = np.array([person for person, _ in shown])
    encoder = Encoder()
    rows = np.stack([encoder.begin_color(chip).result() for _, chip in shown]).astype(np.float64)
    matcher = encoder.matcher
    units = np.ones(len(rows)) if matcher.cohort is None else matcher.cohort.color.of(rows)
    distances = np.sqrt(squared_distances(rows, rows) / np.outer(units, units))
    first, second = np.triu_indices(len(rows), 1)
    is_mated = people[first] == people[second]
    print(f"{len(rows)} photos of {len(set(people))} people, {encoder.encoder_id}")
    for kind, chosen in (("mated", is_mated), ("non-mated", ~is_mated)):
        found = distances[first[chosen], second[chosen]]
        quantiles = ", ".join(
            f"{q:g} %: {value:.3f}"
            for q, value in zip(QUANTILES, np.percentile(found, QUANTILES), strict=True)
        )
        within = int((found <= matcher.limits.fused).sum())
        print(f"{len(found)} {kind}: {quantiles}; within {matcher.limits.fused}: {within}")


if __name__ == "__main__":
    main()
