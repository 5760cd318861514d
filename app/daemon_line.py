"""The daemon, asked by a program that has no event loop: one call, one answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self

from jeepney import DBusAddress
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from .blocking_call import asked, text_of
from .daemon.names import DAEMON, DAEMON_PATH
from .errors import CommandError

ANSWER_S: Final = 6.0
#: Somebody may have to type a password first.
ASKED_ANSWER_S: Final = 180.0
_ABSENT: Final = frozenset(
    {"org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner"}
)


class DaemonError(CommandError):
    """The daemon refused, or did not answer.

    Attributes:
        kind: The last part of the D-Bus error's name; empty if nothing answered.
    """

    def __init__(self, text: str, kind: str = "") -> None:
        super().__init__(text)
        self.kind = kind


class NoDaemonError(DaemonError):
    """There is no daemon, and none is started for this."""


class DaemonLine:
    """A connection to the daemon. What was asked for by it ends when it is closed."""

    def __init__(self) -> None:
        """Connect. Raises NoDaemonError if there is no bus."""
        try:
            self._bus: DBusConnection = open_dbus_connection(bus="SYSTEM")
        except (OSError, ValueError) as error:
            raise NoDaemonError(f"The system's D-Bus cannot be reached: {error}") from error

    def status(self, *, answer_s: float = ANSWER_S) -> dict[str, Any]:
        """What the daemon says of the caller's faces, and of itself. Errors as of `call`."""
        return _plain(self.call("Status", answer_s=answer_s))

    def verify(self, options: Mapping[str, tuple[str, Any]] | None = None) -> dict[str, Any]:
        """One verification: the fields of `faceid verify`. Errors as of `call`.

        Args:
            options: What `app.daemon.verify_options` takes, each with its signature; None
                looks for the caller.
        """
        return _plain(self.call("Verify", "a{sv}", dict(options or {})))

    def call(
        self, member: str, signature: str = "", *arguments: Any, answer_s: float = ANSWER_S
    ) -> Any:
        """Call a method of the daemon, if it runs.

        Args:
            member: The method.
            signature: Of its arguments.
            arguments: What they are.
            answer_s: Longest wait.

        Returns:
            The one value of the answer, or None without one.

        Raises:
            NoDaemonError: If it does not run.
            DaemonError: If it answers an error, or nothing.
        """
        address = DBusAddress(DAEMON_PATH, DAEMON, DAEMON)
        try:
            answer = asked(self._bus, address, member, signature, arguments, timeout_s=answer_s)
        except DBusErrorResponse as error:
            raised = NoDaemonError if error.name in _ABSENT else DaemonError
            raise raised(text_of(error), error.name.rpartition(".")[2]) from error
        except TimeoutError:
            raise DaemonError("The face recognition service does not answer.") from None
        except (OSError, EOFError) as error:
            raise NoDaemonError(f"The system's D-Bus is gone: {error}") from error
        return answer[0] if answer else None

    def close(self) -> None:
        """Hang up."""
        self._bus.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _plain(variants: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    """Return `a{sv}` as plain values."""
    return {
        name: _plain(value) if signature == "a{sv}" else value
        for name, (signature, value) in variants.items()
    }
