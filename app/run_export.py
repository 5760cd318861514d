"""A run through a recording as a file: every frame that was judged, and no picture."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from faceid_core.private_file import replaced_file
from faceid_core.types import Pose

from .judged_frames import JudgedFrame
from .observed_fields import COMPARISON_FIELDS, comparison_fields, liveness_fields, liveness_word
from .report import json_number

CSV_ENDING: Final = ".csv"
JSON_ENDING: Final = ".json"


@dataclass(frozen=True)
class Run:
    """What was found in a recording so far.

    Attributes:
        source: The recording, in its own words.
        encoder_id: Which encoder measured the distances.
        enrolled: Who could have unlocked.
        frame_count: How many frames the recording has.
        frames: Those that were judged, by index.
    """

    source: str
    encoder_id: str
    enrolled: tuple[str, ...]
    frame_count: int
    frames: tuple[JudgedFrame, ...]


def export(run: Run, path: Path) -> None:
    """Write a run: a table if the name ends in `.csv`, else one JSON object.

    The same run gives the same bytes.

    Raises:
        OSError: If the file cannot be written; an old one then stays.
    """
    text = csv_text(run) if path.suffix.lower() == CSV_ENDING else json_text(run)
    with replaced_file(path) as file:
        file.write(text.encode())


def json_text(run: Run) -> str:
    """A run as one JSON object."""
    fields = {
        "source": run.source,
        "encoder_id": run.encoder_id,
        "enrolled": list(run.enrolled),
        "frame_count": run.frame_count,
        "frames": [_fields(found) for found in run.frames],
    }
    return json.dumps(fields, indent=1, allow_nan=False) + "\n"


def csv_text(run: Run) -> str:
    """A run as a table with one line for each frame; nothing stands for "not measured"."""
    cues = _cue_columns(run.frames)
    head = ("frame", "timestamp_s", "chapter", "verdict", "retry", "reason")
    pose = ("range_mm", "yaw_deg", "pitch_deg", "roll_deg")
    tail = ("lock_state", "lock_name", "lock_verdict", "pass_first")
    text = io.StringIO()
    table = csv.DictWriter(
        text,
        [*head, *COMPARISON_FIELDS, "liveness", *cues, "eye_opening", *pose, *tail],
        restval="",
        lineterminator="\n",
    )
    table.writeheader()
    table.writerows(_row(found) for found in run.frames)
    return text.getvalue()


def _fields(found: JudgedFrame) -> dict[str, object]:
    return {
        **_place_and_verdict(found),
        **comparison_fields(found.comparison),
        "liveness": liveness_fields(found.liveness),
        "eye_opening": json_number(found.eye_opening),
        "range_mm": json_number(found.range_mm),
        "pose": None if found.pose is None else _pose_fields(found.pose),
        "lock": {
            "state": found.lock_state.value,
            "name": found.lock_name,
            "verdict": found.lock_verdict,
        },
        "pass_first": found.pass_first,
    }


def _row(found: JudgedFrame) -> dict[str, object]:
    row = {
        **_place_and_verdict(found),
        **comparison_fields(found.comparison),
        "eye_opening": json_number(found.eye_opening),
        "range_mm": json_number(found.range_mm),
        "lock_state": found.lock_state.value,
        "lock_name": found.lock_name,
        "lock_verdict": found.lock_verdict,
        "pass_first": found.pass_first,
    }
    if found.pose is not None:
        row.update(_pose_fields(found.pose))
    if found.liveness is not None:
        row["liveness"] = liveness_word(found.liveness)
        for cue in found.liveness.cues:
            value, limit = _columns_of(cue.name, cue.unit)
            row[value], row[limit] = json_number(cue.value), json_number(cue.limit)
    return row


def _place_and_verdict(found: JudgedFrame) -> dict[str, object]:
    return {
        "frame": found.index,
        "timestamp_s": found.timestamp_s,
        "chapter": found.chapter,
        "verdict": found.verdict.value,
        "retry": None if found.retry is None else found.retry.name.lower(),
        "reason": found.reason,
    }


def _pose_fields(pose: Pose) -> dict[str, float | None]:
    return {
        "yaw_deg": json_number(pose.yaw_deg),
        "pitch_deg": json_number(pose.pitch_deg),
        "roll_deg": json_number(pose.roll_deg),
    }


def _cue_columns(frames: Sequence[JudgedFrame]) -> list[str]:
    """Two columns for every cue that was measured, in the order in which they were met."""
    columns: dict[str, None] = {}
    for found in frames:
        if found.liveness is not None:
            for cue in found.liveness.cues:
                columns.update(dict.fromkeys(_columns_of(cue.name, cue.unit)))
    return list(columns)


def _columns_of(name: str, unit: str) -> tuple[str, str]:
    """The columns of a cue's value and limit, with its unit at the end."""
    ending = re.sub(r"\W+", "_", unit).strip("_")
    ending = f"_{ending}" if ending else ""
    return f"{name}{ending}", f"{name}_limit{ending}"
