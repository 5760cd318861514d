"""What all tests share: nothing needs a display; the demo's owner is enrolled once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def enrolled_owner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's data with the demo's owner in it: to be copied, or only read."""
    folder = tmp_path_factory.mktemp("enrolled") / "data"
    subprocess.run(
        [
            *(sys.executable, "-m", "app", "--data-dir", folder),
            *("enroll", "owner", "--source", "demo#enroll"),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder
