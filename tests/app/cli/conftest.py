"""The command line as a person uses it, and recordings without a person in them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import made_templates
import numpy as np
import pytest

from app.__main__ import main
from faceid_core.pipeline import Recognizer
from faceid_core.templates import Template, TemplateStore
from hardware import Frame, open_writer


@dataclass(frozen=True)
class Outcome:
    """What a run of `faceid` left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        (line,) = self.out.splitlines()
        return json.loads(line)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def faceid(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run `faceid` in this process, on a data folder of the test's own."""

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        exit_code = main(["--data-dir", str(data_dir), *map(str, arguments)])
        captured = capsys.readouterr()
        return Outcome(exit_code, captured.out, captured.err)

    return run


@pytest.fixture
def type_lines(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Type lines for the next command; then standard input ends."""

    def type_(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_


@pytest.fixture
def store(data_dir: Path) -> TemplateStore:
    """The templates that `faceid` of this test sees."""
    return TemplateStore(data_dir / "templates")


@pytest.fixture(scope="session")
def encoder_id() -> str:
    """The shipped encoder's."""
    return Recognizer.load().encoder_id


@pytest.fixture
def random_template() -> Callable[..., Template]:
    """Make a template that nobody's face comes near to."""

    def make(name: str = "ann", encoder_id: str = "another-encoder") -> Template:
        return made_templates.random_template(name, encoder_id)

    return make


def wall_frames(count: int, period_s: float) -> Iterator[Frame]:
    """A wall at 2 m in one color: valid frames with nobody in them."""
    for index in range(count):
        yield Frame(
            rgb=np.full((480, 640, 3), 90 + index, np.uint8),
            depth_mm=np.full((480, 640), 2000, np.uint16),
            timestamp_s=10.0 + index * period_s,
        )


@pytest.fixture
def wall_recording(tmp_path: Path) -> Callable[..., Path]:
    """Write a recording of a wall."""

    def make(count: int = 4, *, period_s: float = 1 / 30) -> Path:
        path = tmp_path / f"wall-{count}-{period_s:.2f}"
        with open_writer(path, "tum") as writer:
            for frame in wall_frames(count, period_s):
                writer.write(frame)
        return path

    return make
