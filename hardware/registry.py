"""Open a frame source by its short text, without importing the others."""

from __future__ import annotations

import importlib
from typing import Final

from .errors import BackendUnavailableError
from .pacing import Pace
from .source import FrameSource

#: kind => (module, function(argument, pace, loop)), imported on use
BACKENDS: Final[dict[str, tuple[str, str]]] = {
    "kinect": ("hardware.kinect.source", "open_kinect"),
    "fakenect": ("hardware.kinect.source", "open_fakenect"),
    "recording": ("hardware.recordings.source", "open_folder"),
    "demo": ("hardware.recordings.source", "open_demo"),
}

_FORMS: Final = "kinect, kinect:N, fakenect:DIR, recording:DIR, recording:DIR#CHAPTER, demo"


def open_source(text: str, *, pace: Pace = Pace.RECORDED, loop: bool = False) -> FrameSource:
    """Open a frame source.

    Args:
        text: `kinect`, `kinect:1`, `fakenect:DIR`, `recording:DIR` or `demo`;
            recordings may end in `#CHAPTER`.
        pace: When a recording delivers its frames. A Kinect, and fakenect,
            which imitates one, keep their own pace.
        loop: Whether a recording starts again at its end; likewise.

    Raises:
        BackendUnavailableError: If the kind is unknown or its driver is missing.
        DeviceOpenError: If the device cannot be opened.
        RecordingFormatError: If the recording cannot be played.
        CalibrationError: If a calibration file cannot be used.
    """
    kind, _, argument = text.partition(":")
    kind, _, fragment = kind.partition("#")  # demo#chapter has no colon
    if kind not in BACKENDS:
        raise BackendUnavailableError(f"There is no source {text!r}. Known: {_FORMS}.")
    module, function = BACKENDS[kind]
    opener = getattr(importlib.import_module(module), function)
    source: FrameSource = opener(argument or fragment, pace, loop)
    return source
