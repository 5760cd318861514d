"""The tray icon's process, seen from the agent: lines of JSON to it, one word a line from it.

A process of its own: Qt has its own event loop, and a desktop without a tray, or a screen
that goes away, ends only the icon.
"""

from __future__ import annotations

import asyncio
import enum
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.screen import has_screen
from faceid_core.who import Who

logger = logging.getLogger(__name__)

END_S: Final = 5.0


class Wish(enum.Enum):
    """What somebody chose in the tray's menu."""

    LOCK = "lock"
    PAUSE = "pause"
    RESUME = "resume"
    OPEN_WINDOW = "open-window"
    QUIT = "quit"


@dataclass(frozen=True)
class TrayState:
    """What the icon shows.

    Attributes:
        who: Who sits there.
        reason: The same as a sentence.
        is_paused: Whether nobody watches, because the user wants it so.
        is_locked: Whether the session is locked.
    """

    who: Who = Who.UNCLEAR
    reason: str = ""
    is_paused: bool = False
    is_locked: bool = False

    def line(self) -> str:
        """The state as one line of JSON."""
        fields = {
            "who": self.who.value,
            "reason": self.reason,
            "is_paused": self.is_paused,
            "is_locked": self.is_locked,
        }
        return json.dumps(fields) + "\n"

    @classmethod
    def of_line(cls, line: str) -> TrayState:
        """Read such a line."""
        fields = json.loads(line)
        return cls(Who(fields["who"]), fields["reason"], fields["is_paused"], fields["is_locked"])


class TrayProcess:
    """Starts the icon, and goes without where there is no screen, or it ends."""

    def __init__(self, on_wish: Callable[[Wish], None]) -> None:
        self._on_wish = on_wish
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self, data_dir: Path) -> None:
        """Show the icon, if there is a screen."""
        if not has_screen():
            return
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app.presence.tray",
            str(data_dir),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.get_running_loop().create_task(self._read(self._process))

    def show(self, state: TrayState) -> None:
        """Let the icon show another state."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(state.line().encode())

    async def stop(self) -> None:
        """Take the icon away."""
        process, self._process = self._process, None
        if process is None or self._reading is None:
            return
        if process.stdin is not None:
            process.stdin.close()  # by which it ends
        try:
            await asyncio.wait_for(process.wait(), END_S)
        except TimeoutError:
            process.kill()
            await process.wait()
        await self._reading

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        while process.stdout is not None and (line := await process.stdout.readline()):
            try:
                wish = Wish(line.decode().strip())
            except ValueError:
                logger.warning("the tray said %r", line)
                continue
            self._on_wish(wish)
        await process.wait()
        if self._process is process:
            self._process = None
            logger.info("there is no tray icon any more")
