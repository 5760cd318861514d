"""The enrolled faces, an evaluation's and the live one, laid out and compared for the window.

Holds no algorithm: it hands vectors to the core in the background, keeps what
came back until the vectors change, and remembers what is looked at.
"""

from __future__ import annotations

import importlib.util
import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from faceid_core.cohort import Cohort, mean_unit, scale_of
from faceid_core.templates import Template
from faceid_core.types import Comparison, Embedding, Observation

from .background import Job, TsneJob
from .layout import Layout, lay_out
from .map_choices import Chart, Group, Trouble, Trunk

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from faceid_core.evaluation.distance_bars import DistanceBars
    from faceid_core.evaluation.embeddings import StoredEvaluation

LEAST_FOR_TSNE: Final = 5  # faces
TRAIL_S: Final = 3.0
PRESENT_S: Final = 0.7  # how long the live face counts as there


@dataclass(frozen=True, eq=False)
class Seen:
    """The live face at one moment.

    Attributes:
        embedding: Its vectors.
        comparison: With the nearest enrolled person; None if nobody is enrolled.
        at_s: When.
    """

    embedding: Embedding
    comparison: Comparison | None
    at_s: float

    def distance(self, trunk: Trunk) -> float | None:
        """How far it is from the nearest enrolled person."""
        near = self.comparison
        if near is None:
            return None
        return (near.distance, near.color_distance, near.depth_distance)[trunk]


