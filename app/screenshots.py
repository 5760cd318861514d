"""Pictures of the window for the documentation: `python -m app.screenshots DIR`.

Plays the demo recording in the real window, with a data folder of its own that
is thrown away, and saves one WebP for each state, in a folder for each theme.
Needs no display: `QT_QPA_PLATFORM=offscreen` does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from faceid_core.enrollment_step import Stage
from faceid_core.types import LockState

from .session import Phase
from .walkthrough import Walkthrough, shown_window
from .window.language import Language, tr
from .window.main_window import MainWindow
from .window.qt_setup import make_application
from .window.settings import ThemeChoice

SETTLE_S: Final = 1.0  # animations end, hints become steady
NAME: Final = "Sam"
QUALITY: Final = 92  # of WebP: letters stay sharp at a fifth of a PNG's size
ROOM_PX: Final = (1280, 720)  # of presenter mode


class Photographer:
    """Brings a window into its states and takes a picture of each.

    Args:
        window: The window, just shown.
        folder: Where the pictures go.

    Raises:
        TimeoutError: If a state does not come.
        OSError: If a picture cannot be written.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._walk = Walkthrough(window)
        self._folder = folder

    def take_all(self) -> None:
        """Enroll, show every chapter of the demo, then the other pages."""
        window, controls = self._window, self._window.face.controls
        self._walk.until("welcome", controls.enroll.isEnabled)
        self._take("welcome")
        self._show_pages("empty")
        controls.enroll.click()
        controls.name.setText(NAME)
        self._take("naming")
        controls.start.click()
        self._walk.until("enrolling", lambda: window.progress >= 0.45)
        self._take("enrolling", settle_s=0.0)
        self._walk.until("first scan complete", lambda: self._stage is Stage.PAUSE)
        self._take("first-circle", settle_s=0.5)
        self._walk.until("second circle", lambda: self._stage is Stage.SECOND)
        self._walk.wait(1.5)
        self._take("second-circle", settle_s=0.0)
        self._walk.until("enrolled", lambda: window.phase is Phase.ENROLLED)
        self._take("enrolled")
        controls.done.click()
        self._play("owner")
        self._walk.until("unlocked", lambda: window.lock_state is LockState.UNLOCKED)
        self._take("unlocked", settle_s=3.0)
        self._show_pages("page")
        self._play("away")
        controls.lock.click()
        self._walk.until("locked", lambda: window.face.headline.text() == tr("Locked"))
        self._take("locked")
        for chapter, name in (("stranger", "refused"), ("photo", "refused-flat")):
            self._play(chapter)
            self._walk.wait(SETTLE_S)
            self._walk.until(name, lambda: window.face.headline.text() == tr("Not unlocked"))
            self._take(name)
        self._present()
        self._test()

    def _present(self) -> None:
        """Take pictures of presenter mode, without readouts and with them."""
        window, size = self._window, self._window.size()
        window.presenter.enter()
        self._walk.wait(SETTLE_S)
        window.resize(*ROOM_PX)  # whatever the screen is
        self._let_owner_in("presenting")
        self._take("presenting")
        window.presenter.toggle_readouts()
        self._walk.wait(SETTLE_S)
        self._let_owner_in("presenting readouts")
        self._take("presenting-readouts", settle_s=0.5)
        window.presenter.leave()
        self._walk.wait(SETTLE_S)
        window.resize(size)

    def _let_owner_in(self, state: str) -> None:
        """Wait until the owner, from the start of their chapter, unlocks."""
        window = self._window
        window.recognition.worker.stay_in("owner")
        self._walk.until("locked", lambda: window.lock_state is LockState.LOCKED)
        self._walk.until(state, lambda: window.lock_state is LockState.UNLOCKED)

    def _test(self) -> None:
        """Judge the whole recording and look at one of its refused frames."""
        worker = self._window.recognition.worker
        transport = worker.reader.transport
        self._window.tester.toggle()
        self._walk.until("tester mode", lambda: transport.state.position is not None)
        worker.judge_all()
        last = transport.state.frame_count - 1
        self._walk.until("all judged", lambda: worker.judged.at(last) is not None)
        chapter = next(known for known in transport.state.chapters if known.name == "stranger")
        worker.seek((chapter.first + chapter.last) // 2)
        self._take("testing", settle_s=2 * SETTLE_S)
        self._window.tester.toggle()

    @property
    def _stage(self) -> Stage | None:
        step = self._window.step
        return None if step is None else step.stage

    def _play(self, chapter: str) -> None:
        self._window.recognition.worker.reader.stay_in(chapter)

    def _show_pages(self, prefix: str) -> None:
        """Take a picture of every page but the lock's."""
        tabs = self._window.tabs
        for index in range(1, tabs.count()):
            tabs.setCurrentIndex(index)
            self._take(f"{prefix}-{index}")
        tabs.setCurrentIndex(0)

    def _take(self, name: str, settle_s: float = SETTLE_S) -> None:
        self._walk.wait(settle_s)
        path = self._folder / f"{name}.webp"
        if not self._window.grab().save(str(path), quality=QUALITY):
            raise OSError(f"{path} cannot be written.")


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--source", default="demo", help="a recording with the demo's chapters")
    parser.add_argument("--themes", nargs="+", choices=("dark", "light"), default=("dark", "light"))
    parser.add_argument("--language", choices=[known.value for known in Language], default="en")
    parser.add_argument("--size", nargs=2, type=int, default=(900, 660), metavar=("W", "H"))
    args = parser.parse_args(argv)
    _application = make_application()
    try:
        for theme in args.themes:
            folder = args.folder / theme
            folder.mkdir(parents=True, exist_ok=True)
            language = Language(args.language)
            size = (args.size[0], args.size[1])
            with shown_window(args.source, ThemeChoice(theme), language, size) as window:
                Photographer(window, folder).take_all()
    except (TimeoutError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
