"""Checks that fail or hang, the page, and the report that is sent to somebody."""

from __future__ import annotations

import getpass
import json
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_machine import MadeMachine
from made_templates import random_template

from app.doctor.bundle import Anonymizer, write_bundle
from app.doctor.examination import SUBJECTS, Examined, examine, examined
from app.doctor.finding import Finding, Machine, State
from app.doctor.page import fields, summary, text
from app.errors import CommandError
from app.paths import templates_dir
from faceid_core.templates import TemplateStore


def check_division(machine: Machine) -> Iterator[Finding]:
    yield Finding("x.first", State.OK, "Lost with the rest.")
    yield Finding("x.second", State.OK, str(1 / 0))


def check_sleep(machine: Machine) -> Iterator[Finding]:
    time.sleep(3.0)
    yield Finding("x.late", State.OK, "Too late.")


def test_a_check_that_fails_is_a_finding(made: MadeMachine) -> None:
    (finding,) = examined(check_division, made.machine(), "x", 5.0)
    assert finding.name == "x.check"
    assert finding.state is State.UNKNOWN
    assert "ZeroDivisionError" in finding.sentence
    assert finding.measured == {"check": "division"}


def test_a_check_that_hangs_is_left(made: MadeMachine) -> None:
    started_s = time.monotonic()
    (finding,) = examined(check_sleep, made.machine(), "x", 0.1)
    assert time.monotonic() - started_s < 2.0
    assert finding.state is State.UNKNOWN
    assert "within 0.1 s" in finding.sentence


def test_a_machine_with_nothing_is_told_all_the_same(
    made: MadeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even a root folder; every finding that is not well says what to do, or why not."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    told: list[str] = []
    everything = list(examine(made.machine(), told.append))
    assert told == [subject.title for subject in SUBJECTS.values()]
    findings = [finding for each in everything for finding in each.findings]
    assert not [finding for finding in findings if finding.name.endswith(".check")]
    assert len({finding.name for finding in findings}) == len(findings)
    for finding in findings:
        assert re.fullmatch(r"[a-z]+(\.[a-z0-9_]+)+", finding.name)
        assert finding.sentence.endswith((".", ")"))
        if finding.state in (State.PROBLEM, State.WARNING):
            assert finding.remedy
        json.dumps(dict(finding.measured))
    assert not made.root.exists()
    assert not made.data_dir.exists()


PROBLEM = Finding("a.one", State.PROBLEM, "It is broken.", "mend it")
WARNING = Finding("a.two", State.WARNING, "It is old.", "renew it", {"age": 7})
UNKNOWN = Finding("b.one", State.UNKNOWN, "Nobody knows.")
FINE = Finding("b.two", State.OK, "It is fine.")


def test_the_page_has_marks_remedies_and_one_line_at_the_end() -> None:
    page = text(
        [Examined("a", "First", (PROBLEM, WARNING)), Examined("b", "Second", (UNKNOWN, FINE))],
        is_colored=False,
    )
    assert page.splitlines() == [
        "First",
        "  ✗ It is broken.",
        "      mend it",
        "  ! It is old.",
        "      renew it",
        "",
        "Second",
        "  ? Nobody knows.",
        "  ✓ It is fine.",
        "",
        "1 problem, 1 warning, 1 unknown. Begin at the top: one mended often mends the next.",
    ]


def test_colors_are_marks_and_nothing_else() -> None:
    examined_ = [Examined("a", "First", (PROBLEM, FINE)), Examined("c", "Empty", ())]
    colored = text(examined_, is_colored=True)
    assert "\x1b[31m✗" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == text(examined_, is_colored=False)
    assert "Empty" not in colored


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ((FINE,), "All is well."),
        ((FINE, WARNING, WARNING), "Nothing is wrong; 2 warnings."),
        ((UNKNOWN, UNKNOWN), "Nothing is wrong; 2 unknown."),
    ],
)
def test_the_summary(findings: tuple[Finding, ...], line: str) -> None:
    assert summary([Examined("a", "First", findings)]) == line


