"""Work beside the window: done, broken, or no longer wanted."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from app.background import Job, TsneJob


def wait_for(job: Job, limit_s: float = 60.0) -> None:
    end_s = time.monotonic() + limit_s
    while not job.is_done:
        assert time.monotonic() < end_s
        time.sleep(0.01)


def test_the_result_comes_when_it_is_there():
    gate = threading.Event()
    job = Job(lambda: gate.wait() and 42)
    assert not job.is_done
    assert job.result is None
    gate.set()
    wait_for(job)
    assert job.result == 42
    assert job.error is None


def test_what_went_wrong_is_kept():
    def fail() -> None:
        raise ValueError("no")

    job = Job(fail)
    wait_for(job)
    assert job.result is None
    assert isinstance(job.error, ValueError)


def test_tsne_answers_from_its_own_process():
    pytest.importorskip("sklearn")
    from faceid_core.neighborhoods import tsne_points

    rows = np.random.default_rng(0).normal(size=(12, 8)).astype(np.float32)
    job = TsneJob(rows)
    wait_for(job)
    np.testing.assert_array_equal(job.result, tsne_points(rows))


def test_tsne_that_nobody_wants_ends_at_once():
    rows = np.random.default_rng(0).normal(size=(2000, 128)).astype(np.float32)
    job = TsneJob(rows)
    time.sleep(0.2)
    started_s = time.monotonic()
    job.cancel()
    wait_for(job)
    assert time.monotonic() - started_s < 2.0
    assert job.result is None
    assert job.error is not None


def test_tsne_that_fails_tells_why():
    job = TsneJob(np.full((8, 4), np.nan, np.float32))
    wait_for(job)
    assert job.result is None
    assert "NaN" in str(job.error)
