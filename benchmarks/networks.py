"""Our encoder and dlib's network on the same face crops, in the same run.

    .venv/bin/python benchmarks/networks.py [--source demo#owner] [--rounds 5]

Needs the extra `bench`. Prints one Markdown table.
"""

from __future__ import annotations

import argparse
import functools

from app.arguments import positive_count
from app.benchmark.durations import Durations
from app.benchmark.machine import Machine
from app.benchmark.rivals import DlibWay
from app.recognizer import load_recognizer
from faceid_core.evaluation.dlib_chip import dlib_chip
from faceid_core.pipeline import Gallery, observe
from hardware import Pace, open_source


def measure(source_text: str, rounds: int) -> None:
    machine = Machine.here()
    recognizer = load_recognizer()
    dlib = DlibWay(upsampling=0)
    with open_source(source_text, pace=Pace.FULL_SPEED) as source:
        seen = list(observe(source, recognizer, Gallery()))
    crops = [each.crop for each in seen if each.crop is not None]
    ours, theirs = Durations(), Durations()
    for _ in range(rounds):
        for crop in crops:
            ours.timed(functools.partial(recognizer.encoder.encode, crop))
            theirs.timed(functools.partial(dlib.describe, dlib_chip(crop.rgb)))
    print(f"{machine.cpu}, {machine.cores} cores, load {machine.load}; {len(crops)} crops\n")
    print("| on the same crops | median ms | 95 % below, ms |\n|---|---|---|")
    for name, took in ((recognizer.encoder_id, ours), ("dlib's ResNet", theirs)):
        print(f"| {name} | {took.median_ms:.2f} | {took.p95_ms:.2f} |")
    print(f"\ndlib's network takes {theirs.median_ms / ours.median_ms:.1f} times as long")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", default="demo#owner")
    parser.add_argument("--rounds", type=positive_count, default=5)
    args = parser.parse_args()
    measure(args.source, args.rounds)
