"""Our own path and others' ways, over the same frames in the same run."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from app.benchmark.durations import Durations
from app.benchmark.rivals import Rival
from app.errors import CommandError
from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.templates import Template
from faceid_core.types import Observation
from hardware import Frame, FrameSource

READ: Final = "read"
STAGES: Final = ("locate", "preprocess", "liveness", "encode", "compare", "eyes")
ENROLLED: Final = 9  # vectors that the comparison has to do with
NAME: Final = "benchmark"


@dataclass
class RivalRun:
    """How another way fared.

    Attributes:
        rival: Which.
        took: Each picture.
        found: In how many pictures it found a face.
    """

    rival: Rival
    took: Durations = field(default_factory=Durations)
    found: int = 0


@dataclass
class Walk:
    """What was measured on some frames.

    Attributes:
        stages: Of each of `STAGES`, on frames that went the whole way.
        path: Frame in to comparison out, likewise.
        seen: How many frames were walked, in all rounds.
        rivals: Others, on those frames that went our whole way.
    """

    stages: dict[str, Durations] = field(default_factory=lambda: {s: Durations() for s in STAGES})
    path: Durations = field(default_factory=Durations)
    seen: int = 0
    rivals: list[RivalRun] = field(default_factory=list)

    def ours_ms(self, rival: Rival) -> float:
        """Return the median of what we need for what a rival does."""
        if not rival.stages:
            return self.path.median_ms
        return sum(self.stages[stage].median_ms for stage in rival.stages)


def read_frames(source: FrameSource, count: int) -> tuple[list[Frame], Durations]:
    """Read up to so many frames, and tell how long each took.

    Raises:
        CommandError: If there is none.
    """
    took = Durations()
    frames: list[Frame] = []
    while len(frames) < count and (frame := took.timed(source.read)) is not None:
        frames.append(frame)
    if not frames:
        raise CommandError("There was no frame to measure with.")
    del took.taken_ms[len(frames) :]  # finding the end
    return frames, took


def enrolled_from(observations: Sequence[Observation], encoder_id: str) -> Template:
    """Return a template of some frames' faces, to be compared with; it is not stored.

    Raises:
        CommandError: If no frame has a usable face.
    """
    usable = [seen for seen in observations if seen.embedding is not None]
    if not usable:
        reason = next((seen.retry.value for seen in observations if seen.retry), "no face")
        raise CommandError(f"No frame shows a face that can be judged ({reason}).")
    chosen = usable[:: max(len(usable) // ENROLLED, 1)][:ENROLLED]
    embeddings = [seen.embedding for seen in chosen if seen.embedding is not None]
    return Template(
        name=NAME,
        encoder_id=encoder_id,
        vectors=np.stack([each.vector for each in embeddings]),
        color_vectors=np.stack([each.color_vector for each in embeddings]),
        depth_vectors=np.stack([each.depth_vector for each in embeddings]),
        poses=tuple(seen.face.pose for seen in chosen if seen.face is not None),
        is_partial=True,
        created_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    )


def walk(
    frames: Sequence[Frame],
    recognizer: Recognizer,
    gallery: Gallery,
    rivals: Sequence[Rival],
    rounds: int,
) -> Walk:
    """Walk the frames again and again; after each of our rounds the others have one.

    Args:
        frames: In the order of time.
        recognizer: The loaded models, warm.
        gallery: Somebody to compare with.
        rivals: Who looks at the same pictures.
        rounds: How often.
    """
    measured = Walk(rivals=[RivalRun(rival) for rival in rivals])
    for _ in range(rounds):
        judged = _own_round(measured, frames, recognizer, gallery)
        for run in measured.rivals:
            for frame in judged:
                run.found += run.took.timed(functools.partial(run.rival.look, frame.rgb))
    return measured


def _own_round(
    measured: Walk, frames: Sequence[Frame], recognizer: Recognizer, gallery: Gallery
) -> list[Frame]:
    """Walk all frames once; return those that went the whole way."""
    judged = []
    for seen in observe(frames, recognizer, gallery):
        measured.seen += 1
        if seen.is_judged:
            judged.append(seen.frame)
            measured.path.taken_ms.append(sum(seen.stage_ms.values()))
            for stage, took_ms in seen.stage_ms.items():
                measured.stages[stage].taken_ms.append(took_ms)
    return judged
