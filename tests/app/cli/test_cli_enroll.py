"""Enrolling again, other looks, lookalikes: what `faceid enroll` saves and what it refuses."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from faceid_core.appearances import with_appearance
from faceid_core.templates import Template, TemplateStore
from hardware import Frame, Pace, open_source, open_writer

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)
MakeTemplate = Callable[..., Template]


@pytest.fixture(scope="session")
def enrolled_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """A data folder that knows the demo's owner, and what `faceid enroll` said."""
    data_dir = tmp_path_factory.mktemp("owner") / "data"
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(
            ["--data-dir", str(data_dir), "--json", "enroll", "owner", "--source", "demo#enroll"]
        )
    assert code == 0
    return data_dir, json.loads(said.getvalue())


@pytest.fixture
def owner(enrolled_once: tuple[Path, dict], data_dir: Path) -> dict:
    """The demo's owner, enrolled from one circle, in the data folder of this test."""
    enrolled, result = enrolled_once
    shutil.copytree(enrolled, data_dir)
    return result


def test_one_circle_is_whole_and_said_to_be_unconfirmed(owner: dict) -> None:
    assert owner["directions"] == 16
    assert (owner["is_partial"], owner["is_confirmed"]) == (False, False)
    assert (owner["appearance"], owner["lookalike"]) == (None, None)


def twice_around() -> Iterator[Frame]:
    """Every third frame of the demo's enrollment, and once more as if it went on."""
    with open_source("demo#enroll", pace=Pace.FULL_SPEED) as source:
        frames = list(source)[::3]
    later_s = frames[-1].timestamp_s - frames[0].timestamp_s + 0.1
    for shift_s in (0.0, later_s):
        for frame in frames:
            yield Frame(frame.rgb, frame.depth_mm, frame.timestamp_s + shift_s, frame.intrinsics)


def test_a_second_circle_confirms(faceid: Run, tmp_path: Path) -> None:
    with open_writer(tmp_path / "twice", "tum") as writer:
        for frame in twice_around():
            writer.write(frame)
    outcome = faceid("enroll", "owner", "--source", f"recording:{tmp_path / 'twice'}", "--json")
    assert outcome.exit_code == 0, outcome.err
    assert (outcome.result["is_confirmed"], outcome.result["is_partial"]) == (True, False)
    assert "The first circle is complete" in outcome.err
    assert "100%" in outcome.err


def test_a_second_circle_of_somebody_else_saves_nothing(faceid: Run, store: TemplateStore) -> None:
    """In the whole demo a stranger comes after the owner."""
    outcome = faceid("enroll", "owner", "--source", "demo")
    assert outcome.exit_code == 4
    assert "second circle showed somebody else" in outcome.err
    assert store.names() == []


def test_another_look_joins_and_leaves_the_template(
    faceid: Run, owner: dict, store: TemplateStore
) -> None:
    first = store.load("owner")
    arguments = ("enroll", "owner", "--appearance", "Glasses", "--source", "demo#enroll")
    added = faceid(*arguments, "--json")
    assert added.exit_code == 0, added.err
    assert (added.result["appearance"], added.result["poses"]) == ("Glasses", owner["poses"])
    both = store.load("owner")
    np.testing.assert_array_equal(both.vectors[: len(first.poses)], first.vectors)
    assert both.labels.count("Glasses") == owner["poses"]
    assert faceid("verify", "owner", "--source", "demo#owner").exit_code == 0

    refused = faceid(*arguments)
    assert refused.exit_code == 4
    assert "--replace" in refused.err

    shown = faceid("templates", "show", "owner")
    assert "also as Glasses" in shown.out
    result = faceid("templates", "show", "owner", "--json").result
    assert result["appearances"] == ["Glasses"]
    assert [pose["appearance"] for pose in result["poses"]].count("Glasses") == owner["poses"]

    removed = faceid("templates", "remove", "owner", "--appearance", "Glasses", "--json")
    assert removed.result == {"removed": "owner", "appearance": "Glasses"}
    np.testing.assert_array_equal(store.load("owner").vectors, first.vectors)
    missing = faceid("templates", "remove", "owner", "--appearance", "Glasses")
    assert missing.exit_code == 4
    assert "no appearance 'Glasses'" in missing.err


def test_another_look_of_somebody_else_is_refused(
    faceid: Run, store: TemplateStore, random_template: MakeTemplate, encoder_id: str
) -> None:
    store.save(random_template("ann", encoder_id))
    outcome = faceid("enroll", "ann", "--appearance", "Hat", "--source", "demo#enroll")
    assert outcome.exit_code == 4
    assert "does not look like the enrolled person" in outcome.err
    assert store.load("ann").appearances == ()


def test_another_look_of_nobody_is_refused(faceid: Run) -> None:
    outcome = faceid("enroll", "ann", "--appearance", "Hat", "--source", "demo#enroll")
    assert outcome.exit_code == 4
    assert "ann is not enrolled" in outcome.err


@pytest.mark.parametrize("label", ["", " ", "x" * 31, "a\nb"])
def test_a_look_that_cannot_be_called_so(faceid: Run, label: str) -> None:
    outcome = faceid("enroll", "ann", "--appearance", label)
    assert outcome.exit_code == 4
    assert "printable" in outcome.err


def test_a_lookalike_is_saved_only_when_told_to(
    faceid: Run, owner: dict, store: TemplateStore
) -> None:
    arguments = ("enroll", "twin", "--source", "demo#enroll")
    refused = faceid(*arguments)
    assert refused.exit_code == 4
    assert "very like owner" in refused.err
    assert store.names() == ["owner"]
    accepted = faceid(*arguments, "--accept-lookalike", "--json")
    assert accepted.exit_code == 0
    assert accepted.result["lookalike"]["name"] == "owner"
    assert accepted.result["lookalike"]["distance"] < accepted.result["lookalike"]["threshold"]
    assert store.names() == ["owner", "twin"]


def test_removing_one_look_of_many_keeps_the_others(
    faceid: Run, store: TemplateStore, random_template: MakeTemplate
) -> None:
    ann = random_template("ann")
    for look in ("Hat", "Beard"):
        ann = with_appearance(ann, random_template("ann"), look)
    store.save(ann)
    assert faceid("templates", "remove", "ann", "--appearance", "Hat").exit_code == 0
    assert store.load("ann").appearances == ("Beard",)
