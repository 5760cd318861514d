"""A folder whose files are sealed by a vault: templates, and what adapts them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from ..encoder_description import shipped_encoder
from ..errors import IncompatibleTemplateError, TemplateError
from ..private_file import read_private, replaced_file
from .sealed_file import is_sealed, read_label
from .vault import OpenVault, Vault

logger = logging.getLogger(__name__)

#: Reads a file of before there was a vault: whose it is, and of which encoder. It raises
#: ValueError or OSError where the file is none.
PlainReader = Callable[[bytes], tuple[str, str]]


class SealedFolder:
    """Reads and writes sealed files; seals those of before there was a vault.

    Attributes:
        vault: Of this folder.
    """

    def __init__(
        self, vault: Vault, pattern: str, plain_kind: str, read_plain: PlainReader
    ) -> None:
        """Make a folder known; nothing is read yet.

        Args:
            vault: Of the folder.
            pattern: Of the names of files of before there was a vault.
            plain_kind: What such a file is.
            read_plain: Reads it.
        """
        self.vault = vault
        self._pattern = pattern
        self._plain_kind = plain_kind
        self._read_plain = read_plain

    def read(self, path: Path, *, kind: str, owner: str) -> bytes:
        """Return a file's content.

        Raises:
            FileNotFoundError: If it is not there.
            PermissionError: If others may read or change it.
            OSError: If it cannot be read.
            ValueError: If it is damaged, or another's.
            IncompatibleTemplateError: If other weights made it than are shipped under that name.
            VaultError: If the vault cannot be opened.
        """
        if not is_sealed(read_private(path)) or not self.vault.record().is_settled:
            self.settle()
        with self.vault.exclusively_opened() as opened:
            return _unsealed(opened, path, kind=kind, owner=owner)

    def peek(self, path: Path, *, kind: str, owner: str) -> bytes:
        """Return a file's content, and leave everything as it is: nothing is made or sealed.

        A file of before there was a vault is returned as it stands. Errors as of `read`.
        """
        stored = read_private(path)
        if not is_sealed(stored) and (not self.vault.exists or self.vault.record().takes_plain):
            return stored
        with self.vault.opened() as opened:
            return _unsealed(opened, path, kind=kind, owner=owner)

    def write(self, path: Path, content: bytes, *, kind: str, owner: str, encoder_id: str) -> None:
        """Seal a file in place of the old one; whatever happens, one of them is there.

        Raises:
            OSError: If it cannot be written.
            VaultError: If the vault cannot be opened.
        """
        self.settle()
        with self.vault.exclusively_opened() as opened:
            _write(opened, path, content, kind=kind, owner=owner, encoder_id=encoder_id)

    def renew(self, passcode: bytes | bytearray | None = None) -> None:
        """Draw another data key and seal everything anew: older copies can be opened no more.

        Raises:
            VaultError: If the vault cannot be opened or written.
        """
        self.settle()
        self.vault.begin_renewal(passcode)
        self.settle()

    def settle(self) -> None:
        """Seal what is not yet sealed under the newest key; killed in between, it goes on.

        A file that cannot be read stays as it is: it could not be read before either.

        Raises:
            VaultError: If the vault cannot be opened or written.
        """
        self.vault.ensure()
        record = self.vault.record()
        if record.is_settled:
            return
        with self.vault.exclusively_opened() as opened:
            for path in sorted(filter(Path.is_file, self.vault.folder.iterdir())):
                try:
                    self._seal_anew(opened, path, takes_plain=record.takes_plain)
                except (ValueError, PermissionError, TemplateError) as error:
                    logger.warning("%s stays as it is: %s", path, error)
        self.vault.settle()

    def _seal_anew(self, opened: OpenVault, path: Path, *, takes_plain: bool) -> None:
        stored = read_private(path)
        if is_sealed(stored):
            label = read_label(stored)
            _, content = opened.unseal(stored, kind=label.kind, owner=label.owner)
            kind, owner, encoder_id = label.kind, label.owner, label.encoder_id
        elif takes_plain and path.match(self._pattern):
            kind, content = self._plain_kind, stored
            owner, encoder_id = self._read_plain(stored)
        else:
            return
        _write(opened, path, content, kind=kind, owner=owner, encoder_id=encoder_id)


def _unsealed(opened: OpenVault, path: Path, *, kind: str, owner: str) -> bytes:
    label, content = opened.unseal(read_private(path), kind=kind, owner=owner)
    if label.encoder_sha256 != _weights_of(label.encoder_id):
        raise IncompatibleTemplateError(
            f"The template of {owner} was made by other weights of {label.encoder_id!r}. "
            "Enroll again."
        )
    return content


def _write(
    opened: OpenVault, path: Path, content: bytes, *, kind: str, owner: str, encoder_id: str
) -> None:
    sealed = opened.seal(
        content,
        kind=kind,
        owner=owner,
        encoder_id=encoder_id,
        encoder_sha256=_weights_of(encoder_id),
    )
    with replaced_file(path) as file:
        file.write(sealed)


def _weights_of(encoder_id: str) -> str:
    """Return the SHA-256 of the shipped weights of this name; empty if they are not shipped."""
    shipped = shipped_encoder()
    return shipped.sha256 if shipped.encoder_id == encoder_id else ""
