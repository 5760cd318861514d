"""Formats, chapters, seeking and writing; what every source has in common is in
test_frame_sources.py, damaged files are in test_damaged_recordings.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from kinect_scenes import (
    head_frame,
    head_region,
    raw_images,
    write_fakenect,
    write_pairs,
    write_raw_dump,
    write_tum,
    write_vap,
)

from hardware import (
    BackendUnavailableError,
    Calibration,
    CaptureError,
    CaptureTimeoutError,
    Chapter,
    Frame,
    Intrinsics,
    Pace,
    Pacer,
    RecordingFormatError,
    RecordingSource,
    RecordingWriteError,
    open_source,
    open_writer,
)
from hardware.recordings.fakenect import FakenectWriter
from hardware.recordings.pairs import STILL_INTERVAL_S
from hardware.recordings.recording import open_recording
from hardware.recordings.tum import TumWriter, nearest_pairs
from hardware.registration import Registration


def test_every_number_of_a_tum_depth_image_is_rounded_to_the_nearest_millimeter(
    tmp_path: Path,
) -> None:
    folder = write_tum(tmp_path / "recording", 1)
    units = np.resize(np.arange(65536, dtype=np.uint16), (480, 640))
    (file,) = (folder / "depth").iterdir()
    cv2.imwrite(str(file), units)
    (frame,) = frames_of(folder)
    np.testing.assert_array_equal(frame.depth_mm, (units.astype(np.int64) + 2) // 5)


def test_pictures_of_a_frame_are_copied_unless_nobody_can_write_to_them() -> None:
    rgb, depth_mm = np.zeros((480, 640, 3), np.uint8), np.zeros((480, 640), np.uint16)
    view = depth_mm.view()
    view.flags.writeable = False  # whoever has the other name can still write
    first = Frame(rgb, view, 0.0)
    rgb[:], depth_mm[:] = 7, 7
    assert not first.rgb.any()
    assert not first.depth_mm.any()
    second = Frame(first.rgb, first.depth_mm, 1.0)
    assert second.rgb is first.rgb
    assert second.depth_mm is first.depth_mm


def frames_of(folder: Path) -> list[Frame]:
    return list(RecordingSource(folder, pace=Pace.FULL_SPEED))


@pytest.mark.parametrize(
    ("write", "step_s"),
    [(write_tum, 1 / 30), (write_pairs, STILL_INTERVAL_S), (write_vap, STILL_INTERVAL_S)],
)
def test_formats_in_millimeters_are_exact(
    tmp_path: Path, write: Callable[[Path, int], Path], step_s: float
) -> None:
    frames = frames_of(write(tmp_path / "recording", 2))
    assert len(frames) == 2
    for index, frame in enumerate(frames):
        original = head_frame(index)
        np.testing.assert_array_equal(frame.depth_mm, original.depth_mm)
        np.testing.assert_array_equal(frame.rgb, original.rgb)
        assert frame.intrinsics == original.intrinsics
    assert frames[1].timestamp_s - frames[0].timestamp_s == pytest.approx(step_s, abs=1e-5)


def test_tum_with_jpeg_keeps_depth_exact_and_color_close(tmp_path: Path) -> None:
    folder = write_tum(tmp_path / "recording", 1, "jpg")
    (frame,) = frames_of(folder)
    original = head_frame()
    np.testing.assert_array_equal(frame.depth_mm, original.depth_mm)
    difference = np.abs(frame.rgb.astype(int) - original.rgb)
    assert difference.mean() < 2.0
    assert frame.rgb[220, 300].argmax() == 0  # still red, not blue


def test_jpeg_quality(tmp_path: Path) -> None:
    sizes = []
    for quality in (30, 95):
        options = {"rgb_format": "jpg", "quality": quality}
        with open_writer(tmp_path / str(quality), "tum", **options) as writer:
            writer.write(head_frame())
        (image,) = (tmp_path / str(quality) / "rgb").iterdir()
        sizes.append(image.stat().st_size)
    assert sizes[0] < 0.5 * sizes[1]


def test_fakenect_round_trip(tmp_path: Path) -> None:
    """Color is exact; depth is what the infrared camera saw, in its own steps."""
    frames = frames_of(write_fakenect(tmp_path / "dump", 3))
    assert len(frames) == 3
    for index, frame in enumerate(frames):
        original = head_frame(index)
        np.testing.assert_array_equal(frame.rgb, original.rgb)
        assert frame.intrinsics == original.intrinsics
        both = head_region(original) & (frame.depth_mm > 0)
        error_mm = np.abs(frame.depth_mm.astype(int) - original.depth_mm)[both]
        assert np.median(error_mm) <= 1.0
        assert both.sum() / head_region(original).sum() > 0.985
    assert np.diff([frame.timestamp_s for frame in frames]) == pytest.approx([1 / 30] * 2)


def test_fakenect_is_read_as_the_driver_would_deliver_it(tmp_path: Path) -> None:
    """Lost images, the clock's new start and the tilt sensor are in this dump."""
    folder = write_raw_dump(tmp_path / "dump", 12, without_color={3, 4}, without_depth={8})
    frames = frames_of(folder)
    kept = [index for index in range(12) if index not in {3, 4, 8}]
    assert len(frames) == len(kept)
    registration = Registration(Calibration())
    for index, frame in zip(kept, frames, strict=True):
        raw, rgb = raw_images(index)
        np.testing.assert_array_equal(frame.rgb, rgb)
        np.testing.assert_array_equal(frame.depth_mm, registration.register(raw))
        assert frame.timestamp_s - frames[0].timestamp_s == pytest.approx(index / 30)


