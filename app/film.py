"""An animated picture of an enrollment and the first unlock: `python -m app.film FILE.webp`.

Plays the demo recording in the real window, as `app.screenshots` does.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QImage

from faceid_core.types import LockState

from .session import Phase
from .walkthrough import Walkthrough, shown_window
from .window.language import Language
from .window.main_window import MainWindow
from .window.qt_setup import make_application
from .window.settings import ThemeChoice

NAME: Final = "Sam"
SIZE_PX: Final = (900, 640)
WIDTH_PX: Final = 720  # of the film
EVERY_S: Final = 1 / 10
QUALITY: Final = 72
LAST_MS: Final = 2500  # how long the last picture stays


class Camera:
    """Takes a picture of a window, again and again, at most every `EVERY_S`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._last_s = 0.0
        self.pictures: list[Image.Image] = []
        self.durations_ms: list[int] = []

    def __call__(self) -> None:
        now_s = time.monotonic()
        if now_s - self._last_s < EVERY_S:
            return
        if self.pictures:
            self.durations_ms.append(round(1000 * (now_s - self._last_s)))
        self._last_s = now_s
        self.pictures.append(_picture(self._window))

    def save(self, path: Path) -> None:
        """Write an endless film.

        Raises:
            OSError: If the file cannot be written.
        """
        first, *others = self.pictures
        first.save(
            path,
            format="WEBP",
            save_all=True,
            append_images=others,
            duration=[*self.durations_ms, LAST_MS],
            loop=0,
            quality=QUALITY,
            method=4,
        )


def act(walk: Walkthrough) -> None:
    """Enroll, then unlock."""
    window = walk.window
    walk.until("welcome", window.face.controls.enroll.isEnabled)
    walk.wait(1.0)
    window.face.controls.enroll.click()
    for end in range(1, len(NAME) + 1):
        walk.wait(0.25)
        window.face.controls.name.setText(NAME[:end])
    walk.wait(0.5)
    window.face.controls.start.click()
    walk.until("enrolled", lambda: window.phase is Phase.ENROLLED)
    walk.wait(2.0)
    window.face.controls.done.click()
    window.recognition.worker.reader.stay_in("owner")
    walk.until("unlocked", lambda: window.lock_state is LockState.UNLOCKED)
    walk.wait(1.5)


def _picture(window: MainWindow) -> Image.Image:
    grabbed = window.grab().toImage()
    scaled = grabbed.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
    image = scaled.convertToFormat(QImage.Format.Format_RGB888)
    pixels = image.constBits()
    if pixels is None:
        raise MemoryError("The window's picture has no pixels.")
    data = pixels.asstring(image.sizeInBytes())
    size = (image.width(), image.height())
    return Image.frombuffer("RGB", size, data, "raw", "RGB", image.bytesPerLine(), 1)


def main(argv: Sequence[str] | None = None) -> int:
    """Take the film."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, help="the film, .webp")
    parser.add_argument("--source", default="demo", help="a recording with the demo's chapters")
    args = parser.parse_args(argv)
    args.file.parent.mkdir(parents=True, exist_ok=True)
    _application = make_application()
    try:
        with shown_window(args.source, ThemeChoice.DARK, Language.ENGLISH, SIZE_PX) as window:
            camera = Camera(window)
            act(Walkthrough(window, camera))
            camera.save(args.file)
    except (TimeoutError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
