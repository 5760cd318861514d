"""What the source shows within five seconds: pace, depth, light, a face."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from app.borrowed_sensor import is_shared, open_borrowed
from app.chosen_source import frames_within
from app.recognizer import load_recognizer
from faceid_core.errors import WeightsError
from faceid_core.locate import MIN_BRIGHTNESS, Locator
from faceid_core.types import Face, Retry
from hardware import CaptureError, Frame, FrameSource, Offsets, Pace, open_source
from hardware.frame import NO_DEPTH
from hardware.stream_health import StreamHealth, StreamMeter

from .finding import Finding, Machine, State
from .usb import cameras

LOOK_S: Final = 5.0
#: Longer than opening a Kinect, five seconds of it, and closing it may take.
LIMIT_S: Final = 30.0
#: So long one look may last by the wall clock, however slow the source or this machine is.
_PATIENCE_S: Final = 15.0
#: Looking for faces in every frame could take longer than a sensor takes for the next one.
_LOCATED_EVERY: Final = 3
_LOW_RATE_HZ: Final = 24.0  # of a sensor
_LOW_RECORDED_RATE_HZ: Final = 8.0
_LONG_GAP_S: Final = 0.25
_FAR_APART_S: Final = 1 / 60  # half a frame: the images show two moments
_LOW_COVERAGE: Final = 0.5
_LOW_FACE_COVERAGE: Final = 0.8
_STUCK: Final = 0.02  # share of frames that repeat the one before
_DARK: Final = 50.0
_MUCH_CLIPPED: Final = 0.1
_MUCH_FLICKER: Final = 0.02


@dataclass
class Look:
    """What was seen.

    Attributes:
        is_live: Whether the source is a sensor.
        health: Of the frames; None if there was none.
        offsets: How far color and depth are apart.
        retries: Why frames had no usable face, and how many each.
        faces: How many of the others had one.
        face_coverage: Share of pixels with depth in each face's box.
        distance_mm: Of each face.
        brightness: Of each face.
        has_locator: Whether faces were looked for at all.
    """

    is_live: bool
    health: StreamHealth | None = None
    offsets: Offsets = field(default_factory=Offsets)
    retries: Counter[str] = field(default_factory=Counter)
    faces: int = 0
    face_coverage: list[float] = field(default_factory=list)
    distance_mm: list[float] = field(default_factory=list)
    brightness: list[float] = field(default_factory=list)
    has_locator: bool = False

    def add(self, frame: Frame, located: Face | Retry) -> None:
        """Count what was found in a frame."""
        if isinstance(located, Retry):
            self.retries[located.value] += 1
            return
        left, top, right, bottom = (round(edge) for edge in located.box_px)
        box = frame.depth_mm[max(top, 0) : bottom + 1, max(left, 0) : right + 1]
        self.faces += 1
        self.face_coverage.append(float(np.mean(box != NO_DEPTH)))
        self.distance_mm.append(located.distance_mm)
        self.brightness.append(located.brightness)


def check_source(machine: Machine) -> Iterator[Finding]:
    """Open the source, look for some seconds, close it."""
    text = machine.source
    if text is None:
        if not cameras(machine):
            yield Finding(
                "source.open",
                State.UNKNOWN,
                "Nothing was looked at: there is no Kinect here.",
                "faceid doctor --source demo (or recording:DIR) looks through a recording",
            )
            return
        text = "kinect"
    try:
        with _opened(text) as source:
            description = source.description
            look = looked(source)
    except CaptureError as error:
        yield Finding("source.open", State.PROBLEM, str(error), _remedy_of(text))
        return
    if look.health is None:
        yield Finding(
            "source.open", State.PROBLEM, f"{description} delivered no frame.", _remedy_of(text)
        )
        return
    yield Finding("source.open", State.OK, f"{description} opens and delivers pictures.")
    yield from told(look, look.health)


def looked(source: FrameSource, patience_s: float = _PATIENCE_S) -> Look:
    """Look through an open source for `LOOK_S` seconds of frames.

    Args:
        source: It stays open.
        patience_s: Longest look by the wall clock.

    Raises:
        CaptureError: As the source does.
    """
    look, meter, locator = Look(source.is_live), StreamMeter(), _locator()
    look.has_locator = locator is not None
    end_s = time.monotonic() + patience_s
    count = 0
    for count, frame in enumerate(frames_within(source, LOOK_S), start=1):
        meter.add(frame)
        if locator is not None and count % _LOCATED_EVERY == 0:
            look.add(frame, locator.locate(frame))
        if time.monotonic() > end_s:
            break
    look.offsets = source.offsets
    if count:
        look.health = meter.health()
    return look


def told(look: Look, health: StreamHealth) -> Iterator[Finding]:
    """Say what was seen.

    Args:
        look: What was seen.
        health: Of its frames.
    """
    yield from _of_stream(look, health)
    yield from _of_light(look, health)
    yield from _of_face(look)


def _opened(text: str) -> FrameSource:
    """Open a source; a sensor that the daemon uses is borrowed for the look."""

    def open_it() -> FrameSource:
        return open_source(text, pace=Pace.FULL_SPEED)

    return open_borrowed(open_it) if is_shared(text) else open_it()


def _locator() -> Locator | None:
    """Return what finds faces; None if its networks cannot be loaded, which is told elsewhere."""
    with contextlib.suppress(WeightsError):
        return load_recognizer().new_locator()
    return None


def _of_stream(look: Look, health: StreamHealth) -> Iterator[Finding]:
    low_hz = _LOW_RATE_HZ if look.is_live else _LOW_RECORDED_RATE_HZ
    is_smooth = health.rate_hz >= low_hz and health.longest_gap_s <= _LONG_GAP_S
    yield Finding(
        "source.rate",
        State.OK if is_smooth else State.WARNING,
        f"{health.rate_hz:.1f} frames a second, the longest gap {health.longest_gap_s * 1e3:.0f} "
        "ms.",
        "" if is_smooth else "plug the Kinect into another USB port, and close what uses the CPU",
        {
            "frames": health.frames,
            "rate_hz": round(health.rate_hz, 2),
            "longest_gap_s": round(health.longest_gap_s, 4),
        },
    )
    if look.offsets.count:
        is_near = look.offsets.largest_s <= _FAR_APART_S
        yield Finding(
            "source.pairing",
            State.OK if is_near else State.WARNING,
            f"Color and depth of a frame are {look.offsets.mean_s * 1e3:.1f} ms apart, at most "
            f"{look.offsets.largest_s * 1e3:.1f} ms.",
            "" if is_near else "plug the Kinect into another USB port; record again",
            {
                "mean_s": round(look.offsets.mean_s, 5),
                "largest_s": round(look.offsets.largest_s, 5),
            },
        )
    else:
        yield Finding(
            "source.pairing", State.UNKNOWN, "This source does not say when depth was measured."
        )
    stuck = max(health.repeated_color, health.repeated_depth)
    is_moving = stuck <= _STUCK * health.frames
    yield Finding(
        "source.stuck",
        State.OK if is_moving else State.PROBLEM,
        "No picture is stuck."
        if is_moving
        else f"The picture is stuck: {health.repeated_color} color and {health.repeated_depth} "
        f"depth images of {health.frames} repeat the one before.",
        "" if is_moving else "unplug the Kinect for ten seconds, then plug it in again",
        {"repeated_color": health.repeated_color, "repeated_depth": health.repeated_depth},
    )
    yield _of_depth(health)


def _of_depth(health: StreamHealth) -> Finding:
    name, share = "source.depth", health.depth_coverage
    measured = {"coverage": round(share, 4)}
    if share == 0.0:
        return Finding(
            name,
            State.PROBLEM,
            "No depth at all is measured.",
            "check the Kinect's power supply, uncover its left and right lens, keep sunlight off",
            measured,
        )
    is_enough = share >= _LOW_COVERAGE
    return Finding(
        name,
        State.OK if is_enough else State.WARNING,
        f"{share:.0%} of the picture has depth.",
        "" if is_enough else "keep sunlight and mirrors out of its view, clean its lenses",
        measured,
    )


def _of_light(look: Look, health: StreamHealth) -> Iterator[Finding]:
    measured = {
        "brightness": round(health.brightness, 1),
        "clipped": round(health.clipped, 4),
        "blackened": round(health.blackened, 4),
        "flicker": None if health.flicker is None else round(health.flicker, 5),
    }
    name = "source.light"
    on_face = float(np.median(look.brightness)) if look.brightness else health.brightness
    if health.brightness < _DARK or on_face < MIN_BRIGHTNESS:
        yield Finding(
            name,
            State.WARNING,
            f"It is dark: brightness {health.brightness:.0f} of 255.",
            "switch a lamp on, in front of you rather than behind",
            measured,
        )
    elif health.clipped > _MUCH_CLIPPED:
        yield Finding(
            name,
            State.WARNING,
            f"It is too bright: {health.clipped:.0%} of the picture is white.",
            "turn the Kinect away from the window or the lamp",
            measured,
        )
    else:
        yield Finding(
            name, State.OK, f"Brightness {health.brightness:.0f} of 255.", measured=measured
        )
    if health.flicker is not None and health.flicker > _MUCH_FLICKER:
        yield Finding(
            "source.flicker",
            State.WARNING,
            f"The light flickers by {health.flicker:.1%}.",
            "use another lamp, or one that is not dimmed",
            measured,
        )


def _of_face(look: Look) -> Iterator[Finding]:
    name = "source.face"
    if not look.has_locator:
        yield Finding(name, State.UNKNOWN, "No face was looked for: the networks cannot be loaded.")
        return
    measured: dict[str, object] = {"frames_with_a_face": look.faces, "others": dict(look.retries)}
    if not look.faces:
        reason = next((reason for reason, _ in look.retries.most_common(1)), "too few frames")
        yield Finding(
            name,
            State.WARNING,
            f"No usable face was seen: {reason}.",
            "sit 0.6 to 1.2 m in front of it, look at it, and run this again",
            measured,
        )
        return
    distance_mm = float(np.median(look.distance_mm))
    coverage = float(np.median(look.face_coverage))
    measured |= {"distance_mm": round(distance_mm), "depth_coverage": round(coverage, 4)}
    is_covered = coverage >= _LOW_FACE_COVERAGE
    yield Finding(
        name,
        State.OK if is_covered else State.WARNING,
        f"A face at {distance_mm / 1e3:.2f} m; {coverage:.0%} of it has depth.",
        "" if is_covered else "keep sunlight off your face; 0.6 to 1.2 m is the best distance",
        measured,
    )


def _remedy_of(text: str) -> str:
    """What to do about a source that does not open; its own sentence says most of it."""
    if text.partition(":")[0] == "kinect":
        return "mend what is said about the Kinect above, then run this again"
    return "check the name of the recording: faceid doctor --source recording:DIR"
