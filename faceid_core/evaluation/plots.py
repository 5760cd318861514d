"""Pictures of rates and distances, drawn without a display: PNG bytes.

Figures are made directly and not through pyplot, which would choose a window
system for them.
"""

from __future__ import annotations

import colorsys
import io
import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from .curve import COMPARISONS_PER_ERROR, RankedScores
from .maps import Map
from .protocols import Scores

DPI: Final = 110
BINS: Final = 80
CURVE_POINTS: Final = 2000
MATED_COLOR: Final = "#1b7f4d"
NON_MATED_COLOR: Final = "#c0392b"
TRUNK_COLORS: Final = {"fused": "#1f4e9c", "color": "#d0872a", "depth": "#7a3fa0"}
PROTOCOL_STYLES: Final = ("-", "--")
OWN_SHAPES: Final = ("o", "s", "^", "D", "v", "P", "*")
MOST_NAMED: Final = 20  # people whose names are written into a map
GOLDEN_TURN: Final = (math.sqrt(5.0) - 1.0) / 2.0  # hues of neighbors lie far apart


def det_plot(scores: Mapping[str, Mapping[str, Scores]], threshold: float) -> bytes:
    """Draw FNMR over FMR, both logarithmic, a line for each protocol and trunk.

    A rate of zero is drawn at half an error. Dots are the encoder's threshold. Left
    of the gray edge there are too few comparisons for a statement.
    """
    figure, axes = _figure(6.6, 5.2)
    edges = []
    for (protocol, by_trunk), style in zip(scores.items(), PROTOCOL_STYLES, strict=False):
        for trunk, compared in _distinct(by_trunk).items():
            curve = RankedScores(compared).curve()
            least_fmr, least_fnmr = 0.5 / len(compared.non_mated), 0.5 / len(compared.mated)
            shown = _spread(len(curve.thresholds))
            color = TRUNK_COLORS.get(trunk, "black")
            axes.plot(
                np.maximum(curve.fmr[shown], least_fmr),
                np.maximum(curve.fnmr[shown], least_fnmr),
                style,
                color=color,
                label=f"{protocol}, {trunk}",
            )
            fmr, fnmr = curve.at(threshold)
            axes.plot(max(fmr, least_fmr), max(fnmr, least_fnmr), "o", color=color)
            edges.append(COMPARISONS_PER_ERROR / len(compared.non_mated))
    axes.set_xscale("log")
    axes.set_yscale("log")
    left = min(edges) / COMPARISONS_PER_ERROR / 3.0
    axes.axvspan(left, min(max(edges), 1.0), color="black", alpha=0.07, lw=0)
    axes.set_xlim(left, 1.0)
    axes.set_ylim(top=1.0)
    axes.set_xlabel("false match rate (FMR)")
    axes.set_ylabel("false non-match rate (FNMR)")
    axes.set_title("Detection error trade-off")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return _png(figure)


def histogram(scores: Mapping[str, Scores], threshold: float) -> bytes:
    """Draw how the distances are spread, one panel for each protocol."""
    figure = Figure(figsize=(6.6, 2.7 * len(scores)), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(len(scores), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (protocol, compared) in zip(panels, scores.items(), strict=True):
        most = max(float(compared.mated.max()), float(compared.non_mated.max()), threshold)
        bins = np.linspace(0.0, most * 1.02, BINS + 1)
        for name, distances, color in (
            ("one person (mated)", compared.mated, MATED_COLOR),
            ("two people (non-mated)", compared.non_mated, NON_MATED_COLOR),
        ):
            share = np.full(len(distances), 100.0 / len(distances))
            label = f"{name}, mean {distances.mean():.3f}"
            axes.hist(distances, bins, weights=share, color=color, alpha=0.55, label=label)
        axes.axvline(threshold, color="black", lw=1, ls=":", label=f"threshold {threshold:g}")
        axes.set_title(f"Distances, fused: {protocol}", fontsize=10)
        axes.set_ylabel("% of comparisons")
        axes.legend(fontsize=8)
    panels[-1].set_xlabel("distance (0 is identical, 2 the most)")
    return _png(figure)


def map_plot(drawn: Map, names: tuple[str, ...]) -> bytes:
    """Draw a map of faces, a color and a shape for each person; attacks are crosses."""
    figure, axes = _figure(6.6, 5.6)
    people = np.unique(drawn.people)
    is_named = len(people) <= MOST_NAMED
    for rank, person in enumerate(people):
        own = (drawn.people == person) & ~drawn.is_attack
        attack = (drawn.people == person) & drawn.is_attack
        color = colorsys.hsv_to_rgb(rank * GOLDEN_TURN % 1.0, 0.75, 0.8)
        shape = OWN_SHAPES[rank % len(OWN_SHAPES)]
        for mask, size, marker in ((own, 18, shape), (attack, 30, "x")):
            x, y = drawn.points[mask].T
            axes.scatter(x, y, s=size, color=color, marker=marker, alpha=0.8, lw=1.0)
        if is_named and own.any():
            middle = np.median(drawn.points[own], axis=0)
            axes.annotate(
                names[person], middle, xytext=(6, 6), textcoords="offset points", fontsize=7
            )
    what = f"{len(drawn.people)} faces of {len(people)} people"
    axes.set_title(f"{drawn.title}: {what}" + (", x: attacks" if drawn.is_attack.any() else ""))
    axes.grid(alpha=0.2)
    if drawn.axis_labels is None:
        axes.tick_params(length=0, labelbottom=False, labelleft=False)
    else:
        axes.set_xlabel(drawn.axis_labels[0])
        axes.set_ylabel(drawn.axis_labels[1])
    return _png(figure)


def _distinct(by_trunk: Mapping[str, Scores]) -> dict[str, Scores]:
    """Leave out a trunk whose distances another has already: one line would hide the other."""
    kept: dict[str, Scores] = {}
    for trunk, scores in by_trunk.items():
        if not any(np.array_equal(scores.non_mated, other.non_mated) for other in kept.values()):
            kept[trunk] = scores
    return kept


def _spread(count: int) -> NDArray[np.int64]:
    """Return at most about 2 `CURVE_POINTS` indices, dense at both ends of a sorted range."""
    if count <= 2 * CURVE_POINTS:
        return np.arange(count)
    steps = np.unique(np.geomspace(1, count, CURVE_POINTS).astype(np.int64)) - 1
    return np.unique(np.concatenate([steps, count - 1 - steps]))


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots()


def _png(figure: Figure) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DPI)
    return stream.getvalue()
