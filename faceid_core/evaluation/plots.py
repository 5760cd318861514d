"""Pictures of rates and distances, drawn without a display: PNG bytes.

Figures are made directly and not through pyplot, which would choose a window
system for them.
"""

from __future__ import annotations

import colorsys
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ..types import FUSED
from .curve import COMPARISONS_PER_ERROR
from .maps import Map
from .traces import Trace

DPI: Final = 110
#: Above the bars, so that the legend hides none.
LEGEND_ROOM: Final = 1.2
BARS: Final = 80
MATED_COLOR: Final = "#1b7f4d"
NON_MATED_COLOR: Final = "#c0392b"
TRUNK_COLORS: Final = {"fused": "#1f4e9c", "color": "#d0872a", "depth": "#7a3fa0"}
PROTOCOL_STYLES: Final = ("-", "--")
OWN_SHAPES: Final = ("o", "s", "^", "D", "v", "P", "*")
MOST_NAMED: Final = 20  # people whose names are written into a map
GOLDEN_TURN: Final = (math.sqrt(5.0) - 1.0) / 2.0  # hues of neighbors lie far apart


@dataclass(frozen=True, eq=False)
class Line:
    """One line of a trade-off.

    Attributes:
        label: Its name.
        color: As matplotlib names it.
        style: Of the line, as matplotlib names it.
        trace: What is drawn.
    """

    label: str
    color: str
    style: str
    trace: Trace


def trunk_lines(by_protocol: Mapping[str, Mapping[str, Trace]]) -> list[Line]:
    """A line for each protocol and trunk of one encoder."""
    return [
        Line(f"{protocol}, {trunk}", TRUNK_COLORS.get(trunk, "black"), style, trace)
        for (protocol, by_trunk), style in zip(by_protocol.items(), PROTOCOL_STYLES, strict=False)
        for trunk, trace in by_trunk.items()
    ]


def encoder_lines(traces: Mapping[str, Mapping[str, Mapping[str, Trace]]]) -> list[Line]:
    """A line for each encoder and protocol, fused."""
    return [
        Line(f"{encoder}, {protocol}", f"C{index}", style, by_trunk[FUSED])
        for index, (encoder, by_protocol) in enumerate(traces.items())
        for (protocol, by_trunk), style in zip(by_protocol.items(), PROTOCOL_STYLES, strict=False)
    ]


def det_plot(lines: Sequence[Line], title: str) -> bytes:
    """Draw FNMR over FMR, both logarithmic.

    A rate of zero is drawn at half an error. Dots are the limit of each. Left
    of the gray edge there are too few comparisons for a statement.
    """
    figure, axes = _figure(6.6, 5.2)
    edges = []
    for line in lines:
        trace = line.trace
        least_fmr, least_fnmr = 0.5 / trace.non_mated_count, 0.5 / len(trace.mated)
        axes.plot(
            np.maximum(trace.fmr, least_fmr),
            np.maximum(trace.fnmr, least_fnmr),
            line.style,
            color=line.color,
            label=line.label,
        )
        fmr, fnmr = trace.at_threshold
        axes.plot(max(fmr, least_fmr), max(fnmr, least_fnmr), "o", color=line.color)
        edges.append(COMPARISONS_PER_ERROR / trace.non_mated_count)
    axes.set_xscale("log")
    axes.set_yscale("log")
    left = min(edges) / COMPARISONS_PER_ERROR / 3.0
    axes.axvspan(left, min(max(edges), 1.0), color="black", alpha=0.07, lw=0)
    axes.set_xlim(left, 1.0)
    axes.set_ylim(top=1.0)
    axes.set_xlabel("false match rate (FMR)")
    axes.set_ylabel("false non-match rate (FNMR)")
    axes.set_title(title)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return _png(figure)


def histogram(traces: Mapping[str, Trace]) -> bytes:
    """Draw how the distances are spread, one panel for each protocol."""
    figure = Figure(figsize=(6.6, 2.7 * len(traces)), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(len(traces), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (protocol, trace) in zip(panels, traces.items(), strict=True):
        centers = (np.arange(len(trace.histogram)) + 0.5) * trace.bin_width
        last = centers[np.flatnonzero(trace.histogram)[-1]]
        bins = np.linspace(0.0, max(trace.mated.max(), last, trace.threshold) * 1.02, BARS + 1)
        for name, distances, counts, mean, color in (
            (
                "one person (mated)",
                trace.mated,
                np.ones(len(trace.mated)),
                trace.mated.mean(),
                MATED_COLOR,
            ),
            (
                "two people (non-mated)",
                centers,
                trace.histogram,
                trace.mean_non_mated,
                NON_MATED_COLOR,
            ),
        ):
            share = 100.0 * counts / counts.sum()
            label = f"{name}, mean {mean:.3f}"
            axes.hist(distances, bins, weights=share, color=color, alpha=0.55, label=label)
        limit = trace.threshold
        axes.axvline(limit, color="black", lw=1, ls=":", label=f"threshold {limit:g}")
        axes.set_title(f"Distances, fused: {protocol}", fontsize=10)
        axes.set_ylabel("% of comparisons")
        axes.set_ylim(top=axes.get_ylim()[1] * LEGEND_ROOM)
        axes.legend(fontsize=7, ncols=3, loc="upper center", frameon=False)
    panels[-1].set_xlabel("distance (0 is identical)")
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


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots()


def _png(figure: Figure) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DPI)
    return stream.getvalue()
