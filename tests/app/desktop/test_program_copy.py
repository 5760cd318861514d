"""The copy for root is complete, and nobody else can change it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.desktop.program_copy import (
    copy_sources,
    fingerprint,
    is_copied,
    others_can_change,
    remove_copies,
    source_folder,
)


def test_what_is_packaged_is_the_whole_program(tmp_path: Path) -> None:
    """What setuptools takes of the sources, as for a wheel."""
    source = source_folder()
    copied = copy_sources(source, tmp_path / "faceid")
    installed = tmp_path / "installed"
    build = "import setuptools; setuptools.setup()"
    done = subprocess.run(
        [sys.executable, "-c", build, "--quiet", "build_py", "--build-lib", installed],
        cwd=copied,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert fingerprint(installed) == fingerprint(source)
    (installed / "assets/encoder.json").write_text("{}", encoding="utf-8")
    assert fingerprint(installed) != fingerprint(source)


def test_what_others_can_change_is_found(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "program"
    program.parent.mkdir()
    program.touch()
    if others_can_change(tmp_path) is not None:
        pytest.skip("the folder for temporary files is not root's alone")
    assert others_can_change(program) is None
    program.parent.chmod(0o777)
    assert others_can_change(program) == program.parent
    program.parent.chmod(0o755)
    program.chmod(0o775)
    assert others_can_change(program) == program


def test_only_copies_are_removed(tmp_path: Path) -> None:
    copy = tmp_path / "0123456789ab"
    copy.mkdir()
    (copy / "pyvenv.cfg").touch()
    (tmp_path / "current").symlink_to(copy.name)
    (tmp_path / "somebody-elses").mkdir()
    assert not is_copied(tmp_path, source_folder())
    assert remove_copies(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["somebody-elses"]
    assert not remove_copies(tmp_path)
