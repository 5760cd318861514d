"""Whatever is wrong with a recording is told before its first frame, with file and reason."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from kinect_scenes import write_fakenect, write_pairs, write_tum, write_vap

from hardware import CaptureError, RecordingFormatError, open_source
from hardware.recordings.recording import open_recording

Damage = Callable[[Path], Path]


def first(folder: Path, pattern: str) -> Path:
    return min(folder.glob(pattern))


def last(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern))


def removed(pattern: str) -> Damage:
    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        path.unlink()
        return path

    return damage


def cut(pattern: str, to_bytes: int) -> Damage:
    """Keep the first bytes, or all but the last for a negative number."""

    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        path.write_bytes(path.read_bytes()[:to_bytes])
        return path

    return damage


def flipped(pattern: str, at: float) -> Damage:
    """Change one bit at a share of the file."""

    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        data = bytearray(path.read_bytes())
        data[int(len(data) * at)] ^= 4
        path.write_bytes(bytes(data))
        return path

    return damage


def longer(pattern: str) -> Damage:
    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        path.write_bytes(path.read_bytes() + b"\0")
        return path

    return damage


def replaced(pattern: str, text: str | bytes) -> Damage:
    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return damage


def edited(pattern: str, old: str, new: str) -> Damage:
    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        text = path.read_text()
        assert re.search(old, text)
        path.write_text(re.sub(old, new, text, count=1))
        return path

    return damage


def led_away(pattern: str) -> Damage:
    """Put a link in the place of a file or a folder, to the same thing outside."""

    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        elsewhere = folder.parent / "elsewhere"
        path.rename(elsewhere)
        path.symlink_to(elsewhere)
        return folder / "depth.txt"

    return damage


def circle(index: str, name: str) -> Damage:
    """Make a file a link to itself; the error names the index that lists it."""

    def damage(folder: Path) -> Path:
        (folder / name).unlink()
        (folder / name).symlink_to(folder / name)
        return folder / index

    return damage


def image(pattern: str, shape: tuple[int, ...], dtype: type) -> Damage:
    def damage(folder: Path) -> Path:
        path = last(folder, pattern)
        cv2.imwrite(str(path), np.zeros(shape, dtype))
        return path

    return damage


FAKENECT: list[tuple[Damage, str]] = [
    (removed("INDEX.txt"), "missing"),
    (removed("d-*.pgm"), "missing"),
    (removed("r-*.ppm"), "missing"),
    (cut("d-*.pgm", 300_000), "truncated: 300000 bytes of 614417"),
    (cut("r-*.ppm", -1), "truncated: 921614 bytes of 921615"),
    (cut("r-*.ppm", 5), "does not start with"),
    (longer("d-*.pgm"), "too long"),
    (replaced("d-*.pgm", b"P5\n640 480\n65535\n" + bytes(614_400)), "does not start with"),
    (replaced("INDEX.txt", ""), "lists no file"),
    (replaced("INDEX.txt", "notes.txt\n"), "line 1: 'notes.txt'"),
    (replaced("INDEX.txt", "d-1.0-1.ppm\n"), "line 1"),
    (replaced("INDEX.txt", "d-1.0-4294967296.pgm\n"), "line 1"),
    (replaced("INDEX.txt", "../d-1.0-1.pgm\n"), "line 1"),
    (replaced("INDEX.txt", "d-1.0-1.pgm\r\n"), "DOS"),
    (replaced("INDEX.txt", b"\xff\xfe\x00"), "not a text file"),
    (edited("INDEX.txt", r"\n", "\n\n"), "line 2"),
    (replaced("calibration.json", "{}}"), "not a JSON file"),
]
TUM: list[tuple[Damage, str]] = [
    (removed("rgb.txt"), "missing"),
    (removed("depth.txt"), "missing"),
    (removed("rgb/*.png"), "missing"),
    (removed("depth/*.png"), "missing"),
    (cut("rgb/*.png", 0), "empty file"),
    (cut("rgb/*.png", 4), "not a PNG"),
    (cut("rgb/*.png", 30), "truncated"),
    (cut("depth/*.png", 2000), "truncated"),
    (cut("depth/*.png", -12), "end of the PNG image is missing"),
    (cut("depth/*.png", -3), "truncated"),
    (flipped("rgb/*.png", 0.5), "damaged"),
    (flipped("depth/*.png", 0.9), "damaged"),
    (replaced("rgb/*.png", "hello"), "not a PNG, JPEG or BMP"),
    (replaced("depth/*.png", "hello"), "not a PNG"),
    (image("rgb/*.png", (240, 320, 3), np.uint8), "320 x 240 pixels. Expected 640 x 480"),
    (image("rgb/*.png", (480, 640, 3), np.uint16), "not an 8-bit color image"),
    (image("depth/*.png", (480, 640), np.uint8), "not a 16-bit gray image"),
    (image("depth/*.png", (480, 640, 3), np.uint16), "not a 16-bit gray image"),
    (image("depth/*.png", (240, 320), np.uint16), "320 x 240"),
    (edited("rgb.txt", r"100\.0", "hundred"), "line 3: 'hundred"),
    (edited("rgb.txt", r"100\.0\d+ ", "nan "), "line 3: 'nan'"),
    (edited("rgb.txt", r"100\.0\d+ ", "200.0 "), "line 4: timestamps do not increase"),
    (edited("depth.txt", r"(100\.0\d+) ", r"\1 extra "), "line 3: expected a timestamp and"),
    (edited("depth.txt", r"depth/", "../depth/"), "line 3: ../depth/.* outside"),
    (edited("depth.txt", r"depth/1", "depth/\0"), "line 3: expected a timestamp and"),
    (led_away("depth/*.png"), "outside the folder"),
    (led_away("depth"), "line 3: depth/.* is outside the folder"),
    (circle("rgb.txt", "rgb/100.000000.png"), "line 3: .* is outside the folder"),
    (replaced("rgb.txt", "# nothing\n"), "lists no image"),
    (replaced("rgb.txt", b"\x89\xff"), "not a text file"),
    (replaced("camera.json", "{}"), "fx, fy, cx and cy"),
    (replaced("camera.json", '{"fx": 0, "fy": 1, "cx": 1, "cy": 1}'), "positive focal"),
]
TUM_JPEG: list[tuple[Damage, str]] = [
    (cut("rgb/*.jpg", 3000), "truncated"),
    (cut("rgb/*.jpg", -1), "truncated"),
    (replaced("rgb/*.jpg", b"\xff\xd8\xff\xd9"), "no frame header"),
    (image("rgb/*.jpg", (240, 320, 3), np.uint8), "320 x 240"),
]
PAIRS: list[tuple[Damage, str]] = [
    (removed("*_rgb.png"), "missing"),
    (removed("*_depth.png"), "missing"),
    (cut("*_depth.png", -20), "truncated"),
    (flipped("*_rgb.png", 0.4), "damaged"),
    (image("*_depth.png", (480, 640), np.uint8), "not a 16-bit gray image"),
]
VAP: list[tuple[Damage, str]] = [
    (removed("*_c.bmp"), "missing"),
    (cut("*_c.bmp", 40), "header is not whole"),
    (cut("*_c.bmp", -100), "truncated: it has 3686354 of 3686454 bytes"),
    (image("*_c.bmp", (480, 640, 3), np.uint8), "640 x 480 pixels. Expected 1280 x 960"),
    (image("*_c.bmp", (960, 1280), np.uint8), "not an uncompressed color bitmap"),
    (cut("*_d.dat", 100_000), "lines. Expected 480"),
    (cut("*_d.dat", -7), "line 480: 639 numbers"),
    (edited("*_d.dat", r"\t", " "), "line 1: 639 numbers"),
    (replaced("*_d.dat", ""), "0 lines"),
]
WRITERS: dict[str, Callable[[Path, int], Path]] = {
    "fakenect": write_fakenect,
    "tum": write_tum,
    "jpeg": lambda folder, count: write_tum(folder, count, "jpg"),
    "pairs": write_pairs,
    "vap": write_vap,
}
CASES = [
    pytest.param(name, damage, reason, id=f"{name}-{number}-{reason[:20]}")
    for name, damages in (
        ("fakenect", FAKENECT),
        ("tum", TUM),
        ("jpeg", TUM_JPEG),
        ("pairs", PAIRS),
        ("vap", VAP),
    )
    for number, (damage, reason) in enumerate(damages)
]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One good recording of every format."""
    place = tmp_path_factory.mktemp("good")
    return {name: write(place / name, 2) for name, write in WRITERS.items()}


