"""Who trains together: one device, the GPUs of this machine, or programs on several machines.

The programs of "multiworker" find each other by TensorFlow's own `TF_CONFIG`; each is started
with the same options on the same folders, and only the first, the chief, writes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import tensorflow as tf

from ..errors import TrainingError
from .run_folder import RUN_FOLDER

MULTIWORKER: Final = "multiworker"
STRATEGIES: Final[Mapping[str, Callable[[], Any]]] = {
    "none": tf.distribute.get_strategy,
    "mirrored": tf.distribute.MirroredStrategy,
    MULTIWORKER: tf.distribute.MultiWorkerMirroredStrategy,
}


def make_strategy(name: str) -> Any:
    """Make a `tf.distribute.Strategy`, and wait until all of its programs are there.

    TensorFlow must not have computed anything before.

    Args:
        name: Of `STRATEGIES`.

    Raises:
        TrainingError: If `TF_CONFIG` does not say who trains together.
    """
    if name == MULTIWORKER:
        _check_configuration(os.environ.get("TF_CONFIG", ""))
    return STRATEGIES[name]()


def is_chief(strategy: Any) -> bool:
    """Whether this program writes what all of them train."""
    return bool(strategy.extended.should_checkpoint)


def claim_together(strategy: Any, directory: Path, run: Mapping[str, str | int | bool]) -> None:
    """Take a folder for a run of all programs, the chief first; arguments as of `claim`.

    Raises:
        TrainingError: As `claim`, or because another program raises it.
        OSError: If the folder cannot be made.
    """
    for is_turn in (is_chief(strategy), not is_chief(strategy)):
        failure: Exception | None = None
        if is_turn:
            try:
                RUN_FOLDER.take(directory, run)
            except (TrainingError, OSError) as error:
                failure = error
        failures = _sum(strategy, 0 if failure is None else 1)
        if failure is not None:
            raise failure
        if failures:
            raise TrainingError("Another program of this training cannot start; it says why.")


def check_agreement(strategy: Any, steps_done: int) -> None:
    """Find out whether all programs took up the same checkpoint.

    Raises:
        TrainingError: If they did not.
    """
    if _sum(strategy, steps_done) != steps_done * strategy.num_replicas_in_sync:
        raise TrainingError(
            f"The programs that train together took up different checkpoints, this one that of "
            f"{steps_done} batches. Give all of them one folder, on a disk that they share."
        )


def _sum(strategy: Any, number: int) -> int:
    """Return the sum over all replicas of all programs; returns when all have come here."""
    own = strategy.run(lambda: tf.constant(number, tf.int64))
    return int(strategy.reduce(tf.distribute.ReduceOp.SUM, own, axis=None))


def _check_configuration(text: str) -> None:
    try:
        entries = json.loads(text or "{}")
        workers = [str(address) for address in entries["cluster"]["worker"]]
        index = int(entries["task"]["index"])
        is_one = entries["task"]["type"] == "worker" and 0 <= index < len(workers)
    except (ValueError, KeyError, TypeError):
        is_one = False
    if not is_one:
        raise TrainingError(
            "The environment variable TF_CONFIG must say who trains together, and which of them "
            'this is: {"cluster": {"worker": ["host1:2222", "host2:2222"]}, '
            '"task": {"type": "worker", "index": 0}}'
        )
