"""A random data key that seals files, and the entries that open it.

One file, `vault.json`, mode 0600, replaced as a whole: who can open the key (see
`key_wraps`), the passcode's record, and, while the key is being renewed, the retired key
sealed under the new one. So a change of the passcode, of who opens the vault, or of the
key is one rename. The data key itself is never written.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import argon2

from ..errors import VaultError, VaultLockedError
from ..private_file import clear_unfinished, folder_lock, read_private, replaced_file
from . import checked_json, sealed_file
from .checked_json import flag, text
from .key_wraps import KEYRING, FileWrap, KeyWrap, PasscodeWrap, unwrapped, wrapped
from .keys import decrypt, encrypt, new_key, wipe
from .passcode import HASHER, hash_passcode
from .sealed_file import Label

FORMAT_VERSION: Final = 1
VAULT_FILE: Final = "vault.json"


@dataclass(frozen=True)
class VaultRecord:
    """What `vault.json` holds.

    Attributes:
        key_id: The data key's name.
        wraps: Who opens it, at least one, each kind at most once.
        passcode: Its record (Argon2id), or None.
        takes_plain: Whether files from before there was a vault are still to be sealed.
        retired: While the key is renewed: `key_id` of the old one, and itself `sealed`
            under the new one; else None.
        has_ledger: Whether a policy state was begun, which then cannot be missing.
    """

    key_id: str
    wraps: tuple[dict[str, Any], ...]
    passcode: str | None = None
    takes_plain: bool = False
    retired: dict[str, str] | None = None
    has_ledger: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds of entry there are."""
        return tuple(wrap["kind"] for wrap in self.wraps)

    @property
    def is_settled(self) -> bool:
        """Whether every file is sealed under the newest key."""
        return not self.takes_plain and self.retired is None


class OpenVault:
    """The data keys while they are open; `close` overwrites them.

    Attributes:
        key_id: The newest key's name.
    """

    def __init__(self, key_id: str, keys: dict[str, bytearray]) -> None:
        self.key_id = key_id
        self._keys = keys

    def seal(
        self, content: bytes, *, kind: str, owner: str, encoder_id: str, encoder_sha256: str
    ) -> bytes:
        """Return a file's bytes, encrypted and authenticated, bound to owner and encoder."""
        label = Label(kind, owner, encoder_id, encoder_sha256, self.key_id)
        return sealed_file.seal(self.key, content, label)

    def unseal(self, stored: bytes, *, kind: str, owner: str) -> tuple[Label, bytes]:
        """Return what `seal` was given.

        Raises:
            ValueError: If it was changed, is another's or another kind of file, or another
                vault sealed it.
        """
        claimed = sealed_file.read_label(stored)
        key = self._keys.get(claimed.key_id)
        if key is None:
            raise ValueError("another vault sealed it")
        label, content = sealed_file.unseal(key, stored)
        if (label.kind, label.owner) != (kind, owner):
            raise ValueError(f"it is the {label.kind} of {label.owner!r}")
        return label, content

    @property
    def key(self) -> bytearray:
        """The newest data key itself."""
        return self._keys[self.key_id]

    def close(self) -> None:
        """Overwrite the keys."""
        for key in self._keys.values():
            wipe(key)
        self._keys.clear()


