"""What a client may say about a verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbus_fast import Variant

from .names import MAX_SERVICE
from .variants import as_fields


@dataclass(frozen=True)
class VerifyOptions:
    """The options of `Verify`.

    Attributes:
        username: Whose face; empty for the caller's own.
        timeout_s: Longest verification; None for the daemon's. Never longer than that.
        privileged: Whether it is for more than a screen.
        service: Which PAM service asks, for the log; empty for none.
    """

    username: str = ""
    timeout_s: float | None = None
    privileged: bool = False
    service: str = ""

    @classmethod
    def read(cls, variants: Mapping[str, Variant]) -> VerifyOptions:
        """Check what a client sent.

        Raises:
            ValueError: If an option is unknown, or of another type.
        """
        fields = as_fields(variants)
        kinds = {"username": str, "timeout_s": float, "privileged": bool, "service": str}
        for name, value in fields.items():
            if not isinstance(value, kinds.get(name, ())):
                raise ValueError(
                    f"Expected one of {', '.join(kinds)}. Received {name} = {value!r}."
                )
        options = cls(**fields)
        if options.timeout_s is not None and not options.timeout_s > 0.0:
            raise ValueError(f"Expected a positive timeout_s. Received {options.timeout_s}.")
        if len(options.service) > MAX_SERVICE or not options.service.isprintable():
            raise ValueError(f"Expected at most {MAX_SERVICE} printable characters as service.")
        return options
