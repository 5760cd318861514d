"""What an evaluation leaves in its folder. No picture of a face is among it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from .evaluation import Evaluation
from .report import html_report
from .summary_fields import JSON_FILE, summary_fields

REPORT_FILE: Final = "report.html"


def write_outputs(directory: Path, evaluation: Evaluation, title: str) -> None:
    """Write `evaluation.json` and `report.html`.

    Args:
        directory: An existing folder.
        evaluation: What was measured.
        title: What it was measured on.

    Raises:
        OSError: If it cannot be written.
    """
    text = json.dumps(summary_fields(evaluation.summary), indent=1, allow_nan=False) + "\n"
    (directory / JSON_FILE).write_text(text, encoding="utf-8")
    (directory / REPORT_FILE).write_text(html_report(evaluation, title), encoding="utf-8")
