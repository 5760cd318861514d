"""Measure how fast a frame becomes a comparison, and dlib beside it in the same run.

    .venv/bin/python tests/measurements/speed.py

Frames: the rendered ones of `tests/data` that show one usable face. dlib does what
`face_recognition` and Howdy do: HOG detector, five landmarks, ResNet. Timings vary from
run to run; the ratio says more. Needs the extra `train`.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import dlib

from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.training.dlib_weights import find_dlib_file
from faceid_core.types import FaceCrop
from hardware import Frame, Pace, open_source

DATA = Path(__file__).parent.parent / "data"
ROUNDS = 10
T = TypeVar("T")


def usable_frames(recognizer: Recognizer) -> list[Frame]:
    with open_source(f"recording:{DATA}", pace=Pace.FULL_SPEED) as source:
        frames = list(source)
    return [
        frame
        for frame in frames
        if next(iter(observe([frame], recognizer, Gallery()))).retry is None
    ]


def crop_of(frame: Frame, recognizer: Recognizer) -> FaceCrop | None:
    (seen,) = observe([frame], recognizer, Gallery())
    return seen.crop


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def median_ms(work: Callable[[T], object], inputs: list[T], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        for each in inputs:
            start_s = time.perf_counter()
            work(each)
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
    crops = [crop for frame in frames if (crop := crop_of(frame, recognizer)) is not None]
    encoder_ms = median_ms(recognizer.encoder.encode, crops, ROUNDS)
    network_ms = median_ms(lambda crop: network.compute_face_descriptor(crop.rgb), crops, 2)
    parts = ", ".join(f"{stage} {median(took):.1f}" for stage, took in stages.items())
    print(f"frames: {len(frames)}; dlib found a face in {found}")
    print(f"whole path, median: {ours_ms:.1f} ms ({parts})")
    print(f"dlib, median: {dlib_ms:.1f} ms: {dlib_ms / ours_ms:.1f} times as long")
    print(
        f"on {len(crops)} crops: our encoder {encoder_ms:.1f} ms, dlib's network "
        f"{network_ms:.1f} ms: {network_ms / encoder_ms:.1f} times as long"
    )
    print(f"greatest memory of this process, dlib included: {peak_mb():.0f} MB")


if __name__ == "__main__":
    sys.exit(measure())