def test_a_dump_carries_its_calibration(tmp_path: Path) -> None:
    kinect = replace(Calibration(), color=Intrinsics(530.0, 531.0, 322.0, 260.0))
    with FakenectWriter(tmp_path / "dump", calibration=kinect) as writer:
        writer.write(head_frame(intrinsics=kinect.color))
    assert Calibration.load(tmp_path / "dump" / "calibration.json") == kinect
    assert frames_of(tmp_path / "dump")[0].intrinsics == kinect.color


def test_tum_images_meet_the_nearest_partner_once() -> None:
    color_s = [1.000, 1.033, 1.066, 1.100, 1.500]
    depth_s = [0.990, 1.005, 1.040, 1.095, 1.109]
    assert nearest_pairs(color_s, depth_s) == [(0, 1), (1, 2), (3, 3)]
    assert nearest_pairs([], depth_s) == []


def test_camera_file_of_pairs_may_be_above(tmp_path: Path) -> None:
    (tmp_path / "camera.json").write_text('{"fx": 570, "fy": 571, "cx": 320, "cy": 240}')
    folder = tmp_path / "person" / "session"
    folder.parent.mkdir()
    write_pairs(folder, 1)
    assert frames_of(folder)[0].intrinsics == Intrinsics(570.0, 571.0, 320.0, 240.0)


@pytest.fixture
def chaptered(tmp_path: Path) -> Path:
    folder = write_tum(tmp_path / "recording", 6)
    chapters = [
        {"name": "enroll", "first": 0, "last": 1},
        {"name": "stranger", "first": 2, "last": 4},
    ]
    (folder / "chapters.json").write_text(json.dumps(chapters))
    return folder


def blue(frame: Frame | None) -> int:
    """Which generated frame this is."""
    assert frame is not None
    return int(frame.rgb[0, 0, 2]) - 60


def gaps_s(frames: list[Frame | None]) -> list[float]:
    """Times between frames."""
    times_s = [frame.timestamp_s for frame in frames if frame is not None]
    return [float(gap) for gap in np.diff(times_s)]


def test_a_chapter_plays_alone(chaptered: Path) -> None:
    source = RecordingSource(chaptered, chapter="stranger", pace=Pace.FULL_SPEED)
    assert source.chapters == (Chapter("enroll", 0, 1), Chapter("stranger", 2, 4))
    assert source.frame_count == 3
    assert source.description == "recording recording, stranger"
    assert [blue(frame) for frame in source] == [2, 3, 4]
    source.seek(1)
    assert blue(source.read()) == 3


def test_a_chapter_is_named_after_a_hash(chaptered: Path) -> None:
    source = open_source(f"recording:{chaptered}#enroll", pace=Pace.FULL_SPEED)
    assert [blue(frame) for frame in source] == [0, 1]


def test_a_folder_may_have_a_hash_in_its_name(tmp_path: Path) -> None:
    folder = write_tum(tmp_path / "take#2", 1)
    assert len(list(open_source(f"recording:{folder}", pace=Pace.FULL_SPEED))) == 1


def test_an_unknown_chapter_names_the_known_ones(chaptered: Path) -> None:
    with pytest.raises(CaptureError, match=r"no chapter 'photo'. It has: enroll, stranger"):
        open_source(f"recording:{chaptered}#photo")


