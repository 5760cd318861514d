"""Loading the models for a command."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faceid_core.litert import THREADS
from faceid_core.pipeline import Recognizer

from .attention import Attention
from .strictness import Strictness

logger = logging.getLogger(__name__)

STDERR = 2  # the descriptor that native code writes to, whatever sys.stderr is


def load_recognizer(data_dir: Path | None = None) -> Recognizer:
    """Load the shipped models. What LiteRT's native code tells about itself goes to the log.

    Args:
        data_dir: Where the owner may have chosen a smaller threshold, and that eyes may be closed;
            None as shipped.

    Raises:
        WeightsError: If one is missing or was changed.
    """
    with native_messages_logged():
        return strict_recognizer(data_dir)


def strict_recognizer(data_dir: Path | None, *, threads: int = THREADS) -> Recognizer:
    """Load the shipped models, for a program whose descriptor 2 others write to as well.

    Arguments and errors as of `load_recognizer`; `threads` as of `Recognizer.load`.
    """
    recognizer = Recognizer.load(threads=threads)
    if data_dir is not None:
        recognizer.tighten(Strictness(data_dir).threshold)
        recognizer.asks_for_eyes = Attention(data_dir).is_required
    return recognizer


@contextmanager
def native_messages_logged() -> Iterator[None]:
    """Log what is written to descriptor 2 meanwhile, by whatever thread, at level DEBUG."""
    sys.stderr.flush()
    saved = os.dup(STDERR)
    with tempfile.TemporaryFile() as captured:
        os.dup2(captured.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(saved, STDERR)
            os.close(saved)
            captured.seek(0)
            for line in captured.read().decode(errors="replace").splitlines():
                logger.debug("%s", line)
