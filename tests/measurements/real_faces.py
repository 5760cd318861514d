"""Measure liveness on real depth of real heads: SJTU's infrared and time-of-flight set.

    .venv/bin/python tests/measurements/real_faces.py DIR

DIR holds `*/<session>/N_depth.png` (uint16 mm) and `N_long_exposure_infrared.png`, one
person a session. The pictures are cut-outs of a 512 x 424 sensor (f = 365 px), twice
enlarged and laid into a frame; infrared stands for color. Nothing is trained on
them and nothing is written. Printed: a Markdown table, with 95 % Wilson intervals.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np

from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.types import Observation
from hardware import FRAME_HEIGHT, FRAME_WIDTH, Frame, Intrinsics

ENLARGED = 2
CAMERA = Intrinsics(ENLARGED * 365.0, ENLARGED * 365.0, FRAME_WIDTH / 2, FRAME_HEIGHT / 2)
GAMMA, WHITE = 0.6, 230.0  # infrared falls off with distance; this looks like a photo
ENROLLED_EVERY = 6  # 9 of 54 frames a person
RADII_MM = (70.0, 100.0, 150.0)
#: What a Kinect v1 adds: disparity in steps of 1/8 px (f 580 px, baseline 75 mm).
DISPARITY_MM_PX = 580.0 * 75.0
NOISE_STEPS = 1.0


@dataclass(frozen=True)
class Picture:
    person: str
    number: int
    frame: Frame


@dataclass
class Outcome:
    """What the chain said of one kind of presentation."""

    frames: int = 0
    retries: Counter[str] = field(default_factory=Counter)
    live: int = 0
    cues: dict[str, list[float]] = field(default_factory=dict)

    def add(self, seen: Observation) -> None:
        self.frames += 1
        if seen.retry is not None:
            self.retries[seen.retry.name] += 1
        elif seen.liveness is not None:
            self.live += seen.liveness.is_bona_fide
            for cue in seen.liveness.cues:
                self.cues.setdefault(cue.name, []).append(cue.value)


def pictures(directory: Path) -> Iterator[Picture]:
    for session in sorted(path for path in directory.glob("*/*") if path.is_dir()):
        numbers = (re.fullmatch(r"(\d+)_depth\.png", path.name) for path in session.iterdir())
        for number in sorted(int(match[1]) for match in numbers if match):
            depth = cv2.imread(str(session / f"{number}_depth.png"), cv2.IMREAD_UNCHANGED)
            name = f"{number}_long_exposure_infrared.png"
            infrared = cv2.imread(str(session / name), cv2.IMREAD_UNCHANGED)
            yield Picture(session.name, number, laid_into_frame(depth, infrared))


def laid_into_frame(depth_mm: np.ndarray, infrared: np.ndarray) -> Frame:
    bright = np.percentile(infrared[depth_mm > 0], 99)
    luma = np.clip((infrared / bright) ** GAMMA * WHITE, 0, 255).astype(np.uint8)
    height, width = (ENLARGED * side for side in depth_mm.shape)
    top, left = (FRAME_HEIGHT - height) // 2, (FRAME_WIDTH - width) // 2
    rgb = np.zeros((FRAME_HEIGHT, FRAME_WIDTH, 3), np.uint8)
    depth = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.uint16)
    inside = np.s_[top : top + height, left : left + width]
    large = cv2.resize(luma, (width, height), interpolation=cv2.INTER_CUBIC)
    rgb[inside] = large[..., None]
    depth[inside] = cv2.resize(depth_mm, (width, height), interpolation=cv2.INTER_NEAREST)
    return Frame(rgb, depth, 0.0, CAMERA)


def on_paper(frame: Frame, radius_mm: float, rng: np.random.Generator) -> Frame:
    """The same picture on a sheet: a tilted plane, or a cylinder if the radius is finite."""
    known = frame.depth_mm > 0
    middle_mm = float(np.median(frame.depth_mm[known]))
    rows, columns = np.mgrid[:FRAME_HEIGHT, :FRAME_WIDTH].astype(float)
    x = (columns - CAMERA.cx_px) / CAMERA.fx_px * middle_mm
    y = (rows - CAMERA.cy_px) / CAMERA.fy_px * middle_mm
    sheet_mm = rng.uniform(-0.4, 0.4) * x + rng.uniform(-0.3, 0.3) * y
    if math.isfinite(radius_mm):
        angle = rng.uniform(0, math.pi)
        across = x * math.cos(angle) + y * math.sin(angle) - rng.uniform(-20, 20)
        sheet_mm = radius_mm - np.sqrt(np.maximum(radius_mm**2 - across**2, 0.0))
        known &= np.abs(across) < 0.95 * radius_mm
    noise = cv2.GaussianBlur(rng.normal(0, 1, x.shape), (0, 0), 1.0)
    noise *= NOISE_STEPS / 8 / noise.std()
    disparity = np.round((DISPARITY_MM_PX / (middle_mm + sheet_mm) + noise) * 8) / 8
    depth_mm = np.where(known, DISPARITY_MM_PX / disparity, 0).astype(np.uint16)
    return replace(frame, depth_mm=depth_mm)


def wilson(count: int, total: int) -> str:
    """A rate with its 95 % interval (E. B. Wilson, 1927)."""
    z = 1.96
    rate = count / total
    middle = (rate + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(rate * (1 - rate) / total + (z / total / 2) ** 2)
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    return f"{100 * rate:.2f} % ({count} of {total}; {100 * low:.2f} to {100 * high:.2f})"


def measure(directory: Path) -> None:
    recognizer = Recognizer.load()
    rng = np.random.default_rng(0)
    kinds = {"bona fide": None, "plane": math.inf} | {f"cylinder {r:.0f} mm": r for r in RADII_MM}
    outcomes = {kind: Outcome() for kind in kinds}
    for picture in pictures(directory):
        for kind, radius_mm in kinds.items():
            if radius_mm is not None and picture.number % ENROLLED_EVERY:
                continue
            frame = picture.frame if radius_mm is None else on_paper(picture.frame, radius_mm, rng)
            (seen,) = observe([frame], recognizer, Gallery())
            outcomes[kind].add(seen)
    print_liveness(outcomes)


def print_liveness(outcomes: dict[str, Outcome]) -> None:
    names = list(outcomes["bona fide"].cues)
    print(f"| presentation | frames | nothing to judge | accepted as live | {' | '.join(names)} |")
    print("|---" * (4 + len(names)) + "|")
    for kind, seen in outcomes.items():
        judged = len(seen.cues[names[0]])
        spans = (
            f"{np.min(values):.1f} / {np.median(values):.1f} / {np.max(values):.1f}"
            for values in seen.cues.values()
        )
        retries = ", ".join(f"{name} {count}" for name, count in seen.retries.most_common())
        live = wilson(seen.live, judged)
        print(f"| {kind} | {seen.frames} | {retries or 0} | {live} | {' | '.join(spans)} |")
    print("\n(cues: least / median / greatest)\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    measure(parser.parse_args().directory)
