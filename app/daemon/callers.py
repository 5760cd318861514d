"""Who asks: the client of a call, its user, and its program."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from dbus_fast import Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from app.desktop.circumstances import why_not_here

from .bus import called
from .programs import KEY_PROGRAMS, is_privileged, program_of

_client: ContextVar[str] = ContextVar("client of the call that is being answered")
_wants_answer: ContextVar[bool] = ContextVar("whether it waits for an answer", default=True)


@dataclass(frozen=True)
class Caller:
    """The client of a call.

    Attributes:
        client: Its unique name on the bus.
        uid: Its user's number, as the bus tells it.
        program: The name of the file that it runs; empty if that cannot be known.
        pid: Its process; None if that cannot be known.
    """

    client: str
    uid: int
    program: str
    pid: int | None = None

    @property
    def is_root(self) -> bool:
        return self.uid == 0

    @property
    def is_privileged(self) -> bool:
        """Whether it asks for more than a screen: a program of root that is no locker or login."""
        return is_privileged(self.uid, self.program)

    @property
    def described(self) -> str:
        """What the log says of it."""
        return self.program or "an unknown program"

    @property
    def has_pressed_key(self) -> bool:
        """Whether it asks because its user has just pressed a key."""
        return self.program in KEY_PROGRAMS

    @property
    def why_not_here(self) -> str | None:
        """Why nobody in front of the sensor can be asking; None if somebody can."""
        return None if self.pid is None else why_not_here(self.pid)


class Callers:
    """Knows who made the call that is being answered."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        # Of all handlers the first: a method's task then starts with its caller's name.
        bus.add_message_handler(_note)

    async def current(self) -> Caller:
        """Return who made this call.

        Raises:
            DBusError: If it has left the bus.
        """
        client = _client.get()
        (told,) = await called(self._bus, "GetConnectionCredentials", "s", [client])
        known = {name: value.value for name, value in told.items()}
        pid = known.get("ProcessID")
        return Caller(client, known["UnixUserID"], program_of(pid), pid)


def current_client() -> str:
    """Return the unique name of the client whose call is being answered."""
    return _client.get()


def is_answer_wanted() -> bool:
    """Return whether that client waits for an answer."""
    return _wants_answer.get()


def _note(message: Message) -> None:
    if message.message_type is MessageType.METHOD_CALL and message.sender is not None:
        _client.set(message.sender)
        _wants_answer.set(not message.flags & MessageFlag.NO_REPLY_EXPECTED)
