"""What an evaluation leaves in its folder. No picture of a face is among it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

import numpy as np

from .evaluation import Evaluation
from .report import html_report
from .summary_fields import summary_fields

JSON_FILE: Final = "evaluation.json"
REPORT_FILE: Final = "report.html"
EMBEDDINGS_FILE: Final = "embeddings.npz"


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


def write_embeddings(directory: Path, evaluation: Evaluation) -> Path:
    """Write every vector with whose it is, readable by its owner alone (mode 0600).

    Those of the first encoder. They are personal data: a rough likeness can be made from them.

    Returns:
        The file: `names` and for own faces and attacks `own_*` and `attack_*`.

    Raises:
        FileExistsError: If it is there already.
        OSError: If it cannot be written.
    """
    path = directory / EMBEDDINGS_FILE
    collected = evaluation.collected
    arrays: dict[str, np.ndarray] = {"names": np.array(collected.names)}
    for kind, faces in (("own", collected.own[0]), ("attack", collected.attacks[0])):
        arrays |= {
            f"{kind}_people": faces.people,
            f"{kind}_sessions": faces.sessions,
            f"{kind}_species": faces.species,
            f"{kind}_is_live": faces.is_live,
            **{f"{kind}_{trunk}": rows for trunk, rows in faces.vectors.items()},
        }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    return path
