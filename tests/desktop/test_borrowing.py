"""The window borrows the daemon's sensor, and says what the daemon does."""

from __future__ import annotations

import pytest
from bus_client import with_client
from locked_desktop import wait_until

from app.borrowed_sensor import open_borrowed
from app.window.presence_setting import Watching, asked
from hardware import DeviceOpenError, Frame, FrameSource


class Sensor(FrameSource):
    """A sensor that says whether it is in use."""

    description = "Kinect 0"
    is_live = True
    is_open = True

    def _read(self, timeout_s: float) -> Frame | None:
        return None

    def close(self) -> None:
        self.is_open = False


@pytest.fixture(autouse=True)
def on_the_private_bus(bus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)


def test_without_a_daemon_the_sensor_is_just_opened() -> None:
    sensor = Sensor()
    assert open_borrowed(lambda: sensor) is sensor
    assert asked() == Watching()


def test_the_daemon_keeps_off_the_sensor_while_it_is_lent(bus, start_daemon) -> None:
    def sensor_of_daemon() -> str:
        return with_client(bus, lambda client: client.status())["sensor"]

    start_daemon("demo")
    assert asked() == Watching(is_running=True)
    sensor = Sensor()
    with open_borrowed(lambda: sensor) as borrowed:
        assert (borrowed.description, borrowed.is_live) == ("Kinect 0", True)
        assert borrowed.read() is None
        assert sensor_of_daemon() == "lent"
        with pytest.raises(DeviceOpenError, match="lent to another program"):
            open_borrowed(Sensor)
        assert sensor.is_open
    assert not sensor.is_open
    wait_until(lambda: sensor_of_daemon() == "closed", 5.0)

    def fail() -> FrameSource:
        raise DeviceOpenError("Kinect 0 is not plugged in.")

    with pytest.raises(DeviceOpenError, match="not plugged in"):
        open_borrowed(fail)
    wait_until(lambda: sensor_of_daemon() == "closed", 5.0)
