"""What the chain said of every frame of a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hardware.frame import Frame

from ..pipeline import Gallery, Recognizer, observe
from ..types import Embedding, Liveness, Retry
from .dataset import Session


@dataclass(frozen=True, eq=False)
class Sample:
    """One frame: either `retry` is set, or `embedding` and `liveness` are. No picture is kept."""

    session: Session
    retry: Retry | None
    embedding: Embedding | None
    liveness: Liveness | None

    @property
    def is_live(self) -> bool:
        """Whether no liveness cue refused."""
        return self.liveness is not None and self.liveness.is_bona_fide


def judge(session: Session, frames: Iterable[Frame], recognizer: Recognizer) -> Iterator[Sample]:
    """Walk the frames of a session through the pipeline, one sample a frame.

    The layout holds no time, so each frame is judged as a picture of its own:
    what stood where in the frame before it does not count.
    """
    for frame in frames:
        (seen,) = observe([frame], recognizer, Gallery())
        yield Sample(session, seen.retry, seen.embedding, seen.liveness)
