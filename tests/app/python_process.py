"""Python in a process of its own, waited for."""

from __future__ import annotations

import subprocess
import sys


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it with these arguments; whatever it ends with is for the caller to judge."""
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
