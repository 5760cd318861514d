"""What a process holds on to, written down once a minute, and whether that grows."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

PAGE_MB: Final = os.sysconf("SC_PAGE_SIZE") / 2**20
#: Readings left out at a run's start: caches and models fill.
WARM_UP: Final = 0.2
GROWTH_LIMIT: Final = 0.02
RESET_PEAK: Final = "5"  # see proc(5), clear_refs
#: A picture on its way through a capture process of 43 MB is 1.5 MB: more than `GROWTH_LIMIT`. So
#: children are looked at this often within a reading, so far apart, and the least counts.
RESTING_LOOKS: Final = 10
LOOK_APART_S: Final = 0.007


@dataclass(frozen=True)
class Reading:
    """One line of the log.

    Attributes:
        way: "headless", "window" or "daemon".
        run: Which run this is; each has its own process.
        seconds: Since the run's start.
        frames: Judged in this run.
        rss_mb: Resident memory of the process.
        child_rss_mb: Of its children together, at rest.
        descriptors: Open ones.
        threads: Running ones.
        children: Processes that it has started and that run.
        shared: Names in /dev/shm.
        drift_ms: Largest distance of a time stamp from the sensor's beat; 0 where unmeasured.
        peak_mb: Most resident memory of the process since the last reading; 0 in logs of before.
    """

    way: str
    run: int
    seconds: float
    frames: int
    rss_mb: float
    child_rss_mb: float
    descriptors: int
    threads: int
    children: int
    shared: int
    drift_ms: float = 0.0
    peak_mb: float = 0.0


def children_of(pid: int) -> list[int]:
    """Return the processes that one has started, of all its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def rss_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_MB


def resting_mb(pids: Sequence[int]) -> float:
    """Return the least that processes hold resident together within a few pictures' time."""
    looks: list[float] = []
    for _ in range(RESTING_LOOKS):
        looks.append(sum(map(rss_mb, pids)))
        time.sleep(LOOK_APART_S if pids else 0.0)
    return min(looks)


def peak_mb(pid: int) -> float:
    """Return the most that a process ever held resident, and begin anew."""
    process = Path(f"/proc/{pid}")
    lines = (process / "status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM:"))
    (process / "clear_refs").write_text(RESET_PEAK)
    return int(line.split()[1]) / 2**10


class SoakLog:
    """A file of readings; every run of the program appends to it.

    Args:
        path: The file.
        way: What is measured.
    """

    def __init__(self, path: Path, way: str) -> None:
        self.path = path
        self.way = way
        former = [each.run for each in self.readings()]
        self._run = max(former, default=0) + 1
        self._start_s = time.monotonic()

    def readings(self) -> list[Reading]:
        """Return what was written so far of this way."""
        if not self.path.exists():
            return []
        lines = (json.loads(line) for line in self.path.read_text().splitlines())
        return [Reading(**line) for line in lines if line["way"] == self.way]

    def frames_so_far(self) -> int:
        """Return how many frames all runs have judged."""
        most: dict[int, int] = {}
        for each in self.readings():
            most[each.run] = each.frames
        return sum(most.values())

    def write(self, pid: int, frames: int, drift_ms: float = 0.0) -> Reading:
        """Append a reading of a process."""
        process = Path(f"/proc/{pid}")
        children = children_of(pid)
        reading = Reading(
            way=self.way,
            run=self._run,
            seconds=round(time.monotonic() - self._start_s, 1),
            frames=frames,
            rss_mb=round(rss_mb(pid), 2),
            child_rss_mb=round(resting_mb(children), 2),
            descriptors=len(list((process / "fd").iterdir())),
            threads=len(list((process / "task").iterdir())),
            children=len(children),
            shared=len(list(Path("/dev/shm").iterdir())),
            drift_ms=round(drift_ms, 4),
            peak_mb=round(peak_mb(pid), 2),
        )
        with self.path.open("a") as file:
            file.write(json.dumps(asdict(reading)) + "\n")
        print(json.dumps(asdict(reading)), flush=True)
        return reading


@dataclass(frozen=True)
class Verdict:
    """What the readings of one run say.

    Attributes:
        frames: Judged.
        memory: Growth of the memory after the warm-up, as a share of it, along a fitted line.
        peak: The same of the most that was held between two readings.
        child_memory: The same of the children.
        descriptors: More at the end than after the warm-up.
        threads: The same.
        children: The same.
        drift_ms: The largest.
    """

    frames: int
    memory: float
    peak: float
    child_memory: float
    descriptors: int
    threads: int
    children: int
    drift_ms: float

    @property
    def is_flat(self) -> bool:
        """Whether nothing grew."""
        grew = max(self.descriptors, self.threads, self.children) > 0
        return max(self.memory, self.peak, self.child_memory) <= GROWTH_LIMIT and not grew

    def __str__(self) -> str:
        return (
            f"{self.frames} frames: memory {self.memory:+.2%} (at its most "
            f"{self.peak:+.2%}, children {self.child_memory:+.2%}), "
            f"descriptors {self.descriptors:+d}, threads {self.threads:+d}, "
            f"children {self.children:+d}, drift {self.drift_ms:.3f} ms"
        )


def judged(readings: Sequence[Reading]) -> Verdict:
    """Judge the readings of one run.

    Raises:
        ValueError: If there are too few.
    """
    warm = readings[max(1, round(WARM_UP * len(readings))) :]
    if len(warm) < 3:
        raise ValueError(f"Expected at least 5 readings. Received {len(readings)}.")
    first, last = warm[0], warm[-1]
    return Verdict(
        frames=last.frames,
        memory=_growth(warm, [each.rss_mb for each in warm]),
        peak=_growth(warm, [each.peak_mb for each in warm]),
        child_memory=_growth(warm, [each.child_rss_mb for each in warm]),
        descriptors=last.descriptors - first.descriptors,
        threads=last.threads - first.threads,
        children=last.children - first.children,
        drift_ms=max(each.drift_ms for each in readings),
    )


def _growth(readings: Sequence[Reading], values: Sequence[float]) -> float:
    """Return the rise of a line through the values, as a share of their mean."""
    mean = float(np.mean(values))
    if mean == 0.0:
        return 0.0
    frames = [each.frames for each in readings]
    slope = float(np.polyfit(frames, values, 1)[0])
    return slope * (frames[-1] - frames[0]) / mean


def plot(readings: Sequence[Reading], path: Path) -> None:
    """Draw memory, descriptors and threads over the frames."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (memory, counts) = plt.subplots(2, 1, figsize=(9, 6), sharex=True)
    for run in sorted({each.run for each in readings}):
        of_run = [each for each in readings if each.run == run]
        frames = [each.frames for each in of_run]
        memory.plot(frames, [each.rss_mb for each in of_run], label=f"run {run}, at rest")
        if any(each.peak_mb for each in of_run):
            memory.plot(frames, [each.peak_mb for each in of_run], label="at its most")
        if any(each.child_rss_mb for each in of_run):
            memory.plot(frames, [each.child_rss_mb for each in of_run], label="capture process")
        counts.plot(frames, [each.descriptors for each in of_run], label="descriptors")
        counts.plot(frames, [each.threads for each in of_run], label="threads")
    memory.set_ylabel("resident memory, MB")
    counts.set_xlabel("frames")
    for axes in (memory, counts):
        axes.set_ylim(0.0, 1.1 * axes.get_ylim()[1])
        axes.legend(loc="center right")
    figure.tight_layout()
    figure.savefig(path, dpi=100)
    plt.close(figure)
