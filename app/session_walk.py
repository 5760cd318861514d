"""Sessions of frames through the pipeline, for the processes that share an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from faceid_core.evaluation import Sample, Session, judge, load_encoder
from faceid_core.pipeline import Recognizer
from hardware import Pace, open_source


@dataclass(frozen=True)
class SessionWalk:
    """Walks every frame of a session through the pipeline, and its crop through every encoder.

    Attributes:
        encoders: As `load_encoder` takes them.
    """

    encoders: tuple[str | None, ...]

    def __call__(self) -> Callable[[Session], list[Sample]]:
        recognizer = Recognizer.load()
        encode = [load_encoder(text).encode for text in self.encoders]

        def walked(session: Session) -> list[Sample]:
            with open_source(f"recording:{session.path}", pace=Pace.FULL_SPEED) as source:
                return list(judge(session, source, recognizer, encode))

        return walked
