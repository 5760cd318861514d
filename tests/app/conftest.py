"""Fixtures of the worker's and the window's tests: scripts instead of a Kinect and models."""

from __future__ import annotations

import pytest
from scripted_app import ScriptedRecognition, ScriptedRecording


@pytest.fixture
def recording() -> ScriptedRecording:
    return ScriptedRecording({"enroll": 60, "away": 20, "owner": 40, "stranger": 40})


@pytest.fixture
def recognition() -> ScriptedRecognition:
    return ScriptedRecognition()
