"""What the daemon keeps of each user: templates, policy, and the log, by the user's number."""

from __future__ import annotations

import os
import pwd
import stat
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.attention import Attention
from app.changes import enrolled, logged, removed
from app.enrolled import load_enrolled
from app.guarded import Learning, open_guard
from app.last_used import LastUsed
from app.login_password import login_user_of, write_login_user
from app.paths import daemon_user_dir, last_used_file, templates_dir
from app.strictness import Strictness
from faceid_core.encoder import Encoder
from faceid_core.errors import FaceIdError, TemplateNotFoundError
from faceid_core.pipeline import Gallery
from faceid_core.private_file import is_unfinished
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.guard import Guard

#: What was learned grows old by itself, so it is read anew once in a while.
FRESH_S: Final = 3600.0

#: Which files there are, and which versions of them: name, inode, size, and when content, mode
#: or owner was changed (nobody can set that back).
_Versions = frozenset[tuple[str, int, int, int]]


class UnknownUserError(FaceIdError):
    """The machine has no such user."""


@dataclass(frozen=True)
class Faces:
    """Who opens an account, ready to be compared with.

    Attributes:
        gallery: With what was learned since enrolling.
        learning: What is learned of them.
        threshold: Largest distance that its owner accepts.
        asks_for_eyes: Whether closed eyes open nothing.
    """

    gallery: Gallery
    learning: Learning
    threshold: float
    asks_for_eyes: bool


class Account:
    """One user's data. Everybody who is enrolled in it opens it.

    Attributes:
        uid: The user's number.
        name: The user's name.
        data_dir: Laid out like a user's own.
        store: The templates.
    """

    def __init__(self, uid: int, name: str, data_dir: Path) -> None:
        self.uid = uid
        self.name = name
        self.data_dir = data_dir
        self.store = TemplateStore(templates_dir(data_dir))
        self._guard: Guard | None = None
        self._loading = threading.Lock()
        self._loaded: tuple[_Versions, float, Faces] | None = None

    @property
    def guard(self) -> Guard:
        """The policy's door; the login password is the passcode where no other is set.

        Raises:
            OSError, TrustError: If it cannot be made.
        """
        if self._guard is None:
            write_login_user(self.data_dir, self.uid)
            self._guard = open_guard(self.data_dir)
        return self._guard

    def save(self, template: Template, asked_by: str = "") -> None:
        """Let a face open this account, once that is logged; one of the same name is replaced.

        Raises:
            TemplateError: If it cannot be written.
            OSError, TrustError: If it cannot be logged. Then it is not done.
        """
        with logged(self.guard, replace(enrolled(template.name), reason=asked_by)):
            self.store.save(template)

    def remove(self, name: str, asked_by: str = "") -> None:
        """Let a face open this account no more. Errors as of `save`.

        Raises:
            TemplateNotFoundError: If there is none of that name.
        """
        with logged(self.guard, replace(removed(name), reason=asked_by)):
            self.store.remove(name)
        LastUsed(last_used_file(self.data_dir)).forget(name)

    def faces(self, encoder: Encoder) -> Faces:
        """Return who is enrolled; read anew only if a file has changed. Any thread may call it.

        Raises:
            TemplateError: If nobody is enrolled who can be compared with.
            TrustError: If they were enrolled by another, whose number is this user's now.
        """
        login_user_of(self.data_dir)
        with self._loading:
            versions, now_s = self._versions(), time.monotonic()
            known = self._loaded
            if known is None or known[0] != versions or now_s - known[1] > FRESH_S:
                known = self._loaded = (versions, now_s, self._load(encoder))
            return known[2]

    def _load(self, encoder: Encoder) -> Faces:
        found = load_enrolled(self.store, encoder.encoder_id)
        if not found.templates:
            raise (*found.unusable, TemplateNotFoundError(f"{self.name} is not enrolled."))[0]
        threshold = Strictness(self.data_dir).threshold
        learning = Learning(
            self.store,
            found.templates,
            encoder.matcher.tightened(threshold),
            LastUsed(last_used_file(self.data_dir)),
        )
        gallery = Gallery(found.templates, learning.adapted)
        return Faces(gallery, learning, threshold, Attention(self.data_dir).is_required)

    def _versions(self) -> _Versions:
        """Return all but what says when a face was last used, and what is being written."""
        files = [*self.data_dir.glob("*"), *self.store.directory.glob("*")]
        ours = (
            path
            for path in files
            if path != last_used_file(self.data_dir) and not is_unfinished(path)
        )
        return frozenset(
            (path.name, status.st_ino, status.st_size, status.st_ctime_ns)
            for path in ours
            if (status := _file_status(path)) is not None
        )


def _file_status(path: Path) -> os.stat_result | None:
    """Return a file's status; None of a folder, and of what has just been removed."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


class Accounts:
    """Everybody's data, below one folder of root's.

    Args:
        data_dir: The daemon's own data.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._known: dict[int, Account] = {}

    def of(self, uid: int) -> Account:
        """Return a user's account, empty if nothing was kept yet.

        Raises:
            UnknownUserError: If there is no such user.
        """
        try:
            name = pwd.getpwuid(uid).pw_name
        except KeyError:
            raise UnknownUserError(f"There is no user with the number {uid}.") from None
        account = self._known.get(uid)
        if account is None or account.name != name:
            account = self._known[uid] = Account(uid, name, daemon_user_dir(self._data_dir, uid))
        return account

    def named(self, name: str) -> Account:
        """Return the account of a user. Errors as of `of`."""
        try:
            return self.of(pwd.getpwnam(name).pw_uid)
        except KeyError:
            raise UnknownUserError(f"There is no user {name!r}.") from None
