"""`faceid synthesize`: recordings and people that were rendered."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from app.arguments import Parser, add_common_arguments, positive_count
from app.errors import CommandError
from app.progress import progress_teller
from app.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(
        dest="kind", required=True, metavar="demo|people", parser_class=Parser
    )
    demo = kinds.add_parser("demo", help="the demo recording: an owner, a stranger, a photo")
    people = kinds.add_parser("people", help="a folder of people, as the evaluation reads it")
    for kind in (demo, people):
        kind.add_argument("directory", type=Path, metavar="DIR", help="a new or empty folder")
        kind.add_argument(
            "--face-model",
            type=Path,
            required=True,
            metavar="DIR",
            help="ICT-FaceKit's folder (https://github.com/USC-ICT/ICT-FaceKit)",
        )
        kind.add_argument(
            "--skins",
            type=Path,
            metavar="DIR",
            help="folder with skins/*.jpg and hair/*.obj of MakeHuman (default: painted people)",
        )
        kind.add_argument("--seed", type=int, default=0, help="other people (default: 0)")
        add_common_arguments(kind)
    people.add_argument(
        "--people", type=positive_count, default=10, metavar="N", help="how many (default: 10)"
    )
    people.add_argument(
        "--frames", type=positive_count, default=8, metavar="N", help="a session (default: 8)"
    )
    people.add_argument(
        "--attacks", action="store_true", help="also a session of flat prints of each person"
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    try:
        from faceid_core.synthesis import FaceModel, SkinLibrary, write_demo, write_people
    except ModuleNotFoundError as error:
        raise CommandError(
            f"Rendering needs the Python package {error.name}. "
            "Install the extra: .venv/bin/pip install --editable '.[synth]'"
        ) from error
    if args.directory.is_dir() and any(args.directory.iterdir()):
        raise CommandError(
            f"{args.directory} is not empty. Nothing was changed; name a new folder."
        )
    face_model = FaceModel.load(args.face_model)
    skins = None if args.skins is None else SkinLibrary(args.skins)
    progress = progress_teller()
    if args.kind == "demo":
        write_demo(args.directory, face_model, skins, seed=args.seed, progress=progress)
    else:
        write_people(
            args.directory,
            face_model,
            skins,
            count=args.people,
            frames=args.frames,
            seed=args.seed,
            attacks=args.attacks,
            progress=progress,
        )
    seconds = time.monotonic() - started_s
    fields = {"directory": str(args.directory), "kind": args.kind, "seconds": round(seconds, 3)}
    return Report(fields, f"rendered {args.kind} to {args.directory}, {seconds:.1f} s")
