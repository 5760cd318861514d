"""`faceid uninstall`: bring the machine back as it was before `faceid install`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from app.arguments import add_root_argument
from app.commands.install import check_root, confirm, is_this_machine
from app.desktop.changes import Plan, apply, finish_removal, plan_removal, told
from app.desktop.manifest import DATA_FOLDER, load_manifest
from app.desktop.program_copy import PROGRAM_FOLDER, remove_copies
from app.desktop.system_tree import SystemTree
from app.errors import CommandError
from app.report import Report, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "A file that somebody else has changed since is kept, and named."
    parser.add_argument(
        "--purge", action="store_true", help=f"also remove the enrolled faces in {DATA_FOLDER}"
    )
    add_root_argument(parser)


def run(args: argparse.Namespace) -> Report:
    tree = SystemTree(args.root)
    check_root(args)
    installed = load_manifest(tree)
    if installed is None:
        raise CommandError("Nothing is installed here.")
    plan = plan_removal(tree, installed)
    for line in told(plan):
        say(line)
    if args.purge:
        say(f"removed  {DATA_FOLDER}: everybody's enrolled faces")
    if not args.dry_run:
        confirm(args)
        remove(plan, tree, args)
    fields = {
        "uninstalled": not args.dry_run,
        "changed": [change.name for change in plan.changes],
        "kept": plan.kept,
    }
    text = "Nothing was changed: --dry-run." if args.dry_run else "Everything is as it was before."
    if plan.kept:
        text += f" But for {', '.join(plan.kept)}, which somebody else has changed."
    return Report(fields, text)


def remove(plan: Plan, tree: SystemTree, args: argparse.Namespace) -> None:
    """Do what was shown."""
    apply(plan, tree)
    if is_this_machine(args):
        from app.desktop.running_system import tell_of_removal

        for failure in tell_of_removal():
            say(f"faceid: {failure}")
        remove_copies(Path(PROGRAM_FOLDER))
    finish_removal(plan, tree)
    if args.purge and tree.path(DATA_FOLDER).is_dir():
        shutil.rmtree(tree.path(DATA_FOLDER))