def test_the_fields_of_json() -> None:
    assert fields([Examined("a", "First", (WARNING, FINE))], 1.234) == {
        "is_well": True,
        "problems": 0,
        "warnings": 1,
        "unknown": 0,
        "findings": [
            {
                "name": "a.two",
                "subject": "a",
                "state": "warning",
                "sentence": "It is old.",
                "remedy": "renew it",
                "measured": {"age": 7},
            },
            {
                "name": "b.two",
                "subject": "a",
                "state": "ok",
                "sentence": "It is fine.",
                "remedy": None,
                "measured": {},
            },
        ],
        "seconds": 1.23,
    }


@pytest.fixture
def personal(made: MadeMachine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MadeMachine:
    """People with names, a home, a recording called after somebody."""
    monkeypatch.setenv("HOME", "/home/annabel")
    monkeypatch.setenv("LOGNAME", "annabel")
    store = TemplateStore(templates_dir(made.data_dir))
    for name in ("Ann", "Ann Lee", "Zoë/Ü"):
        store.save(random_template(name, "another-encoder"))
    account = made.root / "var/lib/faceid/users/1000"
    TemplateStore(templates_dir(account)).save(random_template("Bertha", "another-encoder"))
    return made


def test_a_report_has_no_names(personal: MadeMachine, tmp_path: Path) -> None:
    assert getpass.getuser() == "annabel"
    machine = personal.machine("recording:/home/annabel/Videos/ann-at-home")
    findings = fields(list(examine(machine, lambda title: None)), 1.0)
    for name in ("Ann Lee", "Bertha"):
        assert any(name in finding["sentence"] for finding in findings["findings"])
    log = "\n".join(
        [
            "opened /home/annabel/Videos/ann-at-home/rgb/1.png",
            "Zo%C3%AB%2F%C3%9C.template and ANN.template of Annabel, /home/somebody/x",
            f"{machine.data_dir}/templates/Zoë%2FÜ.template",
        ]
    )
    path = tmp_path / "report.zip"
    write_bundle(path, machine, findings, log, may_replace=False)
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None
        parts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert sorted(parts) == ["doctor.json", "log.txt", "versions.json"]
    assert json.loads(parts["doctor.json"])["findings"]
    assert json.loads(parts["versions.json"])["packages"]["numpy"]
    for name, part in parts.items():
        for word in (
            "annabel",
            "ann lee",
            "bertha",
            "ann-at-home",
            "zo",
            "somebody",
            str(machine.data_dir),
        ):
            assert not re.search(rf"(?<!\w){re.escape(word)}", part, re.IGNORECASE), (name, word)
        assert not re.search(r"(?<!\w)ann(?!\w)", part, re.IGNORECASE), name
    assert "person-" in parts["doctor.json"]


def test_vectors_are_in_no_report(personal: MadeMachine, tmp_path: Path) -> None:
    findings = fields(list(examine(personal.machine("demo#photo"), lambda title: None)), 1.0)
    template = random_template("Ann", "another-encoder")
    written = json.dumps(findings)
    assert not any(f"{abs(value):.6f}" in written for value in template.vectors[0])


def test_words_are_replaced_whole() -> None:
    anonymizer = Anonymizer({"al": "person-1", "": "nobody", "al-two": "person-2"})
    assert anonymizer.text("Al is also at al-two; real. AL") == (
        "person-1 is also at person-2; real. person-1"
    )
    assert anonymizer.value({"al": [1, "al", None, {"k": "/home/x/y"}]}) == {
        "person-1": [1, "person-1", None, {"k": "/home/USER/y"}]
    }


def test_a_report_that_is_there_stays(made: MadeMachine, tmp_path: Path) -> None:
    path = tmp_path / "report.zip"
    path.write_bytes(b"older")
    with pytest.raises(CommandError, match="--overwrite"):
        write_bundle(path, made.machine(), {}, "", may_replace=False)
    assert path.read_bytes() == b"older"
    write_bundle(path, made.machine(), {}, "", may_replace=True)
    assert zipfile.is_zipfile(path)
    assert [each.name for each in tmp_path.iterdir()] == ["report.zip"]


def test_a_report_that_cannot_be_written_leaves_nothing(made: MadeMachine, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_bundle(tmp_path / "nowhere" / "x.zip", made.machine(), {}, "", may_replace=False)
    assert list(tmp_path.iterdir()) == []
