"""The 3-D view with a real OpenGL, which the offscreen platform has not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

pytestmark = [
    pytest.mark.skipif(not shutil.which("xvfb-run"), reason="needs xvfb"),
    pytest.mark.skipif(
        subprocess.run([sys.executable, "-c", "import pyqtgraph, OpenGL"], check=False).returncode
        != 0,
        reason="needs the extra window3d",
    ),
]

STAGE = """
import sys
import numpy as np
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from app.window.qt_setup import make_application
application = make_application()
from app.window.cloud_view import has_opengl
from app.window.picture_stage import PictureStage
from app.window.view_switch import View
from hardware.frame import Frame
if not has_opengl():
    sys.exit("no OpenGL on this X server")

def frame():
    "A red wall in the left half of the picture, nothing in the right one."
    depth_mm = np.zeros((480, 640), np.uint16)
    depth_mm[:, :320] = 800
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[..., 0] = 255
    return Frame(rgb, depth_mm, 0.0)

def opened():
    stage = PictureStage()
    stage.resize(500, 500)
    stage.show()
    QTest.qWaitForWindowExposed(stage)
    application.setActiveWindow(stage)  # nobody else does: there is no window manager
    QTest.keyClick(stage, Qt.Key.Key_4)
    stage.show_frame(frame())
    stage.show_observation(None, 1.0)
    QTest.qWait(100)
    return stage

def red(stage):
    "How much of the left and of the right half is red."
    image = stage.cloud.canvas.grabFramebuffer().convertToFormat(4)
    pixels = np.frombuffer(image.bits().asstring(image.sizeInBytes()), np.uint8)
    pixels = pixels.reshape(image.height(), image.width(), 4)
    red = (pixels[..., 2] > 200) & (pixels[..., 1] < 60)
    half = image.width() // 2
    return red[:, :half].mean(), red[:, half:].mean()
"""

TURNS = """
stage = opened()
canvas = stage.cloud.canvas
assert stage.view is View.CLOUD and canvas.isVisible() and stage.hint.isVisible()
canvas.setCameraPosition(azimuth=-90.0, elevation=0.0)
QTest.qWait(50)
left, right = red(stage)
assert left < 0.02 < 0.3 < right, (left, right)  # a mirror: the wall is on the right

start = canvas.cameraParams()
for key, turned in (
    (Qt.Key.Key_Right, ("azimuth", 5.0)), (Qt.Key.Key_Left, ("azimuth", -5.0)),
    (Qt.Key.Key_Up, ("elevation", 5.0)), (Qt.Key.Key_Down, ("elevation", -5.0)),
):
    before = canvas.cameraParams()
    QTest.keyClick(canvas, key)
    name, by_deg = turned
    assert canvas.cameraParams()[name] == before[name] + by_deg, key
QTest.keyClick(canvas, Qt.Key.Key_Plus)
assert canvas.cameraParams()["distance"] < start["distance"]
for _ in range(50):
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
assert canvas.cameraParams()["distance"] == 3000.0
QTest.keyClick(canvas, Qt.Key.Key_Home)
home = canvas.cameraParams()
assert home["distance"] == 850.0 and home["azimuth"] == -65.0

QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
left = Qt.MouseButton.LeftButton  # which QTest.mouseMove does not hold down
QApplication.sendEvent(
    canvas,
    QMouseEvent(QEvent.MouseMove, QPointF(260, 190), Qt.NoButton, left, Qt.NoModifier),
)
QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(260, 190))
assert canvas.cameraParams()["azimuth"] == home["azimuth"] - 60.0  # a degree a pixel
QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
assert canvas.cameraParams()["azimuth"] == home["azimuth"]

stage.switch.buttons[View.CLOUD].setFocus()
before = stage.cloud.grab().toImage()
canvas.setFocus()
QTest.qWait(50)
assert stage.cloud.grab().toImage() != before  # the frame around what has the keyboard
QTest.keyClick(canvas, Qt.Key.Key_1)
assert stage.view is View.COLOR
print("turned")
"""

ANOTHER_WINDOW = """
first = opened()
assert max(red(first)) > 0.1
first.close()
second = opened()  # as after another theme was chosen: a new context, a new shader
assert max(red(second)) > 0.1
print("drawn twice")
"""

BREAKS = """
from pyqtgraph.opengl import GLScatterPlotItem
def broken(self):
    raise RuntimeError("the driver gave up")
GLScatterPlotItem.paint = broken
stage = opened()
QTest.qWait(50)
assert stage.cloud.canvas is None
assert "does not work on this screen" in stage.cloud.notice.text()
assert stage.cloud.notice.isVisible()
stage.show_observation(None, 2.0)
QTest.keyClick(stage, Qt.Key.Key_2)
assert stage.preview.isVisible()
print("given up")
"""

WHOLE_WINDOW = """
import sys, tempfile
from pathlib import Path
from PyQt5.QtTest import QTest
from app.window.qt_setup import make_application
from app.window.start import open_window
application = make_application()
from app.window.cloud_view import has_opengl
from app.window.settings import ThemeChoice
from app.window.view_switch import View
if not has_opengl():
    sys.exit("no OpenGL on this X server")
with tempfile.TemporaryDirectory() as data_dir:
    window = open_window("demo", Path(data_dir), loop=True)
    window.show()
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        while window.face.picture.view is not View.CLOUD:
            QTest.qWait(50)
            window.face.picture.switch.buttons[View.CLOUD].click()
        QTest.qWait(400)
        canvas = window.face.picture.cloud.canvas
        assert canvas is not None and canvas.isVisible()
        window.settings.theme.setCurrentIndex(window.settings.theme.findData(theme))
        window.settings.theme.activated.emit(window.settings.theme.currentIndex())
    QTest.qWait(400)
    window.close()
print("closed")
"""

NO_OPENGL = """
from PyQt5.QtTest import QTest
from app.window.qt_setup import make_application
application = make_application()
from app.window.picture_stage import PictureStage
from app.window.view_switch import View
stage = PictureStage()
stage.show()
QTest.qWaitForWindowExposed(stage)
stage.switch.buttons[View.CLOUD].click()
QTest.qWait(50)
assert stage.cloud.canvas is None and stage.cloud.notice.isVisible()
print(stage.cloud.notice.text())
"""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (STAGE + TURNS, "turned"),
        (STAGE + ANOTHER_WINDOW, "drawn twice"),
        (STAGE + BREAKS, "given up"),
        (WHOLE_WINDOW, "closed"),
    ],
)
def test_on_a_real_screen(code: str, said: str) -> None:
    run = run_on_xvfb(code)
    if "no OpenGL on this X server" in run.stderr:
        pytest.skip("needs OpenGL on Xvfb")
    assert (run.returncode, run.stdout.strip()) == (0, said), run.stderr


def test_on_a_screen_without_opengl() -> None:
    run = run_on_xvfb(NO_OPENGL, QT_XCB_GL_INTEGRATION="none")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("The 3-D view needs OpenGL")


def run_on_xvfb(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", **environment},
        capture_output=True,
        text=True,
        timeout=60.0,
        check=False,
    )
