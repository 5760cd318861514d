from __future__ import annotations

import pytest

from hardware.kinect.sensor_clock import SensorClock


def test_time_is_the_sensor_s_own() -> None:
    clock = SensorClock(clock=lambda: 0.0)
    assert [clock.timestamp_s(second) for second in (70.0, 70.5, 72.0)] == [70.0, 70.5, 72.0]


def test_time_goes_on_after_a_restart_however_the_sensor_counts() -> None:
    now_s = 1000.0
    clock = SensorClock(clock=lambda: now_s)
    assert clock.timestamp_s(70.0) == 70.0
    clock.restart()
    now_s = 1003.0
    assert clock.timestamp_s(5.0) == pytest.approx(73.0)
    now_s = 1003.2
    assert clock.timestamp_s(5.1) == pytest.approx(73.1)
