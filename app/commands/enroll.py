"""`faceid enroll`: the sweep of head poses, without a window."""

from __future__ import annotations

import argparse
import time

from app.arguments import add_name_argument, add_source_arguments, positive_seconds
from app.changes import enrolled, logged
from app.chosen_source import frames_within, open_chosen_source
from app.enrolled import load_enrolled, load_for
from app.enrolling import Enrolling, Outcome
from app.errors import CommandError
from app.guarded import open_guard
from app.paths import templates_dir
from app.recognizer import load_recognizer
from app.report import Report, say
from faceid_core.enrollment_step import Stage
from faceid_core.head_circle import SECTOR_COUNT
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import (
    FIRST_APPEARANCE,
    MAX_LABEL_LENGTH,
    TemplateStore,
    is_appearance,
)
from faceid_core.types import Comparison

SENSOR_TIMEOUT_S = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Look at the sensor, then turn your head along a circle, twice: the second circle "
        "confirms the first. Only numbers are stored, never a picture."
    )
    add_name_argument(parser, "a name for the person")
    add_source_arguments(parser)
    parser.add_argument(
        "--partial",
        action="store_true",
        help="accept fewer poses; the template says so, and matches less often",
    )
    parser.add_argument(
        "--appearance",
        type=_appearance,
        metavar="LABEL",
        help='enroll another look of an enrolled person, such as "Glasses"',
    )
    parser.add_argument(
        "--replace", action="store_true", help="replace an enrolled template, or appearance"
    )
    parser.add_argument(
        "--accept-lookalike",
        action="store_true",
        help="save although the face is very like somebody else who is enrolled",
    )
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        metavar="S",
        help=f"longest sweep in seconds (default: {SENSOR_TIMEOUT_S:g} at a sensor, "
        "a recording to its end)",
    )


def _appearance(text: str) -> str:
    """Check that an appearance can be called so."""
    if not is_appearance(text):
        raise argparse.ArgumentTypeError(
            f"Expected 1 to {MAX_LABEL_LENGTH} printable characters. Received {text!r}."
        )
    return text


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    store = TemplateStore(templates_dir(args.data_dir))
    appearance = FIRST_APPEARANCE if args.appearance is None else args.appearance
    _check_free(store, args.name, appearance, may_replace=args.replace)
    recognizer = load_recognizer(args.data_dir)
    if appearance != FIRST_APPEARANCE:
        load_for(store, args.name, recognizer.encoder_id)  # says what is wrong with it
    enrolling = Enrolling(
        args.name,
        appearance,
        load_enrolled(store, recognizer.encoder_id).templates,
        recognizer.encoder_id,
        recognizer.matcher,
    )
    frames = 0
    with open_chosen_source(args) as source:
        timeout_s = args.timeout or (SENSOR_TIMEOUT_S if source.is_live else None)
        stream = frames_within(source, timeout_s)
        told = ""
        for observation in observe(stream, recognizer, Gallery()):
            frames += 1
            step = enrolling.offer(observation, observation.frame.timestamp_s)
            progress = f"{step.progress:4.0%}  {step.hint}"
            if progress != told:
                say(progress)
                told = progress
            if step.stage in (Stage.COMPLETE, Stage.MISMATCH):
                break
    outcome = enrolling.outcome(allow_partial=args.partial)
    if outcome.lookalike is not None and not args.accept_lookalike:
        raise CommandError(
            f"{_likeness(outcome.lookalike)} Nothing was saved. If they are two people, add "
            "--accept-lookalike; each may then unlock for the other."
        )
    with logged(open_guard(args.data_dir), enrolled(args.name, appearance)):
        store.save(outcome.template)
    return _report(appearance, outcome, frames, time.monotonic() - started_s)


def _check_free(store: TemplateStore, name: str, appearance: str, *, may_replace: bool) -> None:
    """Refuse to replace what is enrolled, unless told to."""
    if may_replace or name not in store.names():
        return
    if appearance == FIRST_APPEARANCE:
        raise CommandError(f"{name} is enrolled already. Add --replace to enroll again.")
    if appearance in store.load(name).appearances:
        raise CommandError(
            f"{name} has an appearance {appearance!r} already. Add --replace to enroll it again."
        )


def _report(appearance: str, outcome: Outcome, frames: int, seconds: float) -> Report:
    template, alike = outcome.template, outcome.lookalike
    poses = sum(label == appearance for label in template.labels)
    is_partial = outcome.directions < SECTOR_COUNT
    fields = {
        "name": template.name,
        "appearance": appearance or None,
        "poses": poses,
        "directions": outcome.directions,
        "is_partial": is_partial,
        "is_confirmed": outcome.is_confirmed,
        "lookalike": None
        if alike is None
        else {"name": alike.name, "distance": alike.distance, "threshold": alike.threshold},
        "frames": frames,
        "seconds": round(seconds, 3),
        "encoder_id": template.encoder_id,
    }
    sweep = "a partial sweep" if is_partial else "a full sweep"
    second = "confirmed by a second" if outcome.is_confirmed else "not confirmed by a second"
    who = (
        template.name if appearance == FIRST_APPEARANCE else (f"{template.name} with {appearance}")
    )
    text = f"enrolled {who}: {poses} poses of {sweep}, {second}, {frames} frames, {seconds:.2f} s"
    if alike is not None:
        text += f"\n{_likeness(alike)}"
    return Report(fields, text)


def _likeness(alike: Comparison) -> str:
    return (
        f"This face is very like {alike.name}: distance {alike.distance:.2f}, and "
        f"{alike.threshold:.2f} or less unlocks."
    )
