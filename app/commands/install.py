"""`faceid install`: let a look unlock the desktop; shows what it changes before it does."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from pathlib import Path

from app.arguments import add_root_argument
from app.desktop.changes import Plan, apply, finish_installation, plan_installation, told
from app.desktop.choices import Choices
from app.desktop.fingerprint_readers import connected_readers
from app.desktop.manifest import load_manifest
from app.desktop.program_copy import (
    COPIED_PROGRAM,
    PROGRAM_FOLDER,
    copy_program,
    is_copied,
    others_can_change,
    source_folder,
)
from app.desktop.system_tree import SystemTree
from app.errors import CommandError
from app.report import Report, say
from app.typed import confirmed_by_key

PAM_MODULE = "pam_fprintd.so"
PAM_FOLDERS = ("lib/*/security", "usr/lib/*/security", "lib/security", "usr/lib/security")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "What is not said stays as it was chosen before, and is not installed at first. "
        "faceid uninstall brings everything back as it was. See docs/desktop.md."
    )
    choice = argparse.BooleanOptionalAction
    parser.add_argument(
        "--pam", action=choice, help="ask for a look wherever PAM asks for a password (common-auth)"
    )
    parser.add_argument(
        "--sudo",
        action=choice,
        help="let a look also answer sudo, su and polkit; a face is passive: any program that "
        "runs as you could then become root while you sit there (needs --pam)",
    )
    parser.add_argument(
        "--presence", action=choice, help="start faceid presence in everybody's session"
    )
    parser.add_argument(
        "--replace-fingerprint",
        action="store_true",
        help="install even though that turns a fingerprint reader off",
    )
    parser.add_argument(
        "--in-place",
        action="store_true",
        help="run this very program as root instead of a copy in /opt/faceid; for testers",
    )
    add_root_argument(parser)


def run(args: argparse.Namespace) -> Report:
    tree = SystemTree(args.root)
    check_root(args)
    if not args.replace_fingerprint:
        check_readers(tree)
    installed = load_manifest(tree)
    choices = chosen(args, None if installed is None else installed.choices)
    if choices.pam and not any(
        any(tree.root.glob(f"{folder}/{PAM_MODULE}")) for folder in PAM_FOLDERS
    ):
        raise CommandError("PAM cannot ask yet. Run: sudo apt install libpam-fprintd")
    plan = plan_installation(tree, choices, installed)
    copies = needs_copy(args, choices)
    show(plan, choices, copies=copies)
    if args.dry_run or not (plan.changes or copies):
        return report(plan, choices, done=not args.dry_run, copied=False)
    confirm(args)
    if copies:
        say(f"Copying the program to {PROGRAM_FOLDER}: a minute or two.")
        copy_program(Path(PROGRAM_FOLDER), source_folder())
    apply(plan, tree)
    finish_installation(plan, tree)
    if is_this_machine(args):
        from app.desktop.running_system import tell_of_installation

        for failure in tell_of_installation():
            say(f"faceid: {failure}")
    return report(plan, choices, done=True, copied=copies)


def check_root(args: argparse.Namespace) -> None:
    """Refuse where nothing could be changed, with the line to type."""
    if is_this_machine(args) and not args.dry_run and os.geteuid() != 0:
        line = shlex.join([str(Path(sys.argv[0]).absolute()), *sys.argv[1:]])
        raise CommandError(f"Only root can do this. Type: sudo {line}")


def confirm(args: argparse.Namespace) -> None:
    """Let what was shown be confirmed. Raises CommandError if it is not."""
    if not args.yes and not confirmed_by_key("This is what will change."):
        raise CommandError("Nothing was changed.")


def is_this_machine(args: argparse.Namespace) -> bool:
    """Whether the machine that runs is changed, and not a folder that holds another."""
    return bool(args.root.resolve() == Path("/"))


def check_readers(tree: SystemTree) -> None:
    """Refuse where a fingerprint reader would be turned off."""
    readers = connected_readers(tree)
    has_reader = bool(readers)
    if not readers and tree.root.resolve() == Path("/"):
        from app.desktop.running_system import fprintd_has_reader

        has_reader = fprintd_has_reader()
    if has_reader:
        named = f" (USB {', '.join(readers)})" if readers else ""
        raise CommandError(
            f"This machine has a fingerprint reader{named}, and Face ID would take its place: "
            "fingerprints would not unlock any more. To do it all the same: --replace-fingerprint"
        )


def chosen(args: argparse.Namespace, before: Choices | None) -> Choices:
    """What is chosen now, or was before.

    Raises:
        CommandError: If one choice needs another.
    """
    program = COPIED_PROGRAM
    if args.in_place:
        program = str(Path(sys.prefix, "bin", "faceid"))
        exposed = others_can_change(Path(program)) or others_can_change(Path(sys.executable))
        warning = f"{exposed} can be changed by others than root. " if exposed else ""
        say(
            f"faceid: --in-place: {warning}Whoever can change this program can become root. "
            "Only for trying it out."
        )
    first = before or Choices(program)
    choices = Choices(
        program,
        *(
            getattr(first, name) if getattr(args, name) is None else getattr(args, name)
            for name in ("pam", "sudo", "presence")
        ),
    )
    if choices.sudo and not choices.pam:
        raise CommandError("sudo asks for a look only with --pam. Add it, or say --no-sudo.")
    return choices


def needs_copy(args: argparse.Namespace, choices: Choices) -> bool:
    """Whether the program is to be copied. Into a folder that holds another machine, it is not."""
    if args.in_place or not is_this_machine(args):
        return False
    return not is_copied(Path(PROGRAM_FOLDER), source_folder())


def show(plan: Plan, choices: Choices, *, copies: bool) -> None:
    """Tell what will change."""
    if copies:
        say(f"new      {PROGRAM_FOLDER}: a copy of this program that only root can change")
    for line in told(plan):
        say(line)
    if choices.sudo:
        say("A look will answer sudo, su and polkit, without a key being pressed.")


def report(plan: Plan, choices: Choices, *, done: bool, copied: bool) -> Report:
    """What was changed, or would be."""
    fields = {
        "installed": done,
        "changed": [change.name for change in plan.changes],
        "kept": plan.kept,
        "copied": copied,
        "choices": choices.fields(),
    }
    if not done:
        return Report(fields, "Nothing was changed: --dry-run.")
    if not plan.changes and not copied:
        return Report(fields, "Installed already: nothing was changed.")
    lines = ["Installed. Let an enrolled face open your screen: faceid share NAME"]
    if not choices.pam:
        lines.append("Nothing asks for a look yet: see docs/desktop.md, or add --pam.")
    return Report(fields, "\n".join(lines))
