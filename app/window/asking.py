"""From the wish to enroll to its start: unlock first, whose face, and in place of what."""

from __future__ import annotations

import enum
from typing import Final

from faceid_core.errors import FaceIdError
from faceid_core.templates import FIRST_APPEARANCE

from ..errors import LockedError
from ..passcodes import Passcodes
from ..session import Phase, Session, Snapshot
from .asking_words import choosing_words, labeling_words, naming_words, unlocking_words
from .controls import Controls, Page
from .core_texts import translated
from .language import tr
from .recognition_thread import RecognitionThread
from .words import Words


class Wish(enum.Enum):
    """What somebody wants to do."""

    NOTHING = "nothing"
    NAME = "name"  # enroll somebody
    CHOOSE = "choose"  # enroll somebody who is enrolled already
    LABEL = "label"  # add an appearance
    RETAKE = "retake"  # enroll a known person anew, without a question


PAGES: Final = {Wish.NAME: Page.NAMING, Wish.CHOOSE: Page.CHOOSING, Wish.LABEL: Page.LABELING}


class Asking:
    """Asks what must be known before an enrollment, one question after the other.

    Every question waits until who is enrolled may be changed. The first question is
    then for a proof, given by a look, or by the passcode; where there is a passcode, a look
    counts at a sensor only.

    Args:
        session: Settles who may change who is enrolled.
        recognition: Whose worker enrolls.
        controls: Where the answers come from.
        passcodes: Whether there is one to ask for.
    """

    def __init__(
        self,
        session: Session,
        recognition: RecognitionThread,
        controls: Controls,
        passcodes: Passcodes,
    ) -> None:
        self._session = session
        self._recognition = recognition
        self._controls = controls
        self._passcodes = passcodes
        self._wish = Wish.NOTHING
        self._is_free: bool | None = None  # not known before something is wished
        self._has_passcode = False
        self._name = ""
        self._problem = ""
        controls.naming_wanted.connect(self.ask_name)
        controls.enrolling_wanted.connect(self._on_name)
        controls.adding_wanted.connect(lambda: self.ask_appearance(self._name))
        controls.replacing_wanted.connect(lambda: self._enroll(self._name))
        controls.labeled.connect(lambda label: self._enroll(self._name, label))
        controls.name.textChanged.connect(self._forget_problem)
        controls.label.textChanged.connect(self._forget_problem)

    @property
    def page(self) -> Page | None:
        """Which buttons the question needs; None while nothing is asked."""
        if self._wish is Wish.NOTHING:
            return None
        if self._is_free:
            return PAGES.get(self._wish)
        return Page.PASSCODE if self._has_passcode else Page.UNLOCKING

    def words(self, now: Snapshot) -> Words:
        """The question."""
        if not self._is_free:
            return unlocking_words(
                now, has_passcode=self._has_passcode, is_at_sensor=self._session.is_at_sensor
            )
        if self._wish is Wish.CHOOSE:
            return choosing_words(self._name, self._problem)
        if self._wish is Wish.LABEL:
            known = self._session.appearances(self._name)
            return labeling_words(self._name, self._controls.label.text(), known, self._problem)
        return naming_words(self._controls.name.text(), now.names, self._problem)

    def ask_name(self) -> None:
        """Ask whose face is to be enrolled."""
        self._ask(Wish.NAME)

    def ask_appearance(self, name: str) -> None:
        """Ask what another appearance of an enrolled person is called."""
        self._controls.label.clear()
        self._ask(Wish.LABEL, name)

    def retake(self, name: str) -> None:
        """Enroll an enrolled person anew."""
        self._ask(Wish.RETAKE, name)

    def prove(self) -> None:
        """Take the passcode in place of a look."""
        if self._wish is not Wish.NOTHING:
            self._session.permit_change()

    def leave(self) -> None:
        """Ask no more."""
        if self._wish is not Wish.NOTHING:
            self._end()
            self._recognition.worker.resume()

    def follow(self, now: Snapshot) -> None:
        """Go on when the lock has been opened; ask no more when nobody watches."""
        if self._wish is Wish.NOTHING:
            return
        if now.phase is not Phase.WATCHING:
            self._end()
        elif not self._session.may_change_people:
            self._settle(is_free=False)
        elif not self._is_free:
            self._ask(self._wish, self._name)

    def _ask(self, wish: Wish, name: str = "") -> None:
        if self._session.snapshot.phase is not Phase.WATCHING:
            return
        self._wish, self._name, self._problem = wish, name, ""
        self._settle(is_free=self._session.ask_to_change())
        if self._is_free and wish is Wish.RETAKE:
            self._enroll(name)

    def _settle(self, *, is_free: bool) -> None:
        """Ask the question, or for a look first; in a recording the owner then looks."""
        if not is_free and self._is_free is not False:
            self._has_passcode = self._passcodes.is_known_to_be_set
            if not self._has_passcode:
                self._recognition.worker.call_owner()
        self._is_free = is_free

    def _end(self) -> None:
        self._wish, self._is_free = Wish.NOTHING, None

    def _on_name(self, name: str) -> None:
        if name in self._session.snapshot.names:
            self._ask(Wish.CHOOSE, name)
        else:
            self._enroll(name)

    def _enroll(self, name: str, appearance: str = FIRST_APPEARANCE) -> None:
        try:
            self._recognition.worker.enroll(name, appearance)
        except LockedError:
            self._settle(is_free=False)
        except ValueError:
            self._problem = tr("This cannot be used as a name. Choose another one.")
        except FaceIdError as error:
            self._problem = translated(str(error))
        else:
            self._end()
            self._controls.name.clear()

    def _forget_problem(self) -> None:
        self._problem = ""