@pytest.mark.parametrize(
    ("chapters", "reason"),
    [
        ([{"name": "all", "first": 0, "last": 6}], "frames 0 to 6, but the recording has 6"),
        ([{"name": "all", "first": 3, "last": 2}], "frames 3 to 2"),
        ([{"name": "all", "first": -1, "last": 2}], "frames -1 to 2"),
        ([{"name": "all", "first": 0.5, "last": 2}], "whole numbers"),
        ([{"name": "all", "first": 0}], "last"),
        ({"all": [0, 2]}, "not a list of objects"),
        ([{"name": "a", "first": 0, "last": 2}] * 2, "twice"),
    ],
)
def test_chapters_that_make_no_sense(chaptered: Path, chapters: object, reason: str) -> None:
    (chaptered / "chapters.json").write_text(json.dumps(chapters))
    with pytest.raises(RecordingFormatError, match=reason):
        RecordingSource(chaptered)


def test_position_and_seek(chaptered: Path) -> None:
    source = RecordingSource(chaptered, pace=Pace.FULL_SPEED)
    assert source.position == 0
    source.seek(4)
    assert blue(source.read()) == 4
    assert source.position == 5
    assert blue(source.read()) == 5
    assert source.read() is None
    assert source.position == source.frame_count == 6
    source.seek(0)
    assert blue(source.read()) == 0
    for outside in (-1, 6):
        with pytest.raises(ValueError, match="below 6"):
            source.seek(outside)


def test_any_frame_as_it_was_recorded(chaptered: Path) -> None:
    source = RecordingSource(chaptered, chapter="stranger", pace=Pace.FULL_SPEED, loop=True)
    assert len(source.timestamps_s) == source.frame_count
    played = [source.read() for _ in range(4)]  # one more than a round
    for index in (2, 0, 1, 0):
        frame = source.frame_at(index)
        assert blue(frame) == blue(played[index])
        assert frame.timestamp_s == source.timestamps_s[index] == played[index].timestamp_s
    assert source.position == 1
    for outside in (-1, 3):
        with pytest.raises(ValueError, match="below 3"):
            source.frame_at(outside)


def test_a_loop_goes_on_and_so_does_its_time(chaptered: Path) -> None:
    source = RecordingSource(chaptered, chapter="stranger", pace=Pace.FULL_SPEED, loop=True)
    frames = [source.read() for _ in range(8)]
    assert [blue(frame) for frame in frames] == [2, 3, 4, 2, 3, 4, 2, 3]
    step_s, jump_s = 1 / 30, 1.0
    assert gaps_s(frames) == pytest.approx(
        [step_s, step_s, jump_s, step_s, step_s, jump_s, step_s], abs=1e-5
    )
    source.loop = False
    assert blue(source.read()) == 4
    assert source.read() is None


def test_time_goes_on_after_a_jump_back(chaptered: Path) -> None:
    source = RecordingSource(chaptered, pace=Pace.FULL_SPEED)
    frames = [source.read(), source.read()]
    source.seek(0)
    frames.append(source.read())
    source.seek(1)  # where it is anyway
    frames.append(source.read())
    assert [blue(frame) for frame in frames] == [0, 1, 0, 1]
    assert gaps_s(frames) == pytest.approx([1 / 30, 1.0, 1 / 30], abs=1e-5)


def test_a_jump_takes_no_time(chaptered: Path) -> None:
    slept_s: list[float] = []
    pacer = Pacer(clock=lambda: sum(slept_s), sleep=slept_s.append)
    source = RecordingSource(chaptered, chapter="enroll", loop=True, pacer=pacer)
    for _ in range(4):
        source.read()
    assert slept_s == pytest.approx([1 / 30] * 2, abs=1e-5)


def test_the_recorded_pace(chaptered: Path) -> None:
    slept_s: list[float] = []
    pacer = Pacer(clock=lambda: sum(slept_s), sleep=slept_s.append)
    assert len(list(RecordingSource(chaptered, pacer=pacer))) == 6
    assert slept_s == pytest.approx([1 / 30] * 5, abs=1e-5)


def test_full_speed_never_sleeps(chaptered: Path) -> None:
    slept_s: list[float] = []
    pacer = Pacer(clock=lambda: 0.0, sleep=slept_s.append)
    list(RecordingSource(chaptered, pacer=pacer, pace=Pace.FULL_SPEED))
    assert slept_s == []


