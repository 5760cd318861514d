"""The bytes of a sealed file: a header that everybody may read and nobody may change."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from .checked_json import canonical, text
from .keys import decrypt, encrypt

MAGIC: Final = b"faceid sealed 1\n"
_LENGTH_BYTES: Final = 2


@dataclass(frozen=True)
class Label:
    """What a sealed file is; authenticated with its content.

    Attributes:
        kind: "template", "adaptation".
        owner: Whose it is.
        encoder_id: The encoder that made what is in it.
        encoder_sha256: Of that encoder's weights; empty where they are not the shipped ones.
        key_id: The data key that opens it.
    """

    kind: str
    owner: str
    encoder_id: str
    encoder_sha256: str
    key_id: str


def is_sealed(stored: bytes) -> bool:
    """Whether these bytes are a sealed file, whole or not."""
    return stored.startswith(MAGIC)


def seal(key: bytearray, content: bytes, label: Label) -> bytes:
    """Encrypt and authenticate a file's content under its label."""
    header = _header(label)
    return header + encrypt(key, content, header)


def read_label(stored: bytes) -> Label:
    """Return what a sealed file says of itself; only `unseal` knows whether it is true.

    Raises:
        ValueError: If it is damaged.
    """
    return _split(stored)[0]


def unseal(key: bytearray, stored: bytes) -> tuple[Label, bytes]:
    """Return a sealed file's label and content.

    Raises:
        ValueError: If one bit of it was changed, or another key sealed it.
    """
    label, header, rest = _split(stored)
    return label, bytes(decrypt(key, rest, header))


def _header(label: Label) -> bytes:
    described = canonical(asdict(label)).encode("ascii")
    return MAGIC + len(described).to_bytes(_LENGTH_BYTES, "big") + described


def _split(stored: bytes) -> tuple[Label, bytes, bytes]:
    start = len(MAGIC) + _LENGTH_BYTES
    if not is_sealed(stored) or len(stored) < start:
        raise ValueError("it is no sealed file")
    end = start + int.from_bytes(stored[len(MAGIC) : start], "big")
    try:
        described = json.loads(stored[start:end].decode("ascii"))
        label = Label(**{name: text(value) for name, value in described.items()})
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"its label is damaged: {error}") from error
    return label, stored[:end], stored[end:]
