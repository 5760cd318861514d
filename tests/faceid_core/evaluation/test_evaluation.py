"""The whole of it on a small set: counts, attacks, files."""

from __future__ import annotations

import json
import math
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from faceid_core.evaluation import EvaluatedEncoder, Evaluation, Sample, collect, evaluate
from faceid_core.evaluation.embeddings import write_embeddings
from faceid_core.evaluation.outputs import write_outputs
from faceid_core.evaluation.summary_fields import summary_fields
from faceid_core.evaluation.tables import tables_of
from faceid_core.evaluation.trunks import Vectors
from faceid_core.types import Retry

MakeSample = Callable[..., Sample]


@pytest.fixture
def samples(two_sessions: list[Sample], sample: MakeSample) -> list[Sample]:
    """Three people; two frames without a face; attacks that match, that are live, and both."""
    return [
        *two_sessions,
        sample(0, "second", retry=Retry.TOO_DARK),
        sample(1, "second", retry=Retry.TOO_DARK),
        sample(2, "second", 0.3, is_live=False),
        sample(0, "attack-print", 0.1, is_live=False),  # matches, flat
        sample(0, "attack-print", retry=Retry.NO_FACE),
        sample(1, "attack-mask", 0.1),  # matches, and is live
        sample(1, "attack-mask", 1.5),  # live, but unlike the victim
        sample(2, "attack-mask", 1.5, is_live=False),
    ]


@pytest.fixture
def evaluation(samples: list[Sample], encoder: EvaluatedEncoder) -> Evaluation:
    return evaluate(collect(samples), [encoder])


def test_people_frames_and_failures_are_counted_without_attacks(evaluation: Evaluation) -> None:
    summary = evaluation.summary
    assert (summary.people, summary.sessions, summary.frames) == (3, 6, 15)
    assert (summary.acquisition.failed.count, summary.acquisition.failed.total) == (2, 15)
    assert summary.acquisition.reasons == {"TOO_DARK": 2}
    assert summary.acquisition.people_without_face == 0
    assert (summary.bpcer.count, summary.bpcer.total) == (1, 13)


def test_a_person_never_seen_is_told(
    samples: list[Sample], sample: MakeSample, encoder: EvaluatedEncoder
) -> None:
    unseen = sample(7, "first", retry=Retry.COVERED)
    summary = evaluate(collect([*samples, unseen]), [encoder]).summary
    assert (summary.people, summary.acquisition.people_without_face) == (4, 1)


def test_an_attack_is_accepted_only_if_it_matches_and_is_live(evaluation: Evaluation) -> None:
    mask, printed = evaluation.summary.first.attacks  # the worst first
    assert (mask.species, printed.species) == ("mask", "print")
    assert (mask.sessions, mask.frames) == (2, 3)
    assert (mask.accepted.count, mask.accepted.total) == (1, 3)
    assert (mask.passed_as_live.count, mask.passed_as_live.total) == (2, 3)
    assert (mask.sessions_accepted.count, mask.sessions_accepted.total) == (1, 2)
    assert (printed.non_response.count, printed.non_response.total) == (1, 2)
    assert (printed.accepted.count, printed.accepted.total) == (0, 1)


def test_only_accepted_frames_in_a_row_open_the_lock(
    samples: list[Sample], sample: MakeSample, encoder: EvaluatedEncoder
) -> None:
    good, bad = sample(0, "attack-doll", 0.1), sample(0, "attack-doll", 0.1, is_live=False)
    lost = sample(0, "attack-doll", retry=Retry.NO_FACE)
    for frames, opened in (
        ([good] * 5, 1),
        ([good] * 4 + [lost] + [good] * 4, 0),
        ([good] * 4 + [bad] + [good] * 4, 0),
        ([bad, lost] + [good] * 5, 1),
    ):
        collected = collect([*samples, *frames])
        (doll,) = (
            result
            for result in evaluate(collected, [encoder]).summary.first.attacks
            if result.species == "doll"
        )
        assert (doll.sessions_opened.count, doll.sessions_opened.total) == (opened, 1)


def test_an_attack_on_somebody_not_enrolled_has_only_liveness(
    samples: list[Sample], sample: MakeSample, encoder: EvaluatedEncoder
) -> None:
    collected = collect([*samples, sample(9, "attack-doll")])
    attacks = evaluate(collected, [encoder]).summary.first.attacks
    (doll,) = (result for result in attacks if result.species == "doll")
    assert doll.accepted.value is None
    assert (doll.passed_as_live.count, doll.passed_as_live.total) == (1, 1)


def test_the_two_figures_of_the_article_stand_at_the_top(evaluation: Evaluation) -> None:
    fields = summary_fields(evaluation.summary)
    assert list(fields)[:2] == ["mean_mated_distance", "mean_non_mated_distance"]
    # Of each person: 0.2, 0.4, 0.1, 0.3 rad apart across the two sessions.
    chords = [2 * math.sin(angle / 2) for angle in (0.2, 0.4, 0.1, 0.3)]
    assert fields["mean_mated_distance"] == pytest.approx(np.mean(chords), abs=0.02)
    assert fields["mean_non_mated_distance"] == pytest.approx(math.sqrt(2), abs=0.1)
    assert set(fields["protocols"]) == {"pairs", "enrolled"}
    assert set(fields["protocols"]["pairs"]["trunks"]) == {"fused", "color"}


