"""Who is enrolled: on disk, and in front of the matcher."""

from __future__ import annotations

import logging
import time

from faceid_core.appearances import without_appearance
from faceid_core.errors import VaultLockedError
from faceid_core.matching import Matcher, References
from faceid_core.pipeline import Gallery
from faceid_core.templates import FIRST_APPEARANCE, Template, TemplateStore
from faceid_core.trust.guard import Guard
from faceid_core.trust.key_wraps import PasscodeWrap
from faceid_core.trust.keys import wipe
from faceid_core.trust.passcode import passcode_bytes
from faceid_core.types import Limits

from .changes import enrolled, forgotten, logged, removed, renamed
from .enrolled import Enrolled, load_enrolled, load_for
from .last_used import LastUsed
from .learning import Learner
from .people import Person, enrolled_people

logger = logging.getLogger(__name__)


class Roster:
    """Keeps the files and the templates that faces are compared with alike.

    Whether somebody may change it is settled before. One thread at a time.

    Attributes:
        encoder_id: Whose vectors can be compared; empty before `load`.
        matcher: How the lock compares.
        notices: Sentences about stored templates that cannot be used.
        is_sealed: Whether the passcode would open templates that cannot be used.
        learning: What is learned of them at a sensor.

    Args:
        store: Where templates are kept.
        last_used: When each person last opened the lock; None to remember nothing.
        guard: Whose log tells of every change; None for none.
    """

    def __init__(
        self, store: TemplateStore, last_used: LastUsed | None, guard: Guard | None = None
    ) -> None:
        self._store = store
        self._last_used = last_used
        self._guard = guard
        self.learning = Learner(store, time.time if guard is None else lambda: guard.now.wall_s)
        self.is_sealed = False
        self._gallery: Gallery | None = None
        self.encoder_id = ""
        self.matcher = Matcher(Limits(0.0, 0.0, 0.0))
        self.notices: tuple[str, ...] = ()

    @property
    def is_loaded(self) -> bool:
        return self._gallery is not None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is enrolled, not even with a template that cannot be used."""
        return not (self.templates or self.notices)

    @property
    def templates(self) -> tuple[Template, ...]:
        """Whose faces are compared with."""
        return () if self._gallery is None else tuple(self._gallery.templates)

    @property
    def names(self) -> tuple[str, ...]:
        """Who can unlock."""
        return tuple(template.name for template in self.templates)

    def load(self, gallery: Gallery, encoder_id: str, matcher: Matcher) -> None:
        """Fill a gallery. A template that cannot be used becomes a notice; the others still work.

        Args:
            gallery: Who is compared with.
            encoder_id: Whose embeddings are compared.
            matcher: How the lock compares.
        """
        self._gallery, self.encoder_id, self.matcher = gallery, encoder_id, matcher
        gallery.adapted = {}
        found = self._found()
        for error in found.unusable:
            logger.warning("left out: %s", error)
        gallery.templates = found.templates
        self.learning.follow(found.templates, matcher)

    def unseal(self, typed: str) -> None:
        """Open with the passcode what nothing else opens, for as long as the program runs.

        Args:
            typed: The right one.

        Raises:
            VaultError: If it does not open it, or the vault is damaged.
        """
        vault = self._store.files.vault
        if not self.is_sealed or not vault.exists:
            return
        passcode = passcode_bytes(typed)
        try:
            vault.remember(passcode)
        finally:
            wipe(passcode)

    def forget_learned(self, name: str) -> None:
        """Forget what was learned of a person.

        Raises:
            TemplateError, TrustError: If it cannot be forgotten, or not be logged.
        """
        with logged(self._guard, forgotten(name)):
            self.learning.forget(name)

    def reload(self) -> None:
        """Compare with whoever can be read now."""
        if self._gallery is not None:
            self.load(self._gallery, self.encoder_id, self.matcher)

    def carry_learned(self, is_on: bool) -> None:
        """Let what was learned carry matches, or not."""
        if self._gallery is not None:
            self._gallery.adapted = self.learning.adapted if is_on else {}

    def references(self) -> References:
        """Return what was enrolled, ready to be compared with."""
        return self.matcher.references(self.templates)

    def people(self) -> tuple[Person, ...]:
        """List everyone who is enrolled, by name, also those whose template cannot be used."""
        return enrolled_people(
            self._store, self.encoder_id or None, self._last_used, self.learning.learned_of
        )

    def check_name(self, name: str) -> None:
        """Refuse a name that nobody can be stored under.

        Raises:
            ValueError: If it is empty, too long, or not printable.
        """
        self._store.path(name)

    def remember_opening(self, name: str) -> None:
        """Remember that this person has opened the lock."""
        if self._last_used is not None:
            self._last_used.record(name)

    def save(self, template: Template, appearance: str = FIRST_APPEARANCE) -> None:
        """Store a template, in place of the person's old one.

        Args:
            template: What to store.
            appearance: Which of its appearances is new.

        Raises:
            TemplateError: If it cannot be written.
            TrustError: If it cannot be logged; the same below.
        """
        with logged(self._guard, enrolled(template.name, appearance)):
            self._store.save(template)
        self._put(template)

    def _put(self, template: Template) -> None:
        others = (known for known in self.templates if known.name != template.name)
        self._compare_with(*others, template)

    def rename(self, name: str, new_name: str) -> None:
        """Give an enrolled person another name.

        Raises:
            ValueError: If the new name cannot be used.
            TemplateError: If somebody has it already, or the files cannot be changed.
        """
        with logged(self._guard, renamed(name, new_name)):
            template = self._store.rename(name, new_name)
        if self._last_used is not None:
            self._last_used.rename(name, new_name)
        self._compare_with(*(template if each.name == name else each for each in self.templates))

    def remove(self, name: str) -> None:
        """Delete a person's template for good, also one that cannot be used.

        Raises:
            TemplateError: If the file cannot be removed.
        """
        with logged(self._guard, removed(name)):
            self._store.remove(name)
        if self._last_used is not None:
            self._last_used.forget(name)
        self._compare_with(*(known for known in self.templates if known.name != name))

    def remove_appearance(self, name: str, appearance: str) -> None:
        """Delete one alternate appearance of a person for good.

        Raises:
            TemplateError: If there is none of that name, or the file cannot be written.
        """
        template = without_appearance(load_for(self._store, name, self.encoder_id), appearance)
        with logged(self._guard, removed(name, appearance)):
            self._store.save(template)
        self._put(template)

    def _compare_with(self, *templates: Template) -> None:
        """Compare with these from now on, and look what cannot be used."""
        if self._gallery is not None:
            self._gallery.templates = templates
            self._found()
            self.learning.follow(templates, self.matcher)

    def _found(self) -> Enrolled:
        """Look who is enrolled, and what cannot be used."""
        found = load_enrolled(self._store, self.encoder_id)
        self.notices = tuple(map(str, found.unusable))
        self.is_sealed = (
            any(isinstance(error, VaultLockedError) for error in found.unusable)
            and PasscodeWrap.kind in self._store.files.vault.record().kinds
        )
        return found
