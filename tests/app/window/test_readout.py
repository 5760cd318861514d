"""The panel of readouts, on snapshots and a clock of the test's own."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel
from scripted_app import gray_frame, judged, missed

from app.session import Phase, Snapshot
from app.window.gauge import THRESHOLD_AT
from app.window.measured import NOTHING
from app.window.panel import LEAST_WIDTH_PX, Panel
from app.window.readout import JUDGED_FOR_S
from app.window.theme import Ink, Tone
from faceid_core.types import Cue, Liveness, Observation

CUES = 11
PANEL_AT_LEAST_PX = 534  # high, in a window of 800 x 600


@pytest.fixture
def panel(qtbot) -> Panel:
    shown = Panel()
    qtbot.addWidget(shown)
    shown.resize(LEAST_WIDTH_PX, PANEL_AT_LEAST_PX)
    shown.show()
    return shown


def show(panel: Panel, seen: Observation | None, now_s: float, phase=Phase.WATCHING) -> None:
    panel.show_snapshot(Snapshot(phase=phase, observation=seen), now_s, frames_per_second=29.7)


def test_before_the_first_frame(panel) -> None:
    readout = panel.readout
    assert readout.verdict.text() == "Nothing is measured."
    assert readout.distance.text() == NOTHING
    assert readout.gauge.filled == 0.0
    assert readout.details.text() == "No frames"
    assert set(readout.rows.shown.values()) == {NOTHING}


def test_a_match(panel) -> None:
    show(panel, judged(gray_frame(0), distance=0.25), 1.0)
    readout = panel.readout
    assert readout.verdict.text() == "This is Ada: every limit is kept."
    assert (readout.distance.text(), readout.distance.property("ink")) == ("0.25", Ink.GOOD.value)
    assert readout.limit.text() == "Distance, max 0.50"
    assert (readout.gauge.filled, readout.gauge.tone) == (THRESHOLD_AT / 2.0, Tone.GOOD)
    assert readout.details.text() == "30 frames/s, 7 ms each"
    assert readout.rows.shown == {
        "Color distance": "0.30 ≤ 0.80",
        "Shape distance": "0.35 ≤ 0.90",
        "Relief": "6.0 mm ≥ 4.0",
        "Range": "812 mm",
        "Yaw, pitch, roll": "0°  0°  0°",
    }


@pytest.mark.parametrize(
    ("seen", "bad"),
    [
        ({"distance": 0.95}, {"Color distance", "Shape distance"}),
        ({"distance": 0.2, "relief_mm": 0.5}, {"Relief"}),
    ],
)
def test_a_refusal_is_amber_and_so_is_what_failed(panel, seen, bad) -> None:
    show(panel, judged(gray_frame(0), **seen), 1.0)
    readout = panel.readout
    assert readout.distance.property("ink") == Ink.BAD.value
    assert readout.gauge.tone is Tone.REFUSED
    inks = {
        name.text(): value.property("ink")
        for name, value, _ in readout.rows._labels
        if name.isVisible()
    }
    assert {name for name, ink in inks.items() if ink == Ink.BAD.value} == bad


def test_the_last_face_stays_for_a_moment_and_its_lines_for_good(panel) -> None:
    seen = judged(gray_frame(0), distance=0.25)
    show(panel, seen, 1.0)
    show(panel, missed(gray_frame(1)), 1.0 + 0.9 * JUDGED_FOR_S)
    assert panel.readout.distance.text() == "0.25"
    show(panel, missed(gray_frame(2)), 1.0 + 1.2 * JUDGED_FOR_S)
    assert panel.readout.distance.text() == NOTHING
    assert panel.readout.verdict.text() == "Look at the camera"
    assert panel.readout.rows.shown["Relief"] == NOTHING


def test_the_sentence_does_not_flicker(panel) -> None:
    """Every frame another verdict, 10 times a second: each sentence stays to be read."""
    said = []
    for tenth in range(40):
        frame = gray_frame(0)
        seen = judged(frame, distance=0.9) if tenth % 2 else judged(frame)
        show(panel, seen, 1.0 + tenth / 10.0 * 1.3)
        said.append(panel.readout.verdict.text())
    changes = [index for index in range(1, 40) if said[index] != said[index - 1]]
    assert len(changes) > 2
    assert min(b - a for a, b in itertools.pairwise(changes)) >= 5


def test_a_recording_gone_through_frame_by_frame_is_shown_as_it_is(panel) -> None:
    for now_s, seen, said in (
        (1.0, judged(gray_frame(0), distance=0.25), "This is Ada: every limit is kept."),
        (1.2, missed(gray_frame(1)), "Look at the camera"),
        (1.4, judged(gray_frame(2), distance=0.25), "This is Ada: every limit is kept."),
    ):
        panel.show_snapshot(
            Snapshot(phase=Phase.WATCHING, observation=seen),
            now_s,
            frames_per_second=0.0,
            is_exact=True,
        )
        assert panel.readout.verdict.text() == said
        assert (panel.readout.distance.text() == NOTHING) == (seen.comparison is None)


def test_numbers_change_at_most_ten_times_a_second(panel) -> None:
    show(panel, judged(gray_frame(0), distance=0.25), 1.0)
    show(panel, judged(gray_frame(1), distance=0.35), 1.09)
    assert panel.readout.distance.text() == "0.25"
    assert len(panel.readout.recent.judged) == 2  # the plot leaves no frame out
    show(panel, judged(gray_frame(2), distance=0.45), 1.13)
    assert panel.readout.distance.text() == "0.45"


def test_when_frames_end_nothing_looks_measured(panel) -> None:
    show(panel, judged(gray_frame(0)), 1.0)
    show(panel, None, 1.3, Phase.STOPPED)
    assert panel.readout.distance.text() == NOTHING
    assert panel.readout.details.text() == "No frames"
    assert panel.readout.recent.newest_s == 1.0  # and the plot stands still


def test_the_stages_unfold_in_place_of_the_rows_where_there_is_little_room(panel, qtbot) -> None:
    readout = panel.readout
    panel.resize(panel.width(), panel.height() - 20)
    show(panel, judged(gray_frame(0)), 1.0)
    assert (readout.rows.isVisible(), readout.stages.isVisible()) == (True, False)
    qtbot.keyClick(readout.details, Qt.Key.Key_Return)
    assert (readout.rows.isVisible(), readout.stages.isVisible()) == (False, True)
    assert readout.stages.shown["Find the face"] == "3.0 ms"
    assert readout.stages.shown["Compare"] == NOTHING
    assert readout.details.accessibleDescription() == "unfolded"
    qtbot.keyClick(readout.details, Qt.Key.Key_Space)
    assert (readout.rows.isVisible(), readout.stages.isVisible()) == (True, False)


def test_a_large_panel_shows_everything_by_itself(panel) -> None:
    readout = panel.readout
    show(panel, judged(gray_frame(0)), 1.0)
    least_px = panel.lock_view.padlock.height()
    panel.resize(400, 900)
    assert (readout.rows.isVisible(), readout.stages.isVisible()) == (True, True)
    assert panel.lock_view.padlock.height() > least_px


@pytest.mark.parametrize("height_px", [PANEL_AT_LEAST_PX, 700, 960])
@pytest.mark.parametrize("is_wanted", [False, True])
def test_nothing_is_cut_off(panel, qtbot, height_px, is_wanted) -> None:
    panel.resize(LEAST_WIDTH_PX, height_px)
    readout = panel.readout
    wide = measured_whole(judged(gray_frame(0), "Bartholomew Featherstonehaugh", distance=0.2))
    show(panel, wide, 1.0)
    if readout.details.is_open != is_wanted:
        readout.details.click()
    qtbot.wait(50)  # layouts follow in the event loop
    show(panel, wide, 2.0)
    qtbot.wait(50)
    for shown in panel.findChildren(QLabel):
        if shown.isVisible() and shown.text():
            assert shown.heightForWidth(shown.width()) <= shown.height() + 1, shown.text()
            if not shown.wordWrap():
                assert shown.sizeHint().width() <= shown.width() + 1, shown.text()
            bottom = shown.mapTo(panel, shown.rect().bottomLeft()).y()
            assert bottom <= panel.height(), shown.text()
    assert readout.plot.height() >= readout.plot.minimumHeight()


def test_cues_without_room_give_way_to_those_nearest_to_their_limits(panel, qtbot) -> None:
    seen = measured_whole(judged(gray_frame(0)))
    assert seen.liveness is not None
    cues = seen.liveness.cues
    refusing = replace(seen, liveness=Liveness((*cues[:-1], replace(cues[-1], value=3.0))))
    for height_px, are_all in ((PANEL_AT_LEAST_PX, False), (800, True)):
        panel.resize(LEAST_WIDTH_PX, height_px)
        qtbot.wait(50)
        show(panel, refusing, float(height_px))
        shown = panel.readout.rows.shown
        assert (len(shown) == 4 + CUES) is are_all
        assert f"Cue {CUES}" in shown
        assert "Yaw, pitch, roll" in shown


def measured_whole(seen: Observation) -> Observation:
    """The same with as many cues as there are, each farther from its limit than the next."""
    cues = tuple(
        Cue(f"cue_{number}", 40.0 - number, 4.0, "mm", "Not a face")
        for number in range(1, CUES + 1)
    )
    return replace(seen, liveness=Liveness(cues))


def test_notices_about_templates(panel) -> None:
    panel.show_snapshot(Snapshot(notices=("Ada's file is damaged.",)), 1.0, frames_per_second=0.0)
    assert panel.notice.isVisible()
    assert panel.notice.text() == "Ada's file is damaged."
    show(panel, None, 2.0)
    assert not panel.notice.isVisible()
