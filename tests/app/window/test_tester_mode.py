"""Tester mode as its user meets it: keys, buttons, the time line, files dropped and saved."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest
from made_recordings import index_of, write_gray
from PyQt5.QtCore import QMimeData, QPoint, QPointF, Qt, QThread, QUrl
from PyQt5.QtGui import QColor, QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QApplication, QFileDialog, QLineEdit
from scripted_app import judged, missed, template
from scripted_sensor import Socket

from app.recording_folders import recording_after
from app.window import theme
from app.window.labels import ZERO_WIDTH_SPACE
from app.window.main_window import MainWindow
from app.window.settings import WindowSettings
from app.window.timeline import CAPTION_PX
from app.window.verdict_marks import MARKS_PX
from hardware import FrameSource, Pace, open_source

COUNT = 40
OWNER = range(10, 25)
STRANGER = range(30, 36)


@pytest.fixture(scope="module")
def gray(tmp_path_factory) -> Path:
    chapters = {"away": 10, "owner": 15, "away2": 5, "stranger": 10}
    return write_gray(tmp_path_factory.mktemp("recordings") / "a", chapters)


@pytest.fixture(scope="module")
def other(gray) -> Path:
    return write_gray(gray.parent / "b", {"owner": 6})


@pytest.fixture
def make(open_source_window, store, recognition, gray):
    """Open windows on a source's text; Ada is enrolled."""
    store.save(template("Ada"))

    def see(frame):
        if index_of(frame) in OWNER:
            return judged(frame, distance=0.2 + index_of(frame) / 1000)
        return judged(frame, distance=0.9) if index_of(frame) in STRANGER else missed(frame)

    def open_frames(text: str) -> FrameSource:
        # The demo is long: another recording plays its part.
        folder = f"recording:{gray}" if text == "demo" else text
        return open_source(folder, pace=Pace.RECORDED, loop=True)

    def make_window(source: str = f"recording:{gray}") -> MainWindow:
        window = open_source_window(open_frames, source)
        window.resize(1000, 760)
        return window

    recognition.see = see
    return make_window


@pytest.fixture
def window(make, qtbot) -> MainWindow:
    """Paused at the first frame of the recording."""
    window = make()
    qtbot.waitUntil(lambda: state(window).position is not None)
    window.recognition.worker.reader.transport.pause()
    window.recognition.worker.seek(0)
    settled(window, qtbot, 0)
    qtbot.waitUntil(lambda: window.tester.bar.place.text().startswith("0 of 39"))
    assert window.tester.bar.timeline.hasFocus()
    return window


def state(window: MainWindow):
    return window.recognition.worker.reader.transport.state


def settled(window: MainWindow, qtbot, index: int) -> None:
    """Wait until a frame is shown and judged."""

    def is_so() -> bool:
        seen = window._session.snapshot.observation
        return seen is not None and index_of(seen.frame) == index == state(window).position

    qtbot.waitUntil(is_so)


def all_judged(window: MainWindow, qtbot) -> None:
    window.tester.bar.judge_all.click()
    qtbot.waitUntil(lambda: window.recognition.worker.judged.is_one_pass(COUNT - 1))
    qtbot.waitUntil(lambda: "40 judged" in window.tester.bar.place.text())


def press(window: MainWindow, key, qtbot) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key)


def told(window: MainWindow) -> str:
    return window.tester.notice.text().replace(ZERO_WIDTH_SPACE, "")


def test_a_recording_opens_in_tester_mode_and_plays(make, qtbot):
    window = make()
    qtbot.waitUntil(window.tester.bar.isVisible)
    assert window.tester.bar.timeline.hasFocus()
    qtbot.waitUntil(lambda: len(window.recognition.worker.judged) > 3)
    assert window.recognition.worker.judged.is_one_pass(2)


def test_the_demo_opens_without_and_t_turns_it_on_and_off(make, qtbot):
    window = make("demo")
    qtbot.waitUntil(lambda: state(window).position is not None)
    assert not window.tester.bar.isVisible()
    press(window, Qt.Key.Key_T, qtbot)
    qtbot.waitUntil(window.tester.bar.isVisible)
    qtbot.waitUntil(lambda: len(window.recognition.worker.judged) > 0)
    press(window, Qt.Key.Key_T, qtbot)
    qtbot.waitUntil(lambda: not window.tester.bar.isVisible())


