"""RGB-D capture: `open_source` a sensor or a recording, iterate over `Frame`s.

Needs neither Qt nor the recognition. The driver, OpenCV and the file formats
are imported when a source that needs them is opened.
"""

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
from .kinect.source import KinectSource, Led, Watchdog
from .kinect.statistics import Statistics
from .pacing import Pace, Pacer
from .pairing import Offsets
from .recordings.recording import Chapter, recording_format
from .recordings.source import RecordingSource
from .recordings.writer import RecordingWriter, open_writer
from .registry import BACKENDS, open_source
from .source import FrameSource

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
