"""Presentations are judged by the lock's own chain, and counted in the norm's terms."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("scipy")

from rendered import FRONTAL, frame, recognizer

from faceid_core.evaluation.nearness import Nearness, nearness_of
from faceid_core.evaluation.presentation_tables import (
    presentation_fields,
    presentation_tables,
    write_presentation_outputs,
)
from faceid_core.evaluation.presentations import (
    JudgedPresentation,
    judge_presentations,
    longest_run,
    summarize_presentations,
)
from faceid_core.presentation_sets import BONA_FIDE, ENROLLMENT, Presentation
from faceid_core.types import Comparison, Cue, Limits, Liveness, Observation, Pose
from faceid_core.verification import FRAMES_TO_MATCH


def shown(species: str, names: Sequence[str]) -> Presentation:
    return Presentation(
        7,
        species,
        tuple(replace(frame(name), timestamp_s=0.5 * i) for i, name in enumerate(names)),
    )


@pytest.fixture(scope="module")
def judged() -> dict[str, JudgedPresentation]:
    few, enough = FRAMES_TO_MATCH - 1, FRAMES_TO_MATCH + 1
    presentations = [
        shown(ENROLLMENT, FRONTAL),
        shown(BONA_FIDE, ["frontal_750"] * enough),
        shown("photo", ["flat_photo"] * enough),
        shown("double", ["other"] * enough),
        shown("nothing", ["empty"] * enough),
        shown("short", ["frontal_750"] * few + ["empty"] + ["frontal_750"] * few),
    ]
    found = list(judge_presentations(presentations, recognizer()))
    return {each.species: each for each in found}


def test_the_owner_opens_the_lock(judged: dict[str, JudgedPresentation]) -> None:
    own = judged[BONA_FIDE]
    assert (own.is_acquired, own.passed_as_live, own.matched, own.opened) == (True,) * 4
    assert own.refusing == ()


def test_a_photo_is_refused_by_liveness(judged: dict[str, JudgedPresentation]) -> None:
    photo = judged["photo"]
    assert photo.is_acquired
    assert not photo.passed_as_live
    assert not photo.opened
    assert {"plane_residual", "face_relief"} <= set(photo.refusing)


def test_somebody_else_is_live_and_does_not_match(judged: dict[str, JudgedPresentation]) -> None:
    double = judged["double"]
    assert double.is_acquired
    assert double.passed_as_live
    assert not double.matched
    assert not double.opened


def test_too_few_frames_in_a_row_are_no_response(judged: dict[str, JudgedPresentation]) -> None:
    for name in ("nothing", "short"):
        assert not judged[name].is_acquired
        assert not judged[name].opened
    assert judged["short"].usable == 2 * (FRAMES_TO_MATCH - 1)


def test_without_a_template_only_liveness_is_judged() -> None:
    (seen,) = judge_presentations([shown("photo", ["flat_photo"])], recognizer())
    assert (seen.matched, seen.opened) == (None, None)
    summary = summarize_presentations([seen], "some")
    assert summary.not_enrolled == 1
    assert summary.attacks[0].opened.value is None


@pytest.mark.parametrize(
    ("flags", "longest"), [("", 0), ("0", 0), ("1", 1), ("110111", 3), ("111011", 3), ("11111", 5)]
)
def test_the_longest_run(flags: str, longest: int) -> None:
    assert longest_run(flag == "1" for flag in flags) == longest


def outcome(species: str, *, live: bool, opened: bool | None, acquired: bool = True) -> object:
    return JudgedPresentation(1, species, 6, 6, acquired, live, opened, opened, ())


def test_rates_are_of_the_acquired_and_the_worst_comes_first() -> None:
    results = [
        *[outcome(BONA_FIDE, live=True, opened=True)] * 9,
        outcome(BONA_FIDE, live=False, opened=False),
        outcome(BONA_FIDE, live=False, opened=False, acquired=False),
        *[outcome("tame", live=True, opened=False)] * 2,
        outcome("bad", live=True, opened=True),
        *[outcome("bad", live=False, opened=False)] * 3,
        outcome("bad", live=False, opened=False, acquired=False),
    ]
    summary = summarize_presentations(results, "some")  # type: ignore[arg-type]
    assert (summary.bpcer.count, summary.bpcer.total) == (1, 10)
    bad, tame = summary.attacks
    assert (bad.species, tame.species) == ("bad", "tame")
    assert (bad.opened.count, bad.opened.total) == (1, 4)
    assert (bad.non_response.count, bad.non_response.total) == (1, 5)
    assert (tame.passed_as_live.count, tame.passed_as_live.total) == (2, 2)
    assert bad.opened.high == pytest.approx(0.8059, abs=1e-3)  # Clopper and Pearson's 1 of 4


def near(species: str, width: float, *, live: bool = True) -> JudgedPresentation:
    nearness = Nearness(width, width / 2.0, width / 4.0, width)
    return JudgedPresentation(
        1, species, 6, 6, True, live, width <= 1.0, live and width <= 1.0, (), nearness
    )


def test_limits_are_widened_until_enough_owners_open() -> None:
    own = [near(BONA_FIDE, 0.5)] * 17 + [near(BONA_FIDE, 1.5)] * 2 + [near(BONA_FIDE, math.inf)]
    attacks = [near("mask", 1.4), near("mask", 1.6), near("mask", math.inf, live=False)]
    summary = summarize_presentations([*own, *attacks], "some")
    assert summary.wide == 1.5  # 19 of 20 are 95 %
    assert summary.bona_fide.opened_if_wide.count == 19
    (mask,) = summary.attacks
    assert (mask.opened_if_wide.count, mask.opened_if_wide.total) == (1, 3)
    within = {name: rate.count for name, rate in mask.live_within.items()}
    assert within == {"fused": 0, "color": 2, "depth": 2}


def test_no_width_opens_for_owners_whom_liveness_refuses() -> None:
    summary = summarize_presentations([near(BONA_FIDE, math.inf), near("mask", 0.5)], "some")
    assert summary.wide is None
    assert summary.attacks[0].opened_if_wide.count == 0
    json.dumps(presentation_fields(summary), allow_nan=False)


def seen(width: float, *, live: bool = True) -> Observation:
    limits = Limits(0.4, 0.8, 1.0)
    cue = Cue("plane_residual", 5.0 if live else 1.0, 3.0, "mm", "flat")
    far = Comparison("x", 0.4 * width, 0.4, 1.0, limits, Pose(0.0, 0.0, 0.0))
    return Observation(frame("empty"), liveness=Liveness((cue,)), comparison=far)


def test_the_nearest_row_of_living_frames_counts() -> None:
    five = FRAMES_TO_MATCH
    found = nearness_of([seen(3.0), *[seen(0.5)] * (five - 1), seen(0.7), seen(9.0)])
    assert (found.fused, found.color, found.depth, found.all) == (
        pytest.approx(0.7),
        pytest.approx(0.5),
        pytest.approx(1.0),
        pytest.approx(1.0),
    )
    broken = [*[seen(0.5)] * (five - 1), seen(0.5, live=False), *[seen(0.5)] * (five - 1)]
    assert nearness_of(broken).all == math.inf
    assert nearness_of([seen(math.nan)] * five).fused == math.inf


def test_the_figures_are_told_alike(judged: dict[str, JudgedPresentation], tmp_path: Path) -> None:
    summary = summarize_presentations(list(judged.values()), "some")
    write_presentation_outputs(tmp_path, summary, "few <people>")
    stored = json.loads((tmp_path / "evaluation.json").read_text())
    assert stored == json.loads(json.dumps(presentation_fields(summary)))
    attacks = {attack["species"]: attack for attack in stored["attacks"]}
    assert attacks["photo"]["apcer"]["count"] == 0
    assert attacks["double"]["apcer"]["count"] == 1
    assert attacks["double"]["iapar"]["count"] == 0
    assert attacks["nothing"]["apnrr"]["count"] == 1
    assert stored["bona_fide"]["bpcer"]["count"] == 0
    assert "Not tested" in stored["not_tested"]
    text = (tmp_path / "report.html").read_text()
    assert "few &lt;people&gt;" in text
    for table in presentation_tables(summary):
        assert table.title in text
        assert all(len(row) == len(table.header) for row in table.rows)
