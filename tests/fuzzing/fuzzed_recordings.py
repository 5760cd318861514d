"""Recordings of every kind, calibrations and the texts of sources: damaged, and played."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from fuzz_target import Outcome, Target
from kinect_scenes import write_fakenect, write_pairs, write_tum, write_vap
from mutations import (
    damaged,
    damaged_json,
    damaged_lines,
    damaged_png,
    damaged_text,
    mixed,
)

from hardware import Calibration, CaptureError, Pace, open_source

FRAMES = 2
CHAPTERS = b'[{"name": "enroll", "first": 0, "last": 0}, {"name": "owner", "first": 1, "last": 1}]'
CAMERA = b'{"fx": 525.0, "fy": 525.0, "cx": 319.5, "cy": 239.5}'


def targets(folder: Path) -> list[Target]:
    """Return all targets of this module; they work in the folder."""
    cv2.setNumThreads(1)
    dump = write_fakenect(folder / "dump", FRAMES)
    tum = write_tum(folder / "tum", FRAMES)
    jpeg = write_tum(folder / "jpeg", FRAMES, "jpg")
    pairs = write_pairs(folder / "pairs", FRAMES)
    vap = write_vap(folder / "vap", 1)
    (tum / "chapters.json").write_bytes(CHAPTERS)
    (pairs / "camera.json").write_bytes(CAMERA)
    of_json = mixed(damaged_json, damaged_json, damaged)
    of_lines = mixed(damaged_lines, damaged_lines, damaged)
    of_png = mixed(damaged, damaged_png)
    return [
        file_target("fakenect index", dump, "INDEX.txt", of_lines, 1),
        file_target("fakenect depth", dump, "d-*.pgm", damaged, 0.3),
        file_target("fakenect color", dump, "r-*.ppm", damaged, 0.3),
        file_target("fakenect calibration", dump, "calibration.json", of_json, 1),
        file_target("TUM index of color", tum, "rgb.txt", of_lines, 1),
        file_target("TUM index of depth", tum, "depth.txt", of_lines, 1),
        file_target("TUM camera", tum, "camera.json", of_json, 1),
        file_target("TUM chapters", tum, "chapters.json", of_json, 1),
        file_target("TUM color PNG", tum, "rgb/*.png", of_png, 1),
        file_target("TUM depth PNG", tum, "depth/*.png", of_png, 1),
        file_target("TUM color JPEG", jpeg, "rgb/*.jpg", damaged, 1),
        file_target("pairs color PNG", pairs, "*_rgb.png", of_png, 1),
        file_target("pairs depth PNG", pairs, "*_depth.png", of_png, 1),
        file_target("pairs camera", pairs, "camera.json", of_json, 1),
        file_target("VAP depth", vap, "*_d.dat", mixed(damaged, damaged_lines), 0.2),
        file_target("VAP color", vap, "*_c.bmp", damaged, 0.2),
        calibration(folder, of_json),
        *source_texts(folder),
    ]


def file_target(
    name: str,
    recording: Path,
    pattern: str,
    damage: Callable[[bytes, random.Random], bytes],
    share: float,
) -> Target:
    """Return a target that plays a recording with one of its files damaged."""
    file = min(recording.glob(pattern))
    good = file.read_bytes()

    def check(stored: bytes) -> Outcome:
        file.write_bytes(stored)
        try:
            return played(recording)
        finally:
            assert file.read_bytes() == stored, "reading has changed the file"
            file.write_bytes(good)

    return Target(name, [good], damage, check, share)


def played(recording: Path) -> Outcome:
    """Check a recording and decode all its frames, as `recording:DIR` does."""
    try:
        with open_source(f"recording:{recording}", pace=Pace.FULL_SPEED) as source:
            times_s = [frame.timestamp_s for frame in source]
    except CaptureError:
        return Outcome.REFUSED
    assert times_s, "a recording without a frame"
    assert np.all(np.isfinite(times_s)), "times that are none"
    assert np.all(np.diff(times_s) >= 0), "times that go back"
    return Outcome.TAKEN


def calibration(folder: Path, damage: Callable[[bytes, random.Random], bytes]) -> Target:
    """Return the user's own calibration file, and the depth that it makes of every raw value."""
    path = folder / "kinect.json"
    Calibration().save(path)
    good = path.read_bytes()

    def check(stored: bytes) -> Outcome:
        path.write_bytes(stored)
        try:
            loaded = Calibration.load(path)
        except CaptureError:
            return Outcome.REFUSED
        depth_mm = loaded.shift.depth_of_raw_mm()
        known = depth_mm[~np.isnan(depth_mm)]
        assert np.all((known > 0) & (known <= 10_000)), "depth that is none"
        return Outcome.TAKEN

    return Target("user's calibration", [good], damage, check, 3)


def source_texts(folder: Path) -> list[Target]:
    """Return the text of a source, as it is typed into the window or the command line."""
    tum, dump = folder / "tum", folder / "dump"
    seeds = [
        f"recording:{tum}", f"recording:{tum}#owner", f"recording:{dump}", f"recording:{tum}#",
        "kinect:x", "fakenect:", "recording:", f"fakenect:{folder / 'jpeg'}",
        "recording:~/nothing", "recording:~nobody/tum", "", ":", "#", "camera:0",
    ]  # fmt: skip

    def check(text: bytes) -> Outcome:
        source = text.decode("utf-8", "surrogatepass")
        try:
            with open_source(source, pace=Pace.FULL_SPEED) as opened:
                opened.read(1.0)
        except (CaptureError, OSError):
            return Outcome.REFUSED
        return Outcome.TAKEN

    def damage(seed: bytes, chance: random.Random) -> bytes:
        return damaged_text(seed.decode(), chance).encode("utf-8", "surrogatepass")

    return [
        Target("texts of sources", [text.encode() for text in seeds], damage, check, 3),
        Target("texts of the demo", [b"demo", b"demo#nothing"], damage, check, 0.02),
    ]


def without_configuration(folder: Path) -> None:
    """Let no calibration of this machine's user take part."""
    os.environ["XDG_CONFIG_HOME"] = str(folder)
