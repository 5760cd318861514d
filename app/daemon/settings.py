"""What the daemon is told: options of the command line, before its file, before the defaults."""

from __future__ import annotations

import configparser
import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from app.errors import UsageError
from hardware import Pace

SECTION: Final = "daemon"
DEFAULT_CONFIG: Final = Path("/etc/faceid/daemon.conf")
DEFAULT_DATA_DIR: Final = Path("/var/lib/faceid")
#: PAM's clients wait: no answer may take longer.
LONGEST_ANSWER_S: Final = 3.0
LOG_LEVELS: Final = ("debug", "info", "warning", "error")


class Privileged(enum.Enum):
    """What opens what is more than a screen: sudo, su, polkit."""

    PASSWORD = "password"  # never a face
    FACE = "face"  # a face, as for the screen


@dataclass(frozen=True)
class DaemonSettings:
    """How the daemon works.

    Attributes:
        source: Where frames come from.
        data_dir: Its own data, root's alone; users below it by their number.
        idle_s: How long the sensor stays open after it was last needed.
        answer_s: Longest verification.
        absent_s: Longest verification while nobody is there at all.
        privileged: What opens more than a screen.
        log_level: One of `LOG_LEVELS`.
        pace: How fast a recording plays.
    """

    source: str = "kinect"
    data_dir: Path = DEFAULT_DATA_DIR
    idle_s: float = 20.0
    answer_s: float = 2.5
    absent_s: float = 1.5
    privileged: Privileged = Privileged.PASSWORD
    log_level: str = "warning"
    pace: Pace = Pace.RECORDED

    def __post_init__(self) -> None:
        if not 0.0 < self.answer_s < LONGEST_ANSWER_S:
            raise ValueError(
                f"answer_s has to be more than 0 and less than {LONGEST_ANSWER_S:g}. "
                f"Received {self.answer_s:g}."
            )
        if not (self.absent_s > 0.0 and self.idle_s >= 0.0):
            raise ValueError("absent_s has to be more than 0, and idle_s not less.")
        if self.log_level not in LOG_LEVELS:
            raise ValueError(
                f"log_level has to be one of {', '.join(LOG_LEVELS)}. Received {self.log_level!r}."
            )


_PARSERS: Final[Mapping[str, Any]] = {
    "source": str,
    "data_dir": Path,
    "idle_s": float,
    "answer_s": float,
    "absent_s": float,
    "privileged": Privileged,
    "log_level": str,
    "pace": lambda text: Pace(text.replace("-", " ")),
}


def read_settings(config: Path, chosen: Mapping[str, str | None]) -> DaemonSettings:
    """Return what holds.

    Args:
        config: An ini file with a section `daemon`; it may be missing.
        chosen: What the command line says, by the same names; None for nothing.

    Raises:
        UsageError: If one of them cannot be understood.
    """
    texts = _read_file(config) | {name: text for name, text in chosen.items() if text is not None}
    settings = DaemonSettings()
    for name, text in texts.items():
        try:
            settings = replace(settings, **{name: _PARSERS[name](text)})
        except ValueError as error:
            raise UsageError(f"{name} = {text} cannot be used: {error}") from error
    return settings


def _read_file(config: Path) -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(config.read_text(encoding="utf-8"), str(config))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        raise UsageError(f"{config} cannot be read: {error}") from error
    known = {field.name for field in fields(DaemonSettings)}
    read = dict(parser[SECTION]) if parser.has_section(SECTION) else {}
    unknown = sorted((set(read) - known) | (set(parser.sections()) - {SECTION}))
    if unknown:
        raise UsageError(
            f"{config} says {unknown[0]!r}, which means nothing. A section [{SECTION}] may say: "
            f"{', '.join(sorted(known))}."
        )
    return read
