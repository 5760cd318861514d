"""Reading a shipped file that must be the one that was released."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .errors import WeightsError


def read_released(path: Path, sha256: str | None) -> bytes:
    """Read a file once: what is checked is what is used.

    Args:
        path: The file.
        sha256: What it must be, hexadecimal; None takes any.

    Raises:
        WeightsError: If it is missing or was changed.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} is missing: install the project again.") from error
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise WeightsError(f"{path} was changed since it was released; it is not used.")
    return content
