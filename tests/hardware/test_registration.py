from __future__ import annotations

import numpy as np
import pytest
from kinect_scenes import head_frame, head_region
from numpy.typing import NDArray

from hardware import Calibration, Intrinsics
from hardware.calibration import ShiftConstants
from hardware.recordings.fakenect import nominal_around
from hardware.registration import Registration

# Raw 800 is 1200 mm, raw 512 is 599.9 mm; see test_calibration.
ROUND = Calibration(
    depth=Intrinsics(600.0, 600.0, 320.0, 240.0),
    color=Intrinsics(500.0, 500.0, 310.0, 250.0),
    translation_mm=(-25.0, 0.0, 0.0),
    shift=ShiftConstants(constant_shift_px=199.625),
)
MIRRORED = Calibration(
    depth=ROUND.depth, color=ROUND.color, translation_mm=(25.0, 0.0, 0.0), shift=ROUND.shift
)


def raw_of(pixels: dict[tuple[int, int], int]) -> NDArray[np.uint16]:
    raw = np.full((480, 640), 2047, np.uint16)
    for place, value in pixels.items():
        raw[place] = value
    return raw


def drawn(depth_mm: NDArray[np.uint16]) -> dict[tuple[int, int], int]:
    return {(int(r), int(c)): int(depth_mm[r, c]) for r, c in np.argwhere(depth_mm)}


def test_pixels_by_hand() -> None:
    # On the axis: x = 0 - 25 mm, so column 310 - 500 * 25 / 1200 = 299.6, row 250.
    # 60 pixels right and down: 120 mm each, so 310 + 500 * 95 / 1200 = 349.6, 250 + 50.
    raw = raw_of({(240, 320): 800, (300, 380): 800})
    assert drawn(Registration(ROUND).register(raw)) == {(250, 300): 1200, (300, 350): 1200}


def test_rotation_and_depth_offset_by_hand() -> None:
    # A quarter turn around the optical axis takes x to y and y to -x; the color camera is
    # 10 mm further back, so depth grows by 10 mm.
    turned = Calibration(
        depth=ROUND.depth,
        color=ROUND.color,
        rotation=((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
        translation_mm=(0.0, 0.0, 10.0),
        shift=ROUND.shift,
    )
    # Point (120, 0, 1200) mm becomes (0, 120, 1210): row 250 + 500 * 120 / 1210 = 299.6.
    assert drawn(Registration(turned).register(raw_of({(240, 380): 800}))) == {(300, 310): 1210}


@pytest.mark.parametrize(
    ("calibration", "near_column", "seen_column"),
    # 500 * (13 / 600 - 25 / 600) + 310 = 300; the same for the other side: 320.
    [(ROUND, 333, 300), (MIRRORED, 307, 320)],
)
def test_the_nearer_surface_hides_the_other(
    calibration: Calibration, near_column: int, seen_column: int
) -> None:
    raw = raw_of({(240, 320): 800, (240, near_column): 512})
    assert drawn(Registration(calibration).register(raw)) == {(250, seen_column): 600}
    raw[240, near_column] = 2047
    assert drawn(Registration(calibration).register(raw)) == {(250, seen_column): 1200}


def test_what_falls_outside_the_color_image_is_not_drawn_at_its_rim() -> None:
    wide = Calibration(
        depth=ROUND.depth,
        color=Intrinsics(5000.0, 5000.0, 310.0, 250.0),
        translation_mm=ROUND.translation_mm,
        shift=ROUND.shift,
    )
    raw = raw_of({(0, 0): 800, (479, 639): 800, (240, 639): 800, (0, 320): 800})
    assert drawn(Registration(wide).register(raw)) == {}


def test_no_data_stays_no_data() -> None:
    assert not Registration(ROUND).register(np.full((480, 640), 2047, np.uint16)).any()


def test_a_plane_has_no_gaps() -> None:
    depth_mm = Registration(Calibration()).register(np.full((480, 640), 700, np.uint16))
    inside = depth_mm[60:-60, 60:-60]
    assert inside.min() == inside.max() > 0


def test_the_raw_image_is_not_changed() -> None:
    raw = np.full((480, 640), 700, np.uint16)
    raw.flags.writeable = False
    Registration(Calibration()).register(raw)
    assert raw.min() == raw.max() == 700


def test_wrong_shape() -> None:
    with pytest.raises(ValueError, match=r"Expected uint16 of shape \(480, 640\)"):
        Registration(Calibration()).register(np.zeros((240, 320), np.uint16))


@pytest.mark.parametrize("index", [0, 40])
def test_round_trip_of_a_head(index: int) -> None:
    """Registered, into the infrared camera, and back: dense, and at most one step off.

    At 0.9 m a step is 2.3 mm; most of the rest is the slope of the ball's side
    over half a pixel.
    """
    frame = head_frame(index)
    registration = Registration(nominal_around(frame.intrinsics))
    back_mm = registration.register(registration.unregister(frame.depth_mm))
    head = head_region(frame)
    both = head & (back_mm > 0)
    error_mm = np.abs(frame.depth_mm.astype(np.int32) - back_mm)[both]
    assert both.sum() / head.sum() > 0.985
    assert np.median(error_mm) <= 1.0
    assert np.percentile(error_mm, 95) <= 5.0
    assert abs(np.mean(frame.depth_mm[both].astype(float) - back_mm[both])) < 0.5


def test_what_the_infrared_camera_cannot_see_is_lost_and_not_invented() -> None:
    """The infrared camera is to the left: it does not see the wall right beside the ball."""
    frame = head_frame()
    registration = Registration(nominal_around(frame.intrinsics))
    back_mm = registration.register(registration.unregister(frame.depth_mm))
    row = slice(215, 225)
    ball_end = int(np.nonzero(head_region(frame)[220])[0].max())
    beside = back_mm[row, ball_end + 2 : ball_end + 7]
    assert not beside.any()
    further = back_mm[row, ball_end + 12 : ball_end + 40]
    assert np.all(further > 1900)
