"""`report.html`: one file with tables and plots, that needs nothing else."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence

from ..types import FUSED
from .evaluation import Evaluation
from .maps import pca_map, tsne_map
from .plots import det_plot, encoder_lines, histogram, map_plot, trunk_lines
from .tables import Table, interval_note, tables_of

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0;
  border-bottom: 1px solid #ddd; }
.key { display: flex; gap: 3rem; margin: 1.2rem 0; }
.key b { display: block; font-size: 2.2rem; line-height: 1.2; }
.note { color: #555; font-size: .88rem; }
img { max-width: 100%; height: auto; display: block; margin: 1rem 0; }
"""


def plots_of(evaluation: Evaluation) -> dict[str, bytes]:
    """Draw every plot of the report: PNG bytes by name."""
    first = evaluation.traces[evaluation.summary.first.name]
    own, attacks = evaluation.collected.own[0], evaluation.collected.attacks[0]
    names = evaluation.collected.names
    plots = {"Detection error trade-off": det_plot(trunk_lines(first), "Detection error trade-off")}
    if len(evaluation.traces) > 1:
        title = "Encoders compared"
        plots[title] = det_plot(encoder_lines(evaluation.traces), title)
    return plots | {
        "Distances": histogram({protocol: traces[FUSED] for protocol, traces in first.items()}),
        "PCA": map_plot(pca_map(own, attacks), names),
        "t-SNE": map_plot(tsne_map(own, attacks), names),
    }


def html_report(evaluation: Evaluation, title: str) -> str:
    """Return the whole report.

    Args:
        evaluation: What was measured.
        title: What it was measured on.
    """
    summary = evaluation.summary
    first = summary.first
    parts = [
        f"<h1>Face ID error rates: {html.escape(title)}</h1>",
        '<div class="key">',
        _key("mean mated distance", first.mean_mated_distance),
        _key("mean non-mated distance", first.mean_non_mated_distance),
        "</div>",
        note_html(
            f"Encoder {first.name}, threshold {first.threshold:g}. Fused vectors, every pair of "
            f"{summary.unit}. Distances are Euclidean: 0 is identical, 2 the most of unit vectors."
        ),
        *(table_html(table) for table in tables_of(summary)),
        "<h2>Intervals</h2>",
        note_html(interval_note()),
        "<h2>Plots</h2>",
        *(_image(name, png) for name, png in plots_of(evaluation).items()),
        note_html(
            "In the trade-off, dots are the threshold, rates of zero are drawn at half an error, "
            "and the gray part has too few comparisons for a statement. t-SNE keeps "
            "neighborhoods; its large distances mean nothing. Distances and maps are those of the "
            f"encoder {first.name}."
        ),
    ]
    return page(f"Face ID error rates: {title}", parts)


def page(title: str, parts: Sequence[str]) -> str:
    """Return a whole page of parts that are HTML."""
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n<style>{STYLE}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _key(label: str, value: float | None) -> str:
    return f"<div><b>{'-' if value is None else f'{value:.3f}'}</b>{html.escape(label)}</div>"


def note_html(text: str) -> str:
    """Return a paragraph in small print."""
    return f'<p class="note">{html.escape(text)}</p>'


def table_html(table: Table) -> str:
    """Return a table with its title and its note."""
    rows = "\n".join(_row(row, "td") for row in table.rows)
    note = note_html(table.note) if table.note else ""
    return (
        f"<h2>{html.escape(table.title)}</h2>\n<table>\n{_row(table.header, 'th')}\n{rows}\n"
        f"</table>\n{note}"
    )


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _image(name: str, png: bytes) -> str:
    data = base64.b64encode(png).decode("ascii")
    return f'<img alt="{html.escape(name)}" src="data:image/png;base64,{data}">'
