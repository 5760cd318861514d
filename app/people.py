"""Who is enrolled, with all that a list tells of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from faceid_core.errors import TemplateError
from faceid_core.templates import Template, TemplateStore

from .enrolled import load_for
from .last_used import LastUsed


@dataclass(frozen=True, eq=False)
class Learned:
    """What was learned of a face since it was enrolled.

    Attributes:
        references: How many temporary references there are.
        drift: How far the farthest of them is from what was enrolled.
        reach: How far one may be at most.
    """

    references: int
    drift: float
    reach: float


@dataclass(frozen=True, eq=False)
class Person:
    """One enrolled person.

    Attributes:
        name: As stored.
        template: What is stored; None if it cannot be used.
        problem: Why it cannot be used; None if it can.
        last_used: When this person last opened the lock, UTC; None for never.
        learned: What was learned since; None for nothing.
    """

    name: str
    template: Template | None
    problem: TemplateError | None
    last_used: datetime | None
    learned: Learned | None = None


def enrolled_people(
    store: TemplateStore,
    encoder_id: str | None,
    last_used: LastUsed | None,
    learned_of: Callable[[str], Learned | None] = lambda name: None,
) -> tuple[Person, ...]:
    """List everyone who is enrolled, by name, also those whose template cannot be used.

    Args:
        store: Where the templates are.
        encoder_id: The encoder in use, those of others cannot be used; None if it is
            not known yet.
        last_used: When each opened the lock; None if nobody remembers.
        learned_of: What was learned of somebody.
    """
    times = {} if last_used is None else last_used.times()
    people = []
    for name in store.names():
        template, problem = None, None
        try:
            template = store.load(name) if encoder_id is None else load_for(store, name, encoder_id)
        except TemplateError as error:
            problem = error
        learned = None if template is None else learned_of(name)
        people.append(Person(name, template, problem, times.get(name), learned))
    return tuple(people)
