"""The arrows between the folders, checked on every import statement of the source."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUI = {"PyQt5"}
TRAINING = {"tensorflow", "keras"}
DRIVER = {"freenect"}

#: Top-level modules that no file of a folder may import.
FORBIDDEN = {
    "hardware": GUI | TRAINING | {"faceid_core", "app"},
    "faceid_core": GUI | DRIVER | {"app"},
    "app": DRIVER,
    "assets": GUI | DRIVER | TRAINING | {"app", "faceid_core", "hardware"},
}
#: The only folder that trains networks.
TRAINING_FOLDER = ("faceid_core", "training")
#: What the core sees of the sensors: their frames. Rendered people also become recordings.
CORE_SEES = "hardware.frame"
RECORDING_FOLDER = ("faceid_core", "synthesis")


def modules(folder: str) -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the full name of every module that a file imports, wherever in it, and the line."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: -node.level] if node.level else ()
            parts = [*package, *([node.module] if node.module else [])]
            if node.module:
                yield ".".join(parts), node.lineno
            else:  # from . import name
                yield from ((".".join([*parts, alias.name]), node.lineno) for alias in node.names)


def is_in(path: Path, folder: tuple[str, ...]) -> bool:
    return path.parts[: len(folder)] == folder


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_point_downwards(folder: str) -> None:
    files = modules(folder)
    assert files
    for path in files:
        for name, line in imported(path):
            assert name.split(".")[0] not in FORBIDDEN[folder], f"{path}:{line} imports {name}"


def test_core_knows_frames_and_not_where_they_come_from() -> None:
    for path in modules("faceid_core"):
        for name, line in imported(path):
            if name.split(".")[0] == "hardware" and not is_in(path, RECORDING_FOLDER):
                assert name == CORE_SEES, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_only_training_imports_tensorflow(folder: str) -> None:
    for path in modules(folder):
        if is_in(path, TRAINING_FOLDER):
            continue
        for name, line in imported(path):
            assert name.split(".")[0] not in TRAINING, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("folder", ["hardware", "faceid_core", "assets"])
def test_only_app_talks_to_people(folder: str) -> None:
    for path in modules(folder):
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"print", "exit", "quit", "sys.exit"}, (
                    f"{path}:{node.lineno} calls {called}"
                )


def test_relative_imports_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "hardware" / "inner" / "module.py"
    source.parent.mkdir(parents=True)
    source.write_text("from ..kinect import x\nfrom . import y\nimport a.b\n", encoding="utf-8")
    relative = source.relative_to(tmp_path)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert [name for name, _ in imported(relative)] == [
        "hardware.kinect",
        "hardware.inner.y",
        "a.b",
    ]


def test_no_two_test_modules_have_one_name() -> None:
    """pytest imports them by their name alone, and could not collect the second."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert [name for name, count in Counter(names).items() if count > 1] == []
