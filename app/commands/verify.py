"""`faceid verify`: one decision on who is in front of the source."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence

from app.arguments import add_name_argument, add_source_arguments, positive_seconds
from app.chosen_source import open_chosen_source
from app.enrolled import load_enrolled, load_for
from app.errors import CommandError
from app.guarded import Learning, after_leaving, open_guard, settled
from app.last_used import LastUsed
from app.observed_fields import comparison_fields, liveness_fields
from app.paths import last_used_file, templates_dir
from app.recognizer import load_recognizer
from app.report import ExitCode, Report, say
from app.typed import confirmed_by_key
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.clock import read_clock
from faceid_core.trust.policy import Purpose, Refusal, Request
from faceid_core.types import Comparison, Observation
from faceid_core.verification import Decision, Verification, verify

DEFAULT_TIMEOUT_S = 10.0
EXIT_CODES = {
    Decision.MATCH: ExitCode.OK,
    Decision.NON_MATCH: ExitCode.NO_MATCH,
    Decision.NO_FACE: ExitCode.NOTHING_TO_JUDGE,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit codes: 0 match, 1 no match, 2 nothing to judge (no face, timeout), "
        "3 refused by policy, 4 trouble (device, file, template, arguments)."
    )
    add_name_argument(parser, "who it should be (default: anyone enrolled)", is_required=False)
    add_source_arguments(parser)
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        default=DEFAULT_TIMEOUT_S,
        metavar="S",
        help=f"longest look in seconds of frames (default: {DEFAULT_TIMEOUT_S:g})",
    )
    parser.add_argument(
        "--guarded",
        action="store_true",
        help="let the lock's policy decide, and count the attempt; always so at a sensor, "
        "while a recording is only looked at",
    )
    parser.add_argument(
        "--privileged",
        action="store_true",
        help="for more than an unlock: needs a key press first, and a passcode set",
    )


def run(args: argparse.Namespace) -> Report:
    started_s = time.monotonic()
    store = TemplateStore(templates_dir(args.data_dir))
    if args.name is None and not store.names():
        raise CommandError("Nobody is enrolled yet. Enroll with: faceid enroll NAME")
    recognizer = load_recognizer(args.data_dir)
    gallery = Gallery(chosen_templates(store, args.name, recognizer.encoder_id))
    with open_chosen_source(args) as source:
        if source.is_live or args.guarded or args.privileged:
            learning = Learning(store, gallery.templates, recognizer.matcher)
            if not args.privileged:  # there, only what was enrolled counts
                gallery.adapted = learning.adapted
            seen = learning.watched(observe(source, recognizer, gallery))
            verification, refusal = guarded(seen, learning, args)
        else:
            seen = observe(source, recognizer, gallery)
            verification, refusal = verify(seen, timeout_s=args.timeout), None
    seconds = time.monotonic() - started_s
    return report(verification, recognizer.encoder_id, seconds, refusal)


def guarded(
    seen: Iterable[Observation], learning: Learning, args: argparse.Namespace
) -> tuple[Verification, Refusal | None]:
    """Look, if the policy lets a face unlock at all, and count what came of it.

    Returns:
        What was decided, and why that does not unlock.
    """
    guard = open_guard(args.data_dir)
    request = Request()
    if args.privileged:
        pressed = confirmed_by_key("Your face will be used for a privileged action.")
        request = Request(Purpose.PRIVILEGED, read_clock() if pressed else None)
    refusal = guard.status(request).refusal
    if refusal is Refusal.HELD:
        seen = after_leaving(seen, guard)
    elif refusal is not None:
        return Verification(Decision.NO_FACE, refusal.value, None, None, frames=0), refusal
    verification = verify(seen, timeout_s=args.timeout)
    refusal = settled(verification, request, guard)
    if refusal is None and verification.decision is Decision.MATCH:
        learning.unlocked(guard)
        if verification.comparison is not None:
            LastUsed(last_used_file(args.data_dir)).record(verification.comparison.name)
    return verification, refusal


def chosen_templates(store: TemplateStore, name: str | None, encoder_id: str) -> Sequence[Template]:
    """Load the template of one person, or of everyone where `name` is None.

    Raises:
        TemplateError: If no template can be used.
    """
    if name is not None:
        return [load_for(store, name, encoder_id)]
    enrolled = load_enrolled(store, encoder_id)
    if not enrolled.templates:
        raise enrolled.unusable[0]
    for error in enrolled.unusable:
        say(f"faceid: left out: {error}")
    return enrolled.templates


def report(
    verification: Verification,
    encoder_id: str,
    seconds: float,
    refusal: Refusal | None = None,
) -> Report:
    """Tell a verification's result, the same in JSON and in words."""
    comparison = verification.comparison
    decision, reason = verification.decision.value, verification.reason
    exit_code = EXIT_CODES[verification.decision]
    if refusal is not None:
        decision, reason = "refused", refusal.value
        exit_code = ExitCode.REFUSED_BY_POLICY
    fields = {
        "decision": decision,
        **comparison_fields(comparison),
        "liveness": liveness_fields(verification.liveness),
        "reason": reason,
        "frames": verification.frames,
        "seconds": round(seconds, 3),
        "encoder_id": encoder_id,
    }
    lines = [f"{decision}: {reason}"]
    if comparison is not None:
        lines.append(f"  nearest to {comparison.name}: {distances_text(comparison)}")
    if verification.liveness is not None:
        lines += [
            f"  {cue.name} {cue.value:.3g} {cue.unit} (at least {cue.limit:g}): "
            + ("passed" if cue.passed else cue.refusal)
            for cue in verification.liveness.cues
        ]
    lines.append(f"  {verification.frames} frames, {seconds:.2f} s")
    return Report(fields, "\n".join(lines), exit_code)


def distances_text(comparison: Comparison) -> str:
    """The distances in words, each with its limit."""
    limits = comparison.limits
    return (
        f"distance {comparison.distance:.2f}, at most {limits.fused:.2f} "
        f"(color {comparison.color_distance:.2f}, at most {limits.color:.2f}; "
        f"depth {comparison.depth_distance:.2f}, at most {limits.depth:.2f})"
    )
