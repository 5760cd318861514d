"""How long `faceid verify` takes from the start of its process, and what of it is spent where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

import app
from app.errors import CommandError

#: What a start consists of, in order; the last is from the verdict to the end of the process.
PARTS: Final = (
    "interpreter",
    "imports",
    "models",
    "templates",
    "first frame",
    "verdict",
    "exit",
)
PROBE: Final = "app.benchmark.start_probe"
LIMIT_S: Final = 60.0
ROOT: Final = Path(app.__file__).resolve().parent.parent
_DROP_CACHES: Final = Path("/proc/sys/vm/drop_caches")
_PAGE_CACHE: Final = "1"
#: Where it is set, every start compiles this program anew; for a user only the first one does.
_NO_BYTECODE: Final = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Start:
    """One start in a fresh process.

    Attributes:
        taken_s: Seconds by part, see `PARTS`.
        decision: What it decided.
        frames: How many frames that took.
        peak_mb: The process's largest memory.
    """

    taken_s: dict[str, float]
    decision: str
    frames: int
    peak_mb: float

    @property
    def to_verdict_s(self) -> float:
        """From the start of the process to the verdict."""
        return sum(self.taken_s.values()) - self.taken_s["exit"]


def start_once(data_dir: Path, source: str) -> Start:
    """Start one fresh process, let it decide, and wait for its end.

    Args:
        data_dir: Somebody is enrolled there.
        source: A recording.

    Raises:
        CommandError: If the process failed.
    """
    command = [sys.executable, "-m", PROBE, str(data_dir), source]
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    environment.pop(_NO_BYTECODE, None)
    start_s = time.monotonic()
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=LIMIT_S,
        )
    except subprocess.TimeoutExpired as error:
        raise CommandError(f"A fresh process decided nothing in {LIMIT_S:g} s.") from error
    end_s = time.monotonic()
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise CommandError(f"A fresh process could not verify: {reason[0]}")
    told = json.loads(done.stdout)
    stamps_s = [start_s, *(told["ended_s"][part] for part in PARTS[:-1]), end_s]
    taken_s = dict(zip(PARTS, np.diff(stamps_s).tolist(), strict=True))
    return Start(taken_s, told["decision"], told["frames"], told["peak_mb"])


def drop_page_cache() -> None:
    """Let the kernel forget what it has read from disks, so that the next start is a cold one.

    Raises:
        CommandError: If this process may not.
    """
    os.sync()
    try:
        _DROP_CACHES.write_text(_PAGE_CACHE)
    except OSError as error:
        raise CommandError(
            f"Cold starts need root, to drop the page cache: {error.strerror}."
        ) from error


def start_fields(starts: list[Start]) -> dict[str, object]:
    """Medians of some starts as JSON."""
    return {
        "starts": len(starts),
        "parts_s": {
            part: round(float(np.median([start.taken_s[part] for start in starts])), 4)
            for part in PARTS
        },
        "to_verdict_s": round(float(np.median([start.to_verdict_s for start in starts])), 4),
        "to_verdict_least_s": round(min(start.to_verdict_s for start in starts), 4),
        "to_verdict_most_s": round(max(start.to_verdict_s for start in starts), 4),
        "decision": starts[0].decision,
        "frames": starts[0].frames,
        "peak_mb": round(max(start.peak_mb for start in starts), 1),
    }