def test_with_a_sensor_it_says_what_is_needed(open_window, qtbot):
    window = open_window(Socket().open)
    qtbot.waitUntil(lambda: window.recognition.worker.reader.latest is not None)
    press(window, Qt.Key.Key_T, qtbot)
    assert "Ctrl+O" in told(window)
    assert not window.tester.bar.isVisible()


def test_the_bar_goes_with_the_picture(window, qtbot):
    window.show_page(window.people)
    qtbot.waitUntil(lambda: not window.tester.bar.isVisible())
    press(window, Qt.Key.Key_Space, qtbot)
    assert not state(window).is_playing
    window.show_page(window.face)
    qtbot.waitUntil(window.tester.bar.isVisible)
    assert state(window).is_on


def test_a_t_in_a_name_is_a_letter(window, qtbot):
    window.recognition.worker.seek(OWNER[0])
    window.recognition.worker.step(5)
    settled(window, qtbot, OWNER[5])
    qtbot.waitUntil(window.face.controls.enroll.isEnabled)
    window.face.controls.enroll.click()
    qtbot.waitUntil(window.face.controls.name.isVisible)
    qtbot.keyClicks(window.face.controls.name, "Tt. ,")
    assert window.face.controls.name.text() == "Tt. ,"
    assert window.tester.bar.isVisible()
    assert state(window).position == OWNER[5]


def test_space_plays_and_pauses(window, qtbot):
    press(window, Qt.Key.Key_Space, qtbot)
    qtbot.waitUntil(lambda: state(window).position > 2)
    assert window.tester.bar.play.accessibleName() == "Pause"
    press(window, Qt.Key.Key_Space, qtbot)
    position = state(window).position
    qtbot.wait(150)
    assert state(window).position == position
    qtbot.waitUntil(lambda: window.tester.bar.play.accessibleName() == "Play")
    assert index_of(window.recognition.worker.reader.latest.frame) == position


@pytest.mark.parametrize(
    ("keys", "position"),
    [
        ([Qt.Key.Key_Right] * 3, 3),
        ([Qt.Key.Key_Period] * 3 + [Qt.Key.Key_Comma], 2),
        ([Qt.Key.Key_End, Qt.Key.Key_Left], COUNT - 2),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
        ([Qt.Key.Key_PageUp], 30),
        ([Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown], 9),
    ],
)
def test_keys_step_and_jump_exactly(window, qtbot, keys, position):
    for key in keys:
        before = state(window).position
        press(window, key, qtbot)
        qtbot.waitUntil(lambda before=before: state(window).position != before)
        shown = str(state(window).position)
        qtbot.waitUntil(lambda shown=shown: window.tester.bar.place.text().startswith(shown))
    settled(window, qtbot, position)
    qtbot.waitUntil(lambda: window.tester.bar.timeline.value() == position)
    qtbot.waitUntil(lambda: window.tester.bar.place.text().startswith(f"{position} of 39"))


def test_buttons_step_and_loop(window, qtbot):
    bar = window.tester.bar
    bar.forward.click()
    bar.forward.click()
    settled(window, qtbot, 2)
    bar.back.click()
    settled(window, qtbot, 1)
    bar.loop.click()
    assert state(window).loop
    bar.loop.click()
    assert not state(window).loop


def test_the_speeds_can_be_chosen(window, qtbot):
    speed = window.tester.bar.speed
    texts = [speed.itemText(index) for index in range(speed.count())]
    assert [text.rstrip("\N{MULTIPLICATION SIGN}") for text in texts] == [
        "0.25", "0.5", "1", "2", "4", "Fastest",
    ]  # fmt: skip
    for index, wanted in ((0, 0.25), (4, 4.0), (5, None)):
        speed.setCurrentIndex(index)
        speed.activated.emit(index)
        assert state(window).speed == wanted
    window.tester.bar.play.click()
    qtbot.waitUntil(lambda: window.recognition.worker.judged.is_one_pass(COUNT - 1), timeout=3000)


def test_a_click_on_the_time_line_jumps_there(window, qtbot):
    line = window.tester.bar.timeline
    for index in (37, 12, 0):
        place = QPoint(round(line.x_of(index)), CAPTION_PX + 4)
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
        settled(window, qtbot, index)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(round(line.x_of(5)), 20))
    qtbot.mouseMove(line, QPoint(round(line.x_of(22)), 20))
    assert line.index_at(line.x_of(22)) == 22
    assert line.index_at(-50) == 0
    assert line.index_at(10_000) == COUNT - 1


