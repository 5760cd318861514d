"""Enrolling and verifying from end to end, on faces."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from closed_eyes import with_closed_eyes

from faceid_core.pipeline import Recognizer
from faceid_core.templates import TemplateStore
from faceid_core.types import Face
from hardware import Frame, Pace, open_source, open_writer

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)

ROOT = Path(__file__).parents[3]
MAN = ROOT.parent / "shared" / "data" / "uva-turning-man"
DEMO = ROOT / "assets" / "demo"

with_man = pytest.mark.skipif(not MAN.is_dir(), reason="the recording of a real man is not here")
with_demo = pytest.mark.skipif(not DEMO.is_dir(), reason="the demo recording is not made yet")


@pytest.fixture
def man(faceid: Run) -> str:
    """The real man of a recording, enrolled from it."""
    outcome = faceid("enroll", "man", "--partial", "--source", f"recording:{MAN}")
    assert outcome.exit_code == 0, outcome.err
    return "man"


def changed_frames(change: Callable[[Frame], Frame]) -> Iterator[Frame]:
    with open_source(f"recording:{MAN}", pace=Pace.FULL_SPEED) as source:
        for frame in source:
            yield change(frame)


def on_a_plane(frame: Frame) -> Frame:
    """The same picture at one distance, as a print or a screen shows it."""
    flat = np.full_like(frame.depth_mm, np.median(frame.depth_mm[200:280, 280:360]))
    return Frame(frame.rgb, flat, frame.timestamp_s, frame.intrinsics)


@with_man
def test_a_real_man_is_recognized(faceid: Run, man: str) -> None:
    source = f"recording:{MAN}"
    result = faceid("verify", man, "--source", source, "--json").result
    assert result["decision"] == "match"
    assert result["name"] == man
    assert 0.0 <= result["distance"] <= result["threshold"]
    assert result["liveness"]["decision"] == "bona-fide"
    assert all(cue["passed"] for cue in result["liveness"]["cues"].values())
    said = faceid("verify", man, "--source", source)
    assert said.exit_code == 0
    assert said.out.startswith("match: ")


@with_man
def test_the_same_recording_gives_the_same_json(man: str, store: TemplateStore) -> None:
    """In two processes: nothing may hang on an order of hashing or on memory's content."""
    lines = []
    for _ in range(2):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "app", "--data-dir", str(store.directory.parent)),
                *("verify", man, "--json", "--source", f"recording:{MAN}"),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stderr == ""
        lines.append(without_seconds(done.stdout))
    assert lines[0] == lines[1]


@with_man
def test_the_same_man_on_a_flat_plane_is_refused_as_flat(
    faceid: Run, man: str, tmp_path: Path
) -> None:
    with open_writer(tmp_path / "flat", "tum") as writer:
        for frame in changed_frames(on_a_plane):
            writer.write(frame)
    outcome = faceid("verify", man, "--source", f"recording:{tmp_path / 'flat'}", "--json")
    assert outcome.exit_code == 1
    assert outcome.result["decision"] == "non-match"
    assert outcome.result["liveness"]["decision"] == "attack"
    assert "flat" in outcome.result["reason"].lower()


@with_man
def test_the_drivers_own_player_gives_the_same_decision(
    faceid: Run, man: str, tmp_path: Path
) -> None:
    pytest.importorskip("freenect")
    dump = tmp_path / "dump"
    assert faceid("record", dump, "--source", f"recording:{MAN}", "--frames", 12).exit_code == 0
    results = []
    for kind in ("recording", "fakenect"):
        results.append(faceid("verify", man, "--source", f"{kind}:{dump}", "--json").result)
        assert results[-1].pop("seconds") > 0
    assert results[0] == results[1]
    assert results[0]["decision"] == "match"


@with_man
def test_one_man_does_not_pass_for_another(
    faceid: Run, store: TemplateStore, random_template: Any, encoder_id: str
) -> None:
    store.save(random_template("ann", encoder_id))
    outcome = faceid("verify", "ann", "--source", f"recording:{MAN}", "--json")
    assert outcome.exit_code == 1
    assert outcome.result["distance"] > outcome.result["threshold"]
    assert outcome.result["liveness"]["decision"] == "bona-fide"


@with_demo
def test_the_demo_enrolls_its_owner_and_lets_only_him_in(faceid: Run) -> None:
    enrolled = faceid("enroll", "owner", "--source", "demo#enroll", "--json")
    assert enrolled.exit_code == 0, enrolled.err
    assert enrolled.result["is_partial"] is False
    decisions = {}
    for chapter in ("owner", "stranger", "photo"):
        outcome = faceid("verify", "owner", "--source", f"demo#{chapter}", "--json")
        decisions[chapter] = (outcome.exit_code, outcome.result["decision"])
        if chapter == "stranger":
            assert outcome.result["distance"] > outcome.result["threshold"]
        if chapter == "photo":
            assert outcome.result["liveness"]["decision"] == "attack"
    assert decisions == {
        "owner": (0, "match"),
        "stranger": (1, "non-match"),
        "photo": (1, "non-match"),
    }


@with_demo
def test_an_owner_who_sleeps_is_not_let_in_unless_it_was_chosen_so(
    faceid: Run, tmp_path: Path
) -> None:
    assert faceid("enroll", "owner", "--source", "demo#enroll").exit_code == 0
    locator = Recognizer.load().new_locator()
    with (
        open_source("demo#owner", pace=Pace.FULL_SPEED) as source,
        open_writer(tmp_path / "asleep", "tum") as writer,
    ):
        for frame in source:
            face = locator.locate(frame)
            writer.write(with_closed_eyes(frame, face) if isinstance(face, Face) else frame)
    command = ("verify", "owner", "--source", f"recording:{tmp_path / 'asleep'}", "--json")
    asleep = faceid(*command)
    assert asleep.exit_code == 2
    assert asleep.result["reason"] == "Open your eyes"
    assert faceid("attention", "off", "--json").result == {"open_eyes": False}
    assert faceid(*command).result["decision"] == "match"
    assert faceid("attention", "on").exit_code == 0
    assert faceid("attention", "show").out == "Eyes must be open to unlock.\n"
    assert faceid(*command).exit_code == 2


def without_seconds(line: str) -> str:
    before, _, after = line.partition('"seconds": ')
    assert after
    return before + after.partition(",")[2]
