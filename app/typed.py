"""What a person types for a command."""

from __future__ import annotations

import getpass
import sys

from app.errors import CommandError
from app.report import say


def typed_secret(prompt: str) -> str:
    """Read a secret: unseen at a terminal, else one line of standard input.

    Raises:
        CommandError: If nothing is typed.
    """
    secret = getpass.getpass(f"{prompt}: ") if sys.stdin.isatty() else sys.stdin.readline()
    secret = secret.rstrip("\n")
    if not secret:
        raise CommandError(f"{prompt}: nothing was typed.")
    return secret


def confirmed_by_key(question: str) -> bool:
    """Ask for the Enter key; whether it came."""
    say(f"{question} Press Enter to confirm, Ctrl-D to refuse.")
    return sys.stdin.readline().endswith("\n")
