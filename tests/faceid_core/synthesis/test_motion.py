from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.geometry import pose_of
from faceid_core.head_circle import SECTOR_COUNT, sector_of, turn_of
from faceid_core.synthesis import Person
from faceid_core.synthesis.motion import (
    Moment,
    blinking,
    circle,
    coming_and_going,
    eased,
    look,
    sweep,
)
from faceid_core.synthesis.sitter import PIVOT_MM, axes_of
from faceid_core.types import Pose


@pytest.mark.parametrize(
    "pose",
    [Pose(0, 0, 0), Pose(25, 0, 0), Pose(0, -18, 0), Pose(-10, 12, 20), Pose(30, -20, -15)],
)
@pytest.mark.parametrize("place", [(0.0, 0.0, 700.0), (200.0, -90.0, 850.0)])
def test_a_rendered_pose_is_what_recognition_measures(
    pose: Pose, place: tuple[float, float, float]
) -> None:
    measured = pose_of(axes_of(pose, place), np.array(place))
    assert measured.yaw_deg == pytest.approx(pose.yaw_deg, abs=1e-6)
    assert measured.pitch_deg == pytest.approx(pose.pitch_deg, abs=1e-6)
    assert measured.roll_deg == pytest.approx(pose.roll_deg, abs=1e-6)


def test_the_nose_points_where_the_pose_says() -> None:
    place = (0.0, 0.0, 700.0)
    ahead = [-axes_of(pose, place)[:, 2] for pose in (Pose(20, 0, 0), Pose(0, 20, 0))]
    assert ahead[0][0] > 0.3  # to the right of the picture
    assert ahead[1][1] < -0.3  # up


def test_the_circle_passes_every_sector_of_the_enrollment_and_returns() -> None:
    poses = [circle(share) for share in np.linspace(0.0, 1.0, 200)]
    sectors = {sector_of(pose) for pose in poses if 0.75 < turn_of(pose) < 1.6}
    assert sectors == set(range(SECTOR_COUNT))
    assert turn_of(poses[0]) == pytest.approx(0.0, abs=1e-9)
    assert turn_of(poses[-1]) == pytest.approx(0.0, abs=1e-9)


def test_the_head_turns_on_the_neck() -> None:
    neck = np.array([20.0, 40.0, 850.0])
    for pose in (Pose(0, 0, 0), Pose(25, 10, 5), Pose(-25, -18, 0)):
        sitter = Moment(pose, tuple(neck)).sitter(Person.random(1))
        found = np.array(sitter.position_mm) + sitter.axes @ PIVOT_MM
        assert found == pytest.approx(neck, abs=0.2)


def test_a_sweep_is_a_look_before_and_after() -> None:
    neck = (0.0, 40.0, 850.0)
    swept, looked = sweep(neck, start_s=1.0, duration_s=4.0), look(neck)
    for time_s in (0.5, 1.0, 5.0, 6.0):
        assert swept(time_s) == looked(time_s)
    assert turn_of(swept(3.0).pose) > 0.75


def test_somebody_comes_stays_and_goes() -> None:
    neck = (0.0, 40.0, 850.0)
    script = coming_and_going(look(neck), 3.0, (600.0, 0.0, 100.0), 0.5, 0.5)
    assert script(0.0).neck_mm[0] > 590.0
    assert abs(script(1.5).neck_mm[0]) < 10.0
    assert script(3.0).neck_mm[0] > 590.0


def test_eyes_close_and_open_again() -> None:
    closed = [blinking(time_s, 0.0).get("eyeBlink", 0.0) for time_s in np.arange(0.0, 6.2, 0.02)]
    assert max(closed) > 0.95
    assert np.mean(np.array(closed) > 0.0) < 0.12


def test_easing_is_monotone_and_bounded() -> None:
    values = [eased(share) for share in np.linspace(-0.5, 1.5, 50)]
    assert values[0] == 0.0
    assert values[-1] == 1.0
    assert values == sorted(values)
