"""The same recording gives the same answer: again, after a restart, with one core or two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


def faceid(data_dir: Path, *arguments: str, cores: set[int]) -> dict[str, Any]:
    """The JSON of `faceid` in a fresh process that may use some cores, without the time."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments, "--json", "--data-dir", str(data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    result: dict[str, Any] = json.loads(done.stdout)
    assert result.pop("seconds") > 0.0
    return result


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("data")
    faceid(data_dir, "enroll", "Sam", "--source", "demo#enroll", cores=os.sched_getaffinity(0))
    return data_dir


@pytest.mark.parametrize(
    ("source", "decision"), [("demo#owner", "match"), ("demo#photo", "non-match")]
)
def test_the_same_json_with_one_core_and_with_all(
    enrolled: Path, source: str, decision: str
) -> None:
    verify = ("verify", "--source", source)
    all_cores = os.sched_getaffinity(0)
    first = faceid(enrolled, *verify, cores=all_cores)
    assert first["decision"] == decision
    assert faceid(enrolled, *verify, cores=all_cores) == first
    assert faceid(enrolled, *verify, cores={min(all_cores)}) == first
