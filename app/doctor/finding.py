"""What a check tells, and what it looks at."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


class State(enum.Enum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"  # works, but not as well as it could, or not everything was set up
    PROBLEM = "problem"  # has to be mended
    UNKNOWN = "unknown"  # could not be found out here


@dataclass(frozen=True)
class Finding:
    """One thing that was found out.

    Attributes:
        name: For programs: "<subject>.<what>". It stays the same from version to version.
        state: How it is.
        sentence: The same for people.
        remedy: The line to type, or what to do; empty where nothing is to be done.
        measured: Numbers and words behind it, as JSON can hold them.
    """

    name: str
    state: State
    sentence: str
    remedy: str = ""
    measured: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Machine:
    """What is examined.

    Attributes:
        data_dir: The user's data folder.
        source: The source to look through; None takes a Kinect if one is there.
        root: What the paths of the system are below; tests have one of their own.
    """

    data_dir: Path
    source: str | None = None
    root: Path = Path("/")

    def path(self, absolute: str) -> Path:
        """Return the place of a system's file, given as an absolute path."""
        return self.root / absolute.lstrip("/")

    def found(self, pattern: str) -> list[Path]:
        """Return the system's files of an absolute pattern, in the order of their names."""
        return sorted(self.root.glob(pattern.lstrip("/")))


Check = Callable[[Machine], Iterable[Finding]]


@dataclass(frozen=True)
class Subject:
    """Some checks that belong together.

    Attributes:
        title: For people.
        checks: What is asked, one after the other.
        limit_s: How long one of them may take, in seconds.
    """

    title: str
    checks: tuple[Check, ...]
    limit_s: float = 5.0
