"""Are the networks whole, and is the camera's calibration usable?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from app.recognizer import native_messages_logged
from faceid_core.detector import FaceDetector
from faceid_core.encoder import Encoder
from faceid_core.errors import WeightsError
from faceid_core.face_geometry import FaceGeometry
from faceid_core.face_mesh import FaceMesh
from hardware.calibration import Calibration, user_calibration_file
from hardware.errors import CalibrationError

from .finding import Finding, Machine, State
from .program import ROOT

#: Each is loaded as an unlock loads it, its SHA-256 compared where one is known.
_MODELS: Final[dict[str, tuple[str, Callable[[], object]]]] = {
    "models.detector": ("The face detector", FaceDetector),
    "models.mesh": ("The landmark network", FaceMesh),
    "models.geometry": ("The mean face", FaceGeometry.load),
    "models.encoder": ("The encoder", Encoder),
}
_REMEDY: Final = f"install the program again: rm -r {ROOT}/.venv && {ROOT}/run.sh"


def check_models(machine: Machine) -> Iterator[Finding]:
    """Does every network load, and is it the one that was released?"""
    for name, (title, load) in _MODELS.items():
        try:
            with native_messages_logged():
                loaded = load()
        except WeightsError as error:
            yield Finding(name, State.PROBLEM, f"{title} cannot be used: {error}", _REMEDY)
            continue
        if isinstance(loaded, Encoder):
            yield Finding(
                name,
                State.OK,
                f"{title} {loaded.encoder_id} loads, and is as released.",
                measured={"encoder_id": loaded.encoder_id},
            )
        else:
            yield Finding(name, State.OK, f"{title} loads.")


def check_calibration(machine: Machine) -> Iterator[Finding]:
    """Can the user's own calibration of the Kinect be used, if there is one?"""
    path, name = user_calibration_file(), "models.calibration"
    if not path.exists():
        yield Finding(
            name,
            State.OK,
            "No calibration of your own; the Kinect's factory constants are used.",
            measured={"is_own": False},
        )
        return
    try:
        Calibration.load(path)
    except CalibrationError as error:
        yield Finding(
            name,
            State.PROBLEM,
            f"Your calibration of the Kinect cannot be used: {error}",
            f"mv '{path}' '{path}.bad' (the factory's constants are used without it)",
            {"is_own": True},
        )
    else:
        yield Finding(name, State.OK, "Your own calibration is used.", measured={"is_own": True})
