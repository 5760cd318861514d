"""The tray icon, a program of its own: reads states from its input, writes wishes to its output.

It ends with its input. Started by the agent as `python -m app.presence.tray DATA_DIR`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PyQt5.QtCore import QObject, QSocketNotifier
from PyQt5.QtWidgets import QAction, QApplication, QMenu, QSystemTrayIcon

from app.window.core_texts import translated
from app.window.language import tr, use_language
from app.window.settings import WindowSettings
from faceid_core.who import Who

from .tray_icon import Mood, drawn_icon
from .tray_process import TrayState, Wish


def mood_of(state: TrayState) -> Mood:
    """Return which picture shows a state."""
    if state.is_paused:
        return Mood.PAUSED
    if state.who is Who.OWNER:
        return Mood.OWNER
    return Mood.TROUBLE if state.who is Who.UNCLEAR else Mood.WATCHING


def words_of(state: TrayState) -> str:
    """Return what the icon says when the pointer rests on it."""
    if state.is_paused:
        return tr("Face ID: presence is paused")
    if not state.reason:
        return tr("Face ID: presence is starting")
    return tr("Face ID watches: {reason}").format(reason=translated(state.reason))


class Tray(QObject):
    """The icon and its menu.

    Attributes:
        icon: In the tray, if the desktop has one; it appears when one comes.
        menu: What can be chosen.
        lock, pause, window, leave: The menu's actions.
    """

    def __init__(self, source: int, sink: int) -> None:
        """Listen to a file descriptor for states, and write wishes to another."""
        super().__init__()
        self._source = source
        self._sink = sink
        self._unread = b""
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.lock = self._action(tr("Lock now"))
        self.lock.triggered.connect(lambda: self._wish(Wish.LOCK))
        self.pause = self._action(tr("Pause watching"))
        self.pause.setCheckable(True)
        self.pause.triggered.connect(lambda on: self._wish(Wish.PAUSE if on else Wish.RESUME))
        self.window = self._action(tr("Open Face ID"))
        self.window.triggered.connect(lambda: self._wish(Wish.OPEN_WINDOW))
        self.menu.addSeparator()
        self.leave = self._action(tr("Stop watching and quit"))
        self.leave.triggered.connect(lambda: self._wish(Wish.QUIT))
        self.icon.setContextMenu(self.menu)
        self.show_state(TrayState())
        self._notifier = QSocketNotifier(source, QSocketNotifier.Type.Read, self)  # type: ignore[arg-type]
        self._notifier.activated.connect(self._on_input)
        self.icon.show()

    def show_state(self, state: TrayState) -> None:
        """Show who sits there."""
        self.icon.setIcon(drawn_icon(mood_of(state)))
        self.icon.setToolTip(words_of(state))
        self.pause.setChecked(state.is_paused)
        self.lock.setEnabled(not state.is_locked)

    def _action(self, words: str) -> QAction:
        action = QAction(words, self.menu)
        self.menu.addAction(action)
        return action

    def _wish(self, wish: Wish) -> None:
        os.write(self._sink, f"{wish.value}\n".encode())

    def _on_input(self) -> None:
        read = os.read(self._source, 65536)
        if not read:
            self._notifier.setEnabled(False)
            self.icon.hide()
            QApplication.quit()
            return
        *lines, self._unread = (self._unread + read).split(b"\n")
        if lines:
            self.show_state(TrayState.of_line(lines[-1].decode()))


def main(data_dir: Path) -> int:
    """Show the icon until the input ends."""
    application = QApplication(["faceid-presence"])
    application.setApplicationDisplayName("Face ID")
    application.setQuitOnLastWindowClosed(False)
    use_language(WindowSettings(data_dir).language)
    tray = Tray(sys.stdin.fileno(), sys.stdout.fileno())
    code: int = application.exec_()
    tray.icon.hide()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
