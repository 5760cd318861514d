"""Where the face is in a frame, or why there is none that could be judged."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.frame import Frame

from .detector import Detection, FaceDetector
from .face_geometry import FaceGeometry
from .face_mesh import LEFT_EYE_OUTER, RIGHT_EYE_OUTER, FaceMesh
from .geometry import backproject, depth_under, fit_rigid, pose_of
from .types import Face, Pose, Retry

#: The range in which a Kinect v1 measures a face well.
MIN_DISTANCE_MM: Final = 480.0
MAX_DISTANCE_MM: Final = 1250.0
#: A second face this large, as a part of the first, stands beside it.
SECOND_FACE_SIZE: Final = 0.5
MIN_MESH_SCORE: Final = 0.5
EDGE_MARGIN_PX: Final = 2.0
MIN_BRIGHTNESS: Final = 40.0  # mean luma of a face
MIN_FRAME_BRIGHTNESS: Final = 30.0  # mean luma of a picture without a face
MIN_DEPTH_COVERAGE: Final = 0.6  # of the rigid landmarks
MAX_YAW_DEG: Final = 45.0
MAX_PITCH_DEG: Final = 35.0
MAX_SPEED_MM_S: Final = 350.0
SPEED_SPAN_S: Final = 0.2  # older positions say nothing about motion
OUTER_EYES_MM: Final = 90.0  # mean distance of the outer eye corners
SHARPNESS_PX: Final = 112


class Locator:
    """Finds the face in each frame of a stream; remembers only where it was last."""

    def __init__(self, detector: FaceDetector, mesh: FaceMesh, geometry: FaceGeometry) -> None:
        self._detector = detector
        self._mesh = mesh
        self._geometry = geometry
        self._last: tuple[float, NDArray[np.float64]] | None = None

    def locate(self, frame: Frame) -> Face | Retry:
        """Find the one usable face.

        Returns:
            The face, or the reason that a user can act on.
        """
        landmarks = self.place(frame)
        return landmarks if isinstance(landmarks, Retry) else self.measure(frame, landmarks)

    def place(self, frame: Frame) -> NDArray[np.float32] | Retry:
        """Do the first half of it, in color.

        Returns:
            The landmarks of the one face, float32, shape (468, 2), column and row in the
            picture; or the reason why there is none.
        """
        detections = self._detector.detect(frame.rgb)
        if not detections:
            is_dark = float(frame.rgb[::8, ::8].mean()) < MIN_FRAME_BRIGHTNESS
            return self._lost(Retry.TOO_DARK if is_dark else Retry.NO_FACE)
        if _has_second_face(detections):
            return self._lost(Retry.SEVERAL_FACES)
        mesh = self._mesh.place(frame.rgb, detections[0])
        if mesh.score < MIN_MESH_SCORE:
            return self._lost(_unclear(detections[0], frame))
        landmarks = mesh.landmarks_px
        if not _is_inside(landmarks, frame):
            return self._lost(Retry.OFF_CENTER)
        return landmarks

    def measure(self, frame: Frame, landmarks: NDArray[np.float32]) -> Face | Retry:
        """Do the second half of it, in depth: where the face is, and whether it can be judged.

        Args:
            frame: The frame.
            landmarks: What `place` answered for it.
        """
        box = _box(landmarks)
        brightness, sharpness = _light(frame.rgb, box)
        if brightness < MIN_BRIGHTNESS:
            return self._lost(Retry.TOO_DARK)
        rigid = landmarks[self._geometry.rigid]
        depth_mm = depth_under(frame, rigid)
        known = np.isfinite(depth_mm)
        if float(known.mean()) < MIN_DEPTH_COVERAGE:
            return self._lost(_without_depth(landmarks, frame))
        points = backproject(rigid[known, 0], rigid[known, 1], depth_mm[known], frame.intrinsics)
        reference = self._geometry.landmarks_mm[self._geometry.rigid][known]
        fit = fit_rigid(reference, points)
        distance_mm = float(fit.shift_mm[2])
        if distance_mm > MAX_DISTANCE_MM:
            return self._lost(Retry.TOO_FAR)
        if distance_mm < MIN_DISTANCE_MM:
            return self._lost(Retry.TOO_CLOSE)
        pose = pose_of(fit.turn, fit.shift_mm)
        if not _is_frontal(pose):
            return self._lost(Retry.TURNED_AWAY)
        if self._is_moving(frame.timestamp_s, fit.shift_mm):
            return Retry.MOVING
        return Face(
            box_px=box,
            landmarks_px=landmarks,
            axes=fit.turn,
            origin_mm=fit.shift_mm,
            pose=pose,
            distance_mm=distance_mm,
            brightness=brightness,
            sharpness=sharpness,
        )

    def _lost(self, retry: Retry) -> Retry:
        self._last = None
        return retry

    def _is_moving(self, now_s: float, origin_mm: NDArray[np.float64]) -> bool:
        last, self._last = self._last, (now_s, origin_mm)
        if last is None or not 0.0 < now_s - last[0] <= SPEED_SPAN_S:
            return False
        speed_mm_s = float(np.linalg.norm(origin_mm - last[1])) / (now_s - last[0])
        return speed_mm_s > MAX_SPEED_MM_S


def _has_second_face(detections: list[Detection]) -> bool:
    return len(detections) > 1 and (
        detections[1].width_px > SECOND_FACE_SIZE * detections[0].width_px
    )


def _unclear(detection: Detection, frame: Frame) -> Retry:
    """Return why the mesh network sees no face where the detector did."""
    brightness, _ = _light(frame.rgb, detection.box_px)
    if brightness < MIN_BRIGHTNESS:
        return Retry.TOO_DARK
    corners = np.array(detection.box_px, np.float32).reshape(2, 2)
    return Retry.TURNED_AWAY if _is_inside(corners, frame) else Retry.OFF_CENTER


def _is_inside(points_px: NDArray[np.float32], frame: Frame) -> bool:
    height, width = frame.depth_mm.shape
    low, high = points_px.min(axis=0), points_px.max(axis=0)
    return bool(
        low.min() >= EDGE_MARGIN_PX
        and high[0] <= width - 1 - EDGE_MARGIN_PX
        and high[1] <= height - 1 - EDGE_MARGIN_PX
    )


def _is_frontal(pose: Pose) -> bool:
    return abs(pose.yaw_deg) <= MAX_YAW_DEG and abs(pose.pitch_deg) <= MAX_PITCH_DEG


def _without_depth(landmarks: NDArray[np.float32], frame: Frame) -> Retry:
    """Return why a face has too little depth: the sensor is blind near and far away.

    The eyes tell roughly how far the face is.
    """
    eyes_px = float(np.linalg.norm(landmarks[RIGHT_EYE_OUTER] - landmarks[LEFT_EYE_OUTER]))
    distance_mm = frame.intrinsics.fx_px * OUTER_EYES_MM / max(eyes_px, 1.0)
    if distance_mm < MIN_DISTANCE_MM * 1.1:
        return Retry.TOO_CLOSE
    if distance_mm > MAX_DISTANCE_MM * 1.5:
        return Retry.TOO_FAR
    return Retry.LITTLE_DEPTH


def _box(landmarks: NDArray[np.float32]) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = landmarks.min(axis=0), landmarks.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _light(
    rgb: NDArray[np.uint8], box_px: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Return mean luma, and variance of the Laplacian at a fixed size, of the face."""
    height, width = rgb.shape[:2]
    left, top = max(math.floor(box_px[0]), 0), max(math.floor(box_px[1]), 0)
    right, bottom = min(math.ceil(box_px[2]), width), min(math.ceil(box_px[3]), height)
    if right - left < 2 or bottom - top < 2:
        return 0.0, 0.0
    luma = cv2.cvtColor(rgb[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    small = cv2.resize(luma, (SHARPNESS_PX, SHARPNESS_PX), interpolation=cv2.INTER_AREA)
    return float(luma.mean()), float(cv2.Laplacian(small, cv2.CV_32F).var())
