"""What is asked of the shards of a set, for the processes that share the evaluation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..pipeline import Recognizer
from ..presentation_sets import count_shard_people, read_shard
from .collected import EncodedShard, encoded_shard
from .encoders import load_encoder
from .presentations import JudgedPresentation, judge_presentations


@dataclass(frozen=True)
class ShardEncoding:
    """Encodes shards of a face set.

    Attributes:
        encoders: As `load_encoder` takes them.
    """

    encoders: tuple[str | None, ...]

    def __call__(self) -> Callable[[Path], EncodedShard]:
        return partial(
            encoded_shard, encoders=[load_encoder(text).encode for text in self.encoders]
        )


@dataclass(frozen=True)
class JudgedShard:
    """What became of the presentations of one shard.

    Attributes:
        people: How many it shows.
        presentations: All but enrollments.
    """

    people: int
    presentations: list[JudgedPresentation]


def load_shard_judge() -> Callable[[Path], JudgedShard]:
    """Load the shipped models, and return what judges shards of a presentation set with them."""
    recognizer = Recognizer.load()

    def judged(path: Path) -> JudgedShard:
        return JudgedShard(
            count_shard_people(path), list(judge_presentations(read_shard(path), recognizer))
        )

    return judged