class Vault:
    """The vault of one folder. Its methods lock the folder where they change something."""

    def __init__(
        self,
        folder: Path,
        key_folder: Path | None = None,
        hasher: argon2.PasswordHasher = HASHER,
    ) -> None:
        """Make a vault known; nothing is read yet.

        Args:
            folder: Where `vault.json` is.
            key_folder: Where key files are, for a daemon one of root's; None: beside it.
            hasher: The parameters of Argon2id for passcodes that are set from now on.
        """
        self.folder = folder
        self.hasher = hasher
        self._file_wrap = FileWrap(key_folder or folder)
        self._remembered: OpenVault | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a vault, readable or not."""
        return self.path.exists()

    @property
    def path(self) -> Path:
        """Its file."""
        return self.folder / VAULT_FILE

    def record(self) -> VaultRecord:
        """Return what the vault says of itself.

        Raises:
            VaultError: If it is missing, damaged, or open to others.
        """
        try:
            return _parse(checked_json.decode(read_private(self.path)))
        except OSError as error:
            raise VaultError(f"The vault cannot be read: {error}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise VaultError(
                f"{self.path} is damaged ({error}). What it sealed cannot be read any more: "
                "remove the folder and enroll again."
            ) from error

    def ensure(self) -> None:
        """Make a vault that a key file opens, if there is none.

        Raises:
            VaultError: If it cannot be written.
        """
        with self._changing():
            if not self.exists:
                key, key_id = new_key(), _new_id()
                entry = wrapped(self._file_wrap, key, key_id)
                wipe(key)
                self._write(VaultRecord(key_id, (entry,), takes_plain=True))

    @contextlib.contextmanager
    def opened(self, passcode: bytes | bytearray | None = None) -> Iterator[OpenVault]:
        """Open the data key for as long as the context lasts, then overwrite it.

        Args:
            passcode: Tried if nothing else opens it.

        Raises:
            VaultLockedError: If only the passcode or the keyring would open it.
            VaultError: If it is damaged.
        """
        record = self.record()
        if self._remembered is not None and self._remembered.key_id == record.key_id:
            yield self._remembered
            return
        vault = self._open(record, passcode)
        try:
            yield vault
        finally:
            vault.close()

    @contextlib.contextmanager
    def exclusively_opened(self, passcode: bytes | bytearray | None = None) -> Iterator[OpenVault]:
        """Open the data key while nobody else changes the vault or its files."""
        with self._changing(), self.opened(passcode) as vault:
            yield vault

    def remember(self, passcode: bytes | bytearray | None = None) -> None:
        """Keep the data key in memory until `forget`: for a vault that only the passcode opens."""
        self.forget()
        self._remembered = self._open(self.record(), passcode)

    def forget(self) -> None:
        """Overwrite the remembered key."""
        if self._remembered is not None:
            self._remembered.close()
            self._remembered = None

    def set_passcode(self, passcode: bytes | bytearray, current: bytes | bytearray | None) -> None:
        """Store a passcode's record, and let it open the vault, too.

        Args:
            passcode: The new one.
            current: The old one, checked by the caller; None if there was none.
        """
        with self._changing():
            record = self.record()
            wraps = self._with_wrap(record, PasscodeWrap(passcode, self.hasher), current)
            self._write(replace(record, wraps=wraps, passcode=hash_passcode(passcode, self.hasher)))

    def remove_passcode(self) -> None:
        """Forget the passcode.

        Raises:
            VaultError: If nothing else opens the vault.
        """
        with self._changing():
            record = self.record()
            wraps = tuple(wrap for wrap in record.wraps if wrap["kind"] != PasscodeWrap.kind)
            if not wraps:
                raise VaultError("Only the passcode opens the vault. Add another entry first.")
            self._write(replace(record, wraps=wraps, passcode=None))

    def add_wrap(self, wrap: KeyWrap, passcode: bytes | bytearray | None = None) -> None:
        """Let one more entry open the vault, or renew that of its kind.

        Args:
            wrap: The entry.
            passcode: To open the vault, where nothing else does.
        """
        with self._changing():
            record = self.record()
            self._write(replace(record, wraps=self._with_wrap(record, wrap, passcode)))

    def remove_wrap(self, kind: str) -> None:
        """Let an entry open the vault no more.

        Raises:
            VaultError: If there is none of the kind, or it is the last one.
        """
        with self._changing():
            record = self.record()
            wraps = tuple(wrap for wrap in record.wraps if wrap["kind"] != kind)
            if kind not in record.kinds or not wraps:
                raise VaultError(f"The entry {kind!r} is the last one, or there is none.")
            self._write(replace(record, wraps=wraps))
            for wrap in self._keyless_wraps(record):
                if wrap.kind == kind:
                    wrap.remove(record.key_id)

    def begin_renewal(self, passcode: bytes | bytearray | None = None) -> None:
        """Draw another data key; the old one stays until `settle`.

        An entry whose own key is not at hand (a passcode not given) is left out.

        Raises:
            VaultError: If no entry would be left.
        """
        with self._changing():
            record = self.record()
            if not record.is_settled:
                raise VaultError("The vault is being renewed already.")
            with contextlib.closing(self._open(record, passcode)) as vault:
                key, key_id = new_key(), _new_id()
                old = vault.key
                retired = {
                    "key_id": record.key_id,
                    "sealed": encrypt(key, old, record.key_id.encode("ascii")).hex(),
                }
            wraps = tuple(wrapped(wrap, key, key_id) for wrap in self._wraps(record, passcode))
            wipe(key)
            if not wraps:
                raise VaultError("Enter the passcode: nothing else opens the vault.")
            self._write(replace(record, key_id=key_id, wraps=wraps, retired=retired))

    def expect_ledger(self) -> None:
        """Remember that a policy state was begun: from now on a missing one is a loss."""
        with self._changing():
            self._write(replace(self.record(), has_ledger=True))

    def settle(self) -> None:
        """Forget the retired key, and take no plain files any more: every file is sealed anew."""
        with self._changing():
            record = self.record()
            self._write(replace(record, takes_plain=False, retired=None))
            if record.retired is not None:
                for wrap in self._keyless_wraps(record):
                    wrap.remove(record.retired["key_id"])

    def _open(self, record: VaultRecord, passcode: bytes | bytearray | None) -> OpenVault:
        problems = []
        for wrap in self._wraps(record, passcode):
            stored = next(each for each in record.wraps if each["kind"] == wrap.kind)
            try:
                key = unwrapped(wrap, stored)
            except VaultLockedError as error:
                problems.append(str(error))
                continue
            return _with_retired(record, key)
        if PasscodeWrap.kind in record.kinds and passcode is None:
            problems.append("Enter your passcode.")
        raise VaultLockedError(" ".join(problems) or "Nothing at hand opens the vault.")

    def _with_wrap(
        self, record: VaultRecord, wrap: KeyWrap, passcode: bytes | bytearray | None
    ) -> tuple[dict[str, Any], ...]:
        with contextlib.closing(self._open(record, passcode)) as vault:
            entry = wrapped(wrap, vault.key, record.key_id)
        return (*(each for each in record.wraps if each["kind"] != wrap.kind), entry)

    def _wraps(self, record: VaultRecord, passcode: bytes | bytearray | None) -> Iterator[KeyWrap]:
        """Yield the entries that can be tried."""
        yield from self._keyless_wraps(record)
        if passcode is not None and PasscodeWrap.kind in record.kinds:
            yield PasscodeWrap(passcode, self.hasher)

    def _keyless_wraps(self, record: VaultRecord) -> Iterator[KeyWrap]:
        if FileWrap.kind in record.kinds:
            yield self._file_wrap
        if KEYRING in record.kinds:
            # Imported where there is one: its libraries take 50 ms.
            from .keyring_wrap import KeyringWrap

            yield KeyringWrap()

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with folder_lock(self.folder):
                clear_unfinished(self.folder)
                yield
        except OSError as error:
            raise VaultError(
                f"{self.folder} cannot be changed: {error.strerror or error}. Nothing was lost."
            ) from error

    def _write(self, record: VaultRecord) -> None:
        with replaced_file(self.path) as file:
            file.write(checked_json.encode({"version": FORMAT_VERSION, **asdict(record)}))


def _with_retired(record: VaultRecord, key: bytearray) -> OpenVault:
    keys = {record.key_id: key}
    if record.retired is not None:
        try:
            sealed = bytes.fromhex(record.retired["sealed"])
            old_id = record.retired["key_id"]
            keys[old_id] = decrypt(key, sealed, old_id.encode("ascii"))
        except ValueError as error:
            wipe(key)
            raise VaultError(f"The vault's retired key is damaged ({error}).") from error
    return OpenVault(record.key_id, keys)


def _parse(content: dict[str, Any]) -> VaultRecord:
    if content["version"] != FORMAT_VERSION:
        raise ValueError("another version of this program wrote it")
    passcode, retired = content["passcode"], content["retired"]
    key_id = text(content["key_id"])
    wraps = tuple({**wrap, "kind": text(wrap["kind"])} for wrap in content["wraps"])
    if not wraps or any(wrap["key_id"] != key_id for wrap in wraps):
        raise ValueError("entries of another key")
    if bytes.fromhex(key_id).hex() != key_id:
        raise ValueError("a key's name that is none")
    return VaultRecord(
        key_id=key_id,
        wraps=wraps,
        passcode=None if passcode is None else text(passcode),
        takes_plain=flag(content["takes_plain"]),
        has_ledger=flag(content["has_ledger"]),
        retired=None
        if retired is None
        else {name: text(retired[name]) for name in ("key_id", "sealed")},
    )


def _new_id() -> str:
    return os.urandom(8).hex()
