"""Give the program damaged files, texts and command lines, and count how it takes them.

    .venv/bin/python -m tests.measurements.fuzz                    100,000 cases
    .venv/bin/python -m tests.measurements.fuzz --cases 1000 --only template --only threshold
    .venv/bin/python -m tests.measurements.fuzz --case "audit log" 17    one case again, in full

A case ends well with an explained error, a refusal, or by being right as it is. A finding
is everything else: another error, an unlock, a file lost, ten seconds of computing. The state
(`--state FILE`) tells how far each target came, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
FOLDERS = (
    TESTS.parent, TESTS, TESTS / "fuzzing", TESTS / "hardware", TESTS / "faceid_core",
    TESTS / "faceid_core" / "trust",
)  # fmt: skip
sys.path[:0] = map(str, FOLDERS)

import fuzzed_program  # noqa: E402
import fuzzed_recordings  # noqa: E402
import fuzzed_trust  # noqa: E402
from fuzz_target import Outcome, Target  # noqa: E402

SLICE_S = 5.0  # before another target's turn
SCRATCH = Path("/dev/shm")


def all_targets(folder: Path) -> list[Target]:
    """Return every target, each in its own part of the folder."""
    found = []
    for module in (fuzzed_trust, fuzzed_recordings, fuzzed_program):
        part = folder / module.__name__
        part.mkdir()
        found += module.targets(part)
    return found


class Tally:
    """What came of the cases so far, in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.counts: dict[str, dict[str, int]] = {}
        self.findings: list[dict[str, object]] = []
        if path.exists():
            stored = json.loads(path.read_text())
            self.counts, self.findings = stored["counts"], stored["findings"]

    def of(self, target: Target) -> dict[str, int]:
        empty = {"cases": 0, "findings": 0} | {outcome.value: 0 for outcome in Outcome}
        return self.counts.setdefault(target.name, empty)

    def run(self, target: Target) -> None:
        """Run the next case of a target."""
        counted = self.of(target)
        number = counted["cases"]
        try:
            counted[target.run(number).value] += 1
        except Exception as error:
            counted["findings"] += 1
            found = {"target": target.name, "case": number, "error": repr(error)[:500]}
            self.findings.append(found)
            print(f"{target.name}, case {number}: {found['error']}", flush=True)
        counted["cases"] += 1

    def save(self) -> None:
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps({"counts": self.counts, "findings": self.findings}, indent=1))
        beside.replace(self._path)

    def print_table(self) -> None:
        print("| target | cases | refused or explained | taken | findings |\n|---|---|---|---|---|")
        for name, each in self.counts.items():
            row = (each["cases"], each["refused"], each["taken"], each["findings"])
            print(f"| {name} | {' | '.join(f'{count:,}' for count in row)} |")
        sums = [sum(each[key] for each in self.counts.values()) for key in ("cases", "findings")]
        print(f"{sums[0]:,} cases, {sums[1]:,} findings")


def fuzz(targets: list[Target], cases: int, tally: Tally) -> None:
    """Run until every target had its share of the cases."""
    shares = sum(target.share for target in targets)
    goals = {target.name: round(cases * target.share / shares) for target in targets}
    while left := [each for each in targets if tally.of(each)["cases"] < goals[each.name]]:
        for target in left:
            end_s = time.monotonic() + SLICE_S
            while tally.of(target)["cases"] < goals[target.name] and time.monotonic() < end_s:
                tally.run(target)
            tally.save()


def silence() -> None:
    """Send away what damaged images make native code say, and our own warnings."""
    logging.disable(logging.CRITICAL)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=100_000, help="of all targets together")
    parser.add_argument("--only", action="append", default=[], metavar="TARGET")
    parser.add_argument("--state", type=Path, default=Path("fuzz.json"), help="to go on from")
    parser.add_argument("--case", nargs=2, metavar=("TARGET", "NUMBER"), help="one case, in full")
    args = parser.parse_args()
    state = args.state.absolute()
    folder = SCRATCH if SCRATCH.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="faceid-fuzz-", dir=folder) as scratch:
        fuzzed_recordings.without_configuration(Path(scratch) / "config")
        targets = all_targets(Path(scratch))
        if args.case:
            (target,) = (each for each in targets if each.name == args.case[0])
            print(target.case(int(args.case[1]))[:2000])
            try:
                print(target.run(int(args.case[1])))
            except Exception:
                traceback.print_exc(file=sys.stdout)
            return
        silence()
        tally = Tally(state)
        chosen = [each for each in targets if not args.only or each.name in args.only]
        fuzz(chosen, args.cases, tally)
        tally.print_table()


if __name__ == "__main__":
    main()
