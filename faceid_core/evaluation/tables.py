"""The figures of a summary as tables of text, which the terminal and the report lay out."""

from __future__ import annotations

from dataclasses import dataclass

from ..types import COLOR, DEPTH, FUSED
from .differences import Difference
from .evaluation import ENROLLED, EncoderResult, ProtocolResult, Summary
from .matching_rates import MatchingRates, support_text
from .slices import FMR, Slice
from .wording import (
    NOT_MEASURED,
    difference_text,
    distance_text,
    fixed_text,
    rate_text,
)


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
    several = len(summary.encoders) > 1
    tables = [_acquisition(summary)]
    for result in summary.encoders:
        of_whom = f", {result.name}" if several else ""
        tables += [
            _matching(name, of_whom, protocol, result)
            for name, protocol in result.protocols.items()
        ]
        tables.append(_cross_modal(f"Cross-modal impostors{of_whom}", result))
        if result.slices:
            tables.append(_slices(f"By condition{of_whom}", result))
        if result.attacks:
            tables.append(_attacks(f"Presentation attacks{of_whom}", result))
    if summary.differences:
        tables.append(_differences(summary.differences, several))
    return tuple(tables)


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
        (summary.unit, str(summary.frames)),
        ("failure to acquire", rate_text(acquired.failed)),
        *((f"- {reason}", f"{count}") for reason, count in acquired.reasons.items()),
        ("people without a usable frame", str(acquired.people_without_face)),
        ("refused by liveness (BPCER)", rate_text(summary.bpcer)),
    ]
    note = "Their own faces, without attacks. BPCER is of the usable frames."
    if summary.is_face_set:
        del rows[-2]
        note = (
            "A face set holds crops of usable faces only: liveness was not judged, and failure to "
            "acquire is known only where the set notes it beside every shard."
        )
    return Table(f"People and {summary.unit}", ("", "count"), tuple(rows), note)


def _matching(name: str, of_whom: str, result: ProtocolResult, encoder: EncoderResult) -> Table:
    trunks = _distinct(result)
    first = trunks[FUSED]
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
    where = f"{first.threshold:g}"
    if encoder.limits:
        rows.append(("own limit", *(f"{rates.threshold:g}" for rates in trunks.values())))
        where = "the own limit"
    rows += [
        (f"FMR at {where}", *(rate_text(rates.fmr) for rates in trunks.values())),
        (f"FNMR at {where}", *(rate_text(rates.fnmr) for rates in trunks.values())),
    ]
    if name == ENROLLED and encoder.limits:
        refused = rate_text(encoder.decision_fnmr)
        rows.append(("FNMR of the decision", refused, *("" for _ in range(len(trunks) - 1))))
    counts = f"{result.mated} mated, {result.non_mated} non-mated comparisons"
    note = f"{result.description} {_trunk_note(trunks, encoder)}"
    title = f"Matching, {name}{of_whom}: {counts}"
    return Table(title, ("", *trunks), tuple(rows), note)


def _distinct(result: ProtocolResult) -> dict[str, MatchingRates]:
    """Leave out the color trunk where it is the only one: it is the fused vector."""
    fused = result.trunks[FUSED]
    return {
        trunk: rates
        for trunk, rates in result.trunks.items()
        if trunk == FUSED or DEPTH in result.trunks or rates is not fused
    }


def _trunk_note(trunks: dict[str, MatchingRates], encoder: EncoderResult) -> str:
    if len(trunks) == 1:
        return "This encoder gives one vector a face: there are no trunks beside the fused."
    if {COLOR, DEPTH} & encoder.limits.keys():
        return "A trunk for which the encoder states no limit is held to that of the fused vectors."
    return "The threshold is that of the fused vectors."


def _cross_modal(title: str, result: EncoderResult) -> Table:
    header = ("what the impostor has of the owner", "owners", "accepted")
    if result.cross_modal is None:
        note = "This encoder has no depth trunk: on the shape of another, a face is the same to it."
        return Table(title, header, (), note)
    rows = tuple(
        (found.direction, str(found.owners), rate_text(found.accepted))
        for found in result.cross_modal
    )
    note = (
        "The color crop of one person with the depth map of another in a like pose, encoded as one "
        "face and decided on as the lock does, without liveness. The interval is that of as many "
        "trials as there are owners."
    )
    return Table(title, header, rows, note)


def _slices(title: str, result: EncoderResult) -> Table:
    rows = tuple(
        (
            _condition(found),
            str(found.probes),
            str(found.people),
            rate_text(found.fnmr),
            NOT_MEASURED if found.tar_at_fmr is None else rate_text(found.tar_at_fmr),
        )
        for found in result.slices
    )
    header = (
        "condition",
        "probes",
        "people",
        f"FNMR at {result.threshold:g}",
        f"TAR at FMR {100 * FMR:g} %",
    )
    note = (
        "Each probe against its own person's template, fused; the condition is the probe's. "
        "Measured conditions are cut into three parts with equally many probes. The FMR is that of "
        "all probes together, so that TAR of every part is at the same distance."
    )
    return Table(title, header, rows, note)


def _condition(found: Slice) -> str:
    if found.is_there is not None:
        return f"{found.condition}: {'yes' if found.is_there else 'no'}"
    return f"{found.condition} {found.low:.4g} to {found.high:.4g}"


def _attacks(title: str, result: EncoderResult) -> Table:
    rows = tuple(
        (
            attack.species,
            f"{attack.frames} in {attack.sessions}",
            rate_text(attack.non_response),
            rate_text(attack.accepted),
            rate_text(attack.passed_as_live),
            rate_text(attack.sessions_accepted),
            rate_text(attack.sessions_opened),
        )
        for attack in result.attacks
    )
    header = (
        "species",
        "frames in sessions",
        "non-response",
        "accepted (APCER of the whole, IAPAR)",
        "passed as live (APCER of liveness alone)",
        "sessions with an accepted frame",
        "sessions that open the lock",
    )
    note = (
        "The worst first. Accepted is a frame that matches its victim's template and passes as "
        "live. Frames without a usable face (non-response) unlock nothing and are not in the rates "
        "beside it. One frame never unlocks: several in a row do, which the last column counts."
    )
    return Table(title, header, rows, note)


def _differences(differences: tuple[Difference, ...], several: bool) -> Table:
    rates = sorted({at.fmr for found in differences for at in found.at_fmr}, reverse=True)
    rows = []
    for found in differences:
        by_rate = {at.fmr: difference_text(at.tar) for at in found.at_fmr}
        first, second = (_side(side, several) for side in (found.first, found.second))
        cells = (by_rate.get(rate, NOT_MEASURED) for rate in rates)
        rows.append((f"{first} minus {second}, {found.protocol}", *cells))
    header = ("", *(f"TAR at FMR {100 * rate:g} %" for rate in rates))
    note = (
        "Percentage points; positive where the first is better. Both are measured on the same "
        "comparisons and the same draws of people (paired bootstrap): where the interval holds 0, "
        "these people do not tell them apart. Where neither fails on anybody, the interval is a "
        "point, and says nothing about more people."
    )
    if not rates:
        note = "There are too few comparisons for any of the false match rates."
    return Table("Differences of TAR", header, tuple(rows), note)


def _side(side: tuple[str, str], several: bool) -> str:
    name, trunk = side
    return f"{name} {trunk}" if several else trunk
