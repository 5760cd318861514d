"""When each person last opened the lock: names and times in a small private file."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from faceid_core.bad_file import BAD_JSON
from faceid_core.private_file import replaced_file

logger = logging.getLogger(__name__)


class LastUsed:
    """The file of times. It is a convenience: without it the lock works as well.

    What cannot be read counts as nothing, what cannot be written is logged.
    One process writes at a time; of two, the later one's times stay.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def times(self) -> dict[str, datetime]:
        """When each person last opened the lock, by name; UTC."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): _utc(text) for name, text in stored.items()}
        except FileNotFoundError:
            return {}
        except (OSError, *BAD_JSON) as error:
            logger.warning("%s is left out: %s", self._path, error)
            return {}

    def record(self, name: str, when: datetime | None = None) -> None:
        """Remember that a person has opened the lock.

        Args:
            name: Who.
            when: With a time zone; None for now.
        """
        self._write({**self.times(), name: datetime.now(UTC) if when is None else when})

    def rename(self, name: str, new_name: str) -> None:
        """Keep a person's time under another name."""
        times = self.times()
        if name in times:
            times[new_name] = times.pop(name)
            self._write(times)

    def forget(self, name: str) -> None:
        """Forget a person's time."""
        times = self.times()
        if times.pop(name, None) is not None:
            self._write(times)

    def _write(self, times: Mapping[str, datetime]) -> None:
        texts = {
            name: when.astimezone(UTC).isoformat(timespec="seconds") for name, when in times.items()
        }
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replaced_file(self._path) as file:
                file.write(json.dumps(texts).encode())
        except OSError as error:
            logger.warning("%s cannot be written: %s", self._path, error)


def _utc(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    return when.astimezone(UTC)
