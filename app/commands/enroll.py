"""`faceid enroll`: the sweep of head poses, without a window."""

from __future__ import annotations

import argparse
import time

from app.arguments import add_name_argument, add_source_arguments, positive_seconds
from app.chosen_source import frames_within, open_chosen_source
from app.errors import CommandError
from app.paths import templates_dir
from app.recognizer import load_recognizer
from app.report import Report, say
from faceid_core.enrollment import EnrollmentSession
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import TemplateStore

SENSOR_TIMEOUT_S = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Look at the sensor, then turn your head along a circle. Only numbers are stored, "
        "never a picture."
    )
    add_name_argument(parser, "a name for the person")
    add_source_arguments(parser)
    parser.add_argument(
        "--partial",
        action="store_true",
        help="accept fewer poses; the template says so, and matches less often",
    )
    parser.add_argument("--replace", action="store_true", help="replace an enrolled template")
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        metavar="S",
        help=f"longest sweep in seconds (default: {SENSOR_TIMEOUT_S:g} at a sensor, "
        "a recording to its end)",
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    store = TemplateStore(templates_dir(args.data_dir))
    if args.name in store.names() and not args.replace:
        raise CommandError(f"{args.name} is enrolled already. Add --replace to enroll again.")
    recognizer = load_recognizer()
    session = EnrollmentSession(args.name, recognizer.encoder_id)
    frames = 0
    with open_chosen_source(args) as source:
        timeout_s = args.timeout or (SENSOR_TIMEOUT_S if source.is_live else None)
        stream = frames_within(source, timeout_s)
        told = ""
        for observation in observe(stream, recognizer, Gallery()):
            frames += 1
            step = session.offer(observation)
            progress = f"{step.progress:4.0%}  {step.hint}"
            if progress != told:
                say(progress)
                told = progress
            if step.is_complete:
                break
    template = session.template(allow_partial=args.partial)
    store.save(template)
    seconds = time.monotonic() - started_s
    fields = {
        "name": template.name,
        "poses": len(template.poses),
        "is_partial": template.is_partial,
        "frames": frames,
        "seconds": round(seconds, 3),
        "encoder_id": template.encoder_id,
    }
    sweep = "a partial sweep" if template.is_partial else "a full sweep"
    text = f"enrolled {template.name}: {len(template.poses)} poses of {sweep}, {frames} frames"
    return Report(fields, f"{text}, {seconds:.2f} s")
