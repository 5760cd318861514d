"""What a change saves: checkouts of this project in turn, as ratios, and whether a bit differs.

    git worktree add --detach ../before REVISION
    sudo .venv/bin/python benchmarks/checkouts.py ../before . --times 5 --cold

Each runs `faceid benchmark` in processes of its own, one after the other and again from the start,
so that what else the machine does meets all of them. The first one counts as 1. All use this
interpreter's packages.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from app.arguments import positive_count
from app.benchmark.machine import Machine

CHECKSUMS = Path(__file__).resolve().with_name("checksums.py")


def run(checkout: Path, *command: str | Path) -> dict[str, Any]:
    """Run Python in a checkout; return the JSON that it prints."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's starts find bytecode
    done = subprocess.run(
        [sys.executable, *command], cwd=checkout, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{checkout}: {done.stderr.strip()}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def durations(found: dict[str, Any]) -> dict[str, float]:
    """Medians of one run of `faceid benchmark`, milliseconds."""
    rows = {stage: each["median_ms"] for stage, each in found["stages"].items()}
    rows["path"] = found["path"]["median_ms"]
    for kind, start in found.get("starts", {}).items():
        rows |= {f"{kind} start, {part}": s * 1e3 for part, s in start["parts_s"].items()}
        rows[f"{kind} start to verdict"] = start["to_verdict_s"] * 1e3
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("checkouts", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--times", type=positive_count, default=5, help="runs of each")
    parser.add_argument("--source", default="demo#owner")
    parser.add_argument("--frames", type=positive_count, default=60, help="of the source")
    parser.add_argument("--cold", action="store_true", help="cold starts as well; needs root")
    args = parser.parse_args()
    checkouts = [path.resolve() for path in args.checkouts]
    command = ["-m", "app", "benchmark", "--json", "--source", args.source, "--rounds", "1"]
    command += ["--frames", str(args.frames), "--starts", "1", *(["--cold"] if args.cold else [])]
    machine = Machine.here()
    print(f"{machine.cpu}, {machine.cores} cores, load {machine.load}\n")

    taken: dict[Path, defaultdict[str, list[float]]] = {}
    taken = {checkout: defaultdict(list) for checkout in checkouts}
    for _ in range(args.times):
        for checkout in checkouts:
            for row, took_ms in durations(run(checkout, *command)).items():
                taken[checkout][row].append(took_ms)
    first = taken[checkouts[0]]
    print("| median of runs, ms |", *(f"{path.name} |" for path in checkouts))
    print("|---|" + "---|" * len(checkouts))
    for row in first:
        base = np.median(first[row])
        medians = [np.median(taken[checkout][row]) for checkout in checkouts]
        cells = [f"{each:.2f} ({each / base:.2f}) |" for each in medians]
        print(f"| {row} |", *cells)

    sums = [run(checkout, CHECKSUMS, "--source", args.source) for checkout in checkouts]
    differing = [kind for kind in sums[0] if len({each[kind] for each in sums}) > 1]
    print(f"\nbits that differ: {', '.join(differing) or 'none'}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
