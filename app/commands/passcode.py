"""`faceid passcode`: set it, check it, give it up, and what the lock demands now."""

from __future__ import annotations

import argparse

from app.arguments import Parser, add_common_arguments, add_daemon_argument
from app.daemon_line import DaemonError, DaemonLine
from app.errors import CommandError
from app.guarded import open_guard
from app.report import ExitCode, Report
from app.typed import typed_secret
from faceid_core.trust.guard import Guard, PasscodeWaitError, Status, wait_text

CURRENT = "Current passcode"
ACTIONS = {
    "set": "set the passcode, or change it",
    "check": "enter the passcode: faces may unlock again",
    "remove": "give the passcode up, and all that it protects",
    "status": "tell whether a face may unlock now, and if not, why",
}
#: The daemon's passcode is the login password, unless root sets another.
AT_DAEMON = ("check", "status")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Passcodes are asked for without being shown, or read from standard input, one a line."
    )
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=Parser
    )
    for action, purpose in ACTIONS.items():
        one = actions.add_parser(action, help=purpose)
        if action in AT_DAEMON:
            add_daemon_argument(one)
        add_common_arguments(one)


def run(args: argparse.Namespace) -> Report:
    if "daemon" in args and args.daemon:
        return run_at_daemon(args.action)
    guard = open_guard(args.data_dir)
    if args.action == "status":
        return status_report(guard.status())
    try:
        if args.action == "set":
            return set_passcode(guard)
        if args.action == "remove":
            guard.remove_passcode(typed_secret(CURRENT))
            return Report({"passcode": "removed"}, "The passcode is gone.")
        is_right = guard.try_passcode(typed_secret("Passcode"))
    except PasscodeWaitError as error:
        fields = {"passcode": "wait", "wait_s": error.wait_s, "reason": str(error)}
        return Report(fields, str(error), ExitCode.REFUSED_BY_POLICY)
    return tried_report(is_right)


def run_at_daemon(action: str) -> Report:
    """Enter the login password, or tell what the daemon demands."""
    with DaemonLine() as daemon:
        if action == "check":
            try:
                return tried_report(daemon.call("TryPasscode", "s", typed_secret("Password")))
            except DaemonError as error:
                if error.kind != "PasscodeWait":
                    raise
                fields = {"passcode": "wait", "reason": str(error)}
                return Report(fields, str(error), ExitCode.REFUSED_BY_POLICY)
        status = daemon.status()
    told = {name: status[name] for name in ("refusal", "needs_passcode", "failures")}
    text = f"{status['refusal']}." if status["refusal"] else "A face may unlock."
    return Report({"may_unlock": not status["refusal"], **told}, text)


def tried_report(is_right: bool) -> Report:
    """Whether it was the passcode."""
    if is_right:
        return Report({"passcode": "right"}, "Right. Faces may unlock again.")
    return Report({"passcode": "wrong"}, "Wrong.", ExitCode.NO_MATCH)


def set_passcode(guard: Guard) -> Report:
    """Ask for the old passcode, if there is one, and twice for the new one."""
    current = typed_secret(CURRENT) if guard.status().has_passcode else None
    new = typed_secret("New passcode")
    if typed_secret("Again") != new:
        raise CommandError("The two are different. Nothing was changed.")
    guard.set_passcode(new, current)
    return Report({"passcode": "set"}, "The passcode is set.")


def status_report(status: Status) -> Report:
    """What holds now, in JSON and in words."""
    fields = {
        "may_unlock": status.refusal is None,
        "refusal": None if status.refusal is None else status.refusal.name.lower(),
        "has_passcode": status.has_passcode,
        "failures": status.failures,
        "passcode_wait_s": round(status.wait_s, 1),
    }
    lines = ["A face may unlock." if status.refusal is None else f"{status.refusal.value}."]
    if not status.has_passcode:
        lines.append("There is no passcode. Set one: faceid passcode set")
    if status.failures:
        lines.append(f"Refused faces since the last unlock: {status.failures}")
    if status.wait_s > 0:
        lines.append(f"The next passcode can be tried in {wait_text(status.wait_s)}.")
    return Report(fields, "\n".join(lines))
