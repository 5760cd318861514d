"""`faceid verify`: one decision on who is in front of the source."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING

from app.arguments import (
    add_daemon_argument,
    add_name_argument,
    add_source_arguments,
    positive_seconds,
)
from app.chosen_source import open_chosen_source
from app.errors import UsageError
from app.paths import default_data_dir
from app.report import ExitCode, Report
from app.typed import confirmed_by_key
from faceid_core.trust.clock import read_clock
from faceid_core.trust.policy import Purpose, Request

if TYPE_CHECKING:  # what recognizes is loaded only to look: PAM waits for the answer
    from app.guarded import Verified
    from faceid_core.types import Comparison, Cue

DEFAULT_TIMEOUT_S = 10.0
#: By the word for what was decided.
EXIT_CODES = {
    "match": ExitCode.OK,
    "non-match": ExitCode.NO_MATCH,
    "no-face": ExitCode.NOTHING_TO_JUDGE,
    "refused": ExitCode.REFUSED_BY_POLICY,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit codes: 0 match, 1 no match, 2 nothing to judge (no face, timeout), "
        "3 refused by policy, 4 trouble (device, file, template, arguments)."
    )
    parser.set_defaults(chooses_data_dir=True)
    add_name_argument(parser, "who it should be (default: anyone enrolled)", is_required=False)
    add_source_arguments(parser)
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        metavar="S",
        help=f"longest look in seconds of frames (default: {DEFAULT_TIMEOUT_S:g}); with --pam, "
        "of everything in seconds (default: 3)",
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
    add_daemon_argument(parser)
    parser.add_argument(
        "--pam",
        action="store_true",
        help="answer pam_exec in time: who it should be is in its environment; see docs/desktop.md",
    )


def run(args: argparse.Namespace) -> Report:
    if args.daemon:
        return run_at_daemon(args)
    return run_for_pam(args) if args.pam else run_for_person(args)


def run_at_daemon(args: argparse.Namespace) -> Report:
    """Let the daemon look, as it does for a locker."""
    if args.pam or args.privileged or args.name is not None:
        raise UsageError("--daemon looks for you, as for a locker: give neither NAME nor --pam.")
    from app.daemon_line import DaemonLine

    with DaemonLine() as daemon:
        fields = daemon.verify()
    exit_code = EXIT_CODES.get(fields["decision"], ExitCode.TROUBLE)
    return Report(fields, f"{fields['decision']}: {fields['reason']}", exit_code)


def run_for_person(args: argparse.Namespace) -> Report:
    """Look once, for whoever typed the command."""
    from app.looking import Look, look

    started_s = time.monotonic()
    verified, encoder_id = look(
        Look(args.data_dir or default_data_dir(), args.name, args.timeout or DEFAULT_TIMEOUT_S),
        lambda: open_chosen_source(args),
        lambda: typed_request(args),
        is_guarded=args.guarded or args.privileged,
    )
    return report(verified, encoder_id, time.monotonic() - started_s)


def typed_request(args: argparse.Namespace) -> Request:
    """What the unlock is for; more than a screen needs a key press."""
    if not args.privileged:
        return Request()
    pressed = confirmed_by_key("Your face will be used for a privileged action.")
    return Request(Purpose.PRIVILEGED, read_clock() if pressed else None)


def run_for_pam(args: argparse.Namespace) -> Report:
    """Answer PAM in time: refuse, ask the daemon, or look without it."""
    from app import pam_request

    limit_s = args.timeout or pam_request.DEFAULT_LIMIT_S
    end_s = pam_request.end_in_time(limit_s)
    asked = pam_request.read_pam_request(os.environ)
    refusal = pam_request.why_refused(asked)
    if refusal is not None:
        fields = {"decision": "refused", "reason": refusal}
        return Report(fields, f"refused: {refusal}", ExitCode.REFUSED_BY_POLICY)
    pam_request.become_root()
    answer = pam_request.answer_of_daemon(asked, end_s)
    if answer is not None:
        exit_code = EXIT_CODES.get(answer["decision"], ExitCode.TROUBLE)
        return Report(answer, f"{answer['decision']}: {answer['reason']}", exit_code)
    from app.looking import Look, look

    started_s = time.monotonic()
    verified, encoder_id = look(
        Look(args.data_dir or asked.data_dir(), None, limit_s, end_s),
        lambda: open_chosen_source(args),
        lambda: Request(
            confirmed_at=read_clock() if asked.has_pressed_key else None,
            asked_by=asked.described,
        ),
        is_guarded=True,
    )
    return report(verified, encoder_id, time.monotonic() - started_s)


def report(verified: Verified, encoder_id: str, seconds: float) -> Report:
    """Tell a verification's result, the same in JSON and in words."""
    from app.observed_fields import verified_fields

    verification = verified.verification
    comparison = verification.comparison
    fields = verified_fields(verified, encoder_id, seconds)
    lines = [f"{fields['decision']}: {fields['reason']}"]
    if comparison is not None:
        lines.append(f"  nearest to {comparison.name}: {distances_text(comparison)}")
    if verification.liveness is not None:
        lines += [
            f"  {cue.name} {cue.value:.3g} {cue.unit} ({_limits_text(cue)}): "
            + ("passed" if cue.passed else cue.refusal)
            for cue in verification.liveness.cues
        ]
    lines.append(f"  {verification.frames} frames, {seconds:.2f} s")
    return Report(fields, "\n".join(lines), EXIT_CODES[str(fields["decision"])])


def _limits_text(cue: Cue) -> str:
    together = "" if cue.row_limit is None else f", {cue.row_limit:g} on average"
    return f"at least {cue.limit:g}{together}"


def distances_text(comparison: Comparison) -> str:
    """The distances in words, each with its limit."""
    limits = comparison.limits
    return (
        f"distance {comparison.distance:.2f}, at most {limits.fused:.2f} "
        f"(color {comparison.color_distance:.2f}, at most {limits.color:.2f}; "
        f"depth {comparison.depth_distance:.2f}, at most {limits.depth:.2f})"
    )
