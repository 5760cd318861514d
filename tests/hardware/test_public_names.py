"""What `hardware` offers, and what it does not make every start wait for."""

import subprocess
import sys
from pathlib import Path

import pytest

import hardware

ROOT = Path(__file__).resolve().parents[2]
LATER = ("multiprocessing", "cv2", "freenect", "hardware.kinect.source")


def test_every_public_name_is_there():
    for name in hardware.__all__:
        assert getattr(hardware, name) is not None


def test_a_name_that_is_not_public_is_none_of_ours():
    with pytest.raises(AttributeError, match="has no attribute 'Kinect'"):
        _ = hardware.Kinect


def test_what_only_some_callers_need_is_imported_on_use():
    code = f"import sys, hardware; print([name for name in {LATER} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
