"""A file that is replaced is whole, private, and never lost."""

import stat

import pytest

from faceid_core.private_file import replaced_file


def test_it_is_private_whatever_was_there(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o666)
    with replaced_file(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_break_while_writing_leaves_the_old_one_alone(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")

    def write_half() -> None:
        with replaced_file(path) as file:
            file.write(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("file", "old")]
