"""Measure how fast a frame becomes a comparison, and dlib beside it in the same run.

    .venv/bin/python tests/measurements/speed.py

Frames: the rendered ones of `tests/data` that show one usable face. dlib does what
`face_recognition` and Howdy do: HOG detector, five landmarks, ResNet. Timings vary from
run to run; the ratio says more. Needs the extra `train`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import dlib

from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.training.dlib_weights import find_dlib_file
from hardware import Frame, Pace, open_source

DATA = Path(__file__).parent.parent / "data"
ROUNDS = 10


def usable_frames(recognizer: Recognizer) -> list[Frame]:
    with open_source(f"recording:{DATA}", pace=Pace.FULL_SPEED) as source:
        frames = list(source)
    return [
        frame
        for frame in frames
        if next(iter(observe([frame], recognizer, Gallery()))).retry is None
    ]


def median_ms(work: Callable[[Frame], object], frames: list[Frame], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        for frame in frames:
            start_s = time.perf_counter()
            work(frame)
            took.append((time.perf_counter() - start_s) * 1e3)
    return median(took)


def measure() -> None:
    recognizer = Recognizer.load()
    frames = usable_frames(recognizer)
    detector = dlib.get_frontal_face_detector()
    models = find_dlib_file().parent
    landmarks = dlib.shape_predictor(str(models / "shape_predictor_5_face_landmarks.dat"))
    network = dlib.face_recognition_model_v1(str(find_dlib_file()))
    found = 0

    def with_dlib(frame: Frame) -> None:
        nonlocal found
        faces = detector(frame.rgb)
        found += bool(faces)
        for face in faces[:1]:
            network.compute_face_descriptor(frame.rgb, landmarks(frame.rgb, face))

    stages: dict[str, list[float]] = {}

    def with_ours(frame: Frame) -> None:
        (seen,) = observe([frame], recognizer, Gallery())
        for stage, took_ms in seen.stage_ms.items():
            stages.setdefault(stage, []).append(took_ms)

    ours_ms = median_ms(with_ours, frames, ROUNDS)
    dlib_ms = median_ms(with_dlib, frames, 1)
    parts = ", ".join(f"{stage} {median(took):.1f}" for stage, took in stages.items())
    print(f"frames: {len(frames)}; dlib found a face in {found}")
    print(f"whole path, median: {ours_ms:.1f} ms ({parts})")
    print(f"dlib, median: {dlib_ms:.1f} ms: {dlib_ms / ours_ms:.1f} times as long")


if __name__ == "__main__":
    sys.exit(measure())
