"""One start of `faceid verify` in a process of its own.

`python -m app.benchmark.start_probe DIR SOURCE`: DIR is a data folder with somebody enrolled.
Prints, as JSON, when each part ended on the clock that all processes of a machine share.
"""

from __future__ import annotations

import time

began_s = time.monotonic()

import argparse  # noqa: E402 (the clock comes first)
import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402


def probe(data_dir: Path, source_text: str) -> dict[str, object]:
    """Walk from the imports to the verdict, as the command does."""
    ended_s = {"interpreter": began_s}

    from app.__main__ import build_parser
    from app.arguments import parse
    from app.looking import chosen_templates
    from app.paths import templates_dir
    from app.recognizer import load_recognizer
    from faceid_core.pipeline import Gallery, observe
    from faceid_core.templates import TemplateStore
    from faceid_core.types import Observation
    from faceid_core.verification import verify
    from hardware import Pace, open_source

    parse(build_parser(), ["verify", "--source", source_text])
    ended_s["imports"] = time.monotonic()
    recognizer = load_recognizer(data_dir)
    ended_s["models"] = time.monotonic()
    store = TemplateStore(templates_dir(data_dir))
    gallery = Gallery(chosen_templates(store, None, recognizer.encoder_id))
    ended_s["templates"] = time.monotonic()

    def stamped(observations: Iterator[Observation]) -> Iterator[Observation]:
        for seen in observations:
            ended_s.setdefault("first frame", time.monotonic())
            yield seen

    with open_source(source_text, pace=Pace.FULL_SPEED) as source:
        verification = verify(stamped(observe(source, recognizer, gallery)))
    ended_s["verdict"] = time.monotonic()
    return {
        "ended_s": ended_s,
        "decision": verification.decision.value,
        "frames": verification.frames,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    """Return this program's largest memory; `getrusage` would count the parent's before `exec`."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kib) / 1024.0


def main() -> None:
    """Probe from the command line."""
    from app.ending import end_process

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("source")
    args = parser.parse_args()
    json.dump(probe(args.data_dir, args.source), sys.stdout)
    end_process(0)  # as the command ends: the time that this takes is told as well


if __name__ == "__main__":
    main()
