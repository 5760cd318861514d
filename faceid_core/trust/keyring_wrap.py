"""A vault's key kept by the desktop's keyring, the Secret Service of GNOME, KDE and others."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Final

import secretstorage
from jeepney.wrappers import DBusErrorResponse

from ..errors import VaultLockedError
from .key_wraps import KEYRING
from .keys import KEY_BYTES, new_key, wipe

KEYRING_LABEL: Final = "Face ID template key"


class KeyringWrap:
    """A key kept by the desktop's keyring (Secret Service): open while its owner is logged in."""

    kind = KEYRING

    def made_for(self, key_id: str) -> dict[str, Any]:
        key = new_key()
        with _collection() as collection:
            collection.create_item(KEYRING_LABEL, _attributes(key_id), bytes(key), replace=True)
        wipe(key)
        return {}

    def own_key(self, key_id: str, stored: dict[str, Any]) -> bytearray:
        with _collection() as collection:
            items = list(collection.search_items(_attributes(key_id)))
            if not items:
                raise VaultLockedError("The desktop's keyring does not hold the vault's key.")
            key = bytearray(items[0].get_secret())
        if len(key) != KEY_BYTES:
            raise VaultLockedError("What the desktop's keyring holds is no key.")
        return key

    def remove(self, key_id: str) -> None:
        with _collection() as collection:
            for item in collection.search_items(_attributes(key_id)):
                item.delete()


def _attributes(key_id: str) -> dict[str, str]:
    return {"application": "faceid", "key": key_id}


@contextlib.contextmanager
def _collection() -> Iterator[secretstorage.Collection]:
    """Open the keyring that its owner's login unlocked. It never asks on the screen.

    Raises:
        VaultLockedError: If there is none, or it is locked.
    """
    try:
        with contextlib.closing(secretstorage.dbus_init()) as connection:
            collection = secretstorage.get_default_collection(connection)
            if collection.is_locked():
                raise VaultLockedError("The desktop's keyring is locked. Unlock it first.")
            yield collection
    except (secretstorage.exceptions.SecretStorageException, DBusErrorResponse, OSError) as error:
        raise VaultLockedError(f"The desktop's keyring cannot be used: {error}.") from error
