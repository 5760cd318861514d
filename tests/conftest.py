"""What all tests share: nothing needs a display; which of them may run beside which."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

#: What these change is there once on a machine: users, PAM services, installed files.
ONE_AFTER_ANOTHER = Path(__file__).parent / "desktop"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process (`pytest -n 2 --dist loadgroup`)."""
    for item in items:
        is_alone = ONE_AFTER_ANOTHER in item.path.parents
        item.add_marker(pytest.mark.xdist_group("desktop" if is_alone else str(item.path)))
