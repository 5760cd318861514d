"""The one path of a frame. The window, the commands, tests and evaluation all walk it."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .depth_patch import DepthPatcher
from .detector import FaceDetector
from .encoder import ColorVector, Encoder
from .eyes import EyeReader, EyeWatch
from .face_chip import cut_face_chip
from .face_geometry import FaceGeometry
from .face_mesh import FaceMesh
from .litert import THREADS
from .liveness import LivenessMeter
from .locate import Locator
from .matching import Matcher, References
from .preprocess import Preprocessor
from .templates import Template
from .trust.adaptation import Adaptation, carried, enrollment_of
from .types import Comparison, Embedding, Face, Observation, Retry
from .verification import FRAMES_TO_MATCH


@dataclass
class Gallery:
    """Who is enrolled. Assign its parts at any time; the next frame sees it.

    Attributes:
        templates: What was enrolled.
        adapted: What was learned since, by name; it may carry a match that they refuse.
    """

    templates: Sequence[Template] = ()
    adapted: Mapping[str, Adaptation] = field(default_factory=dict)
    _prepared: tuple[Sequence[Template], Matcher, References] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def compare(self, probe: Embedding, matcher: Matcher) -> Comparison | None:
        """Compare a probe with everybody; None if nobody is enrolled.

        Raises:
            IncompatibleTemplateError: If another encoder made one of the templates.
        """
        templates, adapted = self.templates, self.adapted  # another thread may assign them
        if not templates:
            return None
        nearest = self._references(templates, matcher).compare(probe)
        learned = adapted.get(nearest.name)
        if nearest.is_match or learned is None:
            return nearest
        template = next(each for each in templates if each.name == nearest.name)
        if learned.enrolled != enrollment_of(template):
            return nearest
        return carried(probe, nearest, learned, matcher)[0]

    def _references(self, templates: Sequence[Template], matcher: Matcher) -> References:
        """Return the templates ready to be compared with, made anew where they are others."""
        known = self._prepared
        if known is None or known[0] is not templates or known[1] is not matcher:
            known = self._prepared = (templates, matcher, matcher.references(templates))
        return known[2]


class Recognizer:
    """The loaded models. One thread at a time.

    Attributes:
        asks_for_eyes: Whether eyes are looked at, so that closed ones do not unlock. Assign it at
            any time; the next stream of frames sees it.
    """

    def __init__(
        self,
        detector: FaceDetector,
        mesh: FaceMesh,
        geometry: FaceGeometry,
        encoder: Encoder,
        eyes: EyeReader,
    ) -> None:
        self.asks_for_eyes = True
        self._eyes = eyes
        self._detector = detector
        self._mesh = mesh
        self._geometry = geometry
        self.preprocessor = Preprocessor(geometry)
        self.patcher = DepthPatcher(geometry)
        self.liveness = LivenessMeter(geometry)
        self.encoder = encoder
        self._matcher = encoder.matcher

    @classmethod
    def load(cls, *, threads: int = THREADS) -> Recognizer:
        """Load the shipped models.

        Args:
            threads: On how many cores a face is located: 1 takes longer and less processor
                time. What is found is the same, bit for bit.

        Raises:
            WeightsError: If one is missing or was changed.
        """
        geometry = FaceGeometry.load()
        return cls(
            FaceDetector(threads=threads),
            FaceMesh(threads=threads),
            geometry,
            Encoder(geometry=geometry),
            EyeReader(),
        )

    def new_locator(self) -> Locator:
        """Return a locator for one stream of frames."""
        return Locator(self._detector, self._mesh, self._geometry)

    def new_eye_watch(self) -> EyeWatch | None:
        """Return what looks at the eyes of one stream of frames; None if nobody asks for it."""
        return EyeWatch(self._eyes, FRAMES_TO_MATCH) if self.asks_for_eyes else None

    @property
    def encoder_id(self) -> str:
        """Which encoder makes the embeddings."""
        return self.encoder.encoder_id

    @property
    def matcher(self) -> Matcher:
        """How the embeddings are compared."""
        return self._matcher

    def tighten(self, threshold: float) -> None:
        """Accept only distances up to a threshold, if that is smaller than the encoder's."""
        tightened = self.encoder.matcher.tightened(threshold)
        if tightened.limits != self._matcher.limits:  # what is prepared for the same one stays
            self._matcher = tightened


