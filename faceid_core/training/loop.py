"""The loop of every training: steps, reports, checkpoints, and going on after an interrupt."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import tensorflow as tf

from ..errors import TrainingError
from .strategies import check_agreement, is_chief

REPORT_STEPS: Final = 20
CHECKPOINT_STEPS: Final = 500
WARM_UP: Final = 0.03  # part of the run in which the rate rises
LEAST_RATE: Final = 1e-5

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """Where a training run is.

    Attributes:
        step: Batches so far, over all runs of these checkpoints.
        loss: Mean of the last batches.
        images_per_s: Speed of the last batches.
    """

    step: int
    loss: float
    images_per_s: float


class TrainingLoop:
    """Takes steps, and keeps checkpoints of everything that they change.

    An interrupt falls between two steps: the count of steps is changed in the same graph
    as the weights, and what was interrupted is saved before the exception goes on.
    """

    def __init__(
        self,
        update: Callable[..., Any],
        directory: Path,
        *,
        images_a_step: int,
        strategy: Any,
        **changed: Any,
    ) -> None:
        """Take up the last whole checkpoint of a folder, if there is one.

        Several programs of one strategy see one folder; only the chief writes to it.

        Args:
            update: Takes what `run` gets from its `inputs` as tensors, changes the weights,
                and returns the loss, a scalar. It becomes a graph.
            directory: Of the checkpoints.
            images_a_step: For the speed.
            strategy: A `tf.distribute.Strategy`.
            changed: Everything that a step changes, by name: models, optimizers, variables.

        Raises:
            TrainingError: If there are checkpoints, and none fits, or if others of the strategy
                took up another.
        """
        self._images_a_step = images_a_step
        self._writes = is_chief(strategy)
        with strategy.scope():
            self._steps_done = tf.Variable(
                0, dtype=tf.int64, aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA
            )
        self._checkpoint = tf.train.Checkpoint(steps=self._steps_done, **changed)
        self._manager = tf.train.CheckpointManager(self._checkpoint, str(directory), max_to_keep=2)
        self._restore()
        check_agreement(strategy, self.steps_done)
        self._saved_at = self.steps_done

        def counted(*inputs: Any) -> Any:
            loss = update(*inputs)
            self._steps_done.assign_add(1)
            return loss

        self._step = tf.function(counted, autograph=False)

    @property
    def steps_done(self) -> int:
        """Steps so far, over all runs of these checkpoints."""
        return int(self._steps_done.numpy())

    def run(self, inputs: Callable[[int], tuple[Any, ...]], steps: int) -> Iterator[Progress]:
        """Take steps until so many are done, counted over all runs of these checkpoints.

        Args:
            inputs: What `update` takes at a step.
            steps: Altogether.

        Yields:
            Where the run is, every `REPORT_STEPS` and at the end.

        Raises:
            TrainingError: If a checkpoint cannot be written, the loss is not a number, or
                another program of the strategy ended.
        """
        losses: list[Any] = []
        reported_s = time.monotonic()
        is_sound = True
        try:
            for step in range(self.steps_done, steps):
                losses.append(self._step(*inputs(step)))
                if (step + 1) % REPORT_STEPS == 0 or step + 1 == steps:
                    loss = float(np.mean([float(value) for value in losses]))
                    is_sound = math.isfinite(loss)
                    if not is_sound:
                        raise TrainingError(
                            f"The loss is {loss} after {step + 1} batches: these weights are lost. "
                            "Start anew in another folder, with another seed."
                        )
                    now_s = time.monotonic()
                    speed = len(losses) * self._images_a_step / (now_s - reported_s)
                    yield Progress(step + 1, loss, speed)
                    losses, reported_s = [], time.monotonic()
                if (step + 1) % CHECKPOINT_STEPS == 0:
                    self.save()
        except (tf.errors.UnavailableError, tf.errors.AbortedError) as error:
            is_sound = False  # the step may have changed something
            raise TrainingError(
                "Another program of this training ended. Start all of them again; "
                "they go on from the last checkpoint."
            ) from error
        finally:
            if is_sound:
                self.save()

    def save(self) -> None:
        """Write a checkpoint, unless nothing changed since the last, or another program does.

        Raises:
            TrainingError: If it cannot be written.
        """
        done = self.steps_done
        if done == self._saved_at or not self._writes:
            return
        try:
            self._manager.save(checkpoint_number=done)
        except tf.errors.OpError as error:
            raise TrainingError(
                f"The checkpoint cannot be written to {self._manager.directory}: {error.message}"
            ) from error
        self._saved_at = done

    def _restore(self) -> None:
        failures = []
        for path in reversed(self._manager.checkpoints):
            try:
                self._checkpoint.restore(path).assert_existing_objects_matched()
            except (tf.errors.OpError, AssertionError, ValueError) as error:
                logger.warning("%s cannot be read: %s", path, error)
                failures.append(path)
            else:
                logger.info("going on from %s", path)
                return
        if failures:
            raise TrainingError(
                f"No checkpoint of {self._manager.directory} can be read. Name a new folder."
            )


class TrainingLog:
    """TensorBoard's files of a run: `tensorboard --logdir OUT`."""

    def __init__(self, directory: Path, *, writes: bool = True) -> None:
        """Open the log, or only seem to: of several programs that train together one writes."""
        self._writer = (
            tf.summary.create_file_writer(str(directory / "logs"))
            if writes
            else tf.summary.create_noop_writer()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._writer.close()

    def write(self, step: int, **values: float) -> None:
        """Write values of a step by name."""
        with self._writer.as_default(step=step):
            for name, value in values.items():
                tf.summary.scalar(name, value)
        self._writer.flush()


def warm_cosine(fraction: float, peak: float) -> float:
    """Return the learning rate at a part of the run: a short rise, then half a cosine down."""
    rise = min(1.0, fraction / WARM_UP)
    return peak * rise * 0.5 * (1.0 + math.cos(math.pi * fraction)) + LEAST_RATE
