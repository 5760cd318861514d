"""The rates of presentations as tables, as JSON, and as one file of HTML."""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ..verification import FRAMES_TO_MATCH
from .outputs import REPORT_FILE
from .presentations import OWNERS_SHARE, PresentationRates, PresentationSummary
from .report import note_html, page, table_html
from .summary_fields import JSON_FILE
from .tables import Table
from .wording import rate_text

#: What nobody should read out of the figures.
NOT_TESTED: Final = (
    "Not tested: real paper, screens and masks before a real Kinect (all of this is rendered, with "
    "models of two sensors); hollow and silicone masks that move with the face, masks cast from "
    "the victim in the victim's colors, make-up, plastic surgery, twins; a body or head behind "
    "what is held; more than the few frames of a presentation, while a lock may be tried "
    "for longer; signals injected behind the sensor."
)


def presentation_tables(summary: PresentationSummary) -> tuple[Table, ...]:
    """Return every table, in the order in which they are read."""
    return _bona_fide(summary), _attacks(summary), _nearness(summary), _cues(summary)


def presentation_fields(summary: PresentationSummary) -> dict[str, Any]:
    """Return the figures as dicts, lists, numbers, texts and None, with the norm's names."""
    fields = asdict(summary)
    bona_fide = fields["bona_fide"]
    bona_fide["bpcer"] = fields.pop("bpcer")
    del bona_fide["passed_as_live"]
    for attack in fields["attacks"]:
        attack["apcer"] = attack.pop("passed_as_live")
        attack["iapar"] = attack.pop("opened")
        attack["iapmr"] = attack.pop("matched")
        attack["apnrr"] = attack.pop("non_response")
    fields["frames_to_match"] = FRAMES_TO_MATCH
    fields["not_tested"] = NOT_TESTED
    return fields


def write_presentation_outputs(directory: Path, summary: PresentationSummary, title: str) -> None:
    """Write `evaluation.json` and `report.html` into an existing folder.

    Raises:
        OSError: If they cannot be written.
    """
    text = json.dumps(presentation_fields(summary), indent=1, allow_nan=False) + "\n"
    (directory / JSON_FILE).write_text(text, encoding="utf-8")
    heading = f"Presentation attacks: {title}"
    parts = [
        f"<h1>{html.escape(heading)}</h1>",
        note_html(f"Encoder {summary.encoder_id}, {summary.people} people."),
        *(table_html(table) for table in presentation_tables(summary)),
        note_html(NOT_TESTED),
    ]
    (directory / REPORT_FILE).write_text(page(heading, parts), encoding="utf-8")


def _bona_fide(summary: PresentationSummary) -> Table:
    rates = summary.bona_fide
    rows = (
        ("people", str(summary.people)),
        ("of them not enrolled", str(summary.not_enrolled)),
        ("bona fide presentations", _how_many(rates)),
        ("non-response", rate_text(rates.non_response)),
        ("refused by liveness (BPCER)", rate_text(summary.bpcer)),
        ("matched", rate_text(rates.matched)),
        ("unlocked", rate_text(rates.opened)),
    )
    note = (
        f"By presentations. Acquired is one with {FRAMES_TO_MATCH} usable frames in a row, the "
        "fewest that unlock; the rates below non-response are of those."
    )
    return Table("Bona fide presentations", ("", "count"), rows, note)


def _attacks(summary: PresentationSummary) -> Table:
    rows = tuple(
        (
            rates.species,
            _how_many(rates),
            rate_text(rates.non_response),
            rate_text(rates.opened),
            rate_text(rates.passed_as_live),
            rate_text(rates.matched),
        )
        for rates in summary.attacks
    )
    header = (
        "species",
        "presentations",
        "non-response (APNRR)",
        "opens the lock (IAPAR)",
        "passes liveness (APCER)",
        "matches the victim (IAPMR)",
    )
    note = (
        f"The worst first. A presentation succeeds with {FRAMES_TO_MATCH} frames in a row that all "
        "pass, as one does that unlocks. Rates are of the acquired ones, with Clopper-Pearson's "
        "95 % interval; liveness and comparison stand alone in the last two columns."
    )
    return Table("Presentation attacks", header, rows, note)


def _nearness(summary: PresentationSummary) -> Table:
    everything = (summary.bona_fide, *summary.attacks)
    rows = tuple(
        (
            rates.species,
            *(rate_text(rates.live_within[limit]) for limit in ("color", "depth", "fused")),
            rate_text(rates.opened),
            rate_text(rates.opened_if_wide),
        )
        for rates in everything
    )
    wide = "no limits" if summary.wide is None else f"limits {summary.wide:.2f} times as wide"
    header = (
        "species",
        "live, and color within its limit",
        "live, and depth within its limit",
        "live, and the distance within the threshold",
        "all of it: opens the lock",
        f"would open with {wide}",
    )
    note = (
        "What refuses, where liveness does not. The last column widens all three limits until "
        f"the lock opens for {OWNERS_SHARE:.0%} of the owners of this set."
    )
    return Table("How near they come", header, rows, note)


def _cues(summary: PresentationSummary) -> Table:
    everything = (summary.bona_fide, *summary.attacks)
    cues = sorted({name for rates in everything for name in rates.refusing})
    rows = tuple(
        (rates.species, *(str(rates.refusing.get(cue, 0)) for cue in cues)) for rates in everything
    )
    note = "Acquired presentations of which the cue refused at least one frame."
    return Table("What refuses", ("species", *cues), rows, note)


def _how_many(rates: PresentationRates) -> str:
    return f"{rates.presentations} of {rates.frames} frames"
