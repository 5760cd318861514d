"""The passcode: Argon2id, never stored."""

from __future__ import annotations

import itertools
import unicodedata
from typing import Final

import argon2
from argon2.exceptions import Argon2Error, InvalidHashError, VerificationError

from ..errors import PasscodeError, VaultError

MIN_LENGTH: Final = 6
MAX_LENGTH: Final = 128
#: RFC 9106's second recommended choice: 64 MiB, three passes.
HASHER: Final = argon2.PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
#: A record that asks for more was not written by this program.
MAX_MEMORY_KIB: Final = 1 << 20
MAX_TIME_COST: Final = 64


def passcode_bytes(text: str) -> bytearray:
    """Return a typed passcode as it is hashed: composed characters, UTF-8."""
    return bytearray(unicodedata.normalize("NFC", text).encode())


def check_new_passcode(text: str) -> None:
    """Refuse what is too easily guessed.

    Raises:
        PasscodeError: With what is missing.
    """
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        raise PasscodeError(f"Choose a passcode of {MIN_LENGTH} to {MAX_LENGTH} characters.")
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(text)}
    if steps <= {0} or steps == {1} or steps == {-1}:
        raise PasscodeError("Choose another passcode: this one is a row, or one character.")


def hash_passcode(passcode: bytes | bytearray, hasher: argon2.PasswordHasher) -> str:
    """Return the record to be stored, with its salt and parameters."""
    return hasher.hash(bytes(passcode))


def is_passcode(record: str, passcode: bytes | bytearray) -> bool:
    """Whether this is the passcode.

    Raises:
        VaultError: If the record is damaged.
    """
    try:
        check_parameters(argon2.extract_parameters(record))
        return argon2.PasswordHasher().verify(record, bytes(passcode))
    except argon2.exceptions.VerifyMismatchError:
        return False
    except (VerificationError, InvalidHashError, Argon2Error, ValueError) as error:
        raise VaultError(f"The passcode's record is damaged ({error}).") from error


def is_outdated(record: str, hasher: argon2.PasswordHasher) -> bool:
    """Whether a record was made with other parameters."""
    return hasher.check_needs_rehash(record)


def check_parameters(parameters: argon2.Parameters) -> None:
    """Refuse what would take the machine's memory, or is no Argon2id.

    Raises:
        ValueError: If the parameters are out of range.
    """
    if (
        parameters.type is not argon2.Type.ID
        or not parameters.memory_cost <= MAX_MEMORY_KIB
        or not parameters.time_cost <= MAX_TIME_COST
    ):
        raise ValueError("parameters out of range")
