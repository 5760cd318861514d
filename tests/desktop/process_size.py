"""What a process holds: memory, descriptors, threads, children."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ProcessSize:
    """One look at a process.

    Attributes:
        memory_mb: Resident memory.
        descriptors: Open ones.
        threads: All of them.
        children: Processes that it has started and that still run.
    """

    memory_mb: float
    descriptors: int
    threads: int
    children: int


def size_of(pid: int) -> ProcessSize:
    process = Path(f"/proc/{pid}")
    status = dict(
        line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line
    )
    children = [path.read_text().split() for path in process.glob("task/*/children")]
    return ProcessSize(
        memory_mb=int(status["VmRSS"].split()[0]) / 1e3,
        descriptors=len(list((process / "fd").iterdir())),
        threads=int(status["Threads"]),
        children=sum(map(len, children)),
    )
