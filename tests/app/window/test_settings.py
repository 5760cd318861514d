"""What the window remembers, and the page where it is chosen."""

from __future__ import annotations

import stat

import pytest
from PyQt5.QtCore import QByteArray, QLocale, Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QApplication, QFileDialog
from scripted_app import ScriptedRecognition, template

from app.attention import Attention
from app.session import Session
from app.strictness import Strictness
from app.window import theme
from app.window.language import Language, language_of_desktop
from app.window.main_window import MainWindow
from app.window.settings import FILE_NAME, ThemeChoice, WindowSettings
from app.window.threshold_box import ThresholdBox
from app.worker import RecognitionWorker
from faceid_core.encoder_description import shipped_encoder
from faceid_core.templates import TemplateStore


@pytest.fixture
def opened(tmp_path):
    """The texts of the sources that were opened, in order."""
    return []


@pytest.fixture
def window(qtbot, tmp_path, recording, opened):
    session = Session(TemplateStore(tmp_path / "templates"))
    recognition = ScriptedRecognition()

    def make_worker(source: str) -> RecognitionWorker:
        opened.append(source)
        return RecognitionWorker(lambda: recording, recognition.load, session)

    window = MainWindow(session, make_worker, WindowSettings(tmp_path), "demo")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def choose(box, value) -> None:
    index = box.findData(value)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_at_first_everything_follows_the_desktop(tmp_path):
    settings = WindowSettings(tmp_path / "data")
    assert settings.theme is ThemeChoice.DESKTOP
    assert settings.language is language_of_desktop()
    assert settings.source is None
    assert settings.geometry.isEmpty()
    assert not (tmp_path / "data").exists()  # reading writes nothing


def test_what_was_chosen_is_there_at_the_next_start(tmp_path):
    settings = WindowSettings(tmp_path / "data")
    settings.theme = ThemeChoice.LIGHT
    settings.language = Language.JAPANESE
    settings.source = "recording:/films/one, two"
    settings.geometry = QByteArray(b"\x01\x02")
    again = WindowSettings(tmp_path / "data")
    assert again.theme is ThemeChoice.LIGHT
    assert again.language is Language.JAPANESE
    assert again.source == "recording:/films/one, two"
    assert again.geometry == b"\x01\x02"
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize("text", ["", "theme=purple\nlanguage=xx\ngeometry=3\n", "\x00\xff[", "=="])
def test_a_damaged_file_means_the_defaults(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text, encoding="latin-1")
    settings = WindowSettings(tmp_path)
    assert settings.theme is ThemeChoice.DESKTOP
    assert settings.language is language_of_desktop()
    assert settings.source is None
    assert settings.geometry.isEmpty()


def test_the_theme_changes_at_once(window, tmp_path):
    choose(window.settings.theme, ThemeChoice.LIGHT)
    assert theme.colors() is theme.LIGHT
    background = QApplication.palette().color(QPalette.ColorRole.Window)
    assert background == QColor(theme.LIGHT.background)
    corner = window.grab().toImage().pixelColor(2, window.height() - 3)
    assert corner == QColor(theme.LIGHT.background)
    choose(window.settings.theme, ThemeChoice.DARK)
    assert theme.colors() is theme.DARK
    assert WindowSettings(tmp_path).theme is ThemeChoice.DARK


def test_another_look_stays_on_the_page(window, qtbot):
    window.show_page(window.settings)
    before = window.settings
    choose(before.theme, ThemeChoice.LIGHT)
    assert window.settings is not before
    assert window.page is window.settings
    qtbot.waitUntil(window.settings.isVisible)


def test_the_language_is_remembered(window, tmp_path):
    choose(window.settings.language, Language.ITALIAN)
    assert WindowSettings(tmp_path).language is Language.ITALIAN
    assert QLocale().language() == QLocale.Language.Italian
    choose(window.settings.language, Language.ENGLISH)
    assert QLocale().language() == QLocale.Language.English


