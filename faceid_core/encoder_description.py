"""What is known about the shipped encoder without loading it."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .errors import WeightsError
from .types import Limits

DESCRIPTION: Final = Path(__file__).resolve().parent.parent / "assets" / "encoder.json"


@dataclass(frozen=True)
class EncoderDescription:
    """What `encoder.json` says about the weights beside it.

    Attributes:
        encoder_id: Name of these weights; a template remembers it.
        file: Name of the LiteRT file, beside the description.
        sha256: Of that file, hexadecimal.
        limits: Largest accepted distances.
    """

    encoder_id: str
    file: str
    sha256: str
    limits: Limits

    @classmethod
    def load(cls, path: Path) -> EncoderDescription:
        """Read a description.

        Raises:
            WeightsError: If the file is missing or lacks an entry.
        """
        try:
            entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                encoder_id=str(entries["id"]),
                file=str(entries["file"]),
                sha256=str(entries["sha256"]),
                limits=Limits(
                    fused=float(entries["threshold"]),
                    color=float(entries["color_limit"]),
                    depth=float(entries["depth_limit"]),
                ),
            )
        except OSError as error:
            raise WeightsError(f"{path} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise WeightsError(f"{path} does not describe an encoder: {error}") from error


@functools.cache
def shipped_encoder() -> EncoderDescription:
    """Return the description of the encoder that this program ships.

    Raises:
        WeightsError: If it is missing or lacks an entry.
    """
    return EncoderDescription.load(DESCRIPTION)
