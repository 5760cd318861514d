"""Secret keys in memory: made, used, overwritten."""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32  # AES-256
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


def new_key() -> bytearray:
    """Return a random key that `wipe` can overwrite."""
    return bytearray(os.urandom(KEY_BYTES))


def wipe(secret: bytearray) -> None:
    """Overwrite a secret. Copies that OpenSSL or Python made of it are out of reach."""
    secret[:] = bytes(len(secret))


def encrypt(key: bytearray, content: bytes | bytearray, bound_to: bytes) -> bytes:
    """Encrypt and authenticate.

    Args:
        key: 32 bytes.
        content: What is encrypted.
        bound_to: What is authenticated beside it, and must be told when decrypting.

    Returns:
        A random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes.
    """
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def decrypt(key: bytearray, sealed: bytes, bound_to: bytes) -> bytearray:
    """Undo `encrypt`.

    Raises:
        ValueError: If the key is another, or one bit of the rest is.
    """
    size = len(sealed) - NONCE_BYTES - TAG_BYTES
    if size < 0:
        raise ValueError("it is too short")
    content = bytearray(size)
    try:
        AESGCM(key).decrypt_into(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to, content)
    except InvalidTag:
        wipe(content)
        raise ValueError("it was changed, or sealed with another key") from None
    return content