def test_another_source_starts_anew_on_the_page_of_the_lock(window, opened, tmp_path):
    window.show_page(window.settings)
    choose(window.settings.source, "kinect")
    assert opened == ["demo", "kinect"]
    assert window.page is window.face
    assert WindowSettings(tmp_path).source == "kinect"
    choose(window.settings.source, None)  # automatic; no Kinect is here
    assert opened[-1] == "demo"
    assert WindowSettings(tmp_path).source is None


def test_the_size_is_remembered(window, tmp_path, qtbot):
    window.resize(1010, 707)
    qtbot.waitUntil(lambda: window.width() == 1010)
    window.close()
    session = Session(TemplateStore(tmp_path / "templates"))
    again = MainWindow(session, window.recognition._make_worker, WindowSettings(tmp_path))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1010, 707)
    again.close()


def test_pages_are_reached_by_keys_and_escape_returns(window, qtbot):
    QApplication.setActiveWindow(window)  # nobody else does where there is no window manager
    last = Qt.Key.Key_0 + window.tabs.count()
    qtbot.keyClick(window, last, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page is window.settings)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.page is window.face)


def test_a_smaller_threshold_starts_recognition_anew(window, opened, tmp_path, qtbot):
    shown = window.settings.threshold
    window.show_page(window.settings)
    qtbot.waitUntil(shown.box.isEnabled)  # nobody is enrolled
    point = shipped_encoder().operating_points[0]
    choose(shown.box, point.threshold)
    assert Strictness(tmp_path).threshold == point.threshold
    assert opened == ["demo", "demo"]
    strangers = round(point.real_fmr * point.real_non_mated)
    assert f"{strangers} of {point.real_non_mated} looks of strangers" in shown.meaning.text()


def test_the_threshold_is_closed_to_whoever_may_not_unlock(window, qtbot, tmp_path):
    TemplateStore(tmp_path / "templates").save(template("Ada"))
    window.recognition.restart()
    window.show_page(window.settings)
    qtbot.waitUntil(lambda: not window.settings.threshold.box.isEnabled())
    assert window.settings.threshold.box.toolTip() == "Unlock first to change it."


def test_eyes_may_be_closed_if_that_is_chosen(window, opened, tmp_path, qtbot):
    box = window.settings.eyes
    window.show_page(window.settings)
    qtbot.waitUntil(box.isEnabled)  # nobody is enrolled
    assert box.currentText() == "Must be open"
    choose(box, False)
    assert not Attention(tmp_path).is_required
    assert opened == ["demo", "demo"]
    choose(box, True)
    assert Attention(tmp_path).is_required


def test_eyes_are_closed_to_whoever_may_not_unlock(window, qtbot, tmp_path):
    TemplateStore(tmp_path / "templates").save(template("Ada"))
    window.recognition.restart()
    window.show_page(window.settings)
    qtbot.waitUntil(lambda: not window.settings.eyes.isEnabled())
    assert window.settings.eyes.toolTip() == "Unlock first to change it."


def test_every_threshold_says_what_was_measured(qtbot):
    points = shipped_encoder().operating_points
    box = ThresholdBox(points, points[-1].threshold)
    qtbot.addWidget(box.box)
    assert box.box.currentText() == f"{points[-1].threshold:.2f}, standard"
    assert box.box.count() == len(points)
    for point in points:
        box.show_threshold(point.threshold)
        assert box.box.currentData() == point.threshold
        strangers = round(point.real_fmr * point.real_non_mated)
        refused = round(point.real_fnmr * point.real_mated)
        assert f": {strangers} of {point.real_non_mated} looks" in box.meaning.text()
        assert f"and {refused} of {point.real_mated} looks" in box.meaning.text()
    box.show_threshold(0.123)
    assert box.meaning.text() == "A threshold of 0.12 was not measured."


def test_a_recording_is_asked_for(window, qtbot):
    window.settings.folder.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.reject()
