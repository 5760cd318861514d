"""Who can open a vault's key: a key file, the passcode, or the keyring (`keyring_wrap`).

A wrap is the data key, encrypted with a key of the wrap's own. Several wraps of one key
may stand side by side; any of them opens it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, Protocol

import argon2
from argon2.low_level import hash_secret_raw

from ..errors import VaultError, VaultLockedError
from ..private_file import read_private, replaced_file
from .checked_json import canonical, text, whole_count
from .keys import KEY_BYTES, decrypt, encrypt, new_key, wipe
from .passcode import check_parameters

SALT_BYTES: Final = 16
KEYRING: Final = "keyring"  # the kind of `keyring_wrap.KeyringWrap`


class KeyWrap(Protocol):
    """One way to have a data key."""

    kind: str

    def made_for(self, key_id: str) -> dict[str, Any]:
        """Make a key of this wrap's own, and return what has to be stored about it."""

    def own_key(self, key_id: str, stored: dict[str, Any]) -> bytearray:
        """Return the wrap's own key; the caller wipes it.

        Raises:
            VaultLockedError: If it cannot be had now.
        """

    def remove(self, key_id: str) -> None:
        """Forget the wrap's own key."""


def wrapped(wrap: KeyWrap, key: bytearray, key_id: str) -> dict[str, Any]:
    """Return a data key as a wrap stores it."""
    stored = {"kind": wrap.kind, "key_id": key_id, **wrap.made_for(key_id)}
    own = wrap.own_key(key_id, stored)
    sealed = encrypt(own, key, _bound_to(stored))
    wipe(own)
    return stored | {"sealed": sealed.hex()}


def unwrapped(wrap: KeyWrap, stored: dict[str, Any]) -> bytearray:
    """Return the data key; the caller wipes it.

    Raises:
        VaultLockedError: If the wrap's own key cannot be had now, or is another.
        VaultError: If what is stored is damaged.
    """
    try:
        own = wrap.own_key(text(stored["key_id"]), stored)
        sealed = bytes.fromhex(text(stored["sealed"]))
    except (ValueError, KeyError, TypeError) as error:
        raise VaultError(f"The vault's {wrap.kind} entry is damaged ({error}).") from error
    try:
        key = decrypt(own, sealed, _bound_to(stored))
    except ValueError:
        raise VaultLockedError(f"The {wrap.kind} does not open the vault.") from None
    finally:
        wipe(own)
    if len(key) != KEY_BYTES:
        raise VaultError(f"The vault's {wrap.kind} entry holds no key.")
    return key


def _bound_to(stored: dict[str, Any]) -> bytes:
    return canonical({name: stored[name] for name in stored if name != "sealed"}).encode("ascii")


class FileWrap:
    """A key file, mode 0600, one for each data key: for a daemon, root's alone."""

    kind = "key file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, key_id: str) -> Path:
        """Return the file of one data key."""
        return self._folder / f"vault-{key_id}.key"

    def made_for(self, key_id: str) -> dict[str, Any]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = new_key()
        with replaced_file(self.path(key_id)) as file:
            file.write(key)
        wipe(key)
        return {}

    def own_key(self, key_id: str, stored: dict[str, Any]) -> bytearray:
        try:
            key = bytearray(read_private(self.path(key_id)))
        except OSError as error:
            raise VaultLockedError(f"The vault's key file cannot be read: {error}.") from error
        if len(key) != KEY_BYTES:
            raise VaultLockedError(f"{self.path(key_id)} holds no key.")
        return key

    def remove(self, key_id: str) -> None:
        self.path(key_id).unlink(missing_ok=True)


class PasscodeWrap:
    """A key derived from the passcode with Argon2id; nothing of it is stored."""

    kind = "passcode"

    def __init__(self, passcode: bytes | bytearray, hasher: argon2.PasswordHasher) -> None:
        self._passcode = passcode
        self._hasher = hasher

    def made_for(self, key_id: str) -> dict[str, Any]:
        return {
            "salt": os.urandom(SALT_BYTES).hex(),
            "time_cost": self._hasher.time_cost,
            "memory_kib": self._hasher.memory_cost,
            "parallelism": self._hasher.parallelism,
        }

    def own_key(self, key_id: str, stored: dict[str, Any]) -> bytearray:
        parameters = argon2.Parameters(
            type=argon2.Type.ID,
            version=argon2.low_level.ARGON2_VERSION,
            salt_len=SALT_BYTES,
            hash_len=KEY_BYTES,
            time_cost=whole_count(stored["time_cost"]),
            memory_cost=whole_count(stored["memory_kib"]),
            parallelism=whole_count(stored["parallelism"]),
        )
        check_parameters(parameters)
        try:
            derived = hash_secret_raw(
                bytes(self._passcode),
                bytes.fromhex(text(stored["salt"])),
                time_cost=parameters.time_cost,
                memory_cost=parameters.memory_cost,
                parallelism=parameters.parallelism,
                hash_len=parameters.hash_len,
                type=parameters.type,
            )
        except argon2.exceptions.Argon2Error as error:
            raise ValueError(str(error)) from error
        return bytearray(derived)

    def remove(self, key_id: str) -> None:
        """Nothing is kept."""
