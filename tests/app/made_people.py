"""People with several stored faces, and an evaluation's folder, for what lays them out."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import numpy as np
from scripted_app import ENCODER_ID, LIMITS

from faceid_core.evaluation import EvaluatedEncoder, Evaluation, Sample, Session, collect, evaluate
from faceid_core.evaluation.embeddings import write_embeddings
from faceid_core.evaluation.encoders import nearest_decision
from faceid_core.evaluation.summary_fields import JSON_FILE, summary_fields
from faceid_core.templates import Template
from faceid_core.types import (
    COLOR_EMBEDDING_SIZE,
    DEPTH_EMBEDDING_SIZE,
    EMBEDDING_SIZE,
    Cue,
    Embedding,
    Liveness,
    Pose,
)

SIZES = {"fused": EMBEDDING_SIZE, "color": COLOR_EMBEDDING_SIZE, "depth": DEPTH_EMBEDDING_SIZE}


def rows_of(seed: int, count: int) -> dict[str, np.ndarray]:
    """Vectors of one person's faces, near to one another."""
    rng = np.random.default_rng(seed)
    found = {}
    for trunk, size in SIZES.items():
        rows = rng.normal(size=size) + 0.2 * rng.normal(size=(count, size))
        found[trunk] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return found


def person(name: str, seed: int, count: int = 6, labels: tuple[str, ...] = ()) -> Template:
    """An enrolled person with `count` stored faces, turned 10 degrees further each."""
    rows = rows_of(seed, count)
    poses = tuple(Pose(10.0 * index, -5.0, 0.0) for index in range(count))
    return Template(
        name,
        ENCODER_ID,
        rows["fused"],
        rows["color"],
        rows["depth"],
        poses,
        False,
        "2026-11-22T12:00:00+00:00",
        labels,
    )


def stored_face(template: Template, index: int) -> Embedding:
    """The embedding that one row of a template came from."""
    return Embedding(
        template.vectors[index],
        template.color_vectors[index],
        template.depth_vectors[index],
        template.encoder_id,
    )


def write_evaluation(folder: Path, encoder_id: str = ENCODER_ID, people: int = 3) -> Path:
    """What `faceid evaluate --embeddings` leaves: people of 2 sessions of 2 faces, one mask."""
    folder.mkdir(parents=True)
    evaluation = evaluated(encoder_id, people)
    text = json.dumps(summary_fields(evaluation.summary))
    (folder / JSON_FILE).write_text(text, encoding="utf-8")
    write_embeddings(folder, evaluation)
    return folder


@functools.cache
def evaluated(encoder_id: str, people: int) -> Evaluation:
    """That evaluation."""
    live = Liveness((Cue("relief", 5.0, 3.0, "mm", "It is flat"),))
    samples = []
    for index in range(people):
        rows = rows_of(100 + index, 4)
        for at in range(4):
            name, session = f"person{index}", f"s{at // 2}"
            vectors = {trunk: found[at] for trunk, found in rows.items()}
            place = Session(name, session, Path("set") / name / session, 1)
            samples.append(Sample(place, None, (vectors,), live))
    place = Session("person1", "attack-mask", Path("set/person1/attack-mask"), 1)
    mask = {trunk: found[0] for trunk, found in rows_of(300, 1).items()}
    samples.append(Sample(place, None, (mask,), live))
    encoder = EvaluatedEncoder(
        encoder_id, encoder_id, LIMITS.fused, {}, True, lambda crop: {}, nearest_decision(0.5)
    )
    return evaluate(collect(samples), [encoder])
