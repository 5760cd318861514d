"""`faceid synthesize`: recordings, people and training data that were rendered."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from app.arguments import Parser, add_common_arguments, positive_count, share, whole_number
from app.errors import CommandError
from app.progress import progress_teller
from app.report import Report
from app.workers import Quiet, add_worker_arguments, chosen_workers
from faceid_core.face_sets import SPLIT_SEEDS
from faceid_core.work_pool import spread

if TYPE_CHECKING:
    from faceid_core.synthesis import FaceModel, SkinLibrary
    from faceid_core.synthesis.shard_work import Renderers, ShardWork, Step

_HELP = {
    "demo": "the demo recording: an owner, a stranger, a photo",
    "people": "a folder of people, as the evaluation reads it",
    "faces": "faces to train on: color chips and depth maps, as shards",
    "attacks": "people who enroll and unlock, and presentation attacks on them, as shards",
    "depth": "depth maps to train the depth trunk on, as shards",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    subparsers = parser.add_subparsers(
        dest="kind", required=True, metavar="|".join(_HELP), parser_class=Parser
    )
    kinds = {name: subparsers.add_parser(name, help=text) for name, text in _HELP.items()}
    for name, kind in kinds.items():
        goes_on = name in ("faces", "attacks", "depth")
        kind.add_argument(
            "directory",
            type=Path,
            metavar="DIR",
            help="a new folder, or one to go on with" if goes_on else "a new or empty folder",
        )
        kind.add_argument(
            "--face-model",
            type=Path,
            required=True,
            metavar="DIR",
            help="ICT-FaceKit's folder (https://github.com/USC-ICT/ICT-FaceKit)",
        )
        if name != "depth":
            kind.add_argument(
                "--skins",
                type=Path,
                metavar="DIR",
                help="folder with skins/*.jpg and hair/*.obj of MakeHuman "
                "(default: painted people)",
            )
        if not goes_on:
            kind.add_argument("--seed", type=int, default=0, help="other people (default: 0)")
        add_common_arguments(kind)
    people = kinds["people"]
    people.add_argument(
        "--people", type=positive_count, default=10, metavar="N", help="how many (default: 10)"
    )
    people.add_argument(
        "--frames", type=positive_count, default=8, metavar="N", help="a session (default: 8)"
    )
    people.add_argument(
        "--attacks", action="store_true", help="also a session of flat prints of each person"
    )
    for name in ("faces", "attacks", "depth"):
        _add_split_arguments(kinds[name])
    kinds["faces"].add_argument(
        "--views",
        type=views_a_day,
        default=(2, 2),
        metavar="K",
        help="a person, half of them on another day; or a number a day, such as 9+1 to evaluate "
        "whole enrollments (default: 4, which is 2+2)",
    )
    kinds["faces"].add_argument(
        "--dressed",
        type=whole_number,
        default=0,
        metavar="K",
        help="views a person beside those, each on a day of its own in other glasses, another hat "
        "or both: what `train color` learns to look past (default: 0)",
    )
    kinds["faces"].add_argument(
        "--closed-eyes",
        type=share,
        metavar="SHARE",
        help="of the views in which eyes are half or wholly closed, 0 to 1; what changes real "
        "faces most, for an encoder to look past (default: 0.05)",
    )
    kinds["attacks"].add_argument(
        "--species",
        type=_names,
        metavar="A,B",
        help="only these, say paper-mask,cut-out-nose; enrollment and bona-fide are names, too "
        "(default: everything)",
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    try:
        from faceid_core.synthesis import FaceModel, SkinLibrary
    except ModuleNotFoundError as error:
        raise CommandError(
            f"Rendering needs the Python package {error.name}. "
            "Install the extra: .venv/bin/pip install --editable '.[synth]'"
        ) from error
    if args.kind in ("demo", "people"):
        if args.directory.is_dir() and any(args.directory.iterdir()):
            raise CommandError(
                f"{args.directory} is not empty. Nothing was changed; name a new folder."
            )
    elif args.directory.exists() and not args.directory.is_dir():
        raise CommandError(f"{args.directory} is not a folder.")
    if args.kind in _SHARD_WRITERS:
        found, text = _SHARD_WRITERS[args.kind](args, _renderers(args))
    else:
        face_model = FaceModel.load(args.face_model)
        skins = None if args.skins is None else SkinLibrary(args.skins)
        found, text = _WRITERS[args.kind](args, face_model, skins)
    seconds = time.monotonic() - started_s
    fields = {
        "directory": str(args.directory),
        "kind": args.kind,
        **found,
        "seconds": round(seconds, 3),
    }
    return Report(fields, f"rendered {args.kind} to {args.directory}, {seconds:.1f} s{text}")


def _add_split_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--split", choices=SPLIT_SEEDS, required=True, help="nobody is in two splits"
    )
    parser.add_argument(
        "--people", type=positive_count, required=True, metavar="N", help="how many"
    )
    parser.add_argument(
        "--first",
        type=whole_number,
        default=0,
        metavar="I",
        help="leave out that many people of the split before, "
        "so that several machines can share the work (default: 0)",
    )
    add_worker_arguments(parser)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def views_a_day(text: str) -> tuple[int, ...]:
    """Parse how many views a person gets on each day."""
    counts = tuple(map(positive_count, text.split("+")))
    if len(counts) > 1:
        return counts
    half = counts[0] // 2
    return (counts[0] - half, half) if half else counts


def _write_demo(
    args: argparse.Namespace, face_model: FaceModel, skins: SkinLibrary | None
) -> tuple[dict[str, object], str]:
    from faceid_core.synthesis import write_demo

    write_demo(args.directory, face_model, skins, seed=args.seed, progress=progress_teller())
    return {}, ""


def _write_people(
    args: argparse.Namespace, face_model: FaceModel, skins: SkinLibrary | None
) -> tuple[dict[str, object], str]:
    from faceid_core.synthesis import write_people

    write_people(
        args.directory,
        face_model,
        skins,
        count=args.people,
        frames=args.frames,
        seed=args.seed,
        attacks=args.attacks,
        progress=progress_teller(),
    )
    return {}, ""


def _renderers(args: argparse.Namespace) -> Renderers:
    """Say what people are rendered from, after a look whether it can be read.

    Raises:
        FaceModelError: If it cannot.
    """
    from faceid_core.synthesis.shard_work import Renderers

    skins = None if args.kind == "depth" or args.skins is None else args.skins.resolve()
    renderers = Renderers(args.face_model.resolve(), skins)
    renderers.load()
    return renderers


def _steps(work: ShardWork[Step], args: argparse.Namespace) -> Iterator[Step]:
    """Write a set, and tell how far it is: after every person, or every shard of many processes."""
    from faceid_core.synthesis.shard_work import Share

    shares = work.shares(args.first, args.people)
    workers = chosen_workers(args, len(shares), len(shares))
    if workers.is_this_process:
        yield from work.writer()(Share(args.first, args.people))
    else:
        yield from accumulate(spread(Quiet(work), shares, workers))


def _write_faces(args: argparse.Namespace, renderers: Renderers) -> tuple[dict[str, object], str]:
    from faceid_core.face_sets import read_shard, shard_path
    from faceid_core.synthesis.contact_sheet import SHEET_FILE, write_face_sheet
    from faceid_core.synthesis.faces import Progress, Views, claim_faces
    from faceid_core.synthesis.sessions import CLOSED_EYES
    from faceid_core.synthesis.shard_work import FaceWork

    closed_eyes = CLOSED_EYES if args.closed_eyes is None else args.closed_eyes
    views = Views(args.views, args.dressed, closed_eyes)
    claim_faces(args.directory, args.split, views)
    directory = args.directory.resolve()
    work = FaceWork(directory, renderers, args.split, views)
    tell = progress_teller("people")
    first_shard = shard_path(directory, SPLIT_SEEDS[args.split] + args.first)
    sheet = directory / SHEET_FILE
    progress = Progress(0, 0, {})
    for progress in _steps(work, args):
        tell(progress.people, args.people)
        if first_shard.exists() and not sheet.exists():
            write_face_sheet(sheet, read_shard(first_shard))
    count = args.people * views.total
    refused = dict(sorted(progress.refused.items()))
    reasons = ", ".join(f"{count} {name.lower()}" for name, count in refused.items())
    fields = {
        "split": args.split,
        "people": progress.people,
        "views": count,
        "faces": progress.faces,
        "refused": refused,
    }
    return fields, f"\n{progress.faces} of {count} views show a face; refused: {reasons or 'none'}"


def _write_attacks(args: argparse.Namespace, renderers: Renderers) -> tuple[dict[str, object], str]:
    from faceid_core.presentation_sets import read_shard, shard_path
    from faceid_core.synthesis.contact_sheet import SHEET_FILE, write_presentation_sheet
    from faceid_core.synthesis.presentations import KINDS, Progress, claim_presentations
    from faceid_core.synthesis.shard_work import PresentationWork

    kinds = KINDS if args.species is None else args.species
    unknown = ", ".join(sorted(set(kinds) - set(KINDS)))
    if unknown:
        raise CommandError(f"There is no species {unknown}. Known are {', '.join(KINDS)}.")
    claim_presentations(args.directory, args.split, kinds)
    directory = args.directory.resolve()
    work = PresentationWork(directory, renderers, args.split, kinds)
    tell = progress_teller("people")
    first_shard = shard_path(directory, SPLIT_SEEDS[args.split] + args.first)
    sheet = directory / SHEET_FILE
    progress = Progress(0, 0)
    for progress in _steps(work, args):
        tell(progress.people, args.people)
        if first_shard.exists() and not sheet.exists():
            write_presentation_sheet(sheet, read_shard(first_shard))
    fields = {
        "split": args.split,
        "people": progress.people,
        "presentations": progress.presentations,
    }
    return fields, f"\n{progress.presentations} presentations of {progress.people} people"


def _write_depth(args: argparse.Namespace, renderers: Renderers) -> tuple[dict[str, object], str]:
    from faceid_core.synthesis.contact_sheet import SHEET_FILE, write_map_sheet
    from faceid_core.synthesis.depth_maps import read_shard, shard_path
    from faceid_core.synthesis.set_folder import SET_FOLDER
    from faceid_core.synthesis.shard_work import DepthMapWork

    SET_FOLDER.take(args.directory, {"kind": "depth", "split": args.split})
    directory = args.directory.resolve()
    work = DepthMapWork(directory, renderers, args.split)
    first_shard = shard_path(directory, SPLIT_SEEDS[args.split] + args.first)
    sheet = directory / SHEET_FILE
    tell = progress_teller("people")
    for done in _steps(work, args):
        tell(done, args.people)
        if first_shard.exists() and not sheet.exists():
            write_map_sheet(sheet, read_shard(first_shard)[1])
    return {"split": args.split, "people": args.people}, ""


_WRITERS = {"demo": _write_demo, "people": _write_people}
_SHARD_WRITERS = {"faces": _write_faces, "attacks": _write_attacks, "depth": _write_depth}
