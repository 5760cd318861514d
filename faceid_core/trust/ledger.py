"""Policy state and audit log on disk: read, changed and written under one lock.

One rename commits both: the state's file holds the log's newest line, and the line is
appended to the log after that. Whoever comes next completes a line that a power cut
kept from the log. Whatever does not fit together otherwise (a file missing or changed, a
log that is shorter or longer than the state says) is a loss: see `policy.lost`.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..errors import AuditError, StateDamagedError, TrustError
from ..private_file import (
    clear_unfinished,
    exposure,
    folder_lock,
    read_private,
    replaced_file,
    sync_folder,
)
from . import policy_codec
from .audit import FIRST_DIGEST, Entry, Head, Incident, chained, check_end, read_chain
from .clock import Clock, Moment
from .policy import PolicyState, Refusal, Rules, lost
from .policy_codec import Record

logger = logging.getLogger(__name__)

STATE_FILE: Final = "state.json"
LOG_FILE: Final = "audit.log"
DAMAGED_LOG: Final = "audit-damaged-{at_s}.log"


class OpenLedger:
    """The state and the log while nobody else can change them.

    Attributes:
        now: When they were locked.
    """

    def __init__(self, directory: Path, record: Record, now: Moment) -> None:
        self._directory = directory
        self._record = record
        self.now = now

    @property
    def state(self) -> PolicyState:
        """The newest state."""
        return self._record.state

    @property
    def head(self) -> Head:
        """Where the log ends."""
        return self._record.head

    def commit(self, state: PolicyState, incident: Incident | None = None) -> None:
        """Write the next state, and what is to be logged about it.

        Raises:
            OSError: If it cannot be written. Then the old state or the new one holds.
        """
        head, line = self._record.head, self._record.last_line
        if incident is not None:
            line, head = chained(incident, head, state.serial, self.now.wall_s)
        record = Record(state, head, line)
        with replaced_file(self._directory / STATE_FILE) as file:
            file.write(policy_codec.encode(record))
        self._record = record
        if incident is not None:
            _append(self._directory / LOG_FILE, line)


class Ledger:
    """A folder, mode 0700, with the policy's state and the audit log."""

    def __init__(self, directory: Path, rules: Rules) -> None:
        self.directory = directory
        self._rules = rules

    @property
    def exists(self) -> bool:
        """Whether a state was begun."""
        return (self.directory / STATE_FILE).exists()

    @contextlib.contextmanager
    def opened(
        self, clock: Clock, *, has_passcode: bool, is_first_use: bool
    ) -> Iterator[OpenLedger]:
        """Keep everybody else out, and bring the files into order.

        Args:
            clock: Read when nobody else can write a later time any more.
            has_passcode: Whether a passcode is known elsewhere.
            is_first_use: Whether nothing is protected yet, so that nothing can be lost.

        Raises:
            TrustError: If the folder cannot be used.
        """
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.directory.stat().st_mode & 0o022:
                raise TrustError(f"Others may write to {self.directory}: run chmod 700 on it.")
            with folder_lock(self.directory):
                clear_unfinished(self.directory)
                yield self._read(clock(), has_passcode=has_passcode, is_first_use=is_first_use)
        except OSError as error:
            raise TrustError(f"{self.directory} cannot be used: {error}.") from error

    def entries(self) -> list[Entry]:
        """Return the whole log.

        Raises:
            AuditError: If it is not as it was written, the end included.
            TrustError: If it cannot be read.
        """
        try:
            with folder_lock(self.directory):
                record = policy_codec.decode(read_private(self.directory / STATE_FILE))
                _complete(self.directory / LOG_FILE, record)
                entries = list(read_chain(_content(self.directory / LOG_FILE)))
        except FileNotFoundError:
            if (self.directory / LOG_FILE).exists():
                raise AuditError("The log is there, but nothing says where it ends.") from None
            return []
        except OSError as error:
            raise TrustError(f"The log cannot be read: {error}.") from error
        last_digest = entries[-1].digest if entries else FIRST_DIGEST
        check_end(len(entries), last_digest, record.head)
        return entries

    def peek(self) -> tuple[Record, list[Entry]]:
        """Return the state and the whole log as they stand; nothing is written or put aside.

        Raises:
            FileNotFoundError: If no state was begun.
            StateDamagedError: If the state is damaged.
            AuditError: If the log is not as it was written, the end included.
            OSError: If one cannot be read, or others may read or change it.
        """
        log = self.directory / LOG_FILE
        with folder_lock(self.directory):
            if log.exists() and not self.exists:
                raise AuditError("The log is there, but nothing says where it ends.")
            record = policy_codec.decode(read_private(self.directory / STATE_FILE))
            stored = _content(log)
        line = record.last_line.encode("ascii")
        start = record.head.size_bytes - len(line)
        if start < 0 or len(stored) < start or not line.startswith(stored[start:]):
            raise AuditError("The log does not end as it was written.")
        entries = list(read_chain(stored[:start] + line))
        check_end(len(entries), entries[-1].digest if entries else FIRST_DIGEST, record.head)
        return record, entries

    def _read(self, now: Moment, *, has_passcode: bool, is_first_use: bool) -> OpenLedger:
        log = self.directory / LOG_FILE
        try:
            record = policy_codec.decode(read_private(self.directory / STATE_FILE))
            _complete(log, record)
        except FileNotFoundError:
            if is_first_use and not log.exists():
                fresh = PolicyState(has_passcode=has_passcode)
                return OpenLedger(self.directory, Record(fresh), now)
            return self._after_loss("it is missing", 0, now, has_passcode=has_passcode)
        except (StateDamagedError, AuditError, PermissionError) as error:
            return self._after_loss(str(error), 0, now, has_passcode=has_passcode)
        state = record.state
        if has_passcode and not state.has_passcode:
            state = replace(state, has_passcode=True)
        elif state.has_passcode and not has_passcode:
            state = replace(state, demand=Refusal.STATE_LOST)
        return OpenLedger(self.directory, replace(record, state=state), now)

    def _after_loss(self, why: str, serial: int, now: Moment, *, has_passcode: bool) -> OpenLedger:
        """Go on from the worst case; a log that is whole goes on, another is put aside."""
        logger.warning("record of past attempts: %s", why)
        log = self.directory / LOG_FILE
        head = Head()
        try:
            content = _content(log)
            *_, last = [None, *read_chain(content)]
            if last is not None:
                serial, head = last.serial, Head(last.number, last.digest, len(content))
        except (AuditError, PermissionError):
            log.rename(self._free_name(int(now.wall_s)))
        state = lost(serial + 1, has_passcode=has_passcode, now=now, rules=self._rules)
        ledger = OpenLedger(self.directory, Record(head=head), now)
        ledger.commit(state, Incident("record", "lost", "The record of past attempts was lost"))
        return ledger

    def _free_name(self, at_s: int) -> Path:
        """Return where a damaged log can be put aside, beside those that already were."""
        while (path := self.directory / DAMAGED_LOG.format(at_s=at_s)).exists():
            at_s += 1
        return path


def _content(log: Path) -> bytes:
    try:
        return read_private(log)
    except FileNotFoundError:
        return b""


def _complete(log: Path, record: Record) -> None:
    """Append what is missing of the last line.

    Raises:
        AuditError: If the log ends elsewhere.
    """
    line = record.last_line.encode("ascii")
    start = record.head.size_bytes - len(line)
    written = _tail(log, max(0, start), record.head.size_bytes)
    if start < 0 or written is None or not line.startswith(written):
        raise AuditError("The log does not end as it was written.")
    if len(written) < len(line):
        _append(log, line[len(written) :].decode("ascii"))


def _tail(log: Path, start: int, end: int) -> bytes | None:
    """Return what stands in a log from one place on; None if it ends before, or after `end`."""
    try:
        with log.open("rb") as file:
            status = os.fstat(file.fileno())
            exposed = exposure(log, status)
            if exposed is not None:
                raise AuditError(exposed)
            file.seek(start)
            return file.read() if start <= status.st_size <= end else None
    except FileNotFoundError:
        return b"" if start == 0 else None


def _append(log: Path, line: str) -> None:
    is_new = not log.exists()
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(line.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(log.parent)
