"""How much memory this process has."""

from __future__ import annotations

import resource
from pathlib import Path


def resident_mb() -> float:
    """Resident memory now, in MB of 10^6 bytes, what is shared with others included."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6