def test_every_verdict_has_its_mark(window, qtbot):
    all_judged(window, qtbot)
    line = window.tester.bar.timeline
    qtbot.wait(50)
    picture = line.grab().toImage()
    ratio = picture.width() / line.width()

    def color_at(index: int, height: float) -> str:
        y = CAPTION_PX + MARKS_PX * (1.0 - height)
        return QColor(picture.pixel(int(line.x_of(index) * ratio), int(y * ratio))).name()

    colors = theme.colors()
    assert color_at(OWNER[3], 0.9) == colors.green
    assert color_at(STRANGER[3], 0.5) == colors.amber
    assert color_at(STRANGER[3], 0.9) == colors.surface_raised
    assert color_at(3, 0.1) == colors.tick_idle
    assert color_at(3, 0.5) == colors.surface_raised


def test_a_tool_tip_tells_frame_time_verdict_and_distance(window, qtbot):
    words = window.tester.bar.timeline.words_of
    assert words(30).endswith("Not judged yet")
    all_judged(window, qtbot)
    place, found = "Frame 12, 0.40 s\nthe owner looks at the camera", "Match\nDistance 0.21"
    assert words(12) == f"{place}\n{found}, at most 0.50"
    assert "Refused: This is not Ada\nDistance 0.90" in words(30)
    assert "No face to judge: Look at the camera" in words(2)


def test_what_is_shown_is_what_is_exported(window, qtbot, tmp_path):
    all_judged(window, qtbot)
    window.tester.save(tmp_path / "run.json")
    frames = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["frames"]
    for index in (OWNER[4], STRANGER[2]):
        window.recognition.worker.seek(index)
        settled(window, qtbot, index)
        shown = f"{frames[index]['distance']:.2f}"
        qtbot.waitUntil(lambda shown=shown: window.face.panel.readout.distance.text() == shown)
        qtbot.wait(900)  # paused, it stays
        assert window.face.panel.readout.distance.text() == shown


def test_numbers_of_another_frame_do_not_linger(window, qtbot):
    window.recognition.worker.seek(OWNER[-1])
    settled(window, qtbot, OWNER[-1])
    distance = window.face.panel.readout.distance
    qtbot.waitUntil(lambda: distance.text() == "0.22")
    window.tester.bar.forward.click()
    start_s = time.monotonic()
    settled(window, qtbot, OWNER[-1] + 1)
    qtbot.waitUntil(lambda: distance.text() != "0.22")
    assert time.monotonic() - start_s < 0.5


def test_a_recording_opens_also_after_a_broken_one(make, qtbot, other, tmp_path):
    window = make(f"recording:{tmp_path / 'nothing'}")
    qtbot.waitUntil(lambda: window.face.headline.text() == "Face ID has stopped")
    assert drop(window, other)
    qtbot.waitUntil(lambda: state(window).frame_count == 6)
    qtbot.waitUntil(lambda: window.recognition.worker.judged.is_one_pass(5))


def choose(qtbot, window: MainWindow, path: Path, name_filter: str | None = None) -> None:
    """Choose a path in the dialog that is open."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    dialog = window.findChildren(QFileDialog)[-1]
    if name_filter is not None:
        dialog.selectNameFilter(name_filter)
        dialog.filterSelected.emit(name_filter)
    dialog.findChild(QLineEdit).setText(str(path))
    dialog.accept()


def test_the_run_is_saved_as_a_table(window, qtbot, tmp_path):
    all_judged(window, qtbot)
    qtbot.mouseClick(window.tester.bar.export, Qt.MouseButton.LeftButton)
    choose(qtbot, window, tmp_path / "run.csv")
    qtbot.waitUntil(lambda: "40 of 40 frames saved" in told(window))
    rows = list(csv.DictReader((tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()))
    assert [int(row["frame"]) for row in rows] == list(range(COUNT))
    assert sum(row["verdict"] == "match" for row in rows) == len(OWNER)


def test_ctrl_s_saves_json(window, qtbot, tmp_path):
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    choose(qtbot, window, tmp_path / "run", "JSON (*.json)")
    qtbot.waitUntil(lambda: "frames saved" in told(window))
    saved = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert len(saved["frames"]) == len(window.recognition.worker.judged)


def test_a_file_that_cannot_be_written_is_told(window, tmp_path):
    window.tester.save(tmp_path / "nowhere" / "run.csv")
    assert "cannot be written: No such file or directory" in told(window)


def drop(window: MainWindow, path: Path) -> bool:
    """Drag something onto the window; returns whether it would take it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


