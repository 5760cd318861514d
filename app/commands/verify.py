"""`faceid verify`: one decision on who is in front of the source."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence

from app.arguments import add_name_argument, add_source_arguments, positive_seconds
from app.chosen_source import open_chosen_source
from app.enrolled import load_enrolled, load_for
from app.errors import CommandError
from app.guarded import GuardedVerification, Learning, Verified, open_guard
from app.last_used import LastUsed
from app.observed_fields import verified_fields
from app.paths import last_used_file, templates_dir
from app.recognizer import load_recognizer
from app.report import ExitCode, Report, say
from app.typed import confirmed_by_key
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.clock import read_clock
from faceid_core.trust.policy import Purpose, Request
from faceid_core.types import Comparison, Observation
from faceid_core.verification import Decision, Verifier, verify

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
            last_used = LastUsed(last_used_file(args.data_dir))
            learning = Learning(store, gallery.templates, recognizer.matcher, last_used)
            if not args.privileged:  # there, only what was enrolled counts
                gallery.adapted = learning.adapted
            verified = guarded(observe(source, recognizer, gallery), learning, args)
        else:
            seen = observe(source, recognizer, gallery)
            verified = Verified(verify(seen, timeout_s=args.timeout))
    return report(verified, recognizer.encoder_id, time.monotonic() - started_s)


def guarded(
    observations: Iterable[Observation], learning: Learning, args: argparse.Namespace
) -> Verified:
    """Look, if the policy lets a face unlock at all, and count what came of it."""
    guard = open_guard(args.data_dir)
    request = Request()
    if args.privileged:
        pressed = confirmed_by_key("Your face will be used for a privileged action.")
        request = Request(Purpose.PRIVILEGED, read_clock() if pressed else None)
    verifying = GuardedVerification(guard, learning, request, Verifier(timeout_s=args.timeout))
    if verifying.barred is not None:
        return verifying.barred
    decided = (done for seen in observations if (done := verifying.offer(seen)) is not None)
    verified = next(decided, None) or verifying.end()
    verifying.learn()
    return verified


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


def report(verified: Verified, encoder_id: str, seconds: float) -> Report:
    """Tell a verification's result, the same in JSON and in words."""
    verification = verified.verification
    comparison = verification.comparison
    fields = verified_fields(verified, encoder_id, seconds)
    lines = [f"{fields['decision']}: {fields['reason']}"]
    if comparison is not None:
        lines.append(f"  nearest to {comparison.name}: {distances_text(comparison)}")
    if verification.liveness is not None:
        lines += [
            f"  {cue.name} {cue.value:.3g} {cue.unit} (at least {cue.limit:g}): "
            + ("passed" if cue.passed else cue.refusal)
            for cue in verification.liveness.cues
        ]
    lines.append(f"  {verification.frames} frames, {seconds:.2f} s")
    exit_code = EXIT_CODES[verification.decision]
    if verified.refusal is not None:
        exit_code = ExitCode.REFUSED_BY_POLICY
    return Report(fields, "\n".join(lines), exit_code)


def distances_text(comparison: Comparison) -> str:
    """The distances in words, each with its limit."""
    limits = comparison.limits
    return (
        f"distance {comparison.distance:.2f}, at most {limits.fused:.2f} "
        f"(color {comparison.color_distance:.2f}, at most {limits.color:.2f}; "
        f"depth {comparison.depth_distance:.2f}, at most {limits.depth:.2f})"
    )
