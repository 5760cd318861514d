"""Some hundred frames through the soak, and a log's judgement of leaks."""

from __future__ import annotations

import json
import mmap
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from scripted_kinect import kinect_driver

from tests.measurements.soak_log import Reading, SoakLog, judged

__all__ = ["kinect_driver"]  # a fixture; it skips where no driver can be built

ROOT = Path(__file__).resolve().parents[2]
FIRST = Reading("headless", 1, 0.0, 0, 200.0, 45.0, 11, 8, 1, 0, 0.0, 210.0)


def grown(count: int = 20, **steps: float) -> list[Reading]:
    """Readings of which some values grow by a step each."""
    return [
        replace(
            FIRST,
            frames=1000 * number,
            **{name: getattr(FIRST, name) + number * step for name, step in steps.items()},
        )
        for number in range(count)
    ]


def test_what_stays_is_flat() -> None:
    assert judged(grown()).is_flat


@pytest.mark.parametrize("name", ["rss_mb", "child_rss_mb", "peak_mb"])
def test_a_leak_is_found(name: str) -> None:
    assert not judged(grown(**{name: 0.5})).is_flat
    assert judged(grown(**{name: 0.01})).is_flat


@pytest.mark.parametrize("name", ["descriptors", "threads", "children"])
def test_one_more_is_a_leak(name: str) -> None:
    readings = grown()
    assert not judged([*readings[:-1], replace(readings[-1], **{name: 12})]).is_flat


def test_the_warm_up_does_not_count() -> None:
    cold = [replace(FIRST, rss_mb=100.0), replace(FIRST, rss_mb=150.0, descriptors=3)]
    assert judged(cold + grown()[2:]).is_flat


def test_a_log_goes_on_over_runs(tmp_path: Path) -> None:
    path = tmp_path / "soak.jsonl"
    for _ in range(2):
        log = SoakLog(path, "headless")
        log.write(os.getpid(), 10)
        log.write(os.getpid(), 50)
    assert [each.run for each in log.readings()] == [1, 1, 2, 2]
    assert log.frames_so_far() == 100
    assert SoakLog(path, "window").frames_so_far() == 0


def test_the_most_of_each_minute_is_told_and_no_more_of_the_next(tmp_path: Path) -> None:
    log = SoakLog(tmp_path / "soak.jsonl", "headless")
    log.write(os.getpid(), 10)
    # Pages of its own: the heap of a process that ran other tests may have room for it.
    with mmap.mmap(-1, 64 << 20) as passing:
        passing.write(os.urandom(64 << 20))
    with_it, without = log.write(os.getpid(), 20), log.write(os.getpid(), 30)
    assert with_it.peak_mb > with_it.rss_mb + 50.0
    assert without.peak_mb < with_it.peak_mb - 50.0


def test_what_a_child_holds_for_a_moment_does_not_count(tmp_path: Path) -> None:
    passing = (
        "import time\nwhile True: a = b'x' * (48 << 20); time.sleep(0.02); del a; time.sleep(0.02)"
    )
    with subprocess.Popen([sys.executable, "-c", passing]) as child:
        try:
            time.sleep(0.5)
            log = SoakLog(tmp_path / "soak.jsonl", "headless")
            assert max(log.write(os.getpid(), 0).child_rss_mb for _ in range(5)) < 40.0
        finally:
            child.kill()


@pytest.mark.usefixtures("kinect_driver")
def test_a_short_soak_leaves_and_leaks_nothing(tmp_path: Path) -> None:
    """The whole path from the driver to the lock, in a process of its own."""
    log = tmp_path / "soak.jsonl"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.measurements.soak", "headless"),
            *("--frames", "300", "--every-s", "0.5", "--log", str(log)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    last = json.loads(log.read_text().splitlines()[-1])
    assert last["frames"] == 300
    assert last["drift_ms"] < 0.01
    assert "unlocked 0 times" not in done.stdout


@pytest.mark.usefixtures("kinect_driver")
def test_a_long_run_that_is_ended_tells_what_it_saw_and_leaves_nothing(tmp_path: Path) -> None:
    log, folder = tmp_path / "soak.jsonl", tmp_path / "temporary"
    folder.mkdir()
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.measurements.soak", "headless"),
            *("--hours-of-frames", "24", "--every-s", "0.2", "--log", str(log)),
        ],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        deadline_s = time.monotonic() + 120.0
        while not (log.exists() and len(log.read_text().splitlines()) >= 8):
            assert running.poll() is None
            assert time.monotonic() < deadline_s
            time.sleep(0.1)
        running.send_signal(signal.SIGTERM)
        said, _ = running.communicate(timeout=30)
    assert re.search(
        r"^headless, \d+ frames: memory .*; \d+ frames in all runs$", said, re.MULTILINE
    )
    assert not list(folder.iterdir())
