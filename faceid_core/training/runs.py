"""Training runs, ready to start: one function a network, all with the same result."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import keras
import numpy as np

from ..errors import DatasetError
from ..face_sets import FaceSet, maps_by_person, read_face_set
from .batches import BatchShape, PersonBatches
from .export_baseline import write_baseline
from .loop import Progress
from .siamese import SiameseTrainer
from .strategies import claim_together, is_chief, make_strategy
from .train_baseline import BaselineTrainer
from .weights_files import read_weights_file


@dataclass(frozen=True)
class Run:
    """A run that is ready to start.

    Attributes:
        steps_before: Batches of earlier runs in the folder.
        data: What it is trained on, in words.
        progress: Trains while it is iterated over; close it when you end early.
        finish: Writes what was trained; returns the files.
        writes: Whether this program does; of those that train together one writes.
    """

    steps_before: int
    data: str
    progress: Generator[Progress]
    finish: Callable[[], list[Path]]
    writes: bool = True


def start_baseline(
    data: Path,
    out: Path,
    *,
    steps: int,
    seed: int,
    shape: BatchShape,
    strategy: str = "none",
    is_mixed: bool = False,
) -> Run:
    """Make the baseline ready to train on a face set.

    Args:
        data: The face set.
        out: Of checkpoints, logs, `baseline.keras` and `baseline.tflite`.
        steps: Batches altogether, those of earlier runs included.
        seed: Of the first weights and of all choices.
        shape: Of a batch.
        strategy: A name in `STRATEGIES`.
        is_mixed: Whether to compute in bfloat16.

    Raises:
        DatasetError: If there are no shards, one is damaged, or they show too few people.
        TrainingError: If another run, or something else, is in `out`.
        OSError: If `out` cannot be written.
    """
    faces = read_face_set(data)
    batches = PersonBatches(faces.people, shape, seed)
    options: dict[str, str | int | bool] = {
        "kind": "baseline",
        "faces": len(faces),
        "faces_crc32": _fingerprint(faces),
        "people_a_batch": shape.people,
        "views_a_person": shape.views,
        "impostors_a_person": shape.impostors,
        "strategy": strategy,
        "mixed_precision": is_mixed,
        "seed": seed,
    }
    together = make_strategy(strategy)
    claim_together(together, out, options)
    trainer = BaselineTrainer(faces, batches, out, seed=seed, strategy=together, is_mixed=is_mixed)
    return _run(
        trainer,
        together,
        lambda network: write_baseline(network, out),
        steps=steps,
        data=f"{len(faces)} faces, {batches.people_count} people with {shape.views} or more",
    )


def start_color(
    data: Path,
    out: Path,
    *,
    steps: int,
    seed: int,
    more: Path | None = None,
    begun: Path | None = None,
    strategy: str = "none",
) -> Run:
    """Make the color trunk ready to be trained on.

    Args:
        data: A face set of rendered people.
        out: Of checkpoints, logs and `color_trunk.keras`.
        steps: Batches altogether, those of earlier runs included.
        seed: Of all choices.
        more: Another face set to learn from as well; equal numbers are the same people.
        begun: A color trunk to go on from, as `read_color_trunk` takes it; None is SFace.
        strategy: A name of `STRATEGIES`.

    Raises:
        DatasetError: If there are no shards, one is damaged, or nobody can be learned from.
        WeightsError: If SFace's weights are not installed, or `begun` cannot be read.
        TrainingError: If another run, or something else, is in `out`.
        OSError: If `out` cannot be written.
    """
    from .color_files import read_color_trunk
    from .sface_weights import find_sface_file, read_sface_weights
    from .train_color import ColorTrainer, check_faces

    weights = read_sface_weights(find_sface_file())
    faces = read_face_set(data) if more is None else read_face_set(data, more)
    check_faces(faces)
    trunk = None if begun is None else read_color_trunk(begun, weights)
    options: dict[str, str | int | bool] = {
        "kind": "color",
        "faces": len(faces),
        "colors_crc32": f"{zlib.crc32(np.ascontiguousarray(faces.rgb).data):08x}",
        "strategy": strategy,
        "seed": seed,
    }
    if begun is not None:
        options["begun_crc32"] = f"{zlib.crc32(read_weights_file(begun)):08x}"
    together = make_strategy(strategy)
    claim_together(together, out, options)
    trainer = ColorTrainer(faces, weights, out, begun=trunk, seed=seed, strategy=together)

    return _run(
        trainer,
        together,
        lambda network: _saved(network, out / "color_trunk.keras"),
        steps=steps,
        data=f"{len(faces)} faces of {len(np.unique(faces.people))} people",
    )


def start_depth(
    data: Path,
    out: Path,
    *,
    steps: int,
    seed: int,
    faces: Path | None = None,
    strategy: str = "none",
) -> Run:
    """Make the depth trunk ready to train on rendered canonical maps.

    Args:
        data: A folder of `faceid_core.synthesis.depth_maps`.
        out: Of checkpoints, logs, `shape_model.npz` and `depth_trunk.keras`.
        steps: Batches altogether, those of earlier runs included.
        seed: Of the first weights and of all choices.
        faces: A face set whose people are trained on as well.
        strategy: A name of `STRATEGIES`.

    Raises:
        DatasetError: If there are no maps, or too few people.
        TrainingError: If another run, or something else, is in `out`.
        OSError: If `out` cannot be written.
    """
    from ..synthesis.depth_maps import read_depth_maps
    from .crowd import Crowd
    from .train_depth import VALIDATION_PEOPLE, VIEWS_A_PERSON, DepthTrainer

    try:
        seeds, packed = read_depth_maps(data)
    except FileNotFoundError as error:
        raise DatasetError(str(error)) from error
    people = len(seeds) - VALIDATION_PEOPLE
    if people < 1:
        raise DatasetError(
            f"{data} holds maps of {len(seeds)} people, and {VALIDATION_PEOPLE} are left out to "
            "validate with. Render more."
        )
    maps = packed[:people]
    if faces is not None:
        more = maps_by_person(read_face_set(faces), maps.shape[1])
        maps = np.concatenate([maps, more])
    together = make_strategy(strategy)
    claim_together(
        together,
        out,
        {
            "kind": "depth",
            "people": len(maps),
            "maps_crc32": f"{zlib.crc32(np.ascontiguousarray(maps).data):08x}",
            "strategy": strategy,
            "seed": seed,
        },
    )
    crowd = Crowd(maps, views=VIEWS_A_PERSON, seed=seed)
    trainer = DepthTrainer(crowd, out, seed=seed, strategy=together)

    return _run(
        trainer,
        together,
        lambda network: _saved(network, out / "depth_trunk.keras"),
        steps=steps,
        data=f"{len(maps)} people, {VALIDATION_PEOPLE} more are left out",
    )


def _run(
    trainer: SiameseTrainer,
    strategy: Any,
    write: Callable[[keras.Model], list[Path]],
    *,
    steps: int,
    data: str,
) -> Run:
    """Return a trainer's run; `write` writes its network, by the chief alone."""
    writes = is_chief(strategy)
    return Run(
        steps_before=trainer.steps_done,
        data=data,
        progress=cast("Generator[Progress]", trainer.train(steps=steps)),
        finish=lambda: write(trainer.network) if writes else [],
        writes=writes,
    )


def _saved(network: keras.Model, path: Path) -> list[Path]:
    network.save(path)
    return [path]


def _fingerprint(faces: FaceSet) -> str:
    """Return a checksum of who is shown, and of the shapes."""
    people = zlib.crc32(faces.people.tobytes())
    return f"{zlib.crc32(faces.depth.tobytes(), people):08x}"
