"""The window: a row of tabs, and under it the page of one of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Protocol

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PyQt5.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QShortcut,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from faceid_core.encoder_description import shipped_encoder
from faceid_core.enrollment_step import EnrollmentStep
from faceid_core.types import LockState
from hardware import default_source

from .. import __version__
from ..atlas import Atlas
from ..passcodes import Passcodes
from ..session import Phase, Session, Snapshot
from ..worker import RecognitionWorker
from .core_texts import translated
from .desktop_theme import DesktopTheme
from .face_page import FacePage
from .language import tr, use_language
from .map_page import MapPage
from .people_page import PeoplePage
from .presenter import Presenter
from .presenter_strip import PresenterStrip
from .recognition_thread import RecognitionThread
from .recording_opening import RecordingOpening, dropped_path
from .settings import ThemeChoice, WindowSettings
from .settings_page import SettingsPage
from .tester_strip import TesterStrip
from .theme import DARK, LIGHT, Colors, apply_theme

LOOK_MS: Final = 15  # how often the window looks for something new
ROOMY_PX: Final = 720  # height from which on page and transport bar have room enough


class Page(Protocol):
    """What a page of the window can do."""

    def show_snapshot(self, now: Snapshot, now_s: float) -> None:
        """Show whatever is new; called every `LOOK_MS` while the page is visible."""


class MainWindow(QMainWindow):
    """Shows a session on pages.

    A timer looks at the newest frame and the newest snapshot, so that nothing
    can queue up in front of a slow display. Another language or theme makes all
    pages anew; what lasts is in the session and in the recognition's thread.

    Attributes:
        recognition: The worker's thread.
        face: The page of the lock.
        tester: What stands below the pages: tester mode, and notices.
        presenter: The window for a room.

    Args:
        session: What is shown.
        make_worker: Makes the worker of one run from a source's text.
        settings: What is remembered from one start to the next.
        source: What the first run reads.
    """

    def __init__(
        self,
        session: Session,
        make_worker: Callable[[str], RecognitionWorker],
        settings: WindowSettings,
        source: str = "",
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._desktop = DesktopTheme(self)
        self._desktop.changed.connect(self._dress)
        self._atlas = Atlas()
        self._shown_index = 0
        self._interrupted: str | None = None  # whose enrollment the sensor's loss has ended
        self.recognition = RecognitionThread(make_worker, source, self)
        self.presenter = Presenter(self, self.recognition)
        self._opening = RecordingOpening(self)
        self._opening.opened.connect(self._play_recording)
        self._opening.refused.connect(lambda problem: self.tester.tell(translated(problem)))
        self.setAcceptDrops(True)
        self.setWindowTitle("Face ID")
        self.setMinimumSize(800, 600)
        self.resize(900, 660)
        self.restoreGeometry(settings.geometry)
        QShortcut(Qt.Key.Key_Escape, self, self._leave)
        QShortcut(QKeySequence.StandardKey.Quit, self, self.close)
        for key in (Qt.Key.Key_F11, Qt.Key.Key_P):
            QShortcut(key, self, self._present)
        self._dress()
        self._looking = QTimer(self)
        self._looking.setTimerType(Qt.TimerType.PreciseTimer)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self.recognition.start()

    @property
    def phase(self) -> Phase:
        return self._session.snapshot.phase

    @property
    def lock_state(self) -> LockState:
        return self._session.snapshot.lock.state

    @property
    def progress(self) -> float:
        """How much of an enrollment is done, 0 to 1; 0 without one."""
        return 0.0 if self.step is None else self.step.progress

    @property
    def step(self) -> EnrollmentStep | None:
        """How far an enrollment is; None without one."""
        return self._session.snapshot.step

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self.tabs.currentIndex()]

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentIndex(self._pages.index(page))

    def open_source(self, source: str | None) -> None:
        """Read another source from now on, and remember it.

        Args:
            source: Its text; None for a Kinect if one is there, else the demo.
        """
        self._settings.source = source
        self.recognition.restart(default_source() if source is None else source)
        self.show_page(self.face)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        if event is not None and dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        path = None if event is None else dropped_path(event.mimeData())
        if event is not None and path is not None:
            event.acceptProposedAction()
            self.tester.open(path)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        self.presenter.leave()
        self._settings.geometry = self.saveGeometry()
        self._looking.stop()
        self._opening.stop()
        self._atlas.close()
        self.recognition.stop()
        super().closeEvent(event)

    def _dress(self) -> None:
        """Take on the chosen language and theme, and stay on the page."""
        use_language(self._settings.language)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, self._theme())
        self._build()

    def _theme(self) -> Colors:
        chosen = self._settings.theme
        if chosen is ThemeChoice.DESKTOP:
            return LIGHT if self._desktop.is_light else DARK
        return LIGHT if chosen is ThemeChoice.LIGHT else DARK

    def _build(self) -> None:
        """Make every widget, in the language and theme in use."""
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Pages"))
        self._stack = QStackedWidget()
        self._pages: list[Page] = []
        self.face = FacePage(self._session, self.recognition)
        self._add_page(self.face, tr("Face"))
        self.people = PeoplePage(self._session)
        for wanted, ask in (
            (self.people.enrolling_wanted, self.face.asking.ask_name),
            (self.people.retaking_wanted, self.face.asking.retake),
            (self.people.adding_wanted, self.face.asking.ask_appearance),
        ):
            wanted.connect(ask)
            wanted.connect(lambda: self.show_page(self.face))
        self._add_page(self.people, tr("People"))
        self.map = MapPage(self._session, self._atlas)
        self._add_page(self.map, tr("Map"))
        self.settings = SettingsPage(
            self._settings,
            self._facts(),
            lambda: self._session.may_ask_to_change,
            Passcodes(self._session),
        )
        self.settings.look_chosen.connect(self._dress)
        self.settings.source_chosen.connect(self.open_source)
        self.settings.demands_chosen.connect(self.recognition.restart)
        self._add_page(self.settings, tr("Settings"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.setCurrentIndex(self._shown_index)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        stage = QWidget()
        stage.setObjectName("stage")
        column = QVBoxLayout(stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.tester = TesterStrip(self.recognition, self._opening)
        self.settings.folder_wanted.connect(self.tester.ask_for_folder)
        column.addWidget(self.tester)
        strip = PresenterStrip()
        column.addWidget(strip)
        self.presenter.attach(self.face, self.tester, strip, self.tabs)
        self.setCentralWidget(stage)

    def _add_page(self, page: FacePage | PeoplePage | MapPage | SettingsPage, title: str) -> None:
        """Add a tab, and a shortcut to it."""
        index = len(self._pages)
        self._pages.append(page)
        self._stack.addWidget(page)
        self.tabs.addTab(title)
        keys = QKeySequence(f"Ctrl+{index + 1}")
        self.tabs.setTabToolTip(index, keys.toString(QKeySequence.SequenceFormat.NativeText))
        # The stage is its parent, so that it goes when the pages are made anew.
        QShortcut(keys, self._stack, lambda: self.tabs.setCurrentIndex(index))

    def _on_tab(self, index: int) -> None:
        self._shown_index = index
        self._stack.setCurrentIndex(index)

    def _facts(self) -> list[tuple[str, str]]:
        """What the program says about itself."""
        return [
            (tr("Version"), __version__),
            (tr("Encoder"), shipped_encoder().encoder_id),
            (tr("Data folder"), str(self._settings.data_dir)),
        ]

    def _leave(self) -> None:
        """Escape: back to the lock, then out of what is being done there, or presented."""
        if self.presenter.is_on and not self.face.is_busy:
            self.presenter.leave()
        elif self.page is self.face:
            self.face.leave()
        else:
            self.show_page(self.face)

    def _present(self) -> None:
        """Go into presenter mode, or out of it."""
        if self.presenter.is_on:
            self.presenter.leave()
        else:
            self.show_page(self.face)
            self.presenter.enter()

    def _play_recording(self, source: str) -> None:
        """Play a recording that was just looked through; it is not remembered."""
        self.tester.notice.hide()
        self.recognition.restart(source)
        self.show_page(self.face)

    def _look(self) -> None:
        self.tester.show_now(has_picture=self.page is self.face)
        self.face.set_compact(self.tester.bar.isVisible() and self.height() < ROOMY_PX)
        now = self._session.snapshot
        self._tell_interruption(now)
        self.page.show_snapshot(now, time.monotonic())

    def _tell_interruption(self, now: Snapshot) -> None:
        """Say once more, when the sensor has returned, what its loss has ended."""
        if now.phase is Phase.LOST:
            self._interrupted = now.enrolling
        elif self._interrupted is not None:
            if now.phase is Phase.WATCHING:
                self.tester.tell(
                    tr(
                        "The camera is back. The enrollment of {name} was interrupted and can be "
                        "started again."
                    ).format(name=self._interrupted)
                )
            self._interrupted = None
