"""What the doctor says of USB ports, rules, permissions and other programs."""

from __future__ import annotations

import os

import pytest
from made_machine import RULE, MadeMachine, as_nobody, found

from app.doctor import driver, usb
from app.doctor.finding import State


def test_a_machine_without_usb_is_told_from_one_without_a_kinect(made: MadeMachine) -> None:
    without_usb = found(usb.check_presence, made.machine())["kinect.usb"]
    made.without_kinect()
    without_kinect = found(usb.check_presence, made.machine())["kinect.usb"]
    assert "no USB devices" in without_usb.sentence
    assert "No Kinect" in without_kinect.sentence
    assert without_usb.state is without_kinect.state is State.PROBLEM
    assert "--source demo" in without_kinect.remedy


def test_nothing_is_wrong_without_a_kinect_for_who_plays_a_recording(made: MadeMachine) -> None:
    made.without_kinect()
    states = [
        found(usb.check_presence, made.machine(source))["kinect.usb"].state
        for source in ("demo", "recording:x", "kinect:1")
    ]
    assert states == [State.WARNING, State.WARNING, State.PROBLEM]


@pytest.mark.parametrize(
    ("products", "state", "words"),
    [
        (["02ae", "02b0", "02ad"], State.OK, "1 Kinect plugged in"),
        (["02ae"], State.OK, "1 Kinect plugged in"),  # model 1473 has its motor elsewhere
        (["02bf", "02ae"], State.OK, "2 Kinects"),
        (["02b0"], State.PROBLEM, "no power"),
        (["02c2", "02be"], State.PROBLEM, "no power"),
    ],
)
def test_parts_tell_whether_there_is_power(
    made: MadeMachine, products: list[str], state: State, words: str
) -> None:
    for number, product in enumerate(products):
        made.plug_in(f"1-2.{number + 1}", product, number=number)
    finding = found(usb.check_presence, made.machine())["kinect.usb"]
    assert finding.state is state
    assert words in finding.sentence


def test_a_slow_port_and_a_shared_bus_are_named(made: MadeMachine) -> None:
    made.plug_in("1-1", "02ae", number=3, speed="12")
    made.plug_in("1-2", "02bf", number=4)
    findings = found(usb.check_connection, made.machine())
    assert findings["kinect.speed"].state is State.PROBLEM
    assert "12 Mbit/s" in findings["kinect.speed"].sentence
    assert findings["kinect.bus"].state is State.WARNING
    made.plug_in("1-1", "02ae", number=3)
    assert found(usb.check_connection, made.machine())["kinect.speed"].state is State.OK


def test_rules_are_asked_for_the_parts_that_are_there(made: MadeMachine) -> None:
    assert found(driver.check_rules, made.machine())["kinect.rules"].state is State.WARNING
    made.file("/lib/udev/rules.d/60-libfreenect0.5.rules", "# 045e 02bf\n" + RULE)
    assert found(driver.check_rules, made.machine())["kinect.rules"].state is State.OK
    made.plug_in("1-1", "02bf")
    other = found(driver.check_rules, made.machine())["kinect.rules"]
    assert other.state is State.WARNING  # a comment is no rule
    assert "61-kinect-for-windows.rules" in other.remedy


def test_the_webcam_driver_of_the_kernel_is_named(made: MadeMachine) -> None:
    made.plug_in("1-1", "02ae", driver="gspca_kinect")
    finding = found(driver.check_kernel_driver, made.machine())["kinect.kernel_driver"]
    assert finding.state is State.WARNING
    assert "modprobe -r gspca_kinect" in finding.remedy
    made.plug_in("2-1", "02ae")
    states = [each.state for each in driver.check_kernel_driver(made.machine())]
    assert states == [State.WARNING, State.OK]


def test_who_holds_the_kinect_is_named(made: MadeMachine) -> None:
    made.plug_in("1-1", "02ae", number=12)
    made.process(4711, "freenect-glview", "/dev/bus/usb/001/012")
    made.process(4712, "bystander", "/dev/null")
    finding = found(driver.check_holders, made.machine())["kinect.in_use"]
    assert finding.state is State.WARNING
    assert "freenect-glview (process 4711)" in finding.sentence
    assert finding.measured["pids"] == [4711]


def test_without_a_device_file_the_permission_is_unknown(made: MadeMachine) -> None:
    made.plug_in("1-1", "02ae").unlink()
    finding = found(driver.check_permission, made.machine())["kinect.permission"]
    assert finding.state is State.UNKNOWN


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
@pytest.mark.parametrize(("mode", "state"), [(0o600, State.PROBLEM), (0o666, State.OK)])
def test_what_others_may_not_see_is_unknown_and_no_crash(
    made: MadeMachine, mode: int, state: State
) -> None:
    node = made.plug_in("1-1", "02ae")
    node.chmod(mode)
    made.process(4711, "somebody's", "/dev/bus/usb/001/007")
    (made.root / "proc/4711/fd").chmod(0o700)
    machine = made.machine()

    def holds() -> bool:
        permission = found(driver.check_permission, machine)["kinect.permission"]
        in_use = found(driver.check_holders, machine)["kinect.in_use"]
        return (permission.state, in_use.state) == (state, State.UNKNOWN)

    assert as_nobody(made, holds)


def test_the_binding_is_loaded_in_a_process_of_its_own(made: MadeMachine) -> None:
    """Or said to be missing, with the line that installs it."""
    finding = found(driver.check_binding, made.machine())["kinect.binding"]
    assert finding.state is State.OK or "pip install freenect" in finding.remedy
