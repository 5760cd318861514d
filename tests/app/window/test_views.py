"""The four views of the picture: by their pixels, by keys and by mouse."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import numpy as np
import pytest
from pixels import distance
from PyQt5.QtCore import QRect, Qt
from PyQt5.QtGui import QColor, QImage
from PyQt5.QtWidgets import QWidget
from scripted_app import gray_frame, judged, missed

from app.window import cloud_view, theme
from app.window.cloud_view import CloudView
from app.window.color_scale import HOLE_RGB, STEPS, TABLE
from app.window.picture_stage import FACE_FOR_S, PictureStage
from app.window.view_switch import View
from faceid_core.types import FaceCrop
from hardware.frame import Frame

NEAR = QColor(*TABLE[0, 0].tolist())
FAR = QColor(*TABLE[STEPS - 1, 0].tolist())
MIDDLE = QColor(*TABLE[(STEPS - 1) // 2, 0].tolist())
HOLE = QColor(*HOLE_RGB)
ENDS = (NEAR, MIDDLE, FAR, HOLE)
KEYS = {
    View.COLOR: Qt.Key.Key_1,
    View.DEPTH: Qt.Key.Key_2,
    View.CANONICAL: Qt.Key.Key_3,
    View.CLOUD: Qt.Key.Key_4,
}


@pytest.fixture
def stage(qtbot) -> PictureStage:
    shown = PictureStage()
    qtbot.addWidget(shown)
    shown.resize(460, 420)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


def quartered_frame() -> Frame:
    """Left near, right far, nothing measured below; and the same in colors."""
    depth_mm = np.zeros((480, 640), np.uint16)
    depth_mm[:240, :320], depth_mm[:240, 320:] = 450, 1450
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[:, :320], rgb[:, 320:] = (200, 0, 0), (0, 0, 200)
    return Frame(rgb, depth_mm, 0.0)


def colors_in(widget: QWidget, place: QRect) -> dict[str, QColor]:
    """The colors of the four quarters of a place."""
    image: QImage = widget.grab().toImage()
    x, y, reach = place.center().x(), place.center().y(), place.width() // 4
    return {
        "upper left": image.pixelColor(x - reach, y - reach),
        "upper right": image.pixelColor(x + reach, y - reach),
        "lower left": image.pixelColor(x - reach, y + reach),
        "lower right": image.pixelColor(x + reach, y + reach),
    }


def crop_of(depth_mm: np.ndarray) -> FaceCrop:
    return FaceCrop(np.zeros((192, 192, 3), np.uint8), depth_mm.astype(np.float32))


def with_map(depth_mm: np.ndarray):
    return dataclasses.replace(judged(gray_frame(0)), crop=crop_of(depth_mm))


def test_color_is_shown_first_and_as_a_mirror(stage) -> None:
    stage.show_frame(quartered_frame())
    seen = colors_in(stage.preview, stage.preview.circle)
    assert seen["upper left"] == QColor(0, 0, 200)
    assert seen["upper right"] == QColor(200, 0, 0)
    assert not stage.legend.isVisible()


def test_depth_is_colored_by_its_scale_and_mirrored_too(stage) -> None:
    stage.switch.buttons[View.DEPTH].click()
    stage.show_frame(quartered_frame())
    seen = colors_in(stage.preview, stage.preview.circle)
    assert seen["upper left"] == FAR
    assert seen["upper right"] == NEAR
    assert seen["lower left"] == seen["lower right"] == HOLE
    assert stage.legend.isVisible()
    assert stage.legend.numbers == ("450", "950", "1450")


def test_another_view_shows_the_frame_that_is_there(stage) -> None:
    """A paused recording brings no new one."""
    stage.show_frame(quartered_frame())
    stage.switch.buttons[View.DEPTH].click()
    assert colors_in(stage.preview, stage.preview.circle)["upper right"] == NEAR
    stage.switch.buttons[View.COLOR].click()
    assert colors_in(stage.preview, stage.preview.circle)["upper right"] == QColor(200, 0, 0)


def test_the_relief_is_colored_by_its_scale_and_mirrored_too(stage, qtbot) -> None:
    depth_mm = np.full((96, 96), 10.0)
    depth_mm[:48, :48], depth_mm[:48, 48:], depth_mm[48:, :48] = -40.0, 60.0, np.nan
    stage.switch.buttons[View.CANONICAL].click()
    qtbot.waitUntil(stage.canonical.isVisible)
    stage.show_observation(with_map(depth_mm), 1.0)
    seen = colors_in(stage.canonical, stage.canonical.square)
    assert seen == {
        "upper left": FAR,
        "upper right": NEAR,
        "lower left": MIDDLE,
        "lower right": HOLE,
    }
    assert stage.legend.numbers == ("\N{MINUS SIGN}40", "10", "60")


def test_a_hole_keeps_its_edge(stage, qtbot) -> None:
    """The mean of a hole and of a face is neither: no third color between them."""
    depth_mm = np.full((96, 96), -40.0)
    depth_mm[:, 48:] = np.nan
    stage.switch.buttons[View.CANONICAL].click()
    qtbot.waitUntil(stage.canonical.isVisible)
    stage.show_observation(with_map(depth_mm), 1.0)
    image, square = stage.canonical.grab().toImage(), stage.canonical.square
    row = [image.pixelColor(x, square.center().y()) for x in range(square.left(), square.right())]
    assert {color.name() for color in row} == {NEAR.name(), HOLE.name()}


def test_the_last_relief_stays_for_a_moment(stage) -> None:
    stage.switch.buttons[View.CANONICAL].click()
    stage.show_observation(with_map(np.full((96, 96), 10.0)), 1.0)
    stage.show_observation(missed(gray_frame(1)), 1.0 + 0.9 * FACE_FOR_S)
    assert colors_in(stage.canonical, stage.canonical.square)["upper left"] == MIDDLE
    stage.show_observation(missed(gray_frame(2)), 1.0 + 1.1 * FACE_FOR_S)
    empty = colors_in(stage.canonical, stage.canonical.square)["upper left"]
    assert empty == QColor(theme.DARK.surface)


@pytest.mark.parametrize("view", View)
def test_a_key_chooses_a_view(stage, qtbot, view) -> None:
    stage.switch.buttons[View.DEPTH if view is View.COLOR else View.COLOR].click()
    qtbot.keyClick(stage, KEYS[view])
    assert stage.view is view
    assert stage.switch.buttons[view].isChecked()


def test_the_arrow_keys_go_through_the_views(stage, qtbot) -> None:
    stage.switch.buttons[View.COLOR].setFocus()
    qtbot.keyClick(stage.switch.buttons[View.COLOR], Qt.Key.Key_Right)
    assert stage.view is View.DEPTH
    assert stage.switch.buttons[View.DEPTH].hasFocus()


def test_while_enrolling_the_color_picture_is_shown(stage, qtbot) -> None:
    stage.switch.buttons[View.CANONICAL].click()
    stage.set_free(False)
    stage.show_frame(quartered_frame())
    assert stage.view is View.COLOR
    assert stage.preview.isVisible()
    assert not stage.legend.isVisible()
    assert not stage.switch.buttons[View.DEPTH].isEnabled()
    qtbot.keyClick(stage, Qt.Key.Key_2)
    assert stage.view is View.COLOR
    stage.set_free(True)
    assert stage.view is View.CANONICAL


def test_the_legends_bar_runs_through_the_scale(stage) -> None:
    stage.switch.buttons[View.DEPTH].click()
    image = stage.legend.grab().toImage()
    row = [image.pixelColor(x, 4) for x in range(image.width())]
    places = [min(range(len(row)), key=lambda x: distance(row[x], color)) for color in ENDS]
    assert places == sorted(places)
    assert all(distance(row[x], color) < 8 for x, color in zip(places, ENDS, strict=True))
    assert stage.legend.accessibleName() == "Colors from 450 to 1450 mm"


def test_without_opengl_a_notice_stands_in_the_clouds_place(stage, monkeypatch) -> None:
    monkeypatch.setattr(cloud_view, "has_opengl", lambda: False)
    stage.switch.buttons[View.CLOUD].click()
    stage.show_frame(quartered_frame())
    stage.show_observation(missed(gray_frame(0)), 1.0)
    assert stage.cloud.canvas is None
    assert stage.cloud.notice.isVisible()
    assert "OpenGL" in stage.cloud.notice.text()
    assert not stage.hint.isVisible()
    stage.switch.buttons[View.COLOR].click()
    assert stage.preview.isVisible()


def test_without_pyqtgraph_a_notice_says_what_to_install(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(cloud_view, "has_opengl", lambda: True)
    monkeypatch.delitem(sys.modules, "app.window.cloud_canvas", raising=False)
    monkeypatch.setitem(sys.modules, "pyqtgraph.opengl", None)
    view = CloudView()
    qtbot.addWidget(view)
    view.show()
    view.open()
    assert view.canvas is None
    assert "window3d" in view.notice.text()
    assert view.notice.isVisible()


def test_nobody_pays_for_a_view_that_is_not_chosen() -> None:
    """In a process of its own: other tests may have loaded it."""
    code = (
        "import sys; from app.window import main_window, qt_setup;"
        "unwanted = {'pyqtgraph', 'OpenGL', 'scipy', 'matplotlib', 'sklearn', 'tensorflow'};"
        "print(sorted(unwanted & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
