"""The data that flows from a frame to the lock, one type per stage."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

COLOR_CROP_PX: Final = 192
DEPTH_MAP_PX: Final = 96
EMBEDDING_SIZE: Final = 128
COLOR_EMBEDDING_SIZE: Final = 128
DEPTH_EMBEDDING_SIZE: Final = 48
#: Which vectors of an embedding: both trunks' together, or one trunk's.
FUSED: Final = "fused"
COLOR: Final = "color"
DEPTH: Final = "depth"


class Retry(enum.Enum):
    """Why a frame gave no face to compare, in words for the user."""

    NO_FACE = "Look at the camera"
    SEVERAL_FACES = "Only one person, please"
    TOO_FAR = "Move closer"
    TOO_CLOSE = "Move back a little"
    OFF_CENTER = "Center your face"
    TURNED_AWAY = "Turn toward the camera"
    TOO_DARK = "More light, please"
    LITTLE_DEPTH = "The sensor measures too little depth here"
    MOVING = "Hold still"
    COVERED = "Uncover your face"


@dataclass(frozen=True)
class Pose:
    """Where the head points, in degrees; zero is straight into the camera.

    Attributes:
        yaw_deg: Positive when the person turns to the right of the *picture*
            (the nose moves towards larger column numbers).
        pitch_deg: Positive when the person looks up.
        roll_deg: Positive when the head tilts clockwise in the picture.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float


@dataclass(frozen=True, eq=False)
class Face:
    """A usable face found in a frame.

    Attributes:
        box_px: Left, top, right, bottom of the face in the frame, pixels.
        landmarks_px: float32, shape (468, 2), column and row, MediaPipe's face mesh order.
        axes: float64, shape (3, 3), rotation whose columns are the face's own
            x (to the right of the picture), y (down) and z (into the head) axes
            in camera coordinates.
        origin_mm: float64, shape (3,), the face's own origin in camera coordinates.
        pose: Head pose from `axes`.
        distance_mm: Distance from the camera to `origin_mm` along the optical axis.
        brightness: Mean luma of the face in [0, 255].
        sharpness: Variance of the Laplacian of the face at a fixed size in pixels.
    """

    box_px: tuple[float, float, float, float]
    landmarks_px: NDArray[np.float32]
    axes: NDArray[np.float64]
    origin_mm: NDArray[np.float64]
    pose: Pose
    distance_mm: float
    brightness: float
    sharpness: float


@dataclass(frozen=True, eq=False)
class FaceCrop:
    """A face cut out of a frame: 4 channels, aligned, independent of where it was.

    Attributes:
        rgb: uint8, shape (192, 192, 3), RGB order, see `face_chip`.
        depth_mm: float32, shape (96, 96), the metric canonical map: height
            behind the face's own origin plane, orthographic, frontal; NaN where
            nothing was measured. Negative is nearer to the viewer (the nose).
    """

    rgb: NDArray[np.uint8]
    depth_mm: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Embedding:
    """A face as a unit vector.

    Attributes:
        vector: float32, shape (128,), L2 norm 1: what is compared.
        color_vector: float32, shape (128,), L2 norm 1: the color trunk alone.
        depth_vector: float32, shape (48,), L2 norm 1: the depth trunk alone.
        encoder_id: The encoder that made it.
    """

    vector: NDArray[np.float32]
    color_vector: NDArray[np.float32]
    depth_vector: NDArray[np.float32]
    encoder_id: str


@dataclass(frozen=True)
class Cue:
    """One measured liveness cue.

    Attributes:
        name: E.g. "plane_residual".
        value: What was measured, in `unit`.
        limit: Smallest accepted value.
        unit: E.g. "mm".
        refusal: What a failing cue says about the object, for people.
        row_limit: Smallest accepted mean over the frames in a row that are judged together;
            None if each by itself is enough.
    """

    name: str
    value: float
    limit: float
    unit: str
    refusal: str
    row_limit: float | None = None

    @property
    def passed(self) -> bool:
        """Whether the value reaches the limit; a NaN never does."""
        return self.value >= self.limit


@dataclass(frozen=True)
class Liveness:
    """Every measured cue. It can only deny: bona fide means that no cue refused."""

    cues: tuple[Cue, ...]

    @property
    def is_bona_fide(self) -> bool:
        return bool(self.cues) and all(cue.passed for cue in self.cues)

    @property
    def refusal(self) -> str | None:
        """Words for the first failing cue, or None."""
        return next((cue.refusal for cue in self.cues if not cue.passed), None)


@dataclass(frozen=True)
class Limits:
    """Largest distances that still count as the same person.

    Attributes:
        fused: Of the embeddings: the threshold.
        color, depth: Of each trunk alone: wide, against the color of one person on the
            shape of another.
    """

    fused: float
    color: float
    depth: float

    def widened(self, factor: float) -> Limits:
        """Return limits that are all `factor` times as large."""
        return Limits(self.fused * factor, self.color * factor, self.depth * factor)


@dataclass(frozen=True)
class Comparison:
    """One probe compared with the nearest of the enrolled templates.

    Attributes:
        name: Whose template was nearest.
        distance: To the nearest line between two stored vectors of one appearance, in the
            units of `matching.Matcher`; 0 is identical.
        color_distance: The color trunk's own distance to that template.
        depth_distance: The depth trunk's.
        limits: What each distance must keep to.
        nearest_pose: The pose in which the nearest stored vector was enrolled.
    """

    name: str
    distance: float
    color_distance: float
    depth_distance: float
    limits: Limits
    nearest_pose: Pose

    @property
    def threshold(self) -> float:
        """Largest distance that still counts as the same person."""
        return self.limits.fused

    @property
    def is_match(self) -> bool:
        """Whether every distance keeps to its limit; a NaN never does."""
        return (
            self.distance <= self.limits.fused
            and self.color_distance <= self.limits.color
            and self.depth_distance <= self.limits.depth
        )


@dataclass(frozen=True, eq=False)
class Observation:
    """Everything the pipeline found out about one frame.

    Either `retry` is set (then `face` may still tell where it was), or `face`,
    `crop`, `embedding` and `liveness` are. `comparison` is None when nobody is
    enrolled.

    Attributes:
        eye_opening: How far apart the lids are, in widths of the eye; None unless the frame is
            accepted, and open eyes are asked for.
        stage_ms: Milliseconds per stage, keys "locate", "preprocess", "liveness",
            "encode", "compare", "eyes"; only stages that ran. The color trunk runs beside
            "preprocess" and "liveness"; "encode" is what is left then.
    """

    frame: Frame
    retry: Retry | None = None
    face: Face | None = None
    crop: FaceCrop | None = None
    embedding: Embedding | None = None
    liveness: Liveness | None = None
    comparison: Comparison | None = None
    eye_opening: float | None = None
    stage_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_judged(self) -> bool:
        """Whether a face was compared with a template."""
        return self.retry is None and self.comparison is not None

    @property
    def is_accepted(self) -> bool:
        """Whether this one frame speaks for unlocking."""
        return (
            self.retry is None
            and self.comparison is not None
            and self.comparison.is_match
            and self.liveness is not None
            and self.liveness.is_bona_fide
        )


class LockState(enum.Enum):
    """What the desktop is."""

    LOCKED = "locked"
    UNLOCKED = "unlocked"
