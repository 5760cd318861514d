"""RGB-D capture: `open_source` a sensor or a recording, iterate over `Frame`s.

Needs neither Qt nor the recognition. The driver, OpenCV and the file formats
are imported when a source that needs them is opened, or when they are asked for here.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

from .calibration import Calibration
from .discovery import default_source, kinect_count
from .errors import (
    BackendUnavailableError,
    CalibrationError,
    CaptureError,
    CaptureTimeoutError,
    DeviceLostError,
    DeviceOpenError,
    RecordingFormatError,
    RecordingWriteError,
)
from .frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS, NO_DEPTH, Frame, Intrinsics
from .pacing import Pace, Pacer
from .pairing import Offsets
from .registry import BACKENDS, open_source
from .source import FrameSource

if TYPE_CHECKING:
    from .kinect.source import KinectSource, Led, Watchdog
    from .kinect.statistics import Statistics
    from .recordings.recording import Chapter, recording_format
    from .recordings.source import RecordingSource
    from .recordings.writer import RecordingWriter, open_writer

#: What only some callers need, and where it is: each start would wait for its imports.
_ON_USE: Final = {
    "KinectSource": ".kinect.source",
    "Led": ".kinect.source",
    "Watchdog": ".kinect.source",
    "Statistics": ".kinect.statistics",
    "Chapter": ".recordings.recording",
    "recording_format": ".recordings.recording",
    "RecordingSource": ".recordings.source",
    "RecordingWriter": ".recordings.writer",
    "open_writer": ".recordings.writer",
}

__all__ = [
    "BACKENDS",
    "FRAME_HEIGHT",
    "FRAME_WIDTH",
    "KINECT_INTRINSICS",
    "NO_DEPTH",
    "BackendUnavailableError",
    "Calibration",
    "CalibrationError",
    "CaptureError",
    "CaptureTimeoutError",
    "Chapter",
    "DeviceLostError",
    "DeviceOpenError",
    "Frame",
    "FrameSource",
    "Intrinsics",
    "KinectSource",
    "Led",
    "Offsets",
    "Pace",
    "Pacer",
    "RecordingFormatError",
    "RecordingSource",
    "RecordingWriteError",
    "RecordingWriter",
    "Statistics",
    "Watchdog",
    "default_source",
    "kinect_count",
    "open_source",
    "open_writer",
    "recording_format",
]


def __getattr__(name: str) -> Any:
    if name not in _ON_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_ON_USE[name], __name__), name)
    return value
