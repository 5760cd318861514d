"""Let coverage guide the damage: the readers of files under atheris, each in its own process.

    .venv/bin/python -m tests.measurements.fuzz_guided --runs 20000
    .venv/bin/python -m tests.measurements.fuzz_guided --runs 1000 --only "policy state"

The targets and what has to hold are those of `fuzz`; here libFuzzer makes the input, from
the good seeds on, and prefers what reaches new lines of `hardware`, `faceid_core` and
`app`. It stops at the first finding of a target, and prints it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGETS = (
    "policy state", "audit log, its chain", "template, handed over", "user's calibration",
    "threshold", "attention", "times of last use", "TUM index of color", "TUM index of depth",
    "TUM camera", "TUM chapters", "TUM color PNG", "TUM depth PNG",
    "fakenect index", "fakenect calibration",
)  # fmt: skip
ENDS_WELL = 0


def fuzz_one(name: str, runs: int, folder: Path) -> None:
    """Fuzz a target in this process, which ends with it. Its counts go to a file."""
    import atheris

    with atheris.instrument_imports(include=["hardware", "faceid_core", "app"]):
        from tests.measurements import fuzz

        targets = fuzz.all_targets(folder)
    (target,) = (each for each in targets if each.name == name)
    corpus, counts = folder / "corpus", {outcome.value: 0 for outcome in fuzz.Outcome}
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)

    def one(given: bytes) -> None:
        counts[target.check(given).value] += 1
        if sum(counts.values()) % 100 == 0 or sum(counts.values()) >= runs:
            (folder / "counts.json").write_text(json.dumps(counts))

    fuzz.fuzzed_recordings.without_configuration(folder / "config")
    fuzz.logging.disable(fuzz.logging.CRITICAL)
    longest = max(2 * max(map(len, target.seeds)), 1000)
    options = [f"-runs={runs}", "-timeout=10", "-seed=1", f"-max_len={longest}", "-verbosity=0"]
    options.append(f"-artifact_prefix={folder}/")
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


def measure(names: list[str], runs: int) -> int:
    """Fuzz each target in a process of its own; how many had findings."""
    findings = 0
    print("| target | cases | refused or explained | taken | finding |\n|---|---|---|---|---|")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="faceid-guided-") as folder:
            done = subprocess.run(
                [
                    *(sys.executable, "-m", "tests.measurements.fuzz_guided", "--one", name),
                    *("--runs", str(runs), "--folder", folder),
                ],
                cwd=ROOT,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
            path = Path(folder) / "counts.json"
            counts = json.loads(path.read_text()) if path.exists() else {"refused": 0, "taken": 0}
        is_well = done.returncode == ENDS_WELL
        findings += not is_well
        said = "none" if is_well else " ".join(done.stderr.split())[-300:]
        cases = sum(counts.values())
        print(f"| {name} | {cases:,} | {counts['refused']:,} | {counts['taken']:,} | {said} |")
        sys.stdout.flush()
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20_000, help="of each target")
    parser.add_argument("--only", action="append", choices=TARGETS, metavar="TARGET")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        fuzz_one(args.one, args.runs, args.folder)
    return measure(args.only or list(TARGETS), args.runs)


if __name__ == "__main__":
    sys.exit(main())
