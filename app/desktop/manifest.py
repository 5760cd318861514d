"""The record of an installation: what was written, and what was there before."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any, Final

from app.daemon.settings import DEFAULT_DATA_DIR
from app.errors import CommandError

from .choices import Choices
from .system_tree import Entry, SystemTree

DATA_FOLDER: Final = str(DEFAULT_DATA_DIR)
MANIFEST_FILE: Final = f"{DATA_FOLDER}/install.json"
_FORMAT: Final = 1


@dataclass(frozen=True)
class Written:
    """What was done to one file.

    Attributes:
        digests: Of what was written, the last one first. While an installation is being
            written there are two: what it was and what it becomes.
        before: What was there before the first installation; None for nothing.
    """

    digests: tuple[str, ...]
    before: Entry | None


@dataclass(frozen=True)
class Manifest:
    """What `faceid install` did to a machine.

    Attributes:
        choices: What was chosen.
        files: What was done, by the file's path on the machine.
        folders: The folders that were made, the outermost first.
    """

    choices: Choices
    files: dict[str, Written] = field(default_factory=dict)
    folders: tuple[str, ...] = ()

    def with_file(self, name: str, entry: Entry, before: Entry | None) -> Manifest:
        """Return the manifest with one more file; what was there first stays known."""
        known = self.files.get(name, Written((), before))
        digests = dict.fromkeys((entry.digest, *known.digests))
        return replace(self, files={**self.files, name: Written(tuple(digests), known.before)})

    def without_file(self, name: str) -> Manifest:
        """Return the manifest after a file is again what it was."""
        return replace(self, files={n: w for n, w in self.files.items() if n != name})

    def settled(self) -> Manifest:
        """Return the manifest after everything was written."""
        files = {name: Written(w.digests[:1], w.before) for name, w in self.files.items()}
        return replace(self, files=files)

    def is_ours(self, name: str, entry: Entry) -> bool:
        """Whether a file is as it was written, and by nobody else changed since."""
        return entry.digest in self.files[name].digests


def load_manifest(tree: SystemTree) -> Manifest | None:
    """Return the record of an installation; None where nothing is installed.

    Raises:
        CommandError: If it is damaged.
        OSError: If it cannot be read; only root may.
    """
    entry = tree.read(MANIFEST_FILE)
    if entry is None:
        return None
    try:
        fields = json.loads(entry.content)
        if fields["format"] != _FORMAT:
            raise ValueError(f"format {fields['format']!r}")
        return Manifest(
            Choices(**fields["choices"]),
            {
                name: Written(tuple(written["digests"]), _entry(written["before"]))
                for name, written in fields["files"].items()
            },
            tuple(fields["folders"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(
            f"{tree.path(MANIFEST_FILE)} is damaged ({error}). It says what the installation "
            "changed: bring it back from a backup."
        ) from error


def save_manifest(tree: SystemTree, manifest: Manifest) -> None:
    """Write the record; its folder exists.

    Raises:
        OSError: If it cannot be written.
    """
    fields = {
        "format": _FORMAT,
        "choices": manifest.choices.fields(),
        "files": {
            name: {"digests": list(written.digests), "before": _fields(written.before)}
            for name, written in manifest.files.items()  # in the order of writing
        },
        "folders": list(manifest.folders),
    }
    content = json.dumps(fields, indent=1).encode() + b"\n"
    tree.write(MANIFEST_FILE, Entry(content, 0o600))


def _fields(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    text = entry.content.decode("latin-1")  # every byte is one character
    return {"content": text, "mode": entry.mode, "is_link": entry.is_link}


def _entry(fields: dict[str, Any] | None) -> Entry | None:
    if fields is None:
        return None
    return Entry(fields["content"].encode("latin-1"), fields["mode"], fields["is_link"])
