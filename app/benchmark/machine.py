"""On what was measured, and whether anything else was running there."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

#: Mean number of processes that want to run from which on a machine is not quiet.
QUIET_LOAD: Final = 0.5
_CPU_INFO: Final = Path("/proc/cpuinfo")
_MODEL: Final = "model name"


@dataclass(frozen=True)
class Machine:
    """What figures depend on.

    Attributes:
        cpu: The processor's own name.
        cores: How many of them this process may use.
        load: Mean number of processes that wanted to run in the last minute.
        python: Version of the interpreter.
        system: Kernel and its release.
    """

    cpu: str
    cores: int
    load: float
    python: str
    system: str

    @classmethod
    def here(cls) -> Machine:
        """Look at this machine, before it is given anything to do."""
        return cls(
            cpu=_cpu_name(),
            cores=len(os.sched_getaffinity(0)),
            load=round(os.getloadavg()[0], 2),
            python=platform.python_version(),
            system=f"{platform.system()} {platform.release()}",
        )

    @property
    def is_quiet(self) -> bool:
        """Whether figures can be believed."""
        return self.load < QUIET_LOAD

    def fields(self) -> dict[str, object]:
        """As JSON."""
        return {**asdict(self), "is_quiet": self.is_quiet}


def _cpu_name() -> str:
    try:
        lines = _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith(_MODEL))
    return next(named, platform.machine())
