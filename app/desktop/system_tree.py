"""The files of a machine below its root folder, replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from faceid_core.private_file import replaced_file, sync_folder


@dataclass(frozen=True)
class Entry:
    """One file.

    Attributes:
        content: What is in it; of a symbolic link, where it points to.
        mode: Its permissions; of a symbolic link without meaning.
        is_link: Whether it is a symbolic link.
    """

    content: bytes
    mode: int = 0o644
    is_link: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        kind = b"link" if self.is_link else b"%o" % self.mode
        return hashlib.sha256(kind + b"\0" + self.content).hexdigest()


@dataclass(frozen=True)
class SystemTree:
    """Reads and writes files, each named by its absolute path on the machine.

    Attributes:
        root: Where the machine's `/` is.
    """

    root: Path = Path("/")

    def path(self, name: str) -> Path:
        """Where a file really is."""
        return self.root / name.lstrip("/")

    def read(self, name: str) -> Entry | None:
        """Return a file; None if it is not there.

        Raises:
            OSError: If it cannot be read, or is a folder.
        """
        path = self.path(name)
        try:
            status = path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if stat.S_ISLNK(status.st_mode):
            return Entry(os.fsencode(path.readlink()), is_link=True)
        return Entry(path.read_bytes(), stat.S_IMODE(status.st_mode))

    def write(self, name: str, entry: Entry) -> None:
        """Put a file in the place of what is there; its folder exists.

        Raises:
            OSError: If it cannot be written. Then nothing has changed.
        """
        path = self.path(name)
        if entry.is_link:
            temporary = path.with_name(f".new-{secrets.token_hex(8)}")
            temporary.symlink_to(os.fsdecode(entry.content))
            temporary.replace(path)
            sync_folder(path.parent)
            return
        with replaced_file(path) as file:
            file.write(entry.content)
            os.fchmod(file.fileno(), entry.mode)

    def remove(self, name: str) -> None:
        """Remove a file that is there.

        Raises:
            OSError: If it cannot be removed.
        """
        path = self.path(name)
        path.unlink()
        sync_folder(path.parent)

    def missing_folders(self, name: str) -> list[str]:
        """The folders above a file that are not there yet, the outermost first."""
        missing: list[str] = []
        folder = Path(name).parent
        while not self.path(str(folder)).is_dir():
            missing.insert(0, str(folder))
            folder = folder.parent
        return missing

    def make_folder(self, name: str) -> None:
        """Make a folder that everybody may read; that above it exists."""
        path = self.path(name)
        path.mkdir()
        path.chmod(0o755)
