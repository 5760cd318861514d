"""The faces that a sweep of the head has stored so far."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import numpy as np

from .head_circle import SECTOR_COUNT
from .templates import Template
from .types import Embedding, Pose


@dataclass(frozen=True, eq=False)
class Reference:
    """A face that is stored, and the pose that it was seen in."""

    embedding: Embedding
    pose: Pose


@dataclass
class Sweep:
    """Stored faces by where the head pointed.

    Attributes:
        front: Straight ahead, before the sweep.
        ring: By sector, see `head_circle.SECTOR_COUNT`.
        added: What a second circle added.
    """

    front: list[Reference] = field(default_factory=list)
    ring: dict[int, Reference] = field(default_factory=dict)
    added: list[Reference] = field(default_factory=list)

    @property
    def stored(self) -> list[Reference]:
        """Every stored face, in the order of a template's rows."""
        ring = [self.ring[sector] for sector in sorted(self.ring)]
        return [*self.front, *ring, *self.added]

    @property
    def is_whole(self) -> bool:
        """Whether every direction is stored."""
        return len(self.ring) == SECTOR_COUNT

    def coverage(self) -> tuple[float, ...]:
        """For each sector 1.0 if it is stored, else 0.0."""
        return tuple(float(sector in self.ring) for sector in range(SECTOR_COUNT))

    def from_start(self, pose: Pose) -> Pose:
        """Return the pose as seen from the mean pose of the first frames; there must be some."""
        start = [reference.pose for reference in self.front]
        return Pose(
            pose.yaw_deg - sum(front.yaw_deg for front in start) / len(start),
            pose.pitch_deg - sum(front.pitch_deg for front in start) / len(start),
            pose.roll_deg,
        )

    def distance(self, embedding: Embedding) -> float:
        """Return the distance to the nearest stored face; infinite while there is none."""
        return min(
            (
                float(np.linalg.norm(embedding.vector - reference.embedding.vector))
                for reference in self.stored
            ),
            default=float("inf"),
        )

    def median_spacing(self) -> float:
        """Return the median distance of stored faces to the nearest other; at least two."""
        rows = np.stack([reference.embedding.vector for reference in self.stored])
        distances = np.linalg.norm(rows[:, None] - rows[None], axis=-1)
        np.fill_diagonal(distances, np.inf)
        return float(np.median(distances.min(axis=1)))

    def template(self, name: str, encoder_id: str) -> Template:
        """Return everything that is stored; there must be something."""
        embeddings = [reference.embedding for reference in self.stored]
        return Template(
            name=name,
            encoder_id=encoder_id,
            vectors=np.stack([embedding.vector for embedding in embeddings]),
            color_vectors=np.stack([embedding.color_vector for embedding in embeddings]),
            depth_vectors=np.stack([embedding.depth_vector for embedding in embeddings]),
            poses=tuple(reference.pose for reference in self.stored),
            is_partial=not self.is_whole,
            created_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        )