@pytest.mark.parametrize("name", WRITERS)
def test_undamaged_recordings_open(good: dict[str, Path], name: str) -> None:
    assert len(open_recording(good[name]).timestamps_s) == 2


@pytest.mark.parametrize(("name", "damage", "reason"), CASES)
def test_damage_is_told_before_the_first_frame(
    tmp_path: Path, good: dict[str, Path], name: str, damage: Damage, reason: str
) -> None:
    folder = Path(shutil.copytree(good[name], tmp_path / "recording"))
    file = damage(folder)
    with pytest.raises(CaptureError, match=reason) as caught:
        open_source(f"recording:{folder}")
    assert file.name in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_vap_number_that_is_none_is_told_when_it_is_read(
    tmp_path: Path, good: dict[str, Path]
) -> None:
    """Numbers are counted first and read later: parsing a folder takes seconds."""
    folder = Path(shutil.copytree(good["vap"], tmp_path / "recording"))
    edited("*_d.dat", r"\t\d+\t", "\tx\t")(folder)
    with pytest.raises(RecordingFormatError, match=r"_d.dat holds something that is no number"):
        list(open_source(f"recording:{folder}"))


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordingFormatError, match=r"There is no folder .*nowhere"):
        open_source(f"recording:{tmp_path / 'nowhere'}")


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordingFormatError, match="is empty"):
        open_source(f"recording:{tmp_path}")


def test_a_file_is_no_recording(tmp_path: Path) -> None:
    (tmp_path / "film.avi").write_bytes(b"RIFF")
    with pytest.raises(RecordingFormatError, match="is a file"):
        open_source(f"recording:{tmp_path / 'film.avi'}")


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "film.avi").write_bytes(b"RIFF")
    with pytest.raises(RecordingFormatError, match=r"known format \(fakenect dump, TUM RGB-D"):
        open_source(f"recording:{tmp_path}")


def test_color_and_depth_of_different_times(tmp_path: Path, good: dict[str, Path]) -> None:
    folder = Path(shutil.copytree(good["tum"], tmp_path / "recording"))
    index = folder / "depth.txt"
    index.write_text(re.sub(r"(?m)^100", "700", index.read_text()))
    with pytest.raises(RecordingFormatError, match=r"within 0.02 s"):
        open_source(f"recording:{folder}")


@pytest.mark.parametrize("damage", [case[0] for case in FAKENECT])
@pytest.mark.usefixtures("fakenect")
def test_the_driver_never_sees_a_damaged_dump(
    tmp_path: Path, good: dict[str, Path], damage: Damage
) -> None:
    folder = Path(shutil.copytree(good["fakenect"], tmp_path / "recording"))
    damage(folder)
    with pytest.raises(CaptureError) as caught:
        open_source(f"fakenect:{folder}")
    assert isinstance(caught.value, ValueError)
