"""Fixtures of the worker's and the window's tests: scripts instead of a Kinect and models."""

from __future__ import annotations

import threading

import pytest
from running_worker import Running
from scripted_app import ScriptedRecognition, ScriptedRecording


@pytest.fixture
def recording() -> ScriptedRecording:
    return ScriptedRecording({"enroll": 60, "away": 20, "owner": 40, "stranger": 40})


@pytest.fixture
def recognition() -> ScriptedRecognition:
    return ScriptedRecognition()


@pytest.fixture
def run(qapp, tmp_path, recording, recognition):
    """Start workers, on the scripted recording or on what else is to be opened."""
    started = []

    def start(open_frames=lambda: recording, load=recognition.load) -> Running:
        started.append(Running(open_frames, load, tmp_path))
        return started[-1]

    yield start
    for running in started:
        running.end()
    for thread in threading.enumerate():
        if thread.name == "frames":
            thread.join(1.0)
            assert not thread.is_alive()
