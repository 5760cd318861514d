"""What is stored of one person, or why it cannot be used."""

from __future__ import annotations

from datetime import datetime

from PyQt5.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from faceid_core.errors import (
    IncompatibleTemplateError,
    TemplateError,
    TemplatePermissionError,
    VaultError,
)
from faceid_core.templates import Template

from ..people import Learned, Person
from . import theme
from .ages import ago, day_of_text
from .buttons import Button
from .core_texts import translated
from .labels import ZERO_WIDTH_SPACE, label, set_ink, set_text
from .language import tr
from .theme import Ink


class PersonFacts(QWidget):
    """Lines of a name and a value; for a face that cannot be used, the reason instead.

    Attributes:
        reason: The core's own words about a face that cannot be used.
        forget: Forgets what was learned since, at once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = label("value")
        set_ink(self._problem, Ink.BAD)
        self.reason = label("section")
        for text in (self._problem, self.reason):
            text.setWordWrap(True)
        self._lines = QWidget()
        self._lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.SPACE)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        (
            self._used,
            self._since,
            self._sweep,
            self._poses,
            self._appearances,
            self._learned,
        ) = (
            _line(grid, row, name)
            for row, name in enumerate(
                (
                    tr("Last unlocked"),
                    tr("Enrolled on"),
                    tr("Scan"),
                    tr("Stored poses"),
                    tr("Appearances"),
                    tr("Learned since"),
                )
            )
        )
        self.forget = Button(tr("Forget"), "Alt+O")
        self.forget.setAccessibleDescription(tr("Forget what was learned of this face"))
        self.forget.hide()
        grid.addWidget(self.forget, grid.rowCount() - 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._problem, self.reason, self._lines):
            column.addWidget(widget)

    @property
    def learned(self) -> str:
        """What is said of what was learned since."""
        return self._learned.text()

    def show_person(self, person: Person, now: datetime) -> None:
        """Show a person."""
        problem = person.problem
        for text, said in (
            (self._problem, "" if problem is None else problem_words(problem)),
            (self.reason, "" if problem is None else translated(str(problem))),
        ):
            set_text(text, said.replace("/", "/" + ZERO_WIDTH_SPACE))
            text.setVisible(bool(said))
        self._lines.setVisible(problem is None)
        if person.template is not None:
            self._show_template(person.template)
        self._show_learned(person.learned)
        self.word_times(person.last_used, now)

    def word_times(self, last_used: datetime | None, now: datetime) -> None:
        """Say anew how long ago the person unlocked."""
        set_text(self._used, tr("Never") if last_used is None else ago(last_used, now))

    def _show_learned(self, learned: Learned | None) -> None:
        """Say how far the face has drifted from what was enrolled."""
        said = tr("Nothing")
        if learned is not None:
            said = tr("Looks kept: {count}. Drift: {drift} of at most {reach}").format(
                count=learned.references,
                drift=f"{learned.drift:.2f}",
                reach=f"{learned.reach:.2f}",
            )
        set_text(self._learned, said)
        self.forget.setVisible(learned is not None)

    def _show_template(self, template: Template) -> None:
        set_text(self._since, day_of_text(template.created_at))
        partial = tr("Partial: some directions are missing")
        set_text(self._sweep, partial if template.is_partial else tr("Complete"))
        set_text(self._poses, str(len(template.poses)))
        set_text(self._appearances, tr(", ").join([tr("First"), *template.appearances]))


def problem_words(problem: TemplateError) -> str:
    """Say what is wrong with a stored face, and what to do; the core's own words go beside it."""
    if isinstance(problem, TemplatePermissionError):
        return tr("The file of this face is not private, so it is not trusted.")
    if isinstance(problem, IncompatibleTemplateError):
        return tr("This face was stored by another encoder. Take it again.")
    if isinstance(problem, VaultError):
        return tr("The vault that seals this face cannot be opened.")
    return tr("The file of this face cannot be read. Take it again, or remove it.")


def _line(grid: QGridLayout, row: int, name: str) -> QLabel:
    """Add a line of a name and a value; return the value."""
    key, value = label("key", name), label("value")
    key.setBuddy(value)
    value.setWordWrap(True)
    grid.addWidget(key, row, 0)
    grid.addWidget(value, row, 1)
    return value
