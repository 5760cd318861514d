"""What the program keeps for its user, and what its user types: damaged, and taken in."""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fuzz_target import Outcome, Target
from killing import template
from mutations import NUMBERS, TEXTS, damaged, damaged_json, damaged_lines, damaged_text, mixed

from app.__main__ import main
from app.attention import Attention
from app.last_used import LastUsed
from app.report import ExitCode
from app.screen import SCREEN_VARIABLES
from app.strictness import Strictness
from app.window.settings import WindowSettings
from faceid_core.encoder_description import shipped_encoder
from faceid_core.templates import TemplateStore

SETTINGS = rb"""[General]
theme=dark
language=it
source=recording:/tmp/man#owner
geometry=@ByteArray(\x1\xd9\xd0\xcb\0\x3\0\0\0\0\0\0\0\0\0\0\0\0\x3\x83\0\0\x2\x93)
"""
COMMANDS = (
    "templates list", "templates show ann", "templates remove ann", "vault show", "vault renew",
    "vault add key-file", "vault remove passcode", "adaptation show ann", "adaptation forget ann",
    "attention show", "attention on", "attention off",
    "audit", "lock", "lock --demand-passcode", "passcode status", "passcode check", "passcode set",
    "passcode remove", "verify ann --source recording:nowhere --timeout 3 --json",
    "verify --source demo#nothing --guarded", "record film --source recording:nowhere --frames 3",
    "record film --source kinect:x --layout tum --seconds 2.5", "--version", "--help",
    "evaluate --dataset nowhere --json", "--source demo", "--json verify bob", "enroll",
)  # fmt: skip


def targets(folder: Path) -> list[Target]:
    """Return all targets of this module; they work in the folder."""
    of_json = mixed(damaged_json, damaged_json, damaged)
    return [
        Target("threshold", [b'{"threshold": 0.4}'], of_json, threshold(folder / "strict"), 3),
        Target("attention", [b'{"open_eyes": false}'], of_json, attention(folder / "awake"), 1),
        Target(
            "times of last use",
            [b'{"ann": "2026-11-22T04:00:00+00:00", "bob": "2026-01-01T00:00:00+00:00"}'],
            of_json,
            last_used(folder / "times"),
            3,
        ),
        Target("window settings", [SETTINGS], mixed(damaged, damaged_lines), settings(folder), 1),
        Target(
            "command lines",
            [line.encode() for line in COMMANDS],
            damaged_arguments,
            command_lines(folder / "commands"),
            2,
        ),
    ]


def threshold(folder: Path):
    folder.mkdir()
    path = folder / "threshold.json"
    shipped = shipped_encoder().limits.fused

    def check(stored: bytes) -> Outcome:
        path.write_bytes(stored)
        path.chmod(0o600)
        found = Strictness(folder).threshold
        assert math.isfinite(found), "no number"
        assert found <= shipped, "wider than what was shipped"
        assert path.read_bytes() == stored, "the file was changed"
        return Outcome.TAKEN if found == json_value(stored, "threshold") else Outcome.REFUSED

    return check


def attention(folder: Path):
    folder.mkdir()
    path = folder / "attention.json"

    def check(stored: bytes) -> Outcome:
        path.write_bytes(stored)
        path.chmod(0o600)
        is_required = Attention(folder).is_required
        assert path.read_bytes() == stored, "the file was changed"
        assert is_required is (json_value(stored, "open_eyes") is not False)
        return Outcome.REFUSED if is_required else Outcome.TAKEN

    return check


def json_value(stored: bytes, key: str) -> object:
    try:
        return json.loads(stored)[key]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def last_used(folder: Path):
    folder.mkdir()
    path = folder / "last-used.json"

    def check(stored: bytes) -> Outcome:
        path.write_bytes(stored)
        times = LastUsed(path).times()
        assert all(when.tzinfo is not None for when in times.values())
        LastUsed(path).record("eve")
        assert "eve" in LastUsed(path).times(), "not even anew"
        return Outcome.TAKEN if times else Outcome.REFUSED

    return check


def settings(folder: Path):
    path = folder / "window.ini"

    def check(stored: bytes) -> Outcome:
        path.write_bytes(stored)
        read = WindowSettings(folder)
        assert read.theme.value
        assert read.language.value
        assert read.source is None or isinstance(read.source, str)
        assert read.geometry is not None
        assert path.read_bytes() == stored, "reading has changed the file"
        return Outcome.TAKEN

    return check


def damaged_arguments(seed: bytes, chance: random.Random) -> bytes:
    """Return a command line with odd words, words lost, doubled or exchanged."""
    words = seed.decode().split(" ")
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(words)) if words else 0
        kind = chance.randrange(6)
        if kind == 0:
            del words[at : at + 1]
        elif kind == 1:
            words.insert(at, chance.choice(words or [""]))
        elif kind == 2:
            words.insert(at, chance.choice((*NUMBERS, *TEXTS)))
        elif kind == 3:
            words.insert(at, chance.choice(("--json", "--verbose", "--", "-", "--source", "--x=")))
        elif kind == 4 and words:
            words[at] = damaged_text(words[at], chance)
        else:
            words = chance.choice(COMMANDS).split(" ")[:2] + words
    # A process is not given NUL; and nothing is to be written outside of the folder.
    clean = [word.replace("\0", "").replace("..", "").lstrip("/~") for word in words]
    return "\x1f".join(clean).encode("utf-8", "surrogatepass")


def command_lines(folder: Path):
    prepared, data_dir = folder / "prepared", folder / "data"
    TemplateStore(prepared / "templates").save(template("ann"))

    def check(given: bytes) -> Outcome:
        shutil.rmtree(data_dir, ignore_errors=True)
        shutil.copytree(prepared, data_dir)
        arguments = given.decode("utf-8", "surrogatepass").split("\x1f")
        out, err = io.StringIO(), io.StringIO()
        said = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
        with typed_nowhere(folder), said[0], said[1]:
            try:
                code = main(["--data-dir", str(data_dir), *arguments])
            except SystemExit as ended:  # --help and --version
                code = int(ended.code or 0)
        assert code in set(ExitCode), f"exit code {code}"
        assert "defect" not in err.getvalue(), err.getvalue()
        assert '"match"' not in out.getvalue(), "unlocked"
        assert not out.getvalue().startswith("match"), "unlocked"
        return Outcome.REFUSED if code == ExitCode.TROUBLE else Outcome.TAKEN

    return check


@contextlib.contextmanager
def typed_nowhere(folder: Path) -> Iterator[None]:
    """Nobody types, there is no screen, and relative paths are in the folder."""
    before, stdin, environment = Path.cwd(), sys.stdin, dict(os.environ)
    for variable in SCREEN_VARIABLES:
        os.environ.pop(variable, None)
    sys.stdin = io.StringIO("")
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        sys.stdin = stdin
        os.environ.update(environment)
