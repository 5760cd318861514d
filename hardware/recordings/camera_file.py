"""`camera.json`, the pinhole camera of a recording: an object with fx, fy, cx, cy in pixels."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Final

from ..errors import BAD_JSON, RecordingFormatError
from ..frame import Intrinsics

CAMERA_FILE: Final = "camera.json"
_KEYS: Final = ("fx", "fy", "cx", "cy")


def read_camera(path: Path) -> Intrinsics:
    """Read a camera file.

    Raises:
        RecordingFormatError: If it is not such a file.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        values = [float(data[key]) for key in _KEYS]
    except (OSError, *BAD_JSON) as error:
        raise RecordingFormatError(
            f"{path} is not an object with the numbers fx, fy, cx and cy: {error}."
        ) from error
    if not all(map(math.isfinite, values)) or min(values[:2]) <= 0.0:
        raise RecordingFormatError(f"{path} has no positive focal lengths.")
    return Intrinsics(*values)


def camera_text(intrinsics: Intrinsics) -> str:
    """What `read_camera` reads."""
    values = (intrinsics.fx_px, intrinsics.fy_px, intrinsics.cx_px, intrinsics.cy_px)
    return json.dumps(dict(zip(_KEYS, values, strict=True))) + "\n"
