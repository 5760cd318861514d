"""Qt beside OpenCV, in one place.

Importing `cv2` from the wheel opencv-python points Qt at OpenCV's own platform
plugins, which cannot load into PyQt5's Qt: the process then aborts when the
`QApplication` is made. So `cv2` is imported first, and what it set is taken back.
"""

from __future__ import annotations

import os
from typing import Final

import cv2  # noqa: F401 (for what importing it sets)
from PyQt5.QtCore import QCoreApplication, Qt
from PyQt5.QtWidgets import QApplication

from .theme import apply_theme

SET_BY_OPENCV: Final = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


def give_qt_its_plugins_back() -> None:
    """Take back what importing OpenCV has set; call it before there is an application."""
    for variable in SET_BY_OPENCV:
        os.environ.pop(variable, None)


def make_application() -> QApplication:
    """Return a themed application; call it once, before any widget."""
    give_qt_its_plugins_back()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_EnableHighDpiScaling)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    application = QApplication(["faceid"])
    application.setApplicationName("faceid")
    application.setApplicationDisplayName("Face ID")
    application.setDesktopFileName("faceid")
    apply_theme(application)
    return application
