"""What the person who installs can choose."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Choices:
    """What is installed besides the daemon.

    Attributes:
        program: The command `faceid` that root runs, absolute.
        pam: Whether a look answers wherever PAM asks for a password.
        sudo: Whether it also answers sudo, su and polkit.
        presence: Whether presence watches in everybody's session.
    """

    program: str
    pam: bool = False
    sudo: bool = False
    presence: bool = False

    def fields(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)
