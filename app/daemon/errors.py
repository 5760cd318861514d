"""This program's errors as D-Bus errors: a name for programs, a sentence for people."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Final, ParamSpec, TypeVar

from dbus_fast import DBusError, ErrorType

from app.errors import CommandError
from faceid_core.errors import FaceIdError
from hardware import CaptureError

from .callers import current_client, is_answer_wanted

FPRINT_PREFIX: Final = "net.reactivated.Fprint.Error."
OWN_PREFIX: Final = "org.faceid.Error."
#: What a client sent may be in an error's text: it gets no megabytes back.
LONGEST_TEXT: Final = 1000
EXPLAINED: Final = (FaceIdError, CaptureError, CommandError, OSError, ValueError)

#: More at once of one client are refused, so that nobody else waits for them.
CALLS_AT_ONCE: Final = 8
#: Calls that are being answered, by client; only the loop's thread counts.
_running: Counter[str] = Counter()

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Method = Callable[_P, Awaitable[_T]]


class NotAllowedError(CommandError):
    """Whoever asks may not have this."""


class BusyError(CommandError):
    """Somebody else is using it."""


def fprint_error(kind: str, text: str) -> DBusError:
    """Return an error as fprintd would answer it.

    Args:
        kind: `ClaimDevice`, `AlreadyInUse`, `Internal`, `PermissionDenied`, `NoEnrolledPrints`,
            `NoActionInProgress`, `InvalidFingername`, `NoSuchDevice` or `PrintsNotDeleted`.
        text: A sentence for people.
    """
    return DBusError(FPRINT_PREFIX + kind, text[:LONGEST_TEXT])


def answers_fprint_errors(method: _Method[_P, _T]) -> _Method[_P, _T]:
    """Answer what fprintd has no name for as `Internal`, in its own words."""
    return _answering(
        method,
        lambda error: (
            FPRINT_PREFIX
            + ("PermissionDenied" if isinstance(error, NotAllowedError) else "Internal")
        ),
    )


def answers_own_errors(method: _Method[_P, _T]) -> _Method[_P, _T]:
    """Answer errors by their own names, in their own words."""
    return _answering(method, lambda error: OWN_PREFIX + type(error).__name__.removesuffix("Error"))


@contextlib.contextmanager
def _counted(client: str) -> Iterator[None]:
    """Count a client's calls while they are answered.

    Raises:
        DBusError: If there are too many already. It costs next to nothing to say so.
    """
    if _running[client] >= CALLS_AT_ONCE:
        raise DBusError(ErrorType.LIMITS_EXCEEDED, "One thing after the other, please.")
    _running[client] += 1
    try:
        yield
    finally:
        _running[client] -= 1
        if _running[client] == 0:
            del _running[client]


def _answering(method: _Method[_P, _T], name_of: Callable[[Exception], str]) -> _Method[_P, _T]:
    @functools.wraps(method)
    async def answered(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            with _counted(current_client()):
                return await method(*args, **kwargs)
        except EXPLAINED as error:
            answer = DBusError(name_of(error), _sendable(str(error)))
        except DBusError as error:
            answer = error
        if is_answer_wanted():
            raise answer
        return None  # type: ignore[return-value]  # which nobody gets

    return answered


def _sendable(text: str) -> str:
    """Return a text without what D-Bus cannot carry: a reply that cannot be sent is none."""
    return text[:LONGEST_TEXT].replace("\0", "").encode(errors="replace").decode()
