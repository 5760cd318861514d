"""Objects before the sensor, with what screens and gloss do to depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .backdrop import backdrop, wall_mm
from .faults import Faults
from .light import Light
from .mesh import Mesh, Meshes
from .noise import smooth_noise
from .sensor import patches
from .sitter import Position
from .snapshot import Shot, area_around, render_region

_MARGIN_MM: Final = 40.0
_HOLE_AT: Final = 0.35  # of a highlight's strength: brighter, the depth sensor is blinded


@dataclass(frozen=True)
class Highlight:
    """A lamp mirrored by gloss; it blinds the depth sensor too.

    Attributes:
        across, down: Where, as parts of the sheet's half width and height.
        radius_mm: Its size.
        strength: Linear light added in its middle, as a part of the lamp's.
    """

    across: float
    down: float
    radius_mm: float
    strength: float


@dataclass(frozen=True)
class ScreenDepth:
    """What a depth sensor makes of glass over a dark panel.

    Attributes:
        lost: Part of the screen without depth.
        error_mm: Standard deviation of what is measured wrong.
        blob_px: How large the parts of one error are.
    """

    lost: float = 0.0
    error_mm: float = 0.0
    blob_px: float = 12.0


def take_objects(
    meshes: Sequence[Mesh],
    position_mm: Position,
    size_mm: tuple[float, float],
    light: Light,
    faults: Faults,
    rng: np.random.Generator,
    *,
    highlight: Highlight | None = None,
    screen: ScreenDepth | None = None,
) -> Shot:
    """Render things without anybody behind them.

    Args:
        meshes: What is seen; the first is what shows a face.
        position_mm: Where its middle is.
        size_mm: Its width and height.
        light: The light.
        faults: The sensors'.
        rng: Where noise and background come from.
        highlight: On the first mesh.
        screen: Of the first mesh.
    """
    half_width, half_height = size_mm[0] / 2.0 + _MARGIN_MM, size_mm[1] / 2.0 + _MARGIN_MM
    area = area_around(position_mm, half_width, half_height, half_height)
    blockers = Meshes([mesh for mesh in meshes if mesh.casts_shadow])
    seen = render_region(meshes, blockers, area, light, int(rng.integers(1 << 30)))
    picture = backdrop(light, rng)
    behind = picture[area.rows, area.columns].reshape(-1, 3)
    region = (seen.rgb + behind * (1.0 - seen.cover[:, None])).reshape(*area.shape, 3)
    met = (seen.first.mesh >= 0).reshape(area.shape)
    depth_mm = np.where(met, seen.first.distance.reshape(area.shape), 0.0)
    subject = seen.shows((0,))
    lost = np.zeros(area.shape, np.bool_)
    if highlight is not None:
        bright = _bright(highlight, subject, size_mm)
        region = region + (highlight.strength * bright)[..., None] * light.lamp_rgb
        lost |= subject & (bright * min(highlight.strength, 1.0) > _HOLE_AT)
    if screen is not None:
        lost |= patches(subject, screen.lost, rng) if screen.lost > 0.0 else lost
        error = screen.error_mm * smooth_noise(rng, area.shape, screen.blob_px)
        depth_mm = np.where(subject, depth_mm + error, depth_mm)
    picture[area.rows, area.columns] = region
    wall = wall_mm(area.shape, position_mm[2], rng)
    return Shot(
        picture=picture,
        area=area,
        clean_mm=np.where(met, depth_mm, wall).astype(np.float32),
        lost=lost,
        subject=subject,
        faults=faults,
    )


def _bright(
    highlight: Highlight, subject: NDArray[np.bool_], size_mm: tuple[float, float]
) -> NDArray[np.float32]:
    """Return how bright a highlight is in each pixel of an area, in [0, 1]."""
    rows, columns = np.nonzero(subject)
    if not len(rows):
        return np.zeros(subject.shape, np.float32)
    px_per_mm = float(np.ptp(columns)) / size_mm[0]
    middle_row = rows.mean() + highlight.down * np.ptp(rows) / 2.0
    middle_column = columns.mean() + highlight.across * np.ptp(columns) / 2.0
    y, x = np.ogrid[: subject.shape[0], : subject.shape[1]]
    away_mm = np.hypot(x - middle_column, y - middle_row) / max(px_per_mm, 1e-3)
    bright: NDArray[np.float32] = np.exp(-0.5 * (away_mm / highlight.radius_mm) ** 2)
    return (bright * subject).astype(np.float32)
