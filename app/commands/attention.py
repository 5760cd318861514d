"""`faceid attention`: whether eyes must be open for a face to unlock."""

from __future__ import annotations

import argparse

from app.arguments import Parser, add_common_arguments
from app.attention import Attention, meaning
from app.report import Report

ACTIONS = {
    "show": "tell whether eyes must be open",
    "on": "closed eyes do not unlock (as shipped)",
    "off": "closed eyes unlock, too: for whoever cannot open them, or is not seen to",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=Parser
    )
    for action, purpose in ACTIONS.items():
        add_common_arguments(actions.add_parser(action, help=purpose))


def run(args: argparse.Namespace) -> Report:
    attention = Attention(args.data_dir)
    if args.action != "show":
        attention.choose(args.action == "on")
    is_required = attention.is_required
    return Report({"open_eyes": is_required}, meaning(is_required))
