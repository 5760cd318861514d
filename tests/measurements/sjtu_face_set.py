"""Write SJTU's real heads as a face set that `faceid evaluate` reads.

    .venv/bin/python tests/measurements/sjtu_face_set.py SJTU OUT

SJTU is as in `real_faces.py`; infrared stands for color. OUT holds faces of real
people: keep it private, and never train on it.
"""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path

import numpy as np
from real_faces import pictures

from faceid_core.face_sets import FaceSet, packed, write_shard
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Face, FaceCrop


def write(directory: Path, out: Path) -> int:
    recognizer = Recognizer.load()
    written = 0
    for number, (_, own) in enumerate(groupby(pictures(directory), lambda each: each.person)):
        seen: list[tuple[Face, FaceCrop]] = []
        for picture in own:
            (observation,) = observe([picture.frame], recognizer, Gallery())
            if observation.face is not None and observation.crop is not None:
                seen.append((observation.face, observation.crop))
        faces = FaceSet(
            people=np.full(len(seen), number),
            sessions=np.zeros(len(seen), np.int64),
            rgb=np.stack([crop.rgb for _, crop in seen]),
            depth=packed(np.stack([crop.depth_mm for _, crop in seen])),
            conditions={
                "yaw_deg": np.array([face.pose.yaw_deg for face, _ in seen], np.float32),
                "pitch_deg": np.array([face.pose.pitch_deg for face, _ in seen], np.float32),
                "distance_mm": np.array([face.distance_mm for face, _ in seen], np.float32),
            },
        )
        write_shard(out, number, faces)
        written += len(seen)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("sjtu", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    print(write(args.sjtu, args.out), "faces")
