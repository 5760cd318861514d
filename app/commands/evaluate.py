"""`faceid evaluate`: error rates on a folder of people."""

from __future__ import annotations

import argparse
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.arguments import positive_count
from app.errors import CommandError, UsageError
from app.progress import progress_teller
from app.recognizer import load_recognizer
from app.report import Report, say
from faceid_core.pipeline import Recognizer
from hardware import Pace, open_source

if TYPE_CHECKING:
    from faceid_core.evaluation import Evaluation, Sample, Session
    from faceid_core.evaluation.tables import Table

DEFAULT_ENROLLED_FRAMES = 9
WIDTH = 100  # characters
GAP = "  "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The folder: DIR/<person>/<session>/NAME_rgb.png (8 bits) and NAME_depth.png (uint16 "
        "millimeters, registered), optionally DIR/camera.json (fx, fy, cx, cy in pixels). "
        "Sessions named attack-<species> show presentation attacks on that person."
    )
    parser.add_argument(
        "--dataset", type=Path, required=True, metavar="DIR", help="a folder of people, see below"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="a new or empty folder for evaluation.json and report.html (default: only print)",
    )
    parser.add_argument(
        "--enroll",
        type=positive_count,
        default=DEFAULT_ENROLLED_FRAMES,
        metavar="N",
        help=f"frames a template, where frames are compared with templates "
        f"(default: {DEFAULT_ENROLLED_FRAMES})",
    )
    parser.add_argument(
        "--embeddings",
        action="store_true",
        help="also write embeddings.npz into --out; embeddings are personal data",
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    if args.embeddings and args.out is None:
        raise UsageError("--embeddings needs a folder: --out DIR")
    try:
        from faceid_core.evaluation import evaluate, find_sessions
        from faceid_core.evaluation.outputs import write_embeddings, write_outputs
        from faceid_core.evaluation.summary_fields import summary_fields
    except ModuleNotFoundError as error:
        raise CommandError(
            f"Evaluating needs the Python package {error.name}. "
            "Install the extra: .venv/bin/pip install --editable '.[evaluate]'"
        ) from error
    sessions = find_sessions(args.dataset)
    if args.out is not None:
        prepare_folder(args.out, args.dataset)
    recognizer = load_recognizer()
    samples = walk(sessions, recognizer)
    evaluation = evaluate(samples, recognizer.encoder_id, recognizer.threshold, args.enroll)
    title = args.dataset.resolve().name
    if args.out is not None:
        write_outputs(args.out, evaluation, title)
    if args.embeddings:
        path = write_embeddings(args.out, evaluation)
        say(f"{path} holds embeddings: personal data. Keep it private; delete it after use.")
    seconds = time.monotonic() - started_s
    fields = {
        "dataset": title,
        **summary_fields(evaluation.summary),
        "out": None if args.out is None else str(args.out),
        "seconds": round(seconds, 3),
    }
    return Report(fields, words(evaluation, args.out, seconds))


def prepare_folder(out: Path, dataset: Path) -> None:
    """Make the folder for the results, before anything is computed.

    Raises:
        CommandError: If it holds something, or lies where people are looked for.
    """
    if out.resolve().is_relative_to(dataset.resolve()):
        raise CommandError(f"{out} lies in the dataset, where folders are people. Name another.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CommandError(f"{out} is not an empty folder. Nothing was changed; name a new one.")
    out.mkdir(parents=True, exist_ok=True)


def walk(sessions: Sequence[Session], recognizer: Recognizer) -> list[Sample]:
    """Walk every frame of every session through the pipeline.

    All files are looked at before the first frame is judged, so that damage in
    the last session does not cost the work on the others.

    Raises:
        CaptureError: If a session cannot be read.
    """
    from faceid_core.evaluation import judge

    for session in sessions:
        open_source(f"recording:{session.path}", pace=Pace.FULL_SPEED).close()
    tell = progress_teller()
    total = sum(session.frame_count for session in sessions)
    samples: list[Sample] = []
    for session in sessions:
        with open_source(f"recording:{session.path}", pace=Pace.FULL_SPEED) as source:
            for sample in judge(session, source, recognizer):
                samples.append(sample)
                tell(len(samples), total)
    return samples


def words(evaluation: Evaluation, out: Path | None, seconds: float) -> str:
    """Lay the figures out for a terminal."""
    from faceid_core.evaluation.tables import interval_note, tables_of

    summary = evaluation.summary
    lines = [
        f"mean mated distance {summary.mean_mated_distance:.3f}, "
        f"mean non-mated {summary.mean_non_mated_distance:.3f}",
        f"encoder {summary.encoder_id}, threshold {summary.threshold:g}",
    ]
    for table in tables_of(summary):
        lines += ["", table.title, *table_lines(table)]
    lines += ["", *wrapped(interval_note()), ""]
    if out is not None:
        lines.append(f"written to {out}")
    lines.append(f"{seconds:.1f} s")
    return "\n".join(lines)


def table_lines(table: Table) -> list[str]:
    """A table as lines: columns side by side, or a paragraph a row where they are too wide."""
    columns = zip(table.header, *table.rows, strict=True)
    widths = [max(map(len, column)) for column in columns]
    if sum(widths) + len(GAP) * len(widths) <= WIDTH:
        lines = [
            GAP + GAP.join(map(str.ljust, row, widths)).rstrip()
            for row in (table.header, *table.rows)
        ]
    else:
        lines = []
        for name, *cells in table.rows:
            lines.append(GAP + name)
            named = zip(table.header[1:], cells, strict=True)
            lines += [f"{GAP * 2}{column}: {cell}" for column, cell in named]
    return [*lines, *wrapped(table.note, indent=GAP)]


def wrapped(text: str, indent: str = "") -> list[str]:
    """A paragraph as lines of a terminal's width."""
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
