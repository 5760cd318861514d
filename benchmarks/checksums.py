"""Checksums of all that the path makes of a recording: did a quicker way change a bit?

    .venv/bin/python benchmarks/checksums.py [--source demo]

Prints one JSON object, a SHA-256 for each kind of result, in the order of the frames. The faces are
compared with somebody who was enrolled from the demo.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from dataclasses import astuple

import numpy as np

from app.benchmark.walk import enrolled_from
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Observation
from hardware import Pace, open_source

ENROLLED_FROM = "demo#enroll"


def walked(source: str, recognizer: Recognizer, gallery: Gallery) -> list[Observation]:
    with open_source(source, pace=Pace.FULL_SPEED) as frames:
        return list(observe(frames, recognizer, gallery))


def results(seen: Observation) -> dict[str, list[np.ndarray]]:
    """What one frame gave, by kind."""
    frame, face, crop, embedding, near = (
        *(seen.frame, seen.face, seen.crop),
        *(seen.embedding, seen.comparison),
    )
    found = {"frames": [frame.rgb, frame.depth_mm]}
    found["retries"] = [np.frombuffer(str(seen.retry).encode(), np.uint8)]
    if face is not None:
        measured = np.array([*astuple(face.pose), *face.box_px, face.brightness, face.sharpness])
        found["faces"] = [face.landmarks_px, face.axes, face.origin_mm, measured]
    if crop is not None and embedding is not None and seen.liveness is not None:
        found["crops"] = [crop.rgb, crop.depth_mm]
        found["cues"] = [np.array([cue.value for cue in seen.liveness.cues])]
        found["vectors"] = [embedding.vector, embedding.color_vector, embedding.depth_vector]
    if near is not None:
        distances = [near.distance, near.color_distance, near.depth_distance]
        found["comparisons"] = [np.array(distances)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", default="demo")
    args = parser.parse_args()
    recognizer = Recognizer.load()
    enrolled = walked(ENROLLED_FROM, recognizer, Gallery())
    gallery = Gallery([enrolled_from(enrolled, recognizer.encoder_id)])
    sums: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
    for seen in walked(args.source, recognizer, gallery):
        for kind, arrays in results(seen).items():
            for array in arrays:
                sums[kind].update(array.tobytes())
    json.dump({kind: found.hexdigest() for kind, found in sums.items()}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