def test_a_timeout_does_not_lose_the_frame(chaptered: Path) -> None:
    slept_s: list[float] = []
    pacer = Pacer(clock=lambda: sum(slept_s), sleep=slept_s.append)
    source = RecordingSource(chaptered, pacer=pacer)
    assert blue(source.read()) == 0
    with pytest.raises(CaptureTimeoutError):
        source.read(timeout_s=0.01)
    assert blue(source.read()) == 1


def test_frames_are_decoded_when_they_are_read(chaptered: Path) -> None:
    """A file that disappears after checking is told when its turn comes."""
    source = RecordingSource(chaptered, pace=Pace.FULL_SPEED)
    last = sorted((chaptered / "depth").iterdir())[-1]
    last.unlink()
    for _ in range(5):
        assert source.read() is not None
    with pytest.raises(RecordingFormatError, match=f"{last.name} is missing"):
        source.read()


# Writing


@pytest.mark.parametrize("layout", ["fakenect", "tum"])
def test_nothing_is_overwritten(tmp_path: Path, layout: str) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    with pytest.raises(RecordingWriteError, match="not empty"):
        open_writer(tmp_path, layout)
    assert precious.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [precious]


@pytest.mark.parametrize("layout", ["fakenect", "tum"])
def test_a_crash_leaves_a_recording_that_nobody_takes_for_whole(
    tmp_path: Path, layout: str
) -> None:
    writer = open_writer(tmp_path / "recording", layout)
    writer.write(head_frame())
    with pytest.raises(RecordingFormatError, match="not finished"):
        open_recording(tmp_path / "recording")
    writer.close()
    assert len(open_recording(tmp_path / "recording").timestamps_s) == 1


@pytest.mark.parametrize("layout", ["fakenect", "tum"])
def test_an_error_while_recording_keeps_what_was_recorded(tmp_path: Path, layout: str) -> None:
    def record() -> None:
        with open_writer(tmp_path / "recording", layout) as writer:
            writer.write(head_frame(0))
            writer.write(head_frame(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record()
    assert len(frames_of(tmp_path / "recording")) == 2


@pytest.mark.parametrize("layout", ["fakenect", "tum"])
def test_frames_must_be_of_one_camera_and_in_order(tmp_path: Path, layout: str) -> None:
    with open_writer(tmp_path / "recording", layout) as writer:
        writer.write(head_frame(1))
        with pytest.raises(ValueError, match="later than"):
            writer.write(head_frame(1))
        with pytest.raises(ValueError, match="Expected frames of"):
            writer.write(head_frame(2, Intrinsics(600.0, 600.0, 320.0, 240.0)))
        assert writer.frame_count == 1
    with pytest.raises(ValueError, match="after close"):
        writer.write(head_frame(3))
    assert len(frames_of(tmp_path / "recording")) == 1


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordingWriteError, match="cannot be made"):
        open_writer(tmp_path / "file" / "recording", "tum")


def test_depth_that_does_not_fit_becomes_no_data(tmp_path: Path) -> None:
    depth_mm = np.full((480, 640), 13_108, np.uint16)
    depth_mm[0] = 13_107
    with TumWriter(tmp_path / "recording") as writer:
        writer.write(Frame(head_frame().rgb, depth_mm, 0.0))
    (frame,) = frames_of(tmp_path / "recording")
    assert frame.depth_mm[0].min() == 13_107
    assert frame.depth_mm[1:].max() == 0


@pytest.mark.parametrize("options", [{"rgb_format": "webp"}, {"rgb_format": "jpg", "quality": 0}])
def test_wrong_options(tmp_path: Path, options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Expected"):
        open_writer(tmp_path / "recording", "tum", **options)
    assert not (tmp_path / "recording").exists()


def test_unknown_layout(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fakenect, tum"):
        open_writer(tmp_path / "recording", "avi")


# Opening


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("webcam", "no source 'webcam'. Known: kinect, kinect:N, fakenect:DIR, recording:DIR"),
        ("", "Known: kinect"),
        ("recording:", "needs its folder"),
        ("recording", "needs its folder"),
        ("fakenect:", "needs a folder"),
        ("kinect:one", "'one' is not a number"),
    ],
)
def test_a_text_that_names_no_source(text: str, reason: str) -> None:
    with pytest.raises(BackendUnavailableError, match=reason):
        open_source(text)


def test_the_demo_opens_or_says_why_not() -> None:
    try:
        source = open_source("demo", pace=Pace.FULL_SPEED)
    except (BackendUnavailableError, RecordingFormatError) as error:
        assert "demo" in str(error)  # noqa: PT017 (either outcome is right)
    else:
        assert source.read() is not None
