"""What the daemon says of itself, where it runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from app.daemon_line import DaemonError, DaemonLine, NoDaemonError

from .bus import BUS_TROUBLE
from .finding import Finding, Machine, State

ANSWER_S: Final = 3.0


def check_status(machine: Machine) -> Iterator[Finding]:
    """Can it use its sensor, and would it let this user in?"""
    try:
        with DaemonLine() as line:
            said = line.status(answer_s=ANSWER_S)
        findings = [_of_sensor(said), _of_user(list(said["enrolled"]), str(said["refusal"]))]
    except NoDaemonError:
        return
    except (DaemonError, *BUS_TROUBLE) as error:
        yield Finding(
            "desktop.status",
            State.PROBLEM,
            f"The daemon runs, but does not say how it is: {error or type(error).__name__}.",
            "sudo systemctl restart faceid",
        )
        return
    yield from findings


def _of_sensor(said: dict[str, Any]) -> Finding:
    sensor = str(said["sensor"])
    measured = {"sensor": sensor, "memory_mb": float(said["memory_mb"])}
    if sensor == "failed":
        return Finding(
            "desktop.sensor",
            State.PROBLEM,
            f"The daemon cannot use its sensor: {said['sensor_error']}",
            "mend what is said about the Kinect above",
            measured,
        )
    return Finding(
        "desktop.sensor", State.OK, f"The daemon's sensor is {sensor}.", measured=measured
    )


def _of_user(names: list[str], refusal: str) -> Finding:
    name, measured = "desktop.enrolled", {"enrolled": len(names)}
    if not names:
        return Finding(
            name,
            State.WARNING,
            "You are not enrolled for the desktop.",
            "faceid share NAME (hands it a copy of an enrollment of yours)",
            measured,
        )
    if refusal:
        return Finding(
            name,
            State.WARNING,
            f"You are enrolled for the desktop, but no look opens it now: {refusal}.",
            "log in or unlock once with the password",
            measured,
        )
    return Finding(name, State.OK, "A look may open the desktop now.", measured=measured)
