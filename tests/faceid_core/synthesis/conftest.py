"""The face model and the skins lie outside the repository; tests that need them skip without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # each test file skips where embreex is missing
    from faceid_core.synthesis import FaceModel, SkinLibrary, Studio

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.fixture(scope="session")
def face_model() -> FaceModel:
    folder = DATA / "ict-facekit"
    if not folder.is_dir():
        pytest.skip(f"no face model in {folder}")
    from faceid_core.synthesis import FaceModel

    return FaceModel.load(folder)


@pytest.fixture(scope="session")
def skins() -> SkinLibrary:
    folder = DATA / "makehuman-skins"
    if not folder.is_dir():
        pytest.skip(f"no skins in {folder}")
    from faceid_core.synthesis import SkinLibrary

    return SkinLibrary(folder)


@pytest.fixture(scope="session")
def studio(face_model: FaceModel) -> Studio:
    """People with painted skins: nothing but the face model is needed."""
    from faceid_core.synthesis import Studio

    return Studio(face_model)
