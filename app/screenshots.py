"""Pictures of the window for the documentation: `python -m app.screenshots DIR`.

Plays the demo recording in the real window, with a data folder of its own that
is thrown away, and saves one PNG for each state. Needs no display:
`QT_QPA_PLATFORM=offscreen` does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PyQt5.QtWidgets import QApplication

from faceid_core.types import LockState

from .session import Phase
from .window import MainWindow, make_application, open_window
from .window.labels import ZERO_WIDTH_SPACE

LIMIT_S: Final = 60.0  # for any one state
SETTLE_S: Final = 1.0  # animations end, hints become steady
NAME: Final = "Sam"


class Photographer:
    """Brings a window into its states and takes a picture of each.

    Raises:
        TimeoutError: If a state does not come.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder

    def take_all(self) -> None:
        """Enroll, then show every chapter of the demo."""
        window = self._window
        self._until("welcome", window.face.controls.enroll.isEnabled)
        self._take("welcome")
        window.face.controls.enroll.click()
        window.face.controls.name.setText(NAME)
        self._take("naming")
        window.face.controls.start.click()
        self._until("enrolling", lambda: window.progress >= 0.6)
        self._take("enrolling", settle_s=0.0)
        self._until("enrolled", lambda: window.phase is Phase.ENROLLED)
        self._take("enrolled")
        window.face.controls.done.click()
        window.recognition.worker.reader.stay_in("owner")
        self._until("unlocked", lambda: window.lock_state is LockState.UNLOCKED)
        self._take("unlocked")
        window.recognition.worker.reader.stay_in("away")
        window.face.controls.lock.click()
        self._until("locked", lambda: window.face.headline.text() == "Locked")
        self._take("locked")
        for chapter, name in (("stranger", "refused"), ("photo", "refused-flat")):
            window.recognition.worker.reader.stay_in(chapter)
            self._wait(SETTLE_S)
            self._until(name, lambda: window.face.headline.text() == "Not unlocked")
            self._take(name)

    def _until(self, state: str, is_so: Callable[[], bool]) -> None:
        end_s = time.monotonic() + LIMIT_S
        while not is_so():
            if time.monotonic() > end_s:
                said = f"{self._window.face.headline.text()}: {self._window.face.detail.text()}"
                said = said.replace(ZERO_WIDTH_SPACE, "")
                raise TimeoutError(f"The window did not become {state}. It says: {said}")
            self._wait(0.01)

    def _wait(self, seconds: float) -> None:
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            QApplication.processEvents()
            time.sleep(0.003)

    def _take(self, name: str, settle_s: float = SETTLE_S) -> None:
        self._wait(settle_s)
        path = self._folder / f"{name}.png"
        if not self._window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written.")


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--source", default="demo", help="a recording with the demo's chapters")
    args = parser.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    _application = make_application()
    with tempfile.TemporaryDirectory() as data_dir:
        window = open_window(args.source, Path(data_dir), loop=True)
        window.show()
        try:
            Photographer(window, args.folder).take_all()
        except (TimeoutError, OSError) as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
