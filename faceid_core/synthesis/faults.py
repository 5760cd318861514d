"""What the booth's sensors get wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .sensor import ColorSensor


class DepthModel(Protocol):
    """A depth sensor's faults."""

    def measure(
        self, clean_mm: NDArray[np.float32], rng: np.random.Generator
    ) -> NDArray[np.uint16]:
        """Return what the sensor reports, uint16 millimeters, 0 where nothing is measured."""


@dataclass(frozen=True)
class Faults:
    """What the sensors get wrong.

    Attributes:
        depth: The depth sensor.
        color: The color sensor.
        exposure: Mean linear light of the face that the camera aims at.
        hair_loss: Part of hair without depth.
        beard_loss: Part of a beard without depth.
        lens_loss: Part of lenses behind which nothing is measured.
        lens_error_mm: How far the rest is measured behind its place.
        glare: How strongly lenses mirror, 1 is a bright window.
    """

    depth: DepthModel
    color: ColorSensor = ColorSensor()  # noqa: RUF009 (frozen)
    exposure: float = 0.22
    hair_loss: float = 0.35
    beard_loss: float = 0.1
    lens_loss: float = 0.7
    lens_error_mm: float = 4.0
    glare: float = 0.3
