"""The map's page on real templates: what is drawn, chosen, pointed at, and said."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from made_people import person, stored_face, write_evaluation
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog
from scripted_app import ENCODER_ID, LIMITS, MATCHER, gray_frame, judged, missed

from app.atlas import Atlas
from app.map_choices import Chart, Group, Trunk
from app.session import Session
from app.window import theme
from app.window.map_page import MapPage
from faceid_core.cohort import Cohort, LocalScale
from faceid_core.matching import Matcher
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.types import COLOR_EMBEDDING_SIZE, EMBEDDING_SIZE

FRAME = gray_frame(0)
ADA = person("Ada", 1, 6, ("", "", "", "", "Hat", "Hat"))
BOB = person("Bob", 2)


class Table:
    """The page with its session and atlas."""

    def __init__(self, qtbot, store, matcher=MATCHER):
        self.qtbot = qtbot
        self.session = Session(store)
        self.session.begin(Gallery(), ENCODER_ID, matcher)
        self.atlas = Atlas()
        self._now_s = 0.0
        self.page = self.make_page()

    def make_page(self) -> MapPage:
        page = MapPage(self.session, self.atlas)
        self.qtbot.addWidget(page)
        page.resize(800, 560)
        page.show()
        self.qtbot.waitExposed(page)
        return page

    def look(self) -> None:
        self._now_s += 0.05
        self.page.show_snapshot(self.session.snapshot, self._now_s)

    def until(self, is_so) -> None:
        def looked() -> bool:
            self.look()
            return is_so()

        self.qtbot.waitUntil(looked, timeout=30000)

    def see(self, template, index: int, **changes) -> None:
        """Let the camera see exactly a stored face."""
        seen = replace(
            judged(FRAME, template.name, **changes), embedding=stored_face(template, index)
        )
        self.session.step(seen, self._now_s)
        self.look()

    @property
    def is_drawn(self) -> bool:
        return self.page.scatter.view is not None


@pytest.fixture
def store(tmp_path) -> TemplateStore:
    made = TemplateStore(tmp_path / "templates")
    made.save(ADA)
    made.save(BOB)
    return made


@pytest.fixture
def table(qtbot, qapp, store):
    theme.apply_theme(qapp)
    made = Table(qtbot, store)
    yield made
    made.atlas.close()


def test_everybody_is_drawn_and_listed(table):
    table.until(lambda: table.is_drawn)
    assert table.page.legend.shown == ["Everybody", "Ada (6)", "Bob (6)"]
    assert "% of all differences" in table.page.words.text()
    assert "circle" not in table.page.words.text()  # nobody is there


def test_pointing_by_keys_says_person_appearance_and_pose(table, qtbot):
    table.until(lambda: table.is_drawn)
    scatter = table.page.scatter
    said = []
    for _ in range(7):
        qtbot.keyClick(scatter, Qt.Key.Key_PageDown)
        said.append(scatter.words)
    assert said[0] == "Ada\nAppearance: First\nYaw 0°, pitch \N{MINUS SIGN}5°"
    assert said[4] == "Ada\nAppearance: Hat\nYaw +40°, pitch \N{MINUS SIGN}5°"
    assert said[6].startswith("Bob\n")


def test_the_live_face_lands_on_its_own_stored_point_within_the_threshold(table):
    table.until(lambda: table.is_drawn)
    table.see(BOB, 3)
    scatter = table.page.scatter
    layout = table.atlas.layout()
    x, y = scatter.view.to_px(layout.points[[9]])[0]
    at = scatter.live.place(scatter.view)
    assert (at.x(), at.y()) == pytest.approx((x, y), abs=0.01)
    assert scatter.live.center == pytest.approx(tuple(layout.points[9]))
    assert scatter.live.reach == LIMITS.fused
    assert "too far from Bob" in table.page.words.text()
    table.session.step(missed(FRAME), 0.0)
    for _ in range(20):
        table.look()
    assert scatter.live.center is None
    assert "circle" not in table.page.words.text()


@pytest.mark.parametrize("trunk", list(Trunk))
def test_the_circle_is_as_wide_as_the_limit_in_the_locks_unit(qtbot, qapp, store, trunk):
    """On its edge the lock says just the limit, whatever a unit is."""
    theme.apply_theme(qapp)
    rng = np.random.default_rng(7)
    scales = (
        LocalScale(rng.normal(size=(30, size)), typical=0.5)
        for size in (EMBEDDING_SIZE, COLOR_EMBEDDING_SIZE)
    )
    made = Table(qtbot, store, Matcher(LIMITS, Cohort(*scales)))
    made.page.trunks.buttons[trunk].click()
    made.look()
    made.until(lambda: made.is_drawn)
    made.see(BOB, 2)
    limit = (LIMITS.fused, LIMITS.color, LIMITS.depth)[trunk]
    cohort = made.session.matcher.cohort
    scale = (cohort.fused, cohort.color, None)[trunk]
    rows = (BOB.vectors, BOB.color_vectors, BOB.depth_vectors)[trunk]
    units = np.ones(len(rows)) if scale is None else scale.of(rows)
    assert (abs(units - 1.0) > 0.1).all() == (scale is not None)
    reach = made.page.scatter.live.reach
    assert reach / np.sqrt(units[2] * units.mean()) == pytest.approx(limit)
    made.atlas.close()


@pytest.mark.parametrize("trunk", list(Trunk))
def test_vectors_are_chosen_by_a_click(table, trunk):
    table.until(lambda: table.is_drawn)
    table.page.trunks.buttons[trunk].click()
    table.look()
    table.until(lambda: table.is_drawn)
    expected = (ADA.vectors, ADA.color_vectors, ADA.depth_vectors)[trunk]
    np.testing.assert_array_equal(table.atlas.layout().rows[:6], expected)
    table.see(BOB, 0)
    assert table.page.scatter.live.reach == (LIMITS.fused, LIMITS.color, LIMITS.depth)[trunk]


def test_tsne_shows_no_live_face_and_says_why(table):
    pytest.importorskip("sklearn")
    table.until(lambda: table.is_drawn)
    table.page.charts.buttons[Chart.TSNE].click()
    table.look()
    assert "Laying out" in table.page.scatter.message
    table.until(lambda: table.is_drawn)
    table.see(ADA, 0)
    assert not len(table.page.scatter.live.trail)
    assert "cannot place a new face" in table.page.words.text()


def test_without_scikit_learn_tsne_says_what_to_install(table, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    table.until(lambda: table.is_drawn)
    table.page.charts.buttons[Chart.TSNE].click()
    table.look()
    assert ".[evaluate]" in table.page.scatter.message
    assert table.page.legend.shown == []
    table.page.charts.buttons[Chart.PCA].click()
    table.look()
    assert table.is_drawn


def test_distances_are_counted_with_threshold_means_and_the_live_one(table):
    table.page.charts.buttons[Chart.DISTANCES].click()
    table.until(lambda: bool(table.page.figures.shown))
    apart = np.linalg.norm(ADA.vectors[:, None] - BOB.vectors[None], axis=2)
    rows = table.page.figures
    same = [np.linalg.norm(t.vectors[:, None] - t.vectors[None], axis=2) for t in (ADA, BOB)]
    mean_same = np.mean([apart_from[np.triu_indices(6, 1)] for apart_from in same])
    assert rows.shown == {
        "Same person, pairs": "30",
        "Same person, mean": f"{mean_same:.2f}",
        "Different, pairs": "36",
        "Different, mean": f"{apart.mean():.2f}",
        "Threshold": f"{LIMITS.fused:.2f}",
        "Live distance": "\N{EN DASH}",
    }
    assert sum(box.height() > 0 for box in table.page.bars.bar_boxes(is_same=True)) > 0
    table.see(ADA, 0, distance=0.31)
    assert rows.shown["Live distance"] == "0.31"
    assert table.page.bars._live == 0.31
    assert "All pairs of stored faces" in table.page.words.text()


def test_an_evaluation_is_added_looked_at_and_removed(table, tmp_path, monkeypatch):
    folder = write_evaluation(tmp_path / "set")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    table.until(lambda: table.is_drawn)
    page = table.page
    assert not page.groups.buttons[Group.EVALUATION].isEnabled()
    page.evaluation.add.click()
    table.until(lambda: len(page.legend.shown) == 6)
    assert page.legend.shown[3:] == ["person0 (4)", "person1 (5)", "person2 (4)"]
    assert page.evaluation.title.text() == "set: 13 faces"
    scatter = page.scatter
    words = [scatter._describe(index) for index in (12, 24)]
    assert words == ["person0\nSession 1", "person1\nAttack: mask"]
    page.charts.choose(Chart.DISTANCES)
    page.groups.buttons[Group.EVALUATION].click()
    table.until(lambda: page.figures.shown.get("Same person, pairs") == "12")
    assert page.figures.shown["Different, pairs"] == "48"
    page.evaluation.remove.click()
    table.until(lambda: page.figures.shown.get("Same person, pairs") == "30")
    assert page.evaluation.add.isVisible()
    assert not page.evaluation.remove.isVisible()


def test_a_wrong_folder_is_told_and_changes_nothing(table, tmp_path):
    table.until(lambda: table.is_drawn)
    table.page.evaluation.read(tmp_path)
    table.until(lambda: table.page.evaluation.problem.isVisible())
    assert "--embeddings" in table.page.evaluation.problem.text()
    assert table.page.legend.shown == ["Everybody", "Ada (6)", "Bob (6)"]
    assert table.page.evaluation.add.isEnabled()


def test_an_evaluation_of_another_encoder_is_told(table, tmp_path):
    table.page.evaluation.read(write_evaluation(tmp_path / "set", "another-1"))
    table.until(lambda: table.page.evaluation.problem.isVisible())
    assert "another-1" in table.page.evaluation.problem.text()
    assert ENCODER_ID in table.page.evaluation.problem.text()


def test_a_dialog_that_is_left_adds_nothing(table, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    table.page.evaluation.add.click()
    assert not table.atlas.is_reading


def test_one_person_is_picked_out_by_keys(table, qtbot):
    table.until(lambda: table.is_drawn)
    legend = table.page.legend
    for expected in (0, 1, 1):
        qtbot.keyClick(legend, Qt.Key.Key_Down)
        assert table.page.scatter._meant == expected
    qtbot.keyClick(legend, Qt.Key.Key_Home)
    assert table.page.scatter._meant is None


def test_who_is_removed_leaves_the_map(table, store):
    table.until(lambda: table.is_drawn)
    table.session.permit_change()
    table.session.remove("Bob")
    table.until(lambda: table.page.legend.shown == ["Everybody", "Ada (6)"])
    table.session.remove("Ada")
    table.until(lambda: "Nobody is enrolled" in table.page.scatter.message)
    table.page.charts.choose(Chart.DISTANCES)
    table.until(lambda: "Nobody is enrolled" in table.page.bars.message)


def test_a_new_theme_or_language_keeps_what_is_looked_at(table, tmp_path):
    table.page.evaluation.read(write_evaluation(tmp_path / "set"))
    table.until(lambda: table.atlas.evaluation is not None)
    table.page.charts.choose(Chart.DISTANCES)
    table.page.groups.choose(Group.EVALUATION)
    table.page.trunks.choose(Trunk.DEPTH)
    table.page = table.make_page()
    assert table.page.charts.index == Chart.DISTANCES
    assert table.page.groups.index == Group.EVALUATION
    assert table.page.trunks.index == Trunk.DEPTH
    assert table.page.evaluation.title.text() == "set: 13 faces"
    table.until(lambda: table.page.figures.shown.get("Same person, pairs") == "12")


def test_everything_has_a_name_for_a_screen_reader(table):
    page = table.page
    for widget in (page.scatter, page.bars, page.legend, page.charts, page.trunks, page.groups):
        assert widget.accessibleName()
    assert page.evaluation.add.accessibleDescription()
    assert page.charts.buttons[0].accessibleName() == "Chart: PCA"
    assert "Page Down" in page.scatter.accessibleDescription()
