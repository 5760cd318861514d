"""What the chain said of every frame of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hardware.frame import Frame

from ..pipeline import Gallery, Recognizer, observe
from ..types import FaceCrop, Liveness, Observation, Retry
from .dataset import Session
from .trunks import Vectors

Encode = Callable[[FaceCrop], Vectors]


@dataclass(frozen=True, eq=False)
class Sample:
    """One frame: either `retry` is set, or the others are. No picture is kept.

    Attributes:
        session: Where the frame is from.
        retry: Why it gave no usable face.
        vectors: Of each encoder.
        liveness: The cues.
        conditions: What is known of the face, by name as in `FaceSet`.
    """

    session: Session
    retry: Retry | None
    vectors: tuple[Vectors, ...]
    liveness: Liveness | None
    conditions: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_live(self) -> bool:
        """Whether no liveness cue refused."""
        return self.liveness is not None and self.liveness.is_bona_fide


def judge(
    session: Session, frames: Iterable[Frame], recognizer: Recognizer, encoders: Sequence[Encode]
) -> Iterator[Sample]:
    """Walk the frames of a session through the pipeline, one sample a frame.

    The layout holds no time, so each frame is judged as a picture of its own:
    what stood where in the frame before it does not count. Every encoder sees the same crop.
    """
    for frame in frames:
        seen = observe_alone(frame, recognizer)
        if seen.crop is None or seen.retry is not None:
            yield Sample(session, seen.retry, (), None)
        else:
            vectors = tuple(encode(seen.crop) for encode in encoders)
            yield Sample(session, None, vectors, seen.liveness, _conditions(seen))


def observe_alone(frame: Frame, recognizer: Recognizer) -> Observation:
    """Walk one frame through the pipeline, with nothing before it and nobody enrolled."""
    (seen,) = observe([frame], recognizer, Gallery())
    return seen


def _conditions(seen: Observation) -> dict[str, float]:
    face = seen.face
    if face is None:
        return {}
    return {
        "yaw_deg": face.pose.yaw_deg,
        "pitch_deg": face.pose.pitch_deg,
        "distance_mm": face.distance_mm,
        "brightness": face.brightness,
    }
