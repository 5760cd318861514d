"""What enrolling leaves behind: one file a person, vectors and poses, never an image."""

from __future__ import annotations

import io
import json
import urllib.parse
import zipfile
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from .bad_file import BAD_NPZ
from .errors import (
    TemplateCorruptError,
    TemplateError,
    TemplateNotFoundError,
    TemplatePermissionError,
)
from .private_file import sync_folder
from .trust.sealed_folder import SealedFolder
from .trust.vault import Vault
from .types import COLOR_EMBEDDING_SIZE, DEPTH_EMBEDDING_SIZE, EMBEDDING_SIZE, Pose

FORMAT_VERSION: Final = 4
SUFFIX: Final = ".template"
LEARNED_SUFFIX: Final = ".adaptation"  # what is learned of a face, beside its template
KIND: Final = "template"  # what a sealed file says that it is
MAX_NAME_LENGTH: Final = 60  # of four bytes each they still fit into the name of a file
MAX_LABEL_LENGTH: Final = 30
MAX_APPEARANCES: Final = 4  # beside the first
#: The label of the vectors that a person was first enrolled with.
FIRST_APPEARANCE: Final = ""
UNIT_LENGTH_TOLERANCE: Final = 1e-3
#: Of a template from elsewhere, unpacked; the largest that is enrolled here has a tenth.
MAX_CONTENT_BYTES: Final = 1 << 20
#: What a file's name cannot hold, or what means something there.
_QUOTED: Final = str.maketrans({character: f"%{ord(character):02X}" for character in "%/."})


class _Reader(Protocol):
    """Reads one of the sealed files."""

    def __call__(self, path: Path, *, kind: str, owner: str) -> bytes:
        """Return its content; see `SealedFolder.read`."""


class _OtherVersionError(ValueError):
    """A whole file, of another format."""


@dataclass(frozen=True, eq=False)
class Template:
    """The stored references of one person.

    Attributes:
        name: Whose face it is.
        encoder_id: The encoder that made the vectors; others cannot be compared.
        vectors: float32, shape (n, 128), rows of length 1.
        color_vectors: float32, shape (n, 128), the color trunk alone.
        depth_vectors: float32, shape (n, 48), the depth trunk alone.
        poses: In which pose each row was enrolled.
        is_partial: Whether the sweep was accepted although poses are missing.
        created_at: UTC, ISO 8601.
        labels: In which appearance each row was enrolled: `FIRST_APPEARANCE`, or what
            its owner calls it ("Glasses"). Empty stands for the first throughout.
    """

    name: str
    encoder_id: str
    vectors: NDArray[np.float32]
    color_vectors: NDArray[np.float32]
    depth_vectors: NDArray[np.float32]
    poses: tuple[Pose, ...]
    is_partial: bool
    created_at: str
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        count = len(self.poses)
        if count == 0:
            raise ValueError("Expected at least one stored vector. Received none.")
        object.__setattr__(self, "labels", self.labels or (FIRST_APPEARANCE,) * count)
        _check_labels(self.labels, count)
        for rows, size in (
            (self.vectors, EMBEDDING_SIZE),
            (self.color_vectors, COLOR_EMBEDDING_SIZE),
            (self.depth_vectors, DEPTH_EMBEDDING_SIZE),
        ):
            check_rows(rows, (count, size))

    @property
    def appearances(self) -> tuple[str, ...]:
        """What its owner calls the alternate appearances, in the order of enrolling."""
        return tuple(label for label in dict.fromkeys(self.labels) if label != FIRST_APPEARANCE)


def is_appearance(label: str) -> bool:
    """Whether an alternate appearance can be called so."""
    return _is_printable(label, MAX_LABEL_LENGTH)


def _check_labels(labels: tuple[str, ...], count: int) -> None:
    named = set(labels) - {FIRST_APPEARANCE}
    if len(labels) != count or FIRST_APPEARANCE not in labels:
        raise ValueError(
            f"Expected {count} labels, the first appearance's among them. Received {labels}."
        )
    if len(named) > MAX_APPEARANCES or not all(map(is_appearance, named)):
        raise ValueError(
            f"Expected at most {MAX_APPEARANCES} appearances with names of 1 to "
            f"{MAX_LABEL_LENGTH} printable characters. Received {sorted(named)}."
        )


