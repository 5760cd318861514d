"""Whether the desktop is light or dark, asked from it and followed.

The question goes to the settings portal of freedesktop.org, which GNOME, KDE and
the others answer (`org.freedesktop.appearance`, `color-scheme`: 1 prefers dark, 2
prefers light). Nothing waits for the answer: the window starts dark.
"""

from __future__ import annotations

import logging
from typing import Final

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusPendingReply,
    QDBusVariant,
)

logger = logging.getLogger(__name__)

SERVICE: Final = "org.freedesktop.portal.Desktop"
PATH: Final = "/org/freedesktop/portal/desktop"
INTERFACE: Final = "org.freedesktop.portal.Settings"
NAMESPACE: Final = "org.freedesktop.appearance"
KEY: Final = "color-scheme"
PREFERS_LIGHT: Final = 2


class DesktopTheme(QObject):
    """Follows the desktop's choice.

    Attributes:
        is_light: Whether the desktop prefers light; False until it has said so.

    Signals:
        changed: `is_light` is another one.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_light = False
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        bus.connect(SERVICE, PATH, INTERFACE, "SettingChanged", self._on_changed)
        question = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "Read")
        question.setArguments([NAMESPACE, KEY])
        self._asking = QDBusPendingCallWatcher(bus.asyncCall(question), self)
        self._asking.finished.connect(self._on_answer)

    def _on_answer(self, call: QDBusPendingCallWatcher) -> None:
        answer = QDBusPendingReply(call)
        if answer.isError() or not answer.isValid():
            logger.debug("the desktop does not say its theme: %s", answer.error().message())
        else:
            self._take(answer.argumentAt(0))

    @pyqtSlot(QDBusMessage)
    def _on_changed(self, message: QDBusMessage) -> None:
        arguments = message.arguments()
        if len(arguments) == 3 and arguments[:2] == [NAMESPACE, KEY]:
            self._take(arguments[2])

    def _take(self, value: object) -> None:
        while isinstance(value, QDBusVariant):  # the portal wraps its answer twice
            value = value.variant()
        is_light = value == PREFERS_LIGHT
        if is_light != self.is_light:
            self.is_light = is_light
            self.changed.emit()
