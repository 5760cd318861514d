"""`faceid evaluate`: error rates on a folder of people, or on a face set."""

from __future__ import annotations

import argparse
import textwrap
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.arguments import positive_count
from app.errors import CommandError, UsageError
from app.progress import progress_teller
from app.recognizer import load_recognizer, native_messages_logged
from app.report import Report, say
from app.workers import Quiet, add_worker_arguments, chosen_workers
from faceid_core.face_sets import shard_paths
from faceid_core.pipeline import Recognizer
from faceid_core.presentation_sets import count_people, is_presentation_set
from faceid_core.presentation_sets import shard_paths as presentation_shards
from faceid_core.types import FaceCrop
from faceid_core.work_pool import THIS_PROCESS, Workers, spread
from hardware import Pace, open_source

if TYPE_CHECKING:
    from faceid_core.evaluation import EvaluatedEncoder, Evaluation, Sample, Session
    from faceid_core.evaluation.cross_modal import CropsOf
    from faceid_core.evaluation.presentations import JudgedPresentation
    from faceid_core.evaluation.tables import Table

DEFAULT_ENROLLED_FRAMES = 9
#: A process more takes about as long to start as this is judged.
SHARDS_A_PROCESS = 3
FRAMES_A_PROCESS = 200
WIDTH = 100  # characters
GAP = "  "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The folder: DIR/<person>/<session>/NAME_rgb.png (8 bits) and NAME_depth.png (uint16 "
        "millimeters, registered), optionally DIR/camera.json (fx, fy, cx, cy in pixels). "
        "Sessions named attack-<species> show presentation attacks on that person. Or a face set: "
        "a folder of faces-*.npz, as `faceid synthesize faces` writes it. Or a presentation set, "
        "presentations-*.npz of `faceid synthesize attacks`: then the rates of attacks are counted."
    )
    parser.add_argument(
        "--dataset", type=Path, required=True, metavar="DIR", help="a folder of people, see below"
    )
    parser.add_argument(
        "--encoder",
        action="append",
        metavar="E",
        help="a description (NAME.json beside its weights), or dlib for dlib's own program; may be "
        "given several times, then they are compared (default: the shipped encoder)",
    )
    parser.add_argument(
        "--slices",
        action="store_true",
        help="also the rates by condition: turned, near, dark, with glasses, ...",
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
    add_worker_arguments(parser)


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    if args.embeddings and args.out is None:
        raise UsageError("--embeddings needs a folder: --out DIR")
    try:
        from faceid_core.evaluation import collect, collect_face_set, evaluate, find_sessions
        from faceid_core.evaluation.collected import face_set_crops, is_face_set
        from faceid_core.evaluation.embeddings import write_embeddings
        from faceid_core.evaluation.outputs import write_outputs
        from faceid_core.evaluation.shard_work import ShardEncoding
        from faceid_core.evaluation.summary_fields import summary_fields
    except ModuleNotFoundError as error:
        raise CommandError(
            f"Evaluating needs the Python package {error.name}. "
            "Install the extra: .venv/bin/pip install --editable '.[evaluate]'"
        ) from error
    if args.scheduler is not None:
        args.dataset = args.dataset.resolve()  # the workers of a cluster run elsewhere
    if is_presentation_set(args.dataset):
        return run_presentations(args, started_s)
    is_crops = is_face_set(args.dataset)
    sessions = () if is_crops else find_sessions(args.dataset)
    if args.out is not None:
        prepare_folder(args.out, args.dataset)
    encoders = load_encoders(args.encoder)
    texts = encoder_texts(args)
    if is_crops:
        shards = len(shard_paths(args.dataset))
        workers = chosen_workers(args, shards, shards // SHARDS_A_PROCESS)
        tell = progress_teller("faces")
        collected = collect_face_set(args.dataset, Quiet(ShardEncoding(texts)), tell, workers)
        crops_of: CropsOf = partial(face_set_crops, args.dataset)
    else:
        recognizer = load_recognizer()
        frames = sum(session.frame_count for session in sessions)
        workers = chosen_workers(args, len(sessions), frames // FRAMES_A_PROCESS)
        samples = walk(sessions, texts, workers)
        collected = collect(samples, len(encoders))
        crops_of = partial(crops_again, samples, recognizer)
    evaluation = evaluate(
        collected, encoders, args.enroll, with_slices=args.slices, crops_of=crops_of
    )
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


def run_presentations(args: argparse.Namespace, started_s: float) -> Report:
    """Walk a presentation set through the lock's own chain, and count what opens it.

    Raises:
        UsageError: If something was asked for that only other datasets have.
        DatasetError: If a shard is damaged.
    """
    from faceid_core.evaluation.presentation_tables import (
        NOT_TESTED,
        presentation_fields,
        presentation_tables,
        write_presentation_outputs,
    )
    from faceid_core.evaluation.presentations import summarize_presentations
    from faceid_core.evaluation.shard_work import load_shard_judge

    if args.encoder or args.slices or args.embeddings:
        raise UsageError(
            "A presentation set is judged by the shipped encoder as the lock does: "
            "--encoder, --slices and --embeddings do not apply"
        )
    if args.out is not None:
        prepare_folder(args.out, args.dataset)
    recognizer = load_recognizer()
    tell = progress_teller("people")
    total = count_people(args.dataset)
    shards = presentation_shards(args.dataset)
    workers = chosen_workers(args, len(shards), len(shards))
    judged: list[JudgedPresentation] = []
    done = 0
    for shard in spread(Quiet(load_shard_judge), shards, workers):
        judged += shard.presentations
        done += shard.people
        tell(done, total)
    summary = summarize_presentations(judged, recognizer.encoder_id)
    title = args.dataset.resolve().name
    if args.out is not None:
        write_presentation_outputs(args.out, summary, title)
    lines = [f"encoder {summary.encoder_id}, threshold {recognizer.matcher.limits.fused:g}"]
    for table in presentation_tables(summary):
        lines += ["", table.title, *table_lines(table)]
    lines += ["", *wrapped(NOT_TESTED), ""]
    if args.out is not None:
        lines.append(f"written to {args.out}")
    seconds = time.monotonic() - started_s
    lines.append(f"{seconds:.1f} s")
    fields = {
        "dataset": title,
        **presentation_fields(summary),
        "out": None if args.out is None else str(args.out),
        "seconds": round(seconds, 3),
    }
    return Report(fields, "\n".join(lines))


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


def load_encoders(texts: Sequence[str] | None) -> list[EvaluatedEncoder]:
    """Load the encoders; those of one id are told apart by what was asked for.

    Raises:
        UsageError: If one is asked for twice.
        WeightsError: If one cannot be loaded.
    """
    from faceid_core.evaluation import load_encoder

    wanted: list[str | None] = [*texts] if texts else [None]
    if len(set(wanted)) < len(wanted):
        raise UsageError("--encoder names one encoder twice")
    with native_messages_logged():
        encoders = [load_encoder(text) for text in wanted]
    ids = Counter(encoder.encoder_id for encoder in encoders)
    return [
        replace(encoder, name=f"{encoder.encoder_id} ({text})")
        if ids[encoder.encoder_id] > 1
        else encoder
        for encoder, text in zip(encoders, wanted, strict=True)
    ]


def encoder_texts(args: argparse.Namespace) -> tuple[str | None, ...]:
    """The encoders as other processes find them."""
    from faceid_core.evaluation.encoders import DLIB

    texts = tuple(args.encoder or (None,))
    if args.scheduler is None:
        return texts
    return tuple(text if text in (None, DLIB) else str(Path(text).resolve()) for text in texts)


def walk(
    sessions: Sequence[Session], encoders: tuple[str | None, ...], workers: Workers = THIS_PROCESS
) -> list[Sample]:
    """Walk every frame of every session through the pipeline, and its crop through every encoder.

    All files are looked at before the first frame is judged, so that damage in
    the last session does not cost the work on the others.

    Raises:
        CaptureError: If a session cannot be read.
        WorkError: If workers cannot be had, or die.
    """
    from app.session_walk import SessionWalk

    for session in sessions:
        open_source(f"recording:{session.path}", pace=Pace.FULL_SPEED).close()
    tell = progress_teller()
    total = sum(session.frame_count for session in sessions)
    samples: list[Sample] = []
    for found in spread(Quiet(SessionWalk(encoders)), sessions, workers):
        samples += found
        tell(len(samples), total)
    return samples


def crops_again(
    samples: Sequence[Sample], recognizer: Recognizer, wanted: Sequence[int]
) -> dict[int, FaceCrop]:
    """Walk the frames of some own faces again, and return their crops by the faces' index.

    Raises:
        CaptureError: If a session cannot be read any more.
    """
    from faceid_core.evaluation.samples import observe_alone

    own = [sample.session.species is None and sample.retry is None for sample in samples]
    numbers = np.cumsum(own) - 1  # of the own faces
    crops: dict[int, FaceCrop] = {}
    for session, group in groupby(range(len(samples)), key=lambda index: samples[index].session):
        indices = list(group)
        faces = [int(numbers[index]) if own[index] else None for index in indices]
        if not set(faces) & set(wanted):
            continue
        with open_source(f"recording:{session.path}", pace=Pace.FULL_SPEED) as source:
            for face, frame in zip(faces, source, strict=True):
                if face in wanted:
                    crop = observe_alone(frame, recognizer).crop
                    if face is not None and crop is not None:
                        crops[face] = crop
    return crops


def words(evaluation: Evaluation, out: Path | None, seconds: float) -> str:
    """Lay the figures out for a terminal."""
    from faceid_core.evaluation.tables import interval_note, tables_of

    summary = evaluation.summary
    lines = [
        f"mean mated distance {result.mean_mated_distance:.3f}, "
        f"mean non-mated {result.mean_non_mated_distance:.3f}; "
        f"encoder {result.name}, threshold {result.threshold:g}"
        for result in summary.encoders
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