def check_rows(rows: NDArray[np.float32], shape: tuple[int, int]) -> None:
    """Check rows of unit vectors.

    Raises:
        ValueError: If they are of another shape or dtype, or not of length 1.
    """
    if rows.shape != shape or rows.dtype != np.float32:
        raise ValueError(
            f"Expected float32 of shape {shape}. Received {rows.dtype} of shape {rows.shape}."
        )
    lengths = np.linalg.norm(rows, axis=1)
    if not np.all(np.abs(lengths - 1.0) <= UNIT_LENGTH_TOLERANCE):
        raise ValueError("Expected rows of length 1.")


class TemplateStore:
    """A folder of templates, mode 0700, its files 0600 and sealed by the folder's vault.

    A vault is made with the first template: a key file opens it, until its owner chooses
    otherwise. Files from before there was a vault are sealed when they are first met.

    Attributes:
        directory: The folder.
        files: Its sealed files.
    """

    def __init__(self, directory: Path, vault: Vault | None = None) -> None:
        """Make a folder known; nothing is read yet.

        Args:
            directory: The folder.
            vault: What seals its files; None for the one in the folder.
        """
        self.directory = directory
        self.files = SealedFolder(vault or Vault(directory), f"*{SUFFIX}", KIND, _read_plain)

    def names(self) -> list[str]:
        """Return who is enrolled, sorted. A file that `save` would name otherwise is nobody's."""
        if not self.directory.is_dir():
            return []
        files = {
            path: urllib.parse.unquote(path.name.removesuffix(SUFFIX))
            for path in self.directory.glob(f"*{SUFFIX}")
        }
        return sorted(
            name for path, name in files.items() if _is_name(name) and path == self.path(name)
        )

    def path(self, name: str) -> Path:
        """Return the file of a person, whether it exists or not.

        Raises:
            ValueError: If the name is empty, too long, or not printable.
        """
        if not _is_name(name):
            raise ValueError(
                f"Expected a name of 1 to {MAX_NAME_LENGTH} printable characters. "
                f"Received {name!r}."
            )
        return self.directory / (name.translate(_QUOTED) + SUFFIX)

    def save(self, template: Template) -> None:
        """Write a template; whatever happens, the old one or the new one is there.

        Raises:
            TemplateError: If the folder cannot be written.
        """
        path = self.path(template.name)
        try:
            self.files.write(
                path,
                _content(template),
                kind=KIND,
                owner=template.name,
                encoder_id=template.encoder_id,
            )
        except OSError as error:
            raise TemplateError(
                f"{path} cannot be written: {error.strerror or error}. Nothing was changed."
            ) from error

    def load(self, name: str) -> Template:
        """Read a template.

        Raises:
            TemplateNotFoundError: If nobody has enrolled under this name.
            TemplatePermissionError: If others may read or change the file.
            TemplateCorruptError: If the file is damaged or of another version.
            IncompatibleTemplateError: If other weights made it than are shipped.
            VaultError: If the vault cannot be opened.
        """
        return self._loaded(name, self.files.read)

    def peek(self, name: str) -> Template:
        """Read a template, and leave all files as they are. Errors as of `load`."""
        return self._loaded(name, self.files.peek)

    def _loaded(self, name: str, read: _Reader) -> Template:
        path = self.path(name)
        try:
            template = _parse(read(path, kind=KIND, owner=name))
        except FileNotFoundError:
            known = ", ".join(self.names()) or "nobody"
            raise TemplateNotFoundError(
                f"{name} is not enrolled (enrolled: {known}). Run: faceid enroll"
            ) from None
        except PermissionError as error:
            raise TemplatePermissionError(str(error)) from error
        except _OtherVersionError as error:
            raise TemplateCorruptError(
                f"{path} was written by another version of this program ({error}). "
                f"Enroll {name} again."
            ) from error
        except BAD_NPZ as error:
            raise TemplateCorruptError(
                f"{path} is damaged ({error}). Remove it and enroll {name} again."
            ) from error
        if template.name != name:
            raise TemplateCorruptError(f"{path} holds the template of {template.name!r}.")
        return template

    def rename(self, name: str, new_name: str) -> Template:
        """Give a person another name. A crash in between leaves both, never neither.

        Returns:
            The template under its new name.

        Raises:
            ValueError: If the new name cannot be used.
            TemplateError: If somebody has it already, the template cannot be read,
                or the folder cannot be written.
        """
        new_path = self.path(new_name)
        template = self.load(name)
        if new_name == name:
            return template
        if new_path.exists():
            raise TemplateError(f"{new_name} is enrolled already. Choose another name.")
        renamed = replace(template, name=new_name)
        self.save(renamed)
        self.remove(name)
        return renamed

    def remove(self, name: str) -> None:
        """Delete a template, whether it can be read or not, and what was learned beside it.

        Raises:
            TemplateNotFoundError: If nobody has enrolled under this name.
            TemplateError: If the folder cannot be written.
        """
        path = self.path(name)
        try:
            path.unlink()
            path.with_suffix(LEARNED_SUFFIX).unlink(missing_ok=True)
            sync_folder(path.parent)
        except FileNotFoundError:
            raise TemplateNotFoundError(f"{name} is not enrolled.") from None
        except OSError as error:
            raise TemplateError(f"{path} cannot be removed: {error.strerror}.") from error


