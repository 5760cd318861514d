"""`faceid train`: train a network, or go on where the training was interrupted."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.arguments import Parser, add_common_arguments, positive_count
from app.errors import CommandError, UsageError
from app.progress import PROGRESS_EVERY_S
from app.recognizer import native_messages_logged
from app.report import Report, say

if TYPE_CHECKING:
    from faceid_core.training.runs import Progress, Run

STRATEGIES: Final = ("none", "mirrored", "multiworker")
#: Who is missing where a package is.
EXTRAS: Final = {"embreex": "synth"}
HIDDEN_BY_TENSORFLOW = "2"  # its own log levels: information and warnings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The same command goes on from the last checkpoint; Ctrl-C leaves one. "
        "Watch a run with: tensorboard --logdir OUT"
    )
    kinds = parser.add_subparsers(
        dest="kind", required=True, metavar="depth|color|baseline", parser_class=Parser
    )
    depth = kinds.add_parser("depth", help="the depth trunk, on rendered canonical maps")
    color = kinds.add_parser(
        "color",
        help="the color trunk, from SFace on: to look past glasses, hats and closed eyes; on a "
        "face set",
    )
    baseline = kinds.add_parser(
        "baseline", help="one SqueezeNet on four stacked channels, on a face set"
    )
    depth.add_argument("data", type=Path, metavar="DATA", help="folder of maps-*.npz")
    depth.add_argument(
        "--faces", type=Path, metavar="DIR", help="a face set to train on as well (faces-*.npz)"
    )
    color.add_argument(
        "--more",
        type=Path,
        metavar="DIR",
        help="a face set to learn from as well, such as one with closed eyes (faces-*.npz); "
        "equal numbers are the same people",
    )
    color.add_argument(
        "--from",
        dest="begun",
        type=Path,
        metavar="TRUNK",
        help="go on from color_trunk.keras of another run, or from encoder-color.tflite "
        "(default: SFace)",
    )
    for kind in (color, baseline):
        kind.add_argument("data", type=Path, metavar="DATA", help="folder of faces-*.npz")
    for kind in (depth, color, baseline):
        kind.add_argument(
            "out", type=Path, metavar="OUT", help="a new folder, or one of the same run"
        )
        kind.add_argument(
            "--steps",
            type=positive_count,
            required=True,
            metavar="N",
            help="batches altogether, those of earlier runs included",
        )
        kind.add_argument("--seed", type=int, default=0, help="of all choices (default: 0)")
        kind.add_argument(
            "--strategy",
            choices=STRATEGIES,
            default="none",
            help="of tf.distribute: none is one device; mirrored is all GPUs of this machine, "
            "a batch each; multiworker is the same command on several machines, by TF_CONFIG, "
            "with OUT on a disk that they share (default: none)",
        )
        add_common_arguments(kind)
    baseline.add_argument(
        "--people-a-batch", type=positive_count, default=16, metavar="N", help="(default: 16)"
    )
    baseline.add_argument(
        "--views-a-person",
        type=positive_count,
        default=4,
        metavar="N",
        help="people with fewer faces are left out (default: 4)",
    )
    baseline.add_argument(
        "--impostors-a-person",
        type=int,
        default=2,
        metavar="N",
        help="faces of each person with somebody else's depth in a batch (default: 2)",
    )
    baseline.add_argument(
        "--mixed-precision",
        action="store_true",
        help="compute in bfloat16 (default: float32 throughout)",
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", HIDDEN_BY_TENSORFLOW)
    try:
        with native_messages_logged():
            training = start(args)
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(error.name or "", "train")
        raise CommandError(
            f"Training needs the Python package {error.name}. "
            f"Install the extra: .venv/bin/pip install --editable '.[{extra}]'"
        ) from error
    before = training.steps_before
    if before:
        say(f"Going on after {before} batches.")
    say(f"{training.data}. Ctrl-C ends it; the same command goes on.")
    last = follow(training, args)
    with native_messages_logged(), redirect_stdout(sys.stderr):
        files = training.finish()
    seconds = time.monotonic() - started_s
    fields = {
        "kind": args.kind,
        "out": str(args.out),
        "steps": args.steps,
        "steps_before": before,
        "loss": None if last is None else last.loss,
        "images_per_s": None if last is None else round(last.images_per_s, 1),
        "files": [str(path) for path in files],
        "seconds": round(seconds, 3),
    }
    lines = [f"trained {args.kind}, {args.steps} batches, {seconds:.1f} s"]
    if last is not None:
        lines[0] += f", loss {last.loss:.3f}"
    lines += [f"written: {path}" for path in files]
    return Report(fields, "\n".join(lines))


def start(args: argparse.Namespace) -> Run:
    """Make the run ready, or find it in its folder.

    Raises:
        ModuleNotFoundError: If an extra is not installed.
        UsageError: If a batch cannot be like that.
    """
    from faceid_core.training import runs
    from faceid_core.training.batches import BatchShape

    if args.kind == "depth":
        return runs.start_depth(
            args.data,
            args.out,
            steps=args.steps,
            seed=args.seed,
            faces=args.faces,
            strategy=args.strategy,
        )
    if args.kind == "color":
        return runs.start_color(
            args.data,
            args.out,
            steps=args.steps,
            seed=args.seed,
            more=args.more,
            begun=args.begun,
            strategy=args.strategy,
        )
    try:
        shape = BatchShape(args.people_a_batch, args.views_a_person, args.impostors_a_person)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return runs.start_baseline(
        args.data,
        args.out,
        steps=args.steps,
        seed=args.seed,
        shape=shape,
        strategy=args.strategy,
        is_mixed=args.mixed_precision,
    )


def follow(training: Run, args: argparse.Namespace) -> Progress | None:
    """Train to the end, telling and logging; answers with the last report."""
    from faceid_core.training.loop import TrainingLog

    last: Progress | None = None
    told_s = started_s = time.monotonic()
    try:
        with (
            TrainingLog(args.out, writes=training.writes) as log,
            closing(training.progress) as reports,
        ):
            for last in reports:
                log.write(last.step, loss=last.loss, images_per_s=last.images_per_s)
                now_s = time.monotonic()
                if now_s - told_s >= PROGRESS_EVERY_S or last.step == args.steps:
                    told_s = now_s
                    say(progress_line(last, args.steps, training.steps_before, now_s - started_s))
    except KeyboardInterrupt:
        at = "" if last is None else f" after about {last.step} of {args.steps} batches"
        say(f"Interrupted{at}. The same command goes on from the last checkpoint in {args.out}.")
        raise
    return last


def progress_line(progress: Progress, steps: int, first: int, seconds: float) -> str:
    """Where the run is, in words."""
    line = (
        f"{progress.step} of {steps} batches, loss {progress.loss:.3f}, "
        f"{progress.images_per_s:.0f} images a second"
    )
    done = progress.step - first
    if done > 0 and progress.step < steps:
        line += f", {seconds / done * (steps - progress.step) / 60:.0f} minutes left"
    return line
