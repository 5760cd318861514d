"""Measure how often depth calls a seat empty that is not, and full that is.

    .venv/bin/python tests/measurements/presence.py --face-model ICT [--real TUM] [--sjtu DIR]

ICT is the face model's folder; TUM a recording of a real person who is there all the time;
SJTU as in `real_faces.py`. Faces are not looked at: depth alone has to tell. Nothing is
written. Printed: a Markdown table.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from real_faces import pictures

from faceid_core.presence import Presence, PresenceRules
from faceid_core.seat import look
from faceid_core.synthesis.face_model import FaceModel
from faceid_core.synthesis.motion import Script
from faceid_core.synthesis.motion import look as swaying
from faceid_core.synthesis.person import Person
from faceid_core.synthesis.render import Studio
from faceid_core.synthesis.sitter import Sitter
from faceid_core.types import Observation, Pose, Retry
from faceid_core.who import Who
from hardware import Frame, Pace, open_source

PERIOD_S = 0.33
BREATHS_PER_MIN = 12.0
SEEDS = (22, 30, 19)  # the demo's people


def row(name: str, frames: Iterable[Frame], away_s: float) -> None:
    """Walk frames and print what depth alone makes of them."""
    now = Presence()
    count = missed = away = 0
    longest_s = start_s = 0.0
    for index, frame in enumerate(frames):
        seat = look(frame)
        seen = Observation(frame=frame, retry=Retry.NO_FACE)
        now = now.after(seen, seat, frame.timestamp_s, PresenceRules(away_s=away_s))
        start_s = frame.timestamp_s if index == 0 else start_s
        count += 1
        missed += seat.body is None
        away += now.who is Who.AWAY
        longest_s = max(longest_s, frame.timestamp_s - now.occupied_s)
    seconds = frame.timestamp_s - start_s
    print(f"| {name} | {count} | {seconds:.0f} | {missed} | {longest_s:.1f} | {away} |", flush=True)


def timed(frames: Iterable[Frame]) -> Iterator[Frame]:
    """Give frames the times at which a watch would have looked."""
    for index, frame in enumerate(frames):
        yield replace(frame, timestamp_s=100.0 + index * PERIOD_S)


def to_and_fro(frames: list[Frame], seconds: float) -> Iterator[Frame]:
    """Play frames forwards and backwards for some time."""
    turn = itertools.cycle([*frames, *reversed(frames[1:-1])])
    return timed(itertools.islice(turn, round(seconds / PERIOD_S)))


def recorded(source: str) -> list[Frame]:
    with open_source(source, pace=Pace.FULL_SPEED) as opened:
        return list(opened)


def rendered(
    studio: Studio, sitter: Callable[[float], Sitter] | None, seconds: float
) -> Iterator[Frame]:
    """Render somebody, or the empty room, with fresh noise in each frame."""
    frames = (
        studio.render(
            () if sitter is None else (sitter(index * PERIOD_S),), seed=9000 + index
        ).frame
        for index in range(round(seconds / PERIOD_S))
    )
    return timed(frames)


def breathing(person: Person, amplitude_mm: float, pose: Pose) -> Callable[[float], Sitter]:
    """Return somebody who only breathes: to and fro by twice the amplitude."""

    def at(time_s: float) -> Sitter:
        wave = math.sin(2.0 * math.pi * BREATHS_PER_MIN / 60.0 * time_s)
        return Sitter(person, pose, (0.0, 30.0, 900.0 + amplitude_mm * wave))

    return at


def looking(person: Person, script: Script) -> Callable[[float], Sitter]:
    return lambda time_s: script(time_s).sitter(person)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--face-model", type=Path, required=True)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--sjtu", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each rendered scene")
    parser.add_argument("--away", type=float, default=10.0)
    args = parser.parse_args()
    print("| scene | frames | s | without a body | longest s without a sign | away |")
    print("|---|---|---|---|---|---|")
    for chapter in ("owner", "stranger"):
        frames = recorded(f"demo#{chapter}")[10:50]
        row(f"demo, {chapter}", to_and_fro(frames, 300.0), args.away)
    if args.real is not None:
        frames = recorded(f"recording:{args.real}")
        row("a real person turning, Kinect", to_and_fro(frames, 600.0), args.away)
    if args.sjtu is not None:
        heads = [replace(each.frame, timestamp_s=0.0) for each in pictures(args.sjtu)]
        found = np.array([look(frame).body is not None for frame in heads])
        print(f"| real heads alone, time of flight | {len(found)} | | {np.sum(~found)} | | |")
    studio = Studio(FaceModel.load(args.face_model))
    for seed in SEEDS:
        person, down = Person.random(seed), Pose(0.0, -30.0, 0.0)
        scenes = {
            "sways by 3 mm": looking(person, swaying((0.0, 45.0, 900.0), seed=seed)),
            "head down, breathes by 8 mm": breathing(person, 4.0, down),
            "head down, breathes by 5 mm": breathing(person, 2.5, down),
            "furniture of that shape": breathing(person, 0.0, down),
        }
        for name, sitter in scenes.items():
            row(f"rendered {seed}, {name}", rendered(studio, sitter, args.seconds), args.away)
    row("rendered, empty room", rendered(studio, None, args.seconds), args.away)


if __name__ == "__main__":
    main()
