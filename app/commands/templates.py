"""`faceid templates`: what is enrolled. Never shows the stored vectors."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from app.arguments import Parser, add_common_arguments, add_daemon_argument, add_name_argument
from app.changes import logged, removed
from app.daemon_line import ASKED_ANSWER_S, DaemonLine
from app.errors import UsageError
from app.guarded import open_guard
from app.last_used import LastUsed
from app.paths import last_used_file, templates_dir
from app.report import Report
from faceid_core.appearances import without_appearance
from faceid_core.errors import TemplateError
from faceid_core.templates import Template, TemplateStore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=Parser
    )
    everyone = actions.add_parser("list", help="name everyone who is enrolled")
    add_daemon_argument(everyone)
    add_common_arguments(everyone)
    for action, purpose in (
        ("show", "describe one template"),
        ("remove", "delete one template for good"),
    ):
        one = actions.add_parser(action, help=purpose)
        add_name_argument(one, "whose template")
        if action == "remove":
            add_daemon_argument(one)
            one.add_argument(
                "--appearance", metavar="LABEL", help="delete only this alternate appearance"
            )
        add_common_arguments(one)


def run(args: argparse.Namespace) -> Report:
    if "daemon" in args and args.daemon:
        return run_at_daemon(args)
    store = TemplateStore(templates_dir(args.data_dir))
    last_used = LastUsed(last_used_file(args.data_dir))
    if args.action == "list":
        return list_report(store, last_used.times())
    if args.action == "show":
        return show_report(store.load(args.name))
    guard = open_guard(args.data_dir)
    if args.appearance is not None:
        template = without_appearance(store.load(args.name), args.appearance)
        with logged(guard, removed(args.name, args.appearance)):
            store.save(template)
        return Report(
            {"removed": args.name, "appearance": args.appearance},
            f"removed the appearance {args.appearance!r} of {args.name}",
        )
    with logged(guard, removed(args.name)):
        store.remove(args.name)
    last_used.forget(args.name)
    return Report({"removed": args.name}, f"removed {args.name}")


def run_at_daemon(args: argparse.Namespace) -> Report:
    """List or remove the faces that the daemon keeps of the caller."""
    with DaemonLine() as daemon:
        if args.action == "list":
            names = daemon.status()["enrolled"]
            return Report(
                {"templates": [{"name": name} for name in names]},
                "\n".join(names) or "Nobody's face opens your screen yet. See: faceid share --help",
            )
        if args.appearance is not None:
            raise UsageError("The daemon's templates are removed as a whole.")
        daemon.call("Remove", "s", args.name, answer_s=ASKED_ANSWER_S)
    return Report({"removed": args.name}, f"removed {args.name} from the daemon")


def list_report(store: TemplateStore, last_used: Mapping[str, datetime]) -> Report:
    """Everyone who is enrolled, one line each; a template that cannot be used says why.

    Args:
        store: Where the templates are.
        last_used: When each person last opened the lock, UTC; who never did is not in it.
    """
    people: list[dict[str, object]] = []
    lines: list[str] = []
    for name in store.names():
        try:
            template = store.load(name)
        except TemplateError as error:
            people.append({"name": name, "error": type(error).__name__, "reason": str(error)})
            lines.append(f"{name}: {error}")
        else:
            when = last_used.get(name)
            used_at = None if when is None else when.isoformat()
            people.append(summary_fields(template) | {"last_used_at": used_at})
            lines.append(f"{summary_text(template)}, last used {used_at or 'never'}")
    return Report({"templates": people}, "\n".join(lines) or "Nobody is enrolled yet.")


def show_report(template: Template) -> Report:
    """One template's description, with the poses that it was enrolled in."""
    stored = list(zip(template.poses, template.labels, strict=True))
    poses = [asdict(pose) | {"appearance": label or None} for pose, label in stored]
    lines = [summary_text(template)]
    lines += [
        f"  yaw {pose.yaw_deg:+6.1f}  pitch {pose.pitch_deg:+6.1f}  roll {pose.roll_deg:+6.1f} deg"
        + (f"  {label}" if label else "")
        for pose, label in stored
    ]
    return Report(summary_fields(template) | {"poses": poses}, "\n".join(lines))


def summary_fields(template: Template) -> dict[str, object]:
    """What a list tells of one template."""
    return {
        "name": template.name,
        "created_at": template.created_at,
        "encoder_id": template.encoder_id,
        "is_partial": template.is_partial,
        "pose_count": len(template.poses),
        "appearances": list(template.appearances),
    }


def summary_text(template: Template) -> str:
    """The same in words."""
    partial = ", partial sweep" if template.is_partial else ""
    looks = f", also as {', '.join(template.appearances)}" if template.appearances else ""
    return (
        f"{template.name}: {len(template.poses)} poses{partial}{looks}, "
        f"enrolled {template.created_at} with {template.encoder_id}"
    )