class Atlas:
    """What the map shows. One thread, the window's.

    Attributes:
        chart, trunk, group: What is looked at.
        evaluation: The evaluation that was added, or None.
        refusal: Why the last folder was not added: a sentence; empty if it was.
        foreign_encoder: The encoder of the last folder, if that is why it was not added.
        trail: The live face over the last `TRAIL_S`, the newest last.
    """

    def __init__(self) -> None:
        self.chart = Chart.PCA
        self.trunk = Trunk.FUSED
        self.group = Group.ENROLLED
        self.evaluation: StoredEvaluation | None = None
        self.refusal = ""
        self.foreign_encoder = ""
        self.trail: deque[Seen] = deque()
        self._templates: tuple[Template, ...] = ()
        self._cohort: Cohort | None = None
        self._reading: Job[StoredEvaluation] | None = None
        self._jobs: dict[tuple[object, ...], Job[Any]] = {}
        self._newest: Observation | None = None
        self._laid: dict[Trunk, Layout] = {}

    @property
    def is_reading(self) -> bool:
        """Whether a folder is being read."""
        return self._reading is not None

    @property
    def has_faces(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self._templates) or self.evaluation is not None

    def show_templates(self, templates: Sequence[Template], cohort: Cohort | None = None) -> None:
        """Take over who is enrolled, if that has changed.

        Args:
            templates: Everybody's.
            cohort: Of the encoder that made them: tells the units of distances.
        """
        known = tuple(templates)
        is_same = len(known) == len(self._templates) and all(
            a is b for a, b in zip(known, self._templates, strict=True)
        )
        if not is_same:
            self._templates, self._cohort = known, cohort
            self._drop()

    def add_evaluation(self, folder: Path) -> None:
        """Start to read the folder of an evaluation; `poll` tells what came of it."""

        def read() -> StoredEvaluation:
            from faceid_core.evaluation.embeddings import read_evaluation

            return read_evaluation(folder)

        self.refusal = self.foreign_encoder = ""
        self._reading = Job(read)

    def remove_evaluation(self) -> None:
        """Show only the enrolled people again."""
        self.evaluation = None
        self.refusal = self.foreign_encoder = ""
        self.group = Group.ENROLLED
        self._drop()

    def poll(self, encoder_id: str) -> bool:
        """Take over a folder that has been read.

        Args:
            encoder_id: The encoder in use, vectors of others cannot be compared; empty
                while it is not known, which has to be waited for.

        Returns:
            Whether one has been read, or refused, just now.
        """
        reading = self._reading
        if reading is None or not reading.is_done or not encoder_id:
            return False
        self._reading = None
        if reading.result is None:
            self.refusal = str(reading.error)
        elif reading.result.encoder_id != encoder_id:
            self.foreign_encoder = reading.result.encoder_id
        else:
            self.evaluation = reading.result
            self._drop()
        return True

    def layout(self) -> Layout | Trouble | None:
        """The chosen map; None while it is being made, which this starts."""
        if not self.has_faces:
            return Trouble.NOBODY
        flat = self._pca()
        if self.chart is Chart.PCA or not isinstance(flat, Layout):
            return flat
        if len(flat.points) < LEAST_FOR_TSNE:
            return Trouble.TOO_FEW
        key = (Chart.TSNE, self.trunk)
        job = self._jobs.get(key)
        if job is None:
            if importlib.util.find_spec("sklearn") is None:
                return Trouble.NO_SCIKIT_LEARN
            job = self._jobs[key] = TsneJob(flat.rows)
        if not job.is_done:
            return None
        if job.result is None:
            logger.warning("t-SNE failed: %s", job.error)
            return Trouble.FAILED
        if self.trunk not in self._laid:
            self._laid[self.trunk] = replace(flat, points=job.result, projection=None)
        return self._laid[self.trunk]

    def distances(self) -> DistanceBars | Trouble | str | None:
        """How far the chosen group's faces are apart; a sentence if it cannot be counted.

        None while it is being counted, which this starts.
        """
        evaluation = self.evaluation if self.group is Group.EVALUATION else None
        if evaluation is None and not self._templates:
            return Trouble.NOBODY
        if evaluation is not None and self.trunk.key not in evaluation.own.vectors:
            return Trouble.NO_VECTORS
        key = (Chart.DISTANCES, self.group, self.trunk)
        job = self._jobs.get(key)
        if job is None:
            templates, cohort, trunk = self._templates, self._cohort, self.trunk.key
            job = self._jobs[key] = Job(lambda: _count(templates, cohort, evaluation, trunk))
        if not job.is_done:
            return None
        return str(job.error) if job.result is None else job.result

    def follow(self, seen: Observation | None, now_s: float) -> None:
        """Add the live face to the trail, and forget what is long ago.

        What is still seen, as in a recording that pauses, is still there.
        """
        if seen is not None and seen.embedding is not None:
            if seen is self._newest and self.trail:
                self.trail.pop()
            self._newest = seen
            self.trail.append(Seen(seen.embedding, seen.comparison, now_s))
        while self.trail and now_s - self.trail[0].at_s > TRAIL_S:
            self.trail.popleft()

    def unit(self, rows: NDArray[np.float32]) -> float:
        """The mean unit in which distances from vectors of the chosen trunk count.

        Args:
            rows: Shape (n, d), at least one.
        """
        return mean_unit(rows, scale_of(self._cohort, self.trunk.key))

    def live(self, now_s: float) -> Seen | None:
        """The live face, if it is there now."""
        if not self.trail or now_s - self.trail[-1].at_s > PRESENT_S:
            return None
        return self.trail[-1]

    def close(self) -> None:
        """End what is still at work."""
        self._drop()

    def _drop(self) -> None:
        """Forget what was made of other vectors."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._laid.clear()

    def _pca(self) -> Layout | Trouble | None:
        key = (Chart.PCA, self.trunk)
        job = self._jobs.get(key)
        if job is None:
            templates, evaluation, trunk = self._templates, self.evaluation, self.trunk.key
            job = self._jobs[key] = Job(lambda: lay_out(templates, evaluation, trunk))
        if not job.is_done:
            return None
        if job.error is not None:
            return Trouble.FAILED
        return Trouble.NO_VECTORS if job.result is None else job.result


def _count(
    templates: Sequence[Template],
    cohort: Cohort | None,
    evaluation: StoredEvaluation | None,
    trunk: str,
) -> DistanceBars:
    """Count the pairs of an evaluation as it does, or all pairs of enrolled faces."""
    from faceid_core.evaluation.distance_bars import distance_bars
    from faceid_core.evaluation.named_faces import faces_of_templates
    from faceid_core.evaluation.protocols import WITHIN_SESSIONS, mated_rule

    if evaluation is not None:
        return distance_bars(evaluation.own, trunk, mated_rule(evaluation.own))
    return distance_bars(faces_of_templates(templates, cohort).faces, trunk, WITHIN_SESSIONS)
