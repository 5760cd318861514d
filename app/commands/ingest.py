"""`faceid ingest`: a folder of real people as a face set to train on or to evaluate."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.arguments import positive_count
from app.errors import CommandError
from app.progress import progress_teller
from app.recognizer import load_recognizer
from app.report import Report, say
from hardware import FrameSource, Pace, RecordingSource, open_source

if TYPE_CHECKING:
    from faceid_core.training.real_sets import Ingested, RealPerson


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The folder: DIR/<person>/<session>/, a session being a recording of any format: pairs "
        "NAME_rgb.png and NAME_depth.png, a TUM RGB-D folder, *_d.dat and *_c.bmp of the VAP RGB-D "
        "face set, or a fakenect dump. A VAP person's frames may lie in DIR/<person>/ itself. "
        "Sessions named attack-* are left out. The same command goes on where it was interrupted, "
        "and takes in people or sessions that were added."
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="a folder of people, see below")
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="folder of the face set, readable by you alone"
    )
    parser.add_argument(
        "--first-number",
        type=positive_count,
        default=1,
        metavar="N",
        help="the first person's number; sets that shall be merged need others (default: 1)",
    )


def run(args: argparse.Namespace) -> Report:
    from faceid_core.training.real_sets import RealSet, find_people

    started_s = time.monotonic()
    people = find_people(args.directory)
    if args.out.resolve().is_relative_to(args.directory.resolve()):
        raise CommandError(
            f"{args.out} lies in {args.directory}, where folders are people. Name another."
        )
    real_set = RealSet(args.out, args.first_number)
    counts = [[frame_count(path) for path in person.sessions] for person in people]
    todo = [
        (person, sum(frames))
        for person, frames in zip(people, counts, strict=True)
        if not real_set.is_done(person, frames)
    ]
    total = sum(frames for _, frames in todo)
    done = 0
    if todo:
        recognizer = load_recognizer()
        tell = progress_teller()
        for person, frames in todo:
            for count in real_set.ingest(person, recognizer, open_session):
                tell(done + count, total)
            done += frames
    say(f"{args.out} holds pictures of faces: personal data. Keep it private; delete it after use.")
    return report(people, real_set.people, args.out, done, time.monotonic() - started_s)


def open_session(path: Path) -> FrameSource:
    """Open the frames of a session."""
    return open_source(f"recording:{path}", pace=Pace.FULL_SPEED)


def frame_count(path: Path) -> int:
    """Check all files of a session, so that damage is told before the work begins.

    Raises:
        CaptureError: If the session cannot be read.
    """
    with RecordingSource(path) as source:
        return source.frame_count


def report(
    found: Sequence[RealPerson],
    ingested: Sequence[Ingested],
    out: Path,
    frames_now: int,
    seconds: float,
) -> Report:
    """Tell what the set holds now, whoever put it there."""
    retries: Counter[str] = Counter()
    for person in ingested:
        retries.update(person.retries)
    without = [person.name for person in ingested if person.faces == 0]
    frames = sum(person.frames for person in ingested)
    faces = sum(person.faces for person in ingested)
    fields = {
        "out": str(out),
        "people": len(ingested),
        "people_in_folder": len(found),
        "people_without_face": without,
        "sessions": sum(len(person.sessions) for person in ingested),
        "frames": frames,
        "frames_now": frames_now,
        "faces": faces,
        "retries": dict(retries.most_common()),
        "seconds": round(seconds, 3),
    }
    lines = [f"{out}: {faces} faces of {len(ingested)} people in {frames} frames"]
    if retries:
        reasons = ", ".join(f"{name} {count}" for name, count in retries.most_common())
        lines.append(f"without a usable face: {reasons}")
    if without:
        lines.append(f"nobody seen in the frames of: {', '.join(without)}")
    lines.append(f"frames looked at now: {frames_now}, {seconds:.1f} s")
    return Report(fields, "\n".join(lines))
