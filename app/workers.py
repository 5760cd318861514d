"""Which processes a long command takes, and what they keep to themselves."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from app.arguments import positive_count
from app.recognizer import native_messages_logged
from faceid_core.work_pool import Answer, Item, Work, Workers, usable_cores


@dataclass(frozen=True)
class Quiet(Generic[Item, Answer]):
    """Work whose models are loaded without what their native code tells about itself."""

    work: Work[Item, Answer]

    def __call__(self) -> Callable[[Item], Answer]:
        with native_messages_logged():
            return self.work()


def add_worker_arguments(parser: argparse.ArgumentParser) -> None:
    """Add who works."""
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--workers",
        type=positive_count,
        metavar="N",
        help="processes that share the work (default: one a core, where there is work for them)",
    )
    who.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="let the workers of a Dask cluster do it, such as tcp://host:8786; they need this "
        "program, and the same folders under the same paths",
    )


def chosen_workers(args: argparse.Namespace, parts: int, worthwhile: int) -> Workers:
    """Return who works.

    Args:
        args: With the arguments of `add_worker_arguments`.
        parts: Into how many parts the work falls: more processes would idle.
        worthwhile: For how many processes there is so much to do that starting them pays.
    """
    if args.workers is not None:
        return Workers(min(args.workers, max(parts, 1)))
    return Workers(max(min(usable_cores(), parts, worthwhile), 1), args.scheduler)