def template_bytes(template: Template) -> bytes:
    """Return a template as bytes that are not sealed: to be handed to another program."""
    return _content(template)


def read_template(content: bytes) -> Template:
    """Read what `template_bytes` returned, from whomever it comes.

    Raises:
        TemplateCorruptError: If it is something else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size_bytes = sum(member.file_size for member in archive.infolist())
        if size_bytes > MAX_CONTENT_BYTES:
            raise ValueError(f"{size_bytes} bytes are too many")
        return _parse(content)
    except BAD_NPZ as error:
        raise TemplateCorruptError(f"This is no template ({error}).") from error


def _is_name(text: str) -> bool:
    return _is_printable(text, MAX_NAME_LENGTH)


def _is_printable(text: str, max_length: int) -> bool:
    return bool(text.strip()) and len(text) <= max_length and text.isprintable()


def _content(template: Template) -> bytes:
    """Return a template as the bytes of an npz file."""
    header = {
        "version": FORMAT_VERSION,
        "name": template.name,
        "encoder_id": template.encoder_id,
        "is_partial": template.is_partial,
        "created_at": template.created_at,
        "labels": template.labels,
    }
    arrays: dict[str, NDArray[Any]] = {
        "header": np.array(json.dumps(header)),
        "vectors": template.vectors,
        "color_vectors": template.color_vectors,
        "depth_vectors": template.depth_vectors,
        "poses": np.array([astuple(pose) for pose in template.poses], np.float64),
    }
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    return content.getvalue()


def _read_plain(content: bytes) -> tuple[str, str]:
    """Return whose template it is, and of which encoder; see `SealedFolder`."""
    try:
        template = _parse(content)
    except BAD_NPZ as error:
        raise ValueError(str(error)) from error
    return template.name, template.encoder_id


def _parse(content: bytes) -> Template:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return _template(stored)


def _template(stored: Any) -> Template:
    header = json.loads(str(stored["header"]))
    if header["version"] != FORMAT_VERSION:
        raise _OtherVersionError(f"version {header['version']} is not {FORMAT_VERSION}")
    poses = stored["poses"]
    if poses.ndim != 2 or poses.shape[1] != 3 or not np.all(np.isfinite(poses)):
        raise ValueError(f"poses of shape {poses.shape}")
    return Template(
        name=str(header["name"]),
        encoder_id=str(header["encoder_id"]),
        vectors=stored["vectors"],
        color_vectors=stored["color_vectors"],
        depth_vectors=stored["depth_vectors"],
        poses=tuple(Pose(*(float(angle) for angle in row)) for row in poses),
        is_partial=bool(header["is_partial"]),
        created_at=str(header["created_at"]),
        labels=_parse_labels(header),
    )


def _parse_labels(header: dict[str, Any]) -> tuple[str, ...]:
    labels = header["labels"]
    if not labels or not all(isinstance(label, str) for label in labels):
        raise ValueError("labels that are no texts")
    return tuple(labels)
