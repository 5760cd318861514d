"""What is known about the shipped encoder without loading it."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .bad_file import BAD_JSON
from .cohort import CohortDescription
from .errors import WeightsError
from .shares import COLOR_NUMBERS, Shares
from .types import Limits

DESCRIPTION: Final = Path(__file__).resolve().parent.parent / "assets" / "encoder.json"


@dataclass(frozen=True)
class OperatingPoint:
    """What a threshold means, as measured with enrolled people; all rates are shares.

    Attributes:
        threshold: Largest accepted distance.
        real_fmr, real_fnmr: Of the threshold, on real people.
        real_non_mated, real_mated: How many comparisons that rests on.
        rendered_fmr, rendered_fnmr: Of the threshold, on rendered people.
        rendered_non_mated, rendered_mated: How many comparisons that rests on.
    """

    threshold: float
    real_fmr: float
    real_fnmr: float
    real_non_mated: int
    real_mated: int
    rendered_fmr: float
    rendered_fnmr: float
    rendered_non_mated: int
    rendered_mated: int


@dataclass(frozen=True)
class WeightsFile:
    """Numbers that were learned.

    Attributes:
        file: Name of the file, beside the description.
        sha256: Of that file, hexadecimal.
    """

    file: str
    sha256: str


@dataclass(frozen=True)
class EncoderDescription:
    """What `encoder.json` says about the weights beside it.

    Attributes:
        encoder_id: Name of these weights; a template remembers it.
        color, depth: The trunks, as LiteRT files.
        shape_model: What completes a face before the depth trunk sees it.
        shares: How much each of them counts.
        limits: Largest accepted distances.
        cohort: The strangers that distances are measured by; None without.
        operating_points: What some thresholds mean, from strict to the shipped one;
            empty where nothing was measured.
    """

    encoder_id: str
    color: WeightsFile
    depth: WeightsFile
    shape_model: WeightsFile
    shares: Shares
    limits: Limits
    cohort: CohortDescription | None = None
    operating_points: tuple[OperatingPoint, ...] = ()

    @property
    def sha256(self) -> str:
        """Of what is told of the weights, hexadecimal: other weights have another one."""
        parts = (self.color.sha256, self.depth.sha256, self.shape_model.sha256)
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

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
                color=_weights(entries["color"]),
                depth=_weights(entries["depth"]),
                shape_model=_weights(entries["shape_model"]),
                shares=Shares(
                    depth=float(entries["depth_share"]),
                    color_numbers=int(entries.get("color_numbers", COLOR_NUMBERS)),
                ),
                limits=Limits(
                    fused=float(entries["threshold"]),
                    color=float(entries["color_limit"]),
                    depth=float(entries["depth_limit"]),
                ),
                cohort=_cohort(entries.get("cohort")),
                operating_points=tuple(
                    _operating_point(point) for point in entries.get("operating_points", ())
                ),
            )
        except OSError as error:
            raise WeightsError(f"{path} cannot be read: {error.strerror}.") from error
        except BAD_JSON as error:
            raise WeightsError(f"{path} does not describe an encoder: {error}") from error


def _weights(entry: Mapping[str, Any]) -> WeightsFile:
    return WeightsFile(file=str(entry["file"]), sha256=str(entry["sha256"]))


def _cohort(entry: Mapping[str, Any] | None) -> CohortDescription | None:
    if entry is None:
        return None
    return CohortDescription(
        file=str(entry["file"]),
        sha256=str(entry["sha256"]),
        fused_spread=float(entry["fused_spread"]),
        color_spread=float(entry["color_spread"]),
    )


def _operating_point(entry: Mapping[str, Any]) -> OperatingPoint:
    return OperatingPoint(
        threshold=float(entry["threshold"]),
        real_fmr=float(entry["real_fmr"]),
        real_fnmr=float(entry["real_fnmr"]),
        real_non_mated=int(entry["real_non_mated"]),
        real_mated=int(entry["real_mated"]),
        rendered_fmr=float(entry["rendered_fmr"]),
        rendered_fnmr=float(entry["rendered_fnmr"]),
        rendered_non_mated=int(entry["rendered_non_mated"]),
        rendered_mated=int(entry["rendered_mated"]),
    )


def write_description(path: Path, entries: Mapping[str, Any]) -> None:
    """Write `encoder.json`.

    Raises:
        OSError: If it cannot be written.
    """
    path.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


@functools.cache
def shipped_encoder() -> EncoderDescription:
    """Return the description of the encoder that this program ships.

    Raises:
        WeightsError: If it is missing or lacks an entry.
    """
    return EncoderDescription.load(DESCRIPTION)
