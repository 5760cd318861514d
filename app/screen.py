"""Whether there is a screen to draw on."""

from __future__ import annotations

import os
from typing import Final

#: One of these tells Qt where to draw.
SCREEN_VARIABLES: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_screen() -> bool:
    """Whether Qt would find one. Without, it aborts the process."""
    return any(os.environ.get(variable) for variable in SCREEN_VARIABLES)