@pytest.mark.parametrize("part", [".", "chapters.json", "rgb", "depth"])
def test_a_folder_dropped_or_what_is_in_it_is_opened(make, qtbot, other, part):
    window = make("demo")
    qtbot.waitUntil(lambda: state(window).frame_count == COUNT)
    path = other / part
    assert drop(window, next(path.iterdir()) if part == "depth" else path)
    qtbot.waitUntil(lambda: state(window).frame_count == 6)
    qtbot.waitUntil(window.tester.bar.isVisible)
    assert window.recognition.worker.reader.description == "recording b"
    assert not window.tester.notice.isVisible()
    qtbot.waitUntil(lambda: window.recognition.worker.judged.is_one_pass(5))


def test_what_is_no_recording_is_told_and_the_running_source_goes_on(window, qtbot, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "todo.txt").write_text("buy milk", encoding="utf-8")
    worker = window.recognition.worker
    assert drop(window, tmp_path / "notes")
    qtbot.waitUntil(lambda: "holds no recording of a known format" in told(window))
    assert window.recognition.worker is worker
    window.tester.bar.forward.click()
    settled(window, qtbot, 1)


def test_a_damaged_recording_is_told_and_the_running_source_goes_on(window, qtbot, tmp_path):
    damaged = write_gray(tmp_path / "damaged", {"owner": 3})
    next((damaged / "depth").iterdir()).write_bytes(b"not a picture")
    worker = window.recognition.worker
    window.tester.open(damaged)
    qtbot.waitUntil(lambda: "depth" in told(window) and "Looking" not in told(window))
    assert window.recognition.worker is worker


def test_text_dropped_is_not_taken(window):
    data = QMimeData()
    data.setText("hello")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_ctrl_o_opens_a_folder(window, qtbot, other):
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    choose(qtbot, window, other)
    qtbot.waitUntil(lambda: state(window).frame_count == 6)


def test_a_chosen_recording_is_not_remembered(window, qtbot, other):
    window.tester.open(other)
    qtbot.waitUntil(lambda: state(window).frame_count == 6)
    assert WindowSettings(window._settings.data_dir).source is None


def test_the_bar_survives_another_theme(window, qtbot):
    all_judged(window, qtbot)
    window._dress()
    qtbot.waitUntil(window.tester.bar.isVisible)
    qtbot.waitUntil(lambda: "40 judged" in window.tester.bar.place.text())


@pytest.mark.parametrize("wish", ["hurrying", "looking", "paused"])
def test_closing_meanwhile(make, qtbot, gray, wish, recognition):
    window = make()
    qtbot.waitUntil(window.tester.bar.isVisible)
    if wish == "hurrying":
        window.tester.bar.judge_all.click()
    elif wish == "looking":
        window.tester.open(gray)
    else:
        window.tester.bar.play.click()
    start_s = time.monotonic()
    window.close()
    assert time.monotonic() - start_s < 1.0
    qtbot.wait(100)  # what was looked through is not played any more
    assert not any(thread.isRunning() for thread in window.findChildren(QThread))


@pytest.mark.parametrize("size", [(800, 600), (1000, 760), (1600, 1000)])
def test_everything_has_its_room(window, qtbot, size):
    all_judged(window, qtbot)
    window.resize(*size)
    qtbot.wait(150)
    assert (window.width(), window.height()) == size
    bar = window.tester.bar
    for part in (bar.timeline, bar.play, bar.speed, bar.judge_all, bar.export, bar.open):
        corner = part.mapTo(window, part.rect().bottomRight())
        assert corner.x() < size[0]
        assert corner.y() < size[1]
        assert part.width() >= part.minimumSizeHint().width()
    page = window.face.mapTo(window, window.face.rect().bottomLeft()).y()
    assert page <= bar.mapTo(window, bar.rect().topLeft()).y()
    assert window.face.minimumSizeHint().height() <= window.face.height()


def test_every_part_has_a_name(window):
    bar = window.tester.bar
    for part in (bar.timeline, bar.back, bar.play, bar.forward, bar.loop, bar.speed):
        assert part.accessibleName()
    assert bar.timeline.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_recordings_beside_each_other(gray, other, tmp_path):
    (gray.parent / "notes").mkdir(exist_ok=True)
    assert recording_after(gray) == other
    assert recording_after(other) == gray
    alone = write_gray(tmp_path / "alone" / "one", {"owner": 1})
    assert recording_after(alone) is None
