"""`faceid share`: an enrolled face also opens the screen, the login, and what asks PAM."""

from __future__ import annotations

import argparse
import getpass

from app.arguments import add_name_argument
from app.daemon_line import ASKED_ANSWER_S, DaemonLine
from app.enrolled import load_for
from app.paths import templates_dir
from app.report import Report
from faceid_core.encoder_description import shipped_encoder
from faceid_core.templates import TemplateStore, template_bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The daemon keeps a copy of its own, which your own programs cannot change; it asks for "
        "your password. Taken back with: faceid templates remove NAME --daemon"
    )
    add_name_argument(parser, "who is enrolled")


def run(args: argparse.Namespace) -> Report:
    template = load_for(
        TemplateStore(templates_dir(args.data_dir)), args.name, shipped_encoder().encoder_id
    )
    with DaemonLine() as daemon:
        daemon.call("Import", "say", args.name, template_bytes(template), answer_s=ASKED_ANSWER_S)
        needs_passcode = daemon.status()["needs_passcode"]
    text = f"The face of {args.name} opens what is locked for {getpass.getuser()}."
    if needs_passcode:
        text += " First enter your password once: faceid passcode check --daemon"
    return Report({"shared": args.name, "needs_passcode": needs_passcode}, text)
