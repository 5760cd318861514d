"""`faceid doctor` as a person uses it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def no_system_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")


def states(outcome: Any) -> dict[str, str]:
    return {each["name"]: each["state"] for each in outcome.result["findings"]}


def test_the_demo_on_a_machine_without_a_kinect(faceid: Run, data_dir: Path) -> None:
    outcome = faceid("doctor", "--source", "demo", "--json")
    assert outcome.result["is_well"] is (outcome.exit_code == 0)
    found = states(outcome)
    assert found["source.open"] == found["source.face"] == found["models.encoder"] == "ok"
    assert found["people.enrolled"] == "warning"
    assert not data_dir.exists()


def test_a_source_that_does_not_open_is_wrong(faceid: Run) -> None:
    outcome = faceid("doctor", "--source", "recording:/nowhere")
    assert outcome.exit_code == 1
    assert "✗" in outcome.out
    assert "\x1b" not in outcome.out  # this is no terminal
    assert "problem" in outcome.out.splitlines()[-1]


def test_help_says_what_the_exit_codes_mean(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "--help"])
    assert "Exit codes: 0 nothing is wrong" in " ".join(capsys.readouterr().out.split())


def test_a_report_is_written_with_the_log(faceid: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.zip"
    outcome = faceid("doctor", "--source", "demo#owner", "--bundle", path, "--json")
    with zipfile.ZipFile(path) as bundle:
        inside = json.loads(bundle.read("doctor.json"))
        log = bundle.read("log.txt").decode()
    names = [each["name"] for each in outcome.result["findings"]]
    assert [each["name"] for each in inside["findings"]] == names
    assert "DEBUG" in log
    assert "source.source" in log

    again = faceid("doctor", "--source", "demo#owner", "--bundle", path)
    assert again.exit_code == 4
    assert "--overwrite" in again.err
