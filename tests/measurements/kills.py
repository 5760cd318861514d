"""Kill a process at every call that changes the disk, and look at what it left.

    .venv/bin/python tests/measurements/kills.py

Each scenario (enrolling, adapting, policy, passcode, vault, log) is killed with SIGKILL
before each of its calls and within each write, then once more with everything that had
not been synced taken back, as a power cut may do. It ends with an error at the first
violation.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

TESTS = Path(__file__).resolve().parents[1]
FOLDERS = (TESTS, TESTS / "faceid_core", TESTS / "faceid_core" / "trust", TESTS.parent)
sys.path[:0] = map(str, FOLDERS)

from killing import SCENARIOS, check, kills  # noqa: E402


def measure() -> None:
    total = 0
    print(f"{'scenario':<18} {'killed':>7} {'power cut':>10}")
    with TemporaryDirectory() as folder:
        for name, scenario in SCENARIOS.items():
            prepared = Path(folder) / scenario.prepare.__name__
            if not prepared.exists():
                scenario.prepare(prepared)
            done = []
            for is_power_cut in (False, True):
                count = 0
                path = Path(folder) / "data"
                for _ in kills(prepared, path, name, is_power_cut=is_power_cut):
                    check(name, path)
                    count += 1
                done.append(count)
            total += sum(done)
            print(f"{name:<18} {done[0]:>7} {done[1]:>10}", flush=True)
    print(f"{total} kills; nothing lost, half, readable or unlocked")


if __name__ == "__main__":
    sys.exit(measure())