def test_a_false_match_rate_that_cannot_be_known_is_not_stated(evaluation: Evaluation) -> None:
    cells = " ".join(cell for t in tables_of(evaluation.summary) for row in t.rows for cell in row)
    needed = evaluation.summary.first.protocols["pairs"].non_mated
    assert f"not supported: {needed} non-mated comparisons, 100000 needed" in cells


def test_a_depth_trunk_stands_beside_the_others(
    sample: MakeSample, encoder: EvaluatedEncoder
) -> None:
    seen = [
        sample(index, session, tilt, depth_index=9)
        for index in (0, 1)
        for session, tilt in (("first", 0.0), ("second", 0.2))
    ]
    summary = evaluate(collect(seen), [encoder]).summary
    pairs = summary.first.protocols["pairs"].trunks
    assert pairs["fused"].fmr.value == 0.0
    assert pairs["depth"].fmr.value == 1.0  # everybody's depth vector is the same
    headers = {table.header for table in tables_of(summary)}
    assert ("", "fused", "color", "depth") in headers


def test_limits_of_trunks_are_judged_each_and_by_the_decision(
    sample: MakeSample, encoder: EvaluatedEncoder
) -> None:
    """Everybody's depth is near the others', and far between the sessions of two of four."""
    seen = []
    for index in range(4):
        for session, tilt in (("first", 0.0), ("second", 0.2)):
            made = sample(index, session, tilt, depth_index=9)
            if index < 2 and session == "second":
                made.vectors[0]["depth"][:] = np.eye(128)[10]
            seen.append(made)

    def decides(probe: Vectors, stored: Sequence[Vectors]) -> bool:
        near = [np.linalg.norm(probe[t] - stored[0][t]) <= limit for t, limit in limits.items()]
        return all(near)

    limits = {"fused": 0.3, "depth": 0.9}
    limited = replace(encoder, limits={"depth": 0.9}, matches=decides)
    summary = evaluate(collect(seen), [limited]).summary
    result = summary.first
    trunks = result.protocols["enrolled"].trunks
    assert (trunks["fused"].threshold, trunks["depth"].threshold) == (0.3, 0.9)
    assert (trunks["fused"].fnmr.value, trunks["depth"].fnmr.value) == (0.0, 0.5)
    # Probes of two people are far from all depths, of two near all three others.
    assert (trunks["fused"].fmr.value, trunks["depth"].fmr.value) == (0.0, 0.5)
    assert result.decision_fnmr.value == 0.5
    assert result.decision_fnmr.low < 0.5 < result.decision_fnmr.high
    text = [
        row for table in tables_of(evaluate(collect(seen), [limited]).summary) for row in table.rows
    ]
    assert ("own limit", "0.3", "0.3", "0.9") in text
    assert any(row[0] == "FNMR of the decision" and row[1].startswith("50.00 %") for row in text)


def test_the_report_needs_no_other_file_and_names_nobody_unescaped(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    write_outputs(tmp_path, evaluation, "<set> & co")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;set&gt; &amp; co" in text
    assert "<set>" not in text
    sources = re.findall(r'(?:src|href)="([^"]{22})', text)
    assert sources == ["data:image/png;base64,"] * 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evaluation.json", "report.html"]
    stored = json.loads((tmp_path / "evaluation.json").read_text(encoding="utf-8"))
    assert stored == json.loads(json.dumps(summary_fields(evaluation.summary)))


def test_embeddings_are_readable_by_their_owner_alone(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    path = write_embeddings(tmp_path, evaluation)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with np.load(path, allow_pickle=False) as stored:
        assert stored["own_fused"].shape == (13, 128)
        assert stored["attack_species"].tolist() == ["print", "mask", "mask", "mask"]
        assert stored["names"][stored["own_people"][0]] == "person0"
    with pytest.raises(FileExistsError):
        write_embeddings(tmp_path, evaluation)


def test_the_same_samples_give_the_same_figures(
    samples: list[Sample], encoder: EvaluatedEncoder
) -> None:
    first, second = (
        summary_fields(evaluate(collect(samples), [encoder]).summary) for _ in range(2)
    )
    assert first == second


def test_plots_bring_no_window_system() -> None:
    code = (
        "import sys; from faceid_core.evaluation import report, outputs\n"
        "from faceid_core.evaluation.plots import histogram\n"
        "import numpy as np; from faceid_core.evaluation.scores import Scores\n"
        "from faceid_core.evaluation.matching_rates import measure_rates\n"
        "one = np.array([0.2, 0.3]); who = np.array([0, 1]); both = np.array([[0, 1], [0, 1]])\n"
        "measured = measure_rates(Scores(one, who, one + 0.5, both), 0.28, np.ones((2, 2)))\n"
        "png = histogram({'pairs': measured.trace})\n"
        "assert png.startswith(b'\\x89PNG')\n"
        "print([name for name in ('PyQt5', 'matplotlib.pyplot', 'tkinter') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
