"""The folder of a run: taken once, taken up again, and never taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceid_core.errors import TrainingError
from faceid_core.training.run_folder import RUN_FOLDER


def test_a_run_goes_on_in_its_own_folder(tmp_path: Path) -> None:
    out = tmp_path / "runs" / "first"
    assert RUN_FOLDER.take(out, {"kind": "baseline", "seed": 1}) is False
    assert RUN_FOLDER.take(out, {"kind": "baseline", "seed": 1}) is True


def test_another_runs_folder_is_refused_with_what_differs(tmp_path: Path) -> None:
    RUN_FOLDER.take(tmp_path, {"kind": "baseline", "seed": 1, "faces": 10})
    with pytest.raises(TrainingError, match=r"\(faces was 10, now 12; seed was 1, now 2\)"):
        RUN_FOLDER.take(tmp_path, {"kind": "baseline", "seed": 2, "faces": 12})
    with pytest.raises(TrainingError, match="views was None, now 4"):
        RUN_FOLDER.take(tmp_path, {"kind": "baseline", "seed": 1, "faces": 10, "views": 4})


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    with pytest.raises(TrainingError, match="no run of faceid train"):
        RUN_FOLDER.take(tmp_path, {"kind": "baseline"})
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("text", ["", "[1]", "{"])
def test_a_damaged_description_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"run\.json"):
        RUN_FOLDER.take(tmp_path, {"kind": "baseline"})
