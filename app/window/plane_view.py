"""Which part of a plane a widget shows, and where each point of it lies on the widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_ZOOM: Final = 60.0  # against the view that shows everything
LEAST_ZOOM: Final = 0.4


@dataclass(frozen=True)
class PlaneView:
    """A view without distortion: up in the plane is up on the widget.

    Attributes:
        center: The point of the plane in the widget's middle.
        scale: Pixels for a unit of the plane.
        size_px: Width and height of the widget.
        fitted_scale: The scale that shows everything.
    """

    center: tuple[float, float]
    scale: float
    size_px: tuple[float, float]
    fitted_scale: float

    @classmethod
    def fitted(
        cls,
        points: NDArray[np.float64],
        size_px: tuple[float, float],
        margin_px: float,
        least_span: float,
    ) -> PlaneView:
        """The view that shows all points, with a margin.

        Args:
            points: Shape (n, 2), at least one.
            size_px: Width and height of the widget.
            margin_px: Room around the points.
            least_span: How much of the plane is shown at least, across and up; positive.
        """
        low, high = points.min(axis=0), points.max(axis=0)
        spans = np.maximum(high - low, least_span)
        room = np.maximum(np.array(size_px) - 2 * margin_px, 1.0)
        scale = float((room / spans).min())
        middle = (low + high) / 2.0
        return cls((float(middle[0]), float(middle[1])), scale, size_px, scale)

    def to_px(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the plane lie on the widget, shape (n, 2)."""
        across = (points - np.array(self.center)) * self.scale
        return across * np.array([1.0, -1.0]) + np.array(self.size_px) / 2.0

    def to_plane(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Which point of the plane lies at a place on the widget."""
        width_px, height_px = self.size_px
        return (
            self.center[0] + (x_px - width_px / 2.0) / self.scale,
            self.center[1] - (y_px - height_px / 2.0) / self.scale,
        )

    def zoomed(self, factor: float, x_px: float, y_px: float) -> PlaneView:
        """The view enlarged around a place on the widget, which stays where it is."""
        wanted = np.clip(self.scale * factor / self.fitted_scale, LEAST_ZOOM, MOST_ZOOM)
        scale = float(wanted) * self.fitted_scale
        fixed = self.to_plane(x_px, y_px)
        share = self.scale / scale
        center = tuple(f + (c - f) * share for f, c in zip(fixed, self.center, strict=True))
        return replace(self, center=(center[0], center[1]), scale=scale)

    def moved(self, right_px: float, down_px: float) -> PlaneView:
        """The view after its content was dragged."""
        x, y = self.center
        return replace(self, center=(x - right_px / self.scale, y + down_px / self.scale))

    def resized(self, size_px: tuple[float, float]) -> PlaneView:
        """The same middle and the same share of the plane on a widget of another size."""
        grown = min(new / old for new, old in zip(size_px, self.size_px, strict=True))
        return replace(
            self,
            size_px=size_px,
            scale=self.scale * grown,
            fitted_scale=self.fitted_scale * grown,
        )
