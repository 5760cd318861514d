"""A benchmark's figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.benchmark.machine import QUIET_LOAD


def tables(fields: Mapping[str, Any]) -> str:
    """Return what `faceid benchmark` says, from the fields of its JSON."""
    machine = fields["machine"]
    quiet = "quiet" if machine["is_quiet"] else f"NOT quiet: that is below {QUIET_LOAD}"
    frames = fields["frames"]
    parts = [
        f"{fields['measured_on']}, {machine['cpu']}, {machine['cores']} cores, load "
        f"{machine['load']} at the start ({quiet}), Python {machine['python']}, "
        f"{machine['system']}; encoder {fields['encoder_id']}, {fields['threads']} threads",
        f"{fields['source']}: {frames['read']} frames read, {frames['walked']} walked, "
        f"{frames['judged']} of them the whole way",
        _stages(fields),
    ]
    if fields["rivals"]:
        parts.append(_rivals(fields["rivals"]))
    if fields["starts"]:
        parts.append(_starts(fields["starts"]))
    return "\n\n".join(parts)


def _stages(fields: Mapping[str, Any]) -> str:
    rows = [
        (stage, f"{taken['median_ms']:.2f}", f"{taken['p95_ms']:.2f}")
        for stage, taken in fields["stages"].items()
    ]
    path = fields["path"]
    name = f"whole path, frame in to comparison out ({path['frames_per_s']} frames a second)"
    rows.append((name, f"{path['median_ms']:.2f}", f"{path['p95_ms']:.2f}"))
    return _table(("stage", "median ms", "95 % below, ms"), rows)


def _rivals(rivals: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            f"{each['name']}: {each['does']}",
            f"{each['median_ms']:.2f}",
            f"{each['p95_ms']:.2f}",
            f"{each['found']} of {each['count']}",
            f"{each['times_as_long']:.2f} times our {each['compared_with']}",
        )
        for each in rivals
    ]
    heads = ("on the same frames", "median ms", "95 % below, ms", "faces found", "takes")
    return _table(heads, rows)


def _starts(starts: Mapping[str, Mapping[str, Any]]) -> str:
    kinds = list(starts)
    parts = starts[kinds[0]]["parts_s"]
    rows = [(part, *(f"{starts[kind]['parts_s'][part]:.3f}" for kind in kinds)) for part in parts]
    totals = (
        f"{starts[kind]['to_verdict_s']:.3f} ({starts[kind]['to_verdict_least_s']:.3f} to "
        f"{starts[kind]['to_verdict_most_s']:.3f})"
        for kind in kinds
    )
    rows.append(("process start to verdict", *totals))
    rows.append(("memory, MB", *(f"{starts[kind]['peak_mb']:.0f}" for kind in kinds)))
    first = starts[kinds[0]]
    heads = (
        f"`faceid verify`, {first['frames']} frames to {first['decision']}, median of "
        f"{first['starts']}, s",
        *kinds,
    )
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
