"""Small sets of vectors as samples: people on axes of their own, frames tilted a little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from made_crops import crop_vectors

from faceid_core.evaluation import EvaluatedEncoder, Sample, Session
from faceid_core.evaluation.encoders import nearest_decision
from faceid_core.types import Cue, Liveness, Retry

MakeSample = Callable[..., Sample]


def tilted(index: int, tilt: float) -> np.ndarray:
    """A unit vector along one axis, tilted towards the last: 2 sin(t/2) from `tilt` 0."""
    vector = np.zeros(128, np.float32)
    vector[index], vector[-1] = np.cos(tilt), np.sin(tilt)
    return vector


@pytest.fixture
def sample() -> MakeSample:
    """Make a sample of the person on axis `index`."""

    def make(
        index: int = 0,
        session: str = "first",
        tilt: float = 0.0,
        *,
        retry: Retry | None = None,
        is_live: bool = True,
        depth_index: int | None = None,
    ) -> Sample:
        person = f"person{index}"
        place = Session(person, session, Path("set") / person / session, 1)
        if retry is not None:
            return Sample(place, retry, (), None)
        vector = tilted(index, tilt)
        cue = Cue("relief", 5.0 if is_live else 1.0, 3.0, "mm", "It is flat")
        vectors = {"fused": vector, "color": vector}
        if depth_index is not None:
            vectors["depth"] = tilted(depth_index, tilt)
        return Sample(place, None, (vectors,), Liveness((cue,)))

    return make


@pytest.fixture
def encoder() -> EvaluatedEncoder:
    """An encoder of hand-made crops with the decision of the lock."""
    return EvaluatedEncoder("test", "test", 0.3, {}, True, crop_vectors, nearest_decision(0.3))


@pytest.fixture
def two_sessions(sample: MakeSample) -> list[Sample]:
    """Three people, two sessions of two frames; each 0, 0.1, 0.2 and 0.4 rad tilted."""
    return [
        sample(index, session, tilt)
        for index in range(3)
        for session, tilts in (("first", (0.0, 0.1)), ("second", (0.2, 0.4)))
        for tilt in tilts
    ]
