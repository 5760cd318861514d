"""The figures of a summary as tables of text, which the terminal and the report lay out."""

from __future__ import annotations

from dataclasses import dataclass

from .evaluation import ProtocolResult, Summary
from .faces import DEPTH, FUSED
from .matching_rates import MatchingRates, support_text
from .wording import distance_text, fixed_text, rate_text


@dataclass(frozen=True)
class Table:
    """Rows of text under a title.

    Attributes:
        title: What it shows.
        header: Names of the columns.
        rows: Each as long as `header`.
        note: What has to be known to read it; may be empty.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables_of(summary: Summary) -> tuple[Table, ...]:
    """Return every table of a summary, in the order in which they are read."""
    matching = tuple(_matching(name, result) for name, result in summary.protocols.items())
    attacks = (_attacks(summary),) if summary.attacks else ()
    return (_acquisition(summary), *matching, *attacks)


def interval_note() -> str:
    """How the intervals were made."""
    return (
        "Intervals are 95 %. Those of rates over pairs are bootstrapped over people, because "
        "comparisons that share a person are not independent; where nothing failed, they are "
        "Clopper-Pearson's of as many trials as there are people (FNMR, EER) or pairs of people "
        "(FMR). Those of counts of frames are Clopper-Pearson's, too narrow where the frames of a "
        f"session resemble each other. {support_text()}"
    )


def _acquisition(summary: Summary) -> Table:
    acquired = summary.acquisition
    rows = [
        ("people", str(summary.people)),
        ("sessions", str(summary.sessions)),
        ("frames", str(summary.frames)),
        ("failure to acquire", rate_text(acquired.failed)),
        *((f"- {reason}", f"{count}") for reason, count in acquired.reasons.items()),
        ("people without a usable frame", str(acquired.people_without_face)),
        ("refused by liveness (BPCER)", rate_text(summary.bpcer)),
    ]
    note = "Their own faces, without attacks. BPCER is of the usable frames."
    return Table("People and frames", ("", "count"), tuple(rows), note)


def _matching(name: str, result: ProtocolResult) -> Table:
    trunks = _distinct(result)
    first = next(iter(trunks.values()))
    rows = [
        ("mean mated distance", *(distance_text(rates.mean_mated) for rates in trunks.values())),
        (
            "mean non-mated distance",
            *(distance_text(rates.mean_non_mated) for rates in trunks.values()),
        ),
        ("equal error rate", *(rate_text(rates.eer) for rates in trunks.values())),
    ]
    for index, fixed in enumerate(first.fnmr_at_fmr):
        cells = (
            fixed_text(rates.fnmr_at_fmr[index], result.non_mated) for rates in trunks.values()
        )
        rows.append((f"FNMR at FMR {100 * fixed.fmr:g} %", *cells))
    rows += [
        (f"FMR at {first.threshold:g}", *(rate_text(rates.fmr) for rates in trunks.values())),
        (f"FNMR at {first.threshold:g}", *(rate_text(rates.fnmr) for rates in trunks.values())),
    ]
    title = f"Matching, {name}: {result.mated} mated, {result.non_mated} non-mated comparisons"
    return Table(title, ("", *trunks), tuple(rows), _matching_note(result))


def _distinct(result: ProtocolResult) -> dict[str, MatchingRates]:
    """Leave out the color trunk where it is the only one: it is the fused vector."""
    if DEPTH in result.trunks:
        return result.trunks
    return {FUSED: result.trunks[FUSED]}


def _matching_note(result: ProtocolResult) -> str:
    if DEPTH in result.trunks:
        return f"{result.description} The threshold is that of the fused vectors."
    return f"{result.description} This encoder sees color only: fused and color are the same."


def _attacks(summary: Summary) -> Table:
    rows = tuple(
        (
            result.species,
            f"{result.frames} in {result.sessions}",
            rate_text(result.non_response),
            rate_text(result.accepted),
            rate_text(result.passed_as_live),
            rate_text(result.sessions_accepted),
        )
        for result in summary.attacks
    )
    header = (
        "species",
        "frames in sessions",
        "non-response",
        "accepted (APCER of the whole, IAPAR)",
        "passed as live (APCER of liveness alone)",
        "sessions with an accepted frame",
    )
    note = (
        "The worst first. Accepted is a frame that matches its victim's template and passes as "
        "live. Frames without a usable face (non-response) unlock nothing and are not in the rates "
        "beside it. One frame never unlocks: several in a row do."
    )
    return Table("Presentation attacks", header, rows, note)
