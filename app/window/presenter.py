"""Going into presenter mode and out of it, and what its keys do."""

from __future__ import annotations

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtWidgets import QMainWindow, QWidget

from ..recording_folders import folder_of, recording_after
from .face_page import FacePage
from .presenter_strip import PresenterStrip
from .recognition_thread import RecognitionThread
from .tester_strip import TesterStrip


class Presenter(QObject):
    """Shows the lock's page full screen to a room.

    A recording plays like a sensor meanwhile, chapter by chapter. The widgets may
    be made anew at any time: `attach` takes the new ones.

    Attributes:
        is_on: Whether a room is watching.

    Args:
        window: What fills the screen.
        recognition: Whose source is shown.
    """

    def __init__(self, window: QMainWindow, recognition: RecognitionThread) -> None:
        super().__init__(window)
        self._window = window
        self._recognition = recognition
        self._shows_readouts = False
        self._was_through = False
        self._before = Qt.WindowStates()
        self.is_on = False

    def attach(
        self, face: FacePage, tester: TesterStrip, strip: PresenterStrip, tabs: QWidget
    ) -> None:
        """Take over the window's widgets."""
        self._face, self._tester, self._strip, self._tabs = face, tester, strip, tabs
        strip.locking_wanted.connect(face.controls.lock.click)
        strip.enrolling_wanted.connect(self._enroll)
        strip.next_wanted.connect(self.show_next)
        strip.readouts_wanted.connect(self.toggle_readouts)
        if self.is_on:
            self._arrange()

    def enter(self) -> None:
        """Fill the screen."""
        if self.is_on:
            return
        self.is_on = True
        self._shows_readouts = False
        self._was_through = self._recognition.worker.reader.transport.state.is_on
        self._recognition.goes_through = False
        if self._was_through:
            self._recognition.worker.go_through(False)
        self._before = Qt.WindowStates(self._window.windowState())
        self._window.showFullScreen()
        self._arrange()

    def leave(self) -> None:
        """Become a window again; what was gone through is gone through again."""
        if not self.is_on:
            return
        self.is_on = False
        self._recognition.goes_through = True
        worker = self._recognition.worker
        if not self._face.is_busy:
            worker.reader.stay_in(None)
        if self._was_through:
            worker.go_through(True)
        self._window.setWindowState(self._before)
        self._arrange()

    def show_next(self) -> None:
        """Show the recording's next chapter again and again, or play the folder beside it."""
        if self._face.is_busy:
            return
        folder = folder_of(self._recognition.source)
        following = None if folder is None else recording_after(folder)
        if following is not None:
            self._tester.open(following)
            return
        worker = self._recognition.worker
        names = [chapter.name for chapter in worker.reader.transport.state.chapters]
        if names:
            shown = worker.reader.latest
            now = None if shown is None else shown.chapter
            place = names.index(now) + 1 if now in names else 0
            worker.stay_in(names[place % len(names)])

    def toggle_readouts(self) -> None:
        """Show the readouts and the choice of views to the room, or hide them."""
        self._shows_readouts = not self._shows_readouts
        self._arrange()

    def _enroll(self) -> None:
        if not self._face.is_busy and self._face.controls.enroll.isEnabled():
            self._face.controls.naming_wanted.emit()

    def _arrange(self) -> None:
        self._tabs.setVisible(not self.is_on)
        self._tester.set_keys(not self.is_on)
        self._face.set_presenting(self.is_on, shows_readouts=self._shows_readouts)
        self._strip.show_readouts(self._shows_readouts)
        self._strip.set_on(self.is_on)
