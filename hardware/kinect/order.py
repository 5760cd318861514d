"""What the capture process is started with.

Apart from the process itself, which is run as a program and therefore imported by nobody.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True)
class Order:
    """What the parent asks for, as the command line carries it.

    Attributes:
        index: Which Kinect.
        fakenect: The fake library, or None for the real driver.
        ring: Descriptor of the `FrameRing`.
        events: Descriptor of the pipe that events are written to.
        commands: Descriptor of the pipe that commands are read from.
    """

    index: int
    fakenect: str | None
    ring: int
    events: int
    commands: int

    def to_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Self:
        return cls(**json.loads(text))
