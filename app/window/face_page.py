"""The page of the lock: picture and buttons on the left, lock and numbers on the right."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QLabel, QWidget

from faceid_core.enrollment_step import Stage
from faceid_core.types import LockState

from ..frame_reader import Captured
from ..passcodes import Passcodes
from ..session import Phase, Session, Snapshot
from .asking import Asking
from .badge import Badge
from .controls import Controls, Page
from .face_arrangement import FaceArrangement
from .labels import label, set_elided, set_wrapped
from .language import tr
from .panel import Panel
from .passcode_entry import PasscodeEntry
from .picture_stage import PictureStage
from .recognition_thread import RecognitionThread
from .ring import TICK_COUNT, covered_ticks, pointed_tick
from .steady import Steady
from .theme import Tone
from .wording import coverage_words, source_words, words
from .words import Words

SOURCE_EVERY_S: Final = 0.12
WORDS_EVERY_S: Final = 0.05  # how often words follow what the snapshot does not tell: clicks, waits
OUTCOME_MS: Final = 3500  # how long the outcome of enrolling stays by itself
REFUSED_LEVEL: Final = 0.45  # how far the ring's ticks are lit for a refusal

PAGES: Final = {
    Phase.STARTING: Page.WATCHING,
    Phase.WATCHING: Page.WATCHING,
    Phase.ENROLLING: Page.ENROLLING,
    Phase.REVIEWING: Page.REVIEWING,
    Phase.ENROLLED: Page.ENROLLED,
    Phase.LOST: Page.WATCHING,
    Phase.STOPPED: Page.STOPPED,
}
STAGE_PAGES: Final = {Stage.PAUSE: Page.PAUSED, Stage.MISMATCH: Page.MISMATCHED}


class FacePage(QWidget):
    """Shows a session and passes its user's wishes on.

    Args:
        session: What is shown.
        recognition: Whose worker recognizes.
    """

    def __init__(
        self, session: Session, recognition: RecognitionThread, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._recognition = recognition
        self._captured: Captured | None = None
        self._snapshot: Snapshot | None = None
        self._steady: Steady[Words] = Steady(Words("", ""))
        self._words = Words("", "")
        self._sourced_s = 0.0
        self._worded_s = 0.0
        self._told: tuple[Page, Words] | None = None
        self._build()
        self._outcome = QTimer(self)
        self._outcome.setSingleShot(True)
        self._outcome.setInterval(OUTCOME_MS)
        self._outcome.timeout.connect(self.leave)

    def show_snapshot(self, now: Snapshot, now_s: float) -> None:
        """Show whatever is new."""
        captured = self._recognition.worker.reader.latest
        if captured is not self._captured and captured is not None:
            self._captured = captured
            self.picture.show_frame(captured.frame)
        self.picture.set_free(now.phase is Phase.WATCHING)
        self.picture.show_observation(now.observation, now_s)
        self.asking.follow(now)
        self.entry.follow(now, now_s)
        before, self._snapshot = self._snapshot, now
        if now is not before:
            self._show_state(now)
        if now is not before or now_s - self._worded_s >= WORDS_EVERY_S:
            self._worded_s = now_s
            self._show_words(now, before, now_s)
        reader = self._recognition.worker.reader
        self.panel.show_snapshot(
            now,
            now_s,
            frames_per_second=reader.frames_per_second,
            is_exact=reader.transport.state.is_on,
        )
        if now_s - self._sourced_s >= SOURCE_EVERY_S:
            self._sourced_s = now_s
            self._show_source()

    def set_compact(self, is_compact: bool) -> None:
        """Take less room, for the time line below, which tells the source too."""
        self.source.setVisible(not is_compact)
        self.panel.set_compact(is_compact)

    def set_presenting(self, is_presenting: bool, *, shows_readouts: bool) -> None:
        """Show the page to a room, without buttons as long as nothing is asked."""
        self.arrangement.set_presenting(is_presenting, shows_readouts=shows_readouts)
        self._show_controls()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self.arrangement.is_presenting:
            self.arrangement.scale()

    @property
    def is_busy(self) -> bool:
        """Whether there is something that `leave` would cancel or close."""
        return self.asking.page is not None or self._session.snapshot.is_of_enrollment

    def leave(self) -> None:
        """Cancel, or close the outcome of enrolling."""
        self.asking.leave()
        if self._session.snapshot.is_of_enrollment:
            self._recognition.worker.resume()

    def _build(self) -> None:
        self.picture = PictureStage()
        self.preview = self.picture.preview
        self.headline = _centered("headline")
        self.detail = _centered("detail")
        self.detail.setWordWrap(True)
        self.detail.setAlignment(
            Qt.Alignment() | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        )
        self.controls = Controls()
        self.source = _centered("source")
        self.panel = Panel()
        self.lock_view = self.panel.lock_view
        passcodes = Passcodes(self._session)
        self.asking = Asking(self._session, self._recognition, self.controls, passcodes)
        self.entry = PasscodeEntry(passcodes, self.controls, self.asking.prove)
        self.controls.proceeding_wanted.connect(self._session.proceed)
        self.controls.saving_wanted.connect(self._session.save)
        self.controls.again_wanted.connect(lambda: self._recognition.worker.take_again())
        self.controls.finishing_wanted.connect(self._session.finish_early)
        self.controls.leaving_wanted.connect(self.leave)
        self.controls.locking_wanted.connect(self._lock)
        self.controls.restarting_wanted.connect(self._recognition.restart)
        self.arrangement = FaceArrangement(
            self,
            self.picture,
            self.headline,
            self.detail,
            self.controls,
            self.source,
            self.panel,
        )

    def _lock(self) -> None:
        self._session.lock("Locked. Look away, then back, to unlock")

    def _show_words(self, now: Snapshot, before: Snapshot | None, now_s: float) -> None:
        page = self.asking.page or _page_of(now)
        said = words(now) if self.asking.page is None else self.asking.words(now)
        if page is Page.PASSCODE:
            said = self.entry.worded(said)
        is_turn = (
            page is not self.controls.page
            or page is Page.PASSCODE
            or self.asking.page is not None
            or before is None
            or before.phase is not now.phase
            or before.lock.state is not now.lock.state
        )
        self._words = self._steady.follow(said, now_s, at_once=is_turn)
        set_elided(self.headline, self._words.headline)
        set_wrapped(self.detail, self._words.detail, self.arrangement.detail_height_px)
        self.controls.no_passcode.setHidden(self.asking.page is None)
        self.controls.show_page(page)
        self._show_controls()
        if (page, self._words) != self._told:
            self._told = (page, self._words)
            said_aloud = tr("{headline}. {detail}")
            self.controls.tell(
                said_aloud.format(headline=self._words.headline, detail=self._words.detail)
            )
        self._light(now)

    def _show_controls(self) -> None:
        """A room sees no buttons while the lock is all there is."""
        is_quiet = self.arrangement.is_presenting and self.controls.page is Page.WATCHING
        if self.controls.isHidden() != is_quiet:
            self.controls.setHidden(is_quiet)

    def _light(self, now: Snapshot) -> None:
        """Ring, padlock and sign over the picture."""
        is_unlocked = now.lock.state is LockState.UNLOCKED
        tone = self._words.tone
        if now.is_of_enrollment and now.step is not None:
            captured_tone = Tone.REFUSED if tone is Tone.REFUSED else Tone.GOOD
            self.preview.light(covered_ticks(now.step.coverage), captured_tone)
        elif is_unlocked:
            self.preview.light((1.0,) * TICK_COUNT, Tone.GOOD)
        else:
            level = REFUSED_LEVEL if tone is Tone.REFUSED else 0.0
            self.preview.light((level,) * TICK_COUNT, tone)
        self.lock_view.show_state(is_unlocked=is_unlocked, tone=tone)
        self.arrangement.padlock.set_open(is_unlocked)
        self.arrangement.padlock.set_tone(tone if tone is Tone.REFUSED else Tone.NEUTRAL)
        self.lock_view.show_names(now.names, now.lock.name)

    def _show_state(self, now: Snapshot) -> None:
        pose = now.step.pose if now.phase is Phase.ENROLLING and now.step is not None else None
        self.preview.point_at(None if pose is None else pointed_tick(pose))
        self.preview.set_badge(_badge_of(now))
        self.preview.setAccessibleDescription(coverage_words(now))
        if now.phase is not Phase.ENROLLED:
            self._outcome.stop()
        elif not self._outcome.isActive() and now.outcome is not None and now.outcome.is_confirmed:
            self._outcome.start()  # what is not as good as it can be waits to be read
        self.controls.enroll.relabel(tr("Enroll a face") if now.names else tr("Enroll your face"))
        self.controls.enroll.setEnabled(now.phase is Phase.WATCHING)
        self.controls.enroll.set_primary(not now.names)
        if self.controls.enroll.isEnabled() and not now.names and self.focusWidget() is None:
            self.controls.enroll.setFocus()  # Enter starts the only thing there is to do
        self.controls.lock.setVisible(bool(now.names))
        self.controls.lock.setEnabled(now.lock.state is LockState.UNLOCKED)
        self.controls.retry.relabel(tr("Play again") if now.message is None else tr("Try again"))
        self.controls.save.relabel(tr("Save anyway") if now.message is None else tr("Try to save"))

    def _show_source(self) -> None:
        reader = self._recognition.worker.reader
        chapter = None if self._captured is None else self._captured.chapter
        set_elided(
            self.source, source_words(reader.description, is_live=reader.is_live, chapter=chapter)
        )


def _page_of(now: Snapshot) -> Page:
    """Which buttons an unasked window needs."""
    if now.phase is Phase.ENROLLING and now.step is not None:
        return STAGE_PAGES.get(now.step.stage, Page.ENROLLING)
    is_asked = now.is_sealed or bool(now.names and now.standing.needs_passcode)
    if now.phase is Phase.WATCHING and is_asked:
        return Page.PASSCODE
    return PAGES[now.phase]


def _badge_of(now: Snapshot) -> Badge:
    if now.phase is Phase.ENROLLED:
        return Badge.TICK
    is_lost = now.phase in (Phase.STOPPED, Phase.LOST) and now.message is not None
    return Badge.LOST if is_lost else Badge.NONE


def _centered(name: str) -> QLabel:
    text = label(name)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return text