@dataclass
class _Stopwatch:
    """Milliseconds per stage."""

    laps_ms: dict[str, float] = field(default_factory=dict)
    _last_s: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        now_s = time.perf_counter()
        self.laps_ms[stage] = (now_s - self._last_s) * 1e3
        self._last_s = now_s


def observe(
    frames: Iterable[Frame], recognizer: Recognizer, gallery: Gallery
) -> Iterator[Observation]:
    """Walk frames through every stage, one observation a frame.

    Args:
        frames: A source, or any iterable of frames in the order of time.
        recognizer: The loaded models.
        gallery: Who is enrolled; read anew for each frame.

    Raises:
        CaptureError: As the source does.
        IncompatibleTemplateError: If another encoder made one of the templates.
    """
    locator, eyes = recognizer.new_locator(), recognizer.new_eye_watch()
    is_likely = False  # that a face can be judged: the one of the frame before could
    for frame in frames:
        watch = _Stopwatch()
        located, color = _locate(frame, locator, recognizer, is_likely=is_likely)
        watch.lap("locate")
        if isinstance(located, Retry):
            seen = Observation(frame=frame, retry=located, stage_ms=watch.laps_ms)
        else:
            color = color or _Color.begin(frame, located.landmarks_px, recognizer)
            seen = _judge(frame, located, color, recognizer, gallery, watch)
        is_likely = seen.embedding is not None
        yield seen if eyes is None else _looked_at(seen, eyes, watch)


@dataclass(frozen=True, eq=False)
class _Color:
    """The color of a face, on its way through its trunk beside all that looks at depth.

    Attributes:
        chip: uint8, shape (192, 192, 3).
        vector: What the trunk will answer.
    """

    chip: NDArray[np.uint8]
    vector: ColorVector

    @classmethod
    def begin(
        cls, frame: Frame, landmarks_px: NDArray[np.float32], recognizer: Recognizer
    ) -> _Color:
        chip = cut_face_chip(frame.rgb, landmarks_px)
        return cls(chip, recognizer.encoder.begin_color(chip))


def _locate(
    frame: Frame, locator: Locator, recognizer: Recognizer, *, is_likely: bool
) -> tuple[Face | Retry, _Color | None]:
    """Locate the face; its color begins meanwhile if it is likely to be judged."""
    landmarks = locator.place(frame)
    if isinstance(landmarks, Retry):
        return landmarks, None
    color = _Color.begin(frame, landmarks, recognizer) if is_likely else None
    return locator.measure(frame, landmarks), color


def _judge(
    frame: Frame,
    face: Face,
    color: _Color,
    recognizer: Recognizer,
    gallery: Gallery,
    watch: _Stopwatch,
) -> Observation:
    crop = recognizer.preprocessor.crop(frame, face, color.chip)
    watch.lap("preprocess")
    if isinstance(crop, Retry):
        return Observation(frame=frame, retry=crop, face=face, stage_ms=watch.laps_ms)
    patch = recognizer.patcher.cut(crop.depth_mm)
    liveness = recognizer.liveness.measure(frame, face, crop, patch)
    watch.lap("liveness")
    embedding = recognizer.encoder.encode(crop, color.vector, patch)
    watch.lap("encode")
    comparison = gallery.compare(embedding, recognizer.matcher)
    watch.lap("compare")
    return Observation(
        frame=frame,
        face=face,
        crop=crop,
        embedding=embedding,
        liveness=liveness,
        comparison=comparison,
        stage_ms=watch.laps_ms,
    )


def _looked_at(seen: Observation, eyes: EyeWatch, watch: _Stopwatch) -> Observation:
    """Return an observation with how far the eyes are open, if it is accepted."""
    if not seen.is_accepted or seen.comparison is None:
        eyes.forget()
        return seen
    name = seen.comparison.name
    opening = math.nan if seen.face is None else eyes.opening(seen.frame, seen.face, name)
    watch.lap("eyes")
    return replace(seen, eye_opening=opening)
