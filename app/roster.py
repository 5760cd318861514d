"""Who is enrolled: on disk, and in front of the matcher."""

from __future__ import annotations

import logging

from faceid_core.appearances import without_appearance
from faceid_core.matching import Matcher
from faceid_core.pipeline import Gallery
from faceid_core.templates import Template, TemplateStore
from faceid_core.types import Limits

from .enrolled import load_enrolled, load_for
from .last_used import LastUsed
from .people import Person, enrolled_people

logger = logging.getLogger(__name__)


class Roster:
    """Keeps the files and the templates that faces are compared with alike.

    Whether somebody may change it is settled before. One thread at a time.

    Attributes:
        encoder_id: Whose vectors can be compared; empty before `load`.
        matcher: How the lock compares.
        notices: Sentences about stored templates that cannot be used.

    Args:
        store: Where templates are kept.
        last_used: When each person last opened the lock; None to remember nothing.
    """

    def __init__(self, store: TemplateStore, last_used: LastUsed | None) -> None:
        self._store = store
        self._last_used = last_used
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
        enrolled = load_enrolled(self._store, encoder_id)
        for error in enrolled.unusable:
            logger.warning("left out: %s", error)
        gallery.templates = enrolled.templates
        self._gallery, self.encoder_id, self.matcher = gallery, encoder_id, matcher
        self.notices = tuple(map(str, enrolled.unusable))

    def people(self) -> tuple[Person, ...]:
        """List everyone who is enrolled, by name, also those whose template cannot be used."""
        return enrolled_people(self._store, self.encoder_id or None, self._last_used)

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

    def save(self, template: Template) -> None:
        """Store a template, in place of the person's old one.

        Raises:
            TemplateError: If it cannot be written.
        """
        self._store.save(template)
        others = (known for known in self.templates if known.name != template.name)
        self._compare_with(*others, template)

    def rename(self, name: str, new_name: str) -> None:
        """Give an enrolled person another name.

        Raises:
            ValueError: If the new name cannot be used.
            TemplateError: If somebody has it already, or the files cannot be changed.
        """
        renamed = self._store.rename(name, new_name)
        if self._last_used is not None:
            self._last_used.rename(name, new_name)
        self._compare_with(*(renamed if each.name == name else each for each in self.templates))

    def remove(self, name: str) -> None:
        """Delete a person's template for good, also one that cannot be used.

        Raises:
            TemplateError: If the file cannot be removed.
        """
        self._store.remove(name)
        if self._last_used is not None:
            self._last_used.forget(name)
        self._compare_with(*(known for known in self.templates if known.name != name))

    def remove_appearance(self, name: str, appearance: str) -> None:
        """Delete one alternate appearance of a person for good.

        Raises:
            TemplateError: If there is none of that name, or the file cannot be written.
        """
        self.save(without_appearance(load_for(self._store, name, self.encoder_id), appearance))

    def _compare_with(self, *templates: Template) -> None:
        """Compare with these from now on, and look what cannot be used."""
        if self._gallery is not None:
            self._gallery.templates = templates
            unusable = load_enrolled(self._store, self.encoder_id).unusable
            self.notices = tuple(map(str, unusable))
