"""Arguments, messages, exit codes and what is imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_process import run_python

from app.__main__ import main
from app.commands import COMMANDS, Command
from app.last_used import LastUsed
from app.paths import default_data_dir
from app.screen import SCREEN_VARIABLES
from faceid_core.templates import Template, TemplateStore

Run = Callable[..., "Outcome"]  # noqa: F821 (of conftest)
HEAVY = ("tensorflow", "keras", "PyQt5", "freenect", "embreex", "dlib")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "invalid choice: 'frobnicate'"),
        (["verify", "ann", "--pace", "quick"], "invalid choice: 'quick'"),
        (["verify", "ann", "--timeout", "0"], "--timeout"),
        (["verify", "ann", "--timeout", "nan"], "--timeout"),
        (["record", "--source", "demo"], "DIR"),
        (["record", "folder", "--frames", "0"], "--frames"),
        (["templates"], "ACTION"),
        (["templates", "show", ""], "Received ''"),
        (["enroll", "a\nb"], "printable"),
        (["--json"], "goes with a command"),
        (["verify", "--source", "webcam"], "Nobody is enrolled"),
    ],
)
def test_wrong_arguments_are_trouble_in_one_line(
    faceid: Run, arguments: list[str], words: str
) -> None:
    outcome = faceid(*arguments)
    assert outcome.exit_code == 4
    (line,) = outcome.err.splitlines()
    assert line.startswith("faceid: ")
    assert words in line


def test_a_window_without_a_screen_is_trouble_in_one_line(
    faceid: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in SCREEN_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    outcome = faceid("--source", "demo")
    assert outcome.exit_code == 4
    assert outcome.err.startswith("faceid: There is no screen here.")


def test_errors_are_one_json_object_too(faceid: Run) -> None:
    outcome = faceid("verify", "ann", "--source", "demo", "--json")
    assert outcome.exit_code == 4
    assert outcome.result["decision"] == "error"
    assert outcome.result["error"] == "TemplateNotFoundError"
    assert outcome.err == f"faceid: {outcome.result['reason']}\n"


def test_wrong_arguments_are_one_json_object_too(faceid: Run) -> None:
    outcome = faceid("verify", "--json", "--nonsense")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "UsageError"


@pytest.mark.parametrize("command", ["enroll", "verify", "templates", "record", "synthesize"])
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert f"usage: faceid {command}" in text
    assert "--json" in text
    assert "--data-dir" in text


def test_common_arguments_may_stand_before_or_after_the_command(
    faceid: Run, store: TemplateStore, random_template: Callable[..., Template], tmp_path: Path
) -> None:
    store.save(random_template())
    assert len(faceid("--json", "templates", "list").result["templates"]) == 1
    other = faceid("templates", "list", "--json", "--data-dir", tmp_path / "other")
    assert other.result == {"templates": []}


def test_templates_are_listed_shown_and_removed(
    faceid: Run, store: TemplateStore, random_template: Callable[..., Template]
) -> None:
    assert "Nobody" in faceid("templates", "list").out
    store.save(random_template("ann"))
    store.save(random_template("bob"))
    store.path("bob").chmod(0o644)

    people = {
        each["name"]: each for each in faceid("templates", "list", "--json").result["templates"]
    }
    assert people["ann"]["pose_count"] == 3
    assert people["ann"]["is_partial"] is True
    assert people["ann"]["last_used_at"] is None
    assert people["bob"]["error"] == "TemplatePermissionError"
    used = LastUsed(store.directory.parent / "last-used.json")
    used.record("ann", datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert "last used 2026-11-22T12:00:00+00:00" in faceid("templates", "list").out

    shown = faceid("templates", "show", "ann", "--json").result
    assert shown["poses"][1] == {
        "yaw_deg": -21.5,
        "pitch_deg": 3.0,
        "roll_deg": 0.5,
        "appearance": None,
    }
    assert faceid("templates", "show", "bob").exit_code == 4

    assert faceid("templates", "remove", "ann", "--json").result == {"removed": "ann"}
    assert store.names() == ["bob"]
    assert used.times() == {}
    assert faceid("templates", "remove", "ann").exit_code == 4


def test_showing_a_template_does_not_show_its_vectors(
    faceid: Run, store: TemplateStore, random_template: Callable[..., Template]
) -> None:
    template = random_template()
    store.save(template)
    for extra in ([], ["--json"]):
        text = faceid("templates", "show", "ann", *extra).out
        assert "-21.5" in text
        assert not any(f"{value:.4f}"[:6] in text for value in template.vectors.flat)


def test_data_dir_follows_the_xdg_specification(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_data_dir() == Path("/data/faceid")
    for ignored in ("", "relative/path"):
        monkeypatch.setenv("XDG_DATA_HOME", ignored)
        assert default_data_dir() == Path("/home/ann/.local/share/faceid")


def test_verify_imports_neither_window_nor_training(
    store: TemplateStore,
    random_template: Callable[..., Template],
    encoder_id: str,
    wall_recording: Callable[..., Path],
) -> None:
    """Nor another command: each of these would cost time at every unlocking."""
    store.save(random_template(encoder_id=encoder_id))
    program = (
        "import sys; from app.__main__ import main; code = main(sys.argv[1:]); "
        "print(code, *sorted(sys.modules))"
    )
    arguments = ["--data-dir", str(store.directory.parent), "verify", "--source"]
    done = run_python("-c", program, *arguments, f"recording:{wall_recording(2)}")
    exit_code, *modules = done.stdout.splitlines()[-1].split()
    assert exit_code == "2", done.stderr
    assert "faceid_core.pipeline" in modules
    assert not [name for name in modules if name.split(".")[0] in HEAVY]
    assert not {"app.commands.record", "app.commands.templates", "app.window"} & set(modules)


def test_a_defect_is_trouble_and_not_a_decision(
    faceid: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Python would end with 1, which means "no match" here."""
    source = "def add_arguments(parser): pass\ndef run(args): return 1 / 0\n"
    (tmp_path / "broken_command.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(COMMANDS, "break", Command("broken_command", "divide by zero"))
    outcome = faceid("break", "--json")
    assert outcome.exit_code == 4
    assert outcome.result["error"] == "ZeroDivisionError"
    assert "Traceback" in outcome.err


def test_a_reader_that_leaves_is_no_trouble() -> None:
    """As in `faceid templates list | true`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "templates", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait(timeout=30) == 141
