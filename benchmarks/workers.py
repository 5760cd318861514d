"""Rendering, evaluation and training with one process and with several: images a second.

    .venv/bin/python benchmarks/workers.py FOLDER --face-model ICT-FaceKit [--json FILE]

Runs the commands as a user does: `faceid synthesize faces` and `faceid evaluate` with `--workers`,
timed whole, with start and loading, and `faceid train baseline --strategy multiworker` in so many
programs, by its own last report. FOLDER is new and keeps what they made. Needs the extras `synth`,
`evaluate` and `train`, and with the defaults about ten minutes of two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from local_workers import tf_configs

from app.arguments import positive_count
from app.benchmark.machine import Machine

ROOT = Path(__file__).resolve().parent.parent
#: A batch of the training: people, views of each, impostors of each.
BATCH = (4, 2, 1)


def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", *map(str, arguments), "--json"],
        cwd=ROOT,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def results(programs: list[subprocess.Popen[str]]) -> list[dict[str, Any]]:
    """Wait for programs that were started together, and return what they found."""
    with ExitStack() as stack:
        for program in programs:
            stack.enter_context(program)
            stack.callback(program.kill)
        found = []
        for program in programs:
            out, err = program.communicate()
            if program.returncode:
                sys.exit(f"{program.args} ended with {program.returncode}:\n{err}")
            found.append(json.loads(out))
        return found


def rendering(args: argparse.Namespace, faces: Path, count: int) -> float:
    options = ("--face-model", args.face_model.resolve(), "--split", "validation")
    size = ("--people", args.people, "--views", args.views, "--workers", count)
    (found,) = results([start("synthesize", "faces", faces, *options, *size)])
    return float(found["views"]) / float(found["seconds"])


def evaluation(faces: Path, count: int) -> float:
    (found,) = results([start("evaluate", "--dataset", faces, "--workers", count)])
    return float(found["frames"]) / float(found["seconds"])


def training(args: argparse.Namespace, faces: Path, out: Path, count: int) -> float:
    names = ("--people-a-batch", "--views-a-person", "--impostors-a-person")
    shape = [part for pair in zip(names, BATCH, strict=True) for part in pair]
    programs = [
        start(
            *("train", "baseline", faces, out, "--steps", args.steps, *shape),
            *("--strategy", "multiworker"),
            TF_CONFIG=configuration,
        )
        for configuration in tf_configs(count)
    ]
    return float(results(programs)[0]["images_per_s"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a new folder")
    parser.add_argument("--face-model", type=Path, required=True, help="ICT-FaceKit's folder")
    parser.add_argument("--counts", type=positive_count, nargs="+", default=(1, 2))
    parser.add_argument("--people", type=positive_count, default=100)
    parser.add_argument("--views", type=positive_count, default=6, help="of each person")
    parser.add_argument("--steps", type=positive_count, default=60, help="of the training")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    args = parser.parse_args()
    folder: Path = args.folder.resolve()
    folder.mkdir(parents=True)
    machine = Machine.here()
    print(f"{machine.cpu}, {machine.cores} cores, load {machine.load}\n")
    print("Images a second:\n")
    print("| workers | rendering | evaluation | training |\n|---|---|---|---|")
    measured = []
    for count in args.counts:
        faces = folder / f"faces-{count}"
        speeds = {
            "rendering": rendering(args, faces, count),
            "evaluation": evaluation(faces, count),
            "training": training(args, faces, folder / f"run-{count}", count),
        }
        measured.append({"workers": count, **{name: round(v, 1) for name, v in speeds.items()}})
        print(f"| {count} |", " | ".join(f"{v:.1f}" for v in speeds.values()), "|", flush=True)
    if args.json is not None:
        fields = {
            "machine": machine.fields(),
            "people": args.people,
            "views": args.views,
            "steps": args.steps,
            "images_per_s": measured,
        }
        args.json.write_text(json.dumps(fields, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
