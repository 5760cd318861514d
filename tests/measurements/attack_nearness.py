"""Measure how near attacks come to opening the lock, and what owners lose by glasses.

    .venv/bin/python tests/measurements/attack_nearness.py DIR KEPT

DIR is a presentation set (`faceid synthesize attacks`); KEPT a folder in which what was judged is
kept shard by shard, so that it goes on where it stopped, also while the set grows. Printed: the
tables of `faceid evaluate`, in Markdown; then bona fide presentations by whether the sensor saw
through the eyes' glasses when enrolling and now, and attacks with limits so wide that
the lock opens for 95 % of the owners whose eyes were seen both times.
"""

from __future__ import annotations

import argparse
import math
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from faceid_core.evaluation.intervals import counted_rate
from faceid_core.evaluation.presentation_tables import presentation_tables
from faceid_core.evaluation.presentations import (
    OWNERS_SHARE,
    JudgedPresentation,
    outcome_of,
    summarize_presentations,
)
from faceid_core.evaluation.trunks import template_of, vectors_of
from faceid_core.evaluation.wording import rate_text
from faceid_core.face_geometry import map_coordinates_mm
from faceid_core.liveness import EYE_HALF_MM, EYE_MM
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.presentation_sets import BONA_FIDE, ENROLLMENT, PATTERN, read_shard
from faceid_core.types import Observation

#: Of the eyes' part of the map: with more unknown, glasses are in the way.
HIDDEN = 0.08
X, Y = map_coordinates_mm()
EYES = (np.abs(np.abs(X) - EYE_MM[0]) < EYE_HALF_MM[0]) & (np.abs(Y - EYE_MM[1]) < EYE_HALF_MM[1])


@dataclass(frozen=True)
class Judged:
    """One presentation; `eyes` tells how much of the eyes is unknown, when enrolled and now."""

    outcome: JudgedPresentation
    eyes: tuple[float, float]

    @property
    def width(self) -> float:
        return math.inf if self.outcome.near is None else self.outcome.near.all


def unknown_eyes(seen: list[Observation]) -> float:
    shares = [np.isnan(each.crop.depth_mm[EYES]).mean() for each in seen if each.crop is not None]
    return float(np.median(shares)) if shares else math.nan


def judge_shard(path: Path, recognizer: Recognizer) -> Iterator[Judged]:
    for person, group in groupby(read_shard(path), key=lambda shown: shown.person):
        gallery, enrolled = Gallery(), math.nan
        for shown in group:
            seen = list(observe(shown.frames, recognizer, gallery))
            if shown.species == ENROLLMENT:
                enrolled = unknown_eyes(seen)
                vectors = [vectors_of(each.embedding) for each in seen if each.embedding]
                if vectors:
                    gallery = Gallery((template_of(vectors, recognizer.encoder_id),))
                continue
            has_template = bool(gallery.templates)
            outcome = outcome_of(person, shown.species, seen, has_template=has_template)
            yield Judged(outcome, (enrolled, unknown_eyes(seen)))


def judge(directory: Path, kept: Path, recognizer: Recognizer) -> list[Judged]:
    kept.mkdir(parents=True, exist_ok=True)
    judged: list[Judged] = []
    for path in sorted(directory.glob(PATTERN)):
        known = kept / f"{path.stem}.{recognizer.encoder_id}.pkl"
        if not known.exists():
            known.write_bytes(pickle.dumps(list(judge_shard(path, recognizer))))
        judged += pickle.loads(known.read_bytes())
    return judged


def print_glasses(judged: list[Judged]) -> float:
    own = [each for each in judged if each.outcome.species == BONA_FIDE]
    own = [each for each in own if each.outcome.is_acquired]
    print("\n| eyes when enrolled | eyes now | opens |\n|---|---|---|")
    for was_hidden in (False, True):
        for is_hidden in (False, True):
            part = [e for e in own if hidden(e) == (was_hidden, is_hidden)]
            opened = sum(each.width <= 1.0 for each in part)
            words = ("unknown in part" if flag else "seen" for flag in (was_hidden, is_hidden))
            print(f"| {' | '.join(words)} | {rate_text(counted_rate(opened, len(part)))} |")
    widths = sorted(each.width for each in own if hidden(each) == (False, False))
    return widths[math.ceil(OWNERS_SHARE * len(widths)) - 1]


def hidden(judged: Judged) -> tuple[bool, bool]:
    before, now = judged.eyes
    return before > HIDDEN, now > HIDDEN


def print_wide(judged: list[Judged], width: float) -> None:
    print(
        f"\nLimits {width:.2f} times as wide:\n\n| species | would open | nearest |\n|---|---|---|"
    )
    for species in sorted({each.outcome.species for each in judged} - {BONA_FIDE}):
        part = [e for e in judged if e.outcome.species == species and e.outcome.is_acquired]
        rate = counted_rate(sum(each.width <= width for each in part), len(part))
        nearest = min((each.width for each in part), default=math.inf)
        print(f"| {species} | {rate_text(rate)} | {nearest:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("kept", type=Path)
    args = parser.parse_args()
    recognizer = Recognizer.load()
    judged = judge(args.directory, args.kept, recognizer)
    summary = summarize_presentations([each.outcome for each in judged], recognizer.encoder_id)
    print(f"Encoder {summary.encoder_id}, {summary.people} people.")
    for table in presentation_tables(summary):
        print(f"\n{table.title}\n\n| {' | '.join(table.header)} |\n{'|---' * len(table.header)}|")
        print("\n".join(f"| {' | '.join(row)} |" for row in table.rows))
    print_wide(judged, print_glasses(judged))


if __name__ == "__main__":
    main()
