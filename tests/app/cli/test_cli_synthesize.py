"""`faceid synthesize`: what it writes can be used, what it cannot do it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("embreex")

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)

FACE_MODEL = Path(__file__).parents[4] / "shared" / "data" / "ict-facekit"


@pytest.mark.skipif(not FACE_MODEL.is_dir(), reason="the face model is not here")
def test_rendered_people_are_a_folder_as_the_evaluation_reads_it(
    faceid: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "people"
    arguments = ("--face-model", FACE_MODEL, "--people", 1, "--frames", 1, "--seed", 7)
    outcome = faceid("synthesize", "people", folder, *arguments, "--json")
    assert outcome.exit_code == 0, outcome.err
    assert "2 of 2 frames" in outcome.err
    (person,) = (path for path in folder.iterdir() if path.is_dir())
    for session in person.iterdir():
        (color,) = session.glob("*_rgb.png")
        assert color.with_name(color.name.replace("_rgb", "_depth")).is_file()
        looked_at = faceid("record", tmp_path / session.name, "--source", f"recording:{session}")
        assert looked_at.exit_code == 0, looked_at.err

    again = faceid("synthesize", "people", folder, *arguments)
    assert again.exit_code == 4
    assert "not empty" in again.err


@pytest.mark.parametrize("kind", ["demo", "people"])
def test_a_missing_face_model_is_named(faceid: Run, tmp_path: Path, kind: str) -> None:
    missing = tmp_path / "nothing"
    outcome = faceid("synthesize", kind, tmp_path / "new", "--face-model", missing, "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "FaceModelError"
    assert str(missing) in outcome.result["reason"]
    assert not (tmp_path / "new").exists()
