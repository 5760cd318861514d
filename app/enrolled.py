"""The templates to recognize with."""

from __future__ import annotations

from dataclasses import dataclass

from faceid_core.errors import IncompatibleTemplateError, TemplateError
from faceid_core.templates import Template, TemplateStore


@dataclass(frozen=True)
class Enrolled:
    """Who can be recognized, and who is enrolled but cannot be.

    Attributes:
        templates: Ready to be compared.
        unusable: One error for each template that cannot be used.
    """

    templates: tuple[Template, ...]
    unusable: tuple[TemplateError, ...]


def load_enrolled(store: TemplateStore, encoder_id: str) -> Enrolled:
    """Load everyone's template; one that cannot be used does not keep out the others."""
    templates: list[Template] = []
    unusable: list[TemplateError] = []
    for name in store.names():
        try:
            templates.append(load_for(store, name, encoder_id))
        except TemplateError as error:
            unusable.append(error)
    return Enrolled(tuple(templates), tuple(unusable))


def load_for(store: TemplateStore, name: str, encoder_id: str) -> Template:
    """Load one person's template, ready to be compared.

    Raises:
        IncompatibleTemplateError: If another encoder made it.
        TemplateError: If it cannot be read.
    """
    template = store.load(name)
    if template.encoder_id != encoder_id:
        raise IncompatibleTemplateError(
            f"The template of {name} was made by encoder {template.encoder_id!r}, this program "
            f"uses {encoder_id!r}. Enroll again: faceid enroll {name} --replace"
        )
    return template
