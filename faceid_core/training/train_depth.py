"""Train the depth trunk on rendered canonical maps: siamese, contrastive, populations mixed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from ..depth_patch import PATCH_SHAPE, mean_height, patches_of
from ..face_geometry import FaceGeometry
from ..face_sets import write_whole
from ..shape_model import SHAPE_MODEL_FILE, ShapeModel
from .augment import Augmenter
from .crowd import Crowd
from .depth_trunk import (
    DROPOUT,
    FIXED,
    FIXED_PHASES,
    LEARNED_PHASES,
    LINEAR,
    build_depth_trunk,
)
from .discriminant import linear_start
from .fit_shape_model import fit_shape_model
from .losses import contrastive_loss
from .relief_layers import CoarseHeight
from .siamese import SiameseTrainer

PEOPLE_A_BATCH: Final = 36
VIEWS_A_PERSON: Final = 4
VALIDATION_PEOPLE: Final = 200
PEAK_RATE: Final = 5e-4
CONTRASTIVE_MARGIN: Final = 1.1
START_BATCHES: Final = 60  # from which the linear path is solved
START_WITHIN_RAD: Final = 0.25  # how far a person's phases deviate at the start
#: So many faces are seen as if they wore glasses: what is there instead is the model's guess.
HIDDEN_EYES: Final = 0.3


class DepthTrainer(SiameseTrainer):
    """A depth trunk in training.

    Attributes:
        shapes: The model that completes what the trunk is shown.
    """

    peak_rate = PEAK_RATE
    dropout = DROPOUT

    def __init__(
        self,
        crowd: Crowd,
        directory: Path,
        *,
        seed: int = 0,
        people_a_batch: int = PEOPLE_A_BATCH,
        strategy: Any = None,
    ) -> None:
        """Build the network, or take it up from the checkpoints in a folder.

        A new network starts from the best linear answer on the crowd.

        Args:
            crowd: Everybody to train on, with `VIEWS_A_PERSON` views in a batch.
            directory: Of the checkpoints.
            seed: Of the first weights, of the choice of people and of the faults.
            people_a_batch: How many; every replica of the strategy gets its own.
            strategy: A `tf.distribute.Strategy`; None is one device.

        Raises:
            TrainingError: If there are checkpoints, and none fits.
        """
        self._crowd = crowd
        self._seed = seed
        self._people_a_batch = people_a_batch
        keras.utils.set_random_seed(seed)
        chosen = tf.distribute.get_strategy() if strategy is None else strategy
        with chosen.scope():
            self._augment = Augmenter(seed)
        self.shapes = _shape_model(crowd, directory, seed)
        super().__init__(
            build_depth_trunk,
            directory,
            images_a_replica=people_a_batch * VIEWS_A_PERSON,
            strategy=chosen,
            faults=self._augment.random,
        )
        if self.steps_done == 0:
            self._start_linear()

    def _batch(self, step: int, replica: int) -> tuple[Any, ...]:
        rng = np.random.default_rng([self._seed, step, replica])
        batch = self._crowd.batch(rng, self._people_a_batch)
        return batch.patches, batch.relief, batch.people

    def _loss(self, patches: Any, relief: Any, people: Any) -> Any:
        shapes = self._shapes(self._augment(patches, relief))
        embeddings = self.network(shapes, training=True)
        return contrastive_loss(embeddings, people, margin=CONTRASTIVE_MARGIN)

    def _shapes(self, patches: Any) -> Any:
        """Return what the trunk is shown of faulty patches."""
        hidden = self._augment.hidden(tf.shape(patches)[0], HIDDEN_EYES)
        shapes = tf.numpy_function(self._completed, (patches, hidden), tf.float32)
        return tf.ensure_shape(shapes, (None, *PATCH_SHAPE[:2]))

    def _completed(
        self, patches: NDArray[np.float32], hidden: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        with threadpool_limits(1):  # many small systems: threads mostly wait for one another
            return self.shapes.complete(patches, hidden)

    def _start_linear(self) -> None:
        """Solve the linear paths on faults like those of the training."""
        coarse = CoarseHeight()
        features, people = [], []
        for number in range(START_BATCHES):
            rng = np.random.default_rng([self._seed, number, 0, 1])
            batch = self._crowd.batch(rng, self._people_a_batch)
            faulty = self._augment(tf.constant(batch.patches), tf.constant(batch.relief))
            features.append(coarse(self._shapes(faulty)).numpy().reshape(len(batch.people), -1))
            people.append(batch.people)
        kernel, bias = linear_start(
            np.concatenate(features),
            np.concatenate(people),
            FIXED_PHASES + LEARNED_PHASES,
            within=START_WITHIN_RAD,
        )
        for name, part in ((FIXED, np.s_[:FIXED_PHASES]), (LINEAR, np.s_[FIXED_PHASES:])):
            self.network.get_layer(name).set_weights([kernel[:, part], bias[part]])


def _shape_model(crowd: Crowd, directory: Path, seed: int) -> ShapeModel:
    """Fit the shape model, or take it up from an earlier run in the folder."""
    path = directory / SHAPE_MODEL_FILE
    if path.exists():
        return ShapeModel.load(path)
    model = fit_shape_model(crowd, seed=seed)
    directory.mkdir(parents=True, exist_ok=True)
    write_whole(path, model.arrays())
    return model


def embed(
    trunk: keras.Model, shapes: ShapeModel, depth_mm: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return embeddings of canonical maps, shape (n, 96, 96) -> (n, 48)."""
    mean = mean_height(FaceGeometry.load())
    batches = [
        trunk(shapes.complete(patches_of(depth_mm[start : start + 128], mean)), training=False)
        for start in range(0, len(depth_mm), 128)
    ]
    return np.concatenate([batch.numpy() for batch in batches])
