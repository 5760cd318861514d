"""The errors of fprintd's interface, by its names."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Final, ParamSpec, TypeVar

from dbus_fast import DBusError

from faceid_core.errors import FaceIdError

PREFIX: Final = "net.reactivated.Fprint.Error."

_P = ParamSpec("_P")
_T = TypeVar("_T")


def fprint_error(kind: str, text: str) -> DBusError:
    """Return an error as fprintd would answer it.

    Args:
        kind: `ClaimDevice`, `AlreadyInUse`, `Internal`, `PermissionDenied`, `NoEnrolledPrints`,
            `NoActionInProgress`, `InvalidFingername`, `NoSuchDevice` or `PrintsNotDeleted`.
        text: A sentence for people.
    """
    return DBusError(PREFIX + kind, text)


def answers_errors(method: Callable[_P, Awaitable[_T]]) -> Callable[_P, Awaitable[_T]]:
    """Answer this program's own errors in their own words, as `Internal`."""

    @functools.wraps(method)
    async def answered(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return await method(*args, **kwargs)
        except (FaceIdError, OSError) as error:
            raise fprint_error("Internal", str(error)) from error

    return answered
