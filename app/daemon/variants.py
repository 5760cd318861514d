"""Fields of JSON as D-Bus variants, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dbus_fast import Variant


def as_variants(fields: Mapping[str, object]) -> dict[str, Variant]:
    """Return fields as `a{sv}`. None has no variant and is left out."""
    return {name: _variant(value) for name, value in fields.items() if value is not None}


def as_fields(variants: Mapping[str, Variant]) -> dict[str, Any]:
    """Undo `as_variants`; what was left out stays so."""
    return {name: _plain(variant.value) for name, variant in variants.items()}


def _plain(value: object) -> object:
    return as_fields(value) if isinstance(value, Mapping) else value


def _variant(value: object) -> Variant:
    match value:
        case bool():
            return Variant("b", value)
        case int():
            return Variant("x", value)
        case float():
            return Variant("d", value)
        case str():
            return Variant("s", value)
        case Mapping():
            return Variant("a{sv}", as_variants(value))
        case Sequence():
            return Variant("as", [str(each) for each in value])
    raise TypeError(f"Expected what JSON can hold. Received {type(value).__name__}.")
