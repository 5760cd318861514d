"""`faceid daemon`: recognition for programs that ask over D-Bus."""

from __future__ import annotations

import argparse
import asyncio
import logging
from pathlib import Path

from app.arguments import SOURCE_HELP
from app.daemon.service import serve
from app.daemon.settings import (
    DEFAULT_CONFIG,
    DEFAULT_DATA_DIR,
    LOG_LEVELS,
    Privileged,
    read_settings,
)
from app.report import Report
from hardware import Pace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(chooses_data_dir=True)
    parser.epilog = (
        "Started by the system, as root; every user's data is below --data-dir (default: "
        f"{DEFAULT_DATA_DIR}). What is not given here is looked up in {DEFAULT_CONFIG}."
    )
    parser.add_argument("--config", type=Path, default=DEFAULT_CONFIG, metavar="FILE")
    parser.add_argument("--bus", metavar="ADDRESS", help="another bus than the system's, for tests")
    parser.add_argument("--source", metavar="S", help=f"{SOURCE_HELP} (default: kinect)")
    parser.add_argument(
        "--pace",
        choices=[pace.value.replace(" ", "-") for pace in Pace],
        help="how fast a recording plays (default: recorded)",
    )
    parser.add_argument("--idle-s", metavar="S", help="the sensor is closed after so long")
    parser.add_argument("--answer-s", metavar="S", help="longest verification, below 3")
    parser.add_argument("--absent-s", metavar="S", help="longest one while nobody is there")
    parser.add_argument(
        "--privileged",
        choices=[each.value for each in Privileged],
        help="what opens more than a screen: sudo, su, polkit (default: password)",
    )
    parser.add_argument("--log-level", choices=LOG_LEVELS)


def run(args: argparse.Namespace) -> Report:
    names = (
        "source",
        "pace",
        "data_dir",
        "idle_s",
        "answer_s",
        "absent_s",
        "privileged",
        "log_level",
    )
    chosen = {
        name: None if getattr(args, name) is None else str(getattr(args, name)) for name in names
    }
    settings = read_settings(args.config, chosen)
    if not args.verbose:
        logging.getLogger().setLevel(settings.log_level.upper())
    signal_name = asyncio.run(serve(settings, args.bus))
    return Report({"ended_by": signal_name}, f"Ended by {signal_name}.")
