"""What the map shows, without a window: layouts, distances, the live face, an evaluation."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_people import person, stored_face, write_evaluation
from scripted_app import ENCODER_ID, gray_frame, judged, missed

from app.atlas import LEAST_FOR_TSNE, PRESENT_S, TRAIL_S, Atlas
from app.layout import Layout
from app.map_choices import Chart, Group, Trouble, Trunk
from faceid_core.evaluation.distance_bars import DistanceBars
from faceid_core.types import Observation

ROOT = Path(__file__).parents[2]
ADA, BOB = person("Ada", 1), person("Bob", 2)


@pytest.fixture
def atlas():
    made = Atlas()
    yield made
    made.close()


def awaited(ask):
    """Ask until there is an answer."""
    end_s = time.monotonic() + 60.0
    while (answer := ask()) is None:
        assert time.monotonic() < end_s
        time.sleep(0.01)
    return answer


def add(atlas: Atlas, folder, encoder_id: str = ENCODER_ID) -> None:
    atlas.add_evaluation(folder)
    assert atlas.is_reading
    awaited(lambda: atlas.poll(encoder_id) or None)
    assert not atlas.is_reading


def live(template, index: int) -> Observation:
    """The live face, exactly as one stored face."""
    return replace(judged(gray_frame(0), template.name), embedding=stored_face(template, index))


def test_nobody_is_nothing_to_draw(atlas):
    assert atlas.layout() is Trouble.NOBODY
    assert atlas.distances() is Trouble.NOBODY


@pytest.mark.parametrize("trunk", list(Trunk))
def test_a_live_face_lands_where_its_own_stored_one_lies(atlas, trunk):
    atlas.show_templates([BOB, ADA])
    atlas.trunk = trunk
    layout = awaited(atlas.layout)
    assert layout.points.shape == (12, 2)
    assert layout.enrolled == 12
    for index in (0, 5):
        vector = trunk.of(live(BOB, index).embedding)
        np.testing.assert_allclose(
            layout.projection.points(vector[None])[0], layout.points[6 + index], atol=1e-12
        )
        assert layout.nearest_enrolled(vector) == 6 + index


def test_people_are_in_the_order_of_their_names(atlas):
    atlas.show_templates([BOB, ADA])
    layout = awaited(atlas.layout)
    assert layout.known.names == ("Ada", "Bob")
    np.testing.assert_array_equal(layout.rows[:6], ADA.vectors)


def test_it_is_laid_out_once_until_somebody_changes(atlas):
    atlas.show_templates([ADA])
    first = awaited(atlas.layout)
    atlas.show_templates([ADA])
    assert atlas.layout() is first
    atlas.show_templates([ADA, BOB])
    assert awaited(atlas.layout).known.names == ("Ada", "Bob")


def test_tsne_is_laid_out_beside_and_places_no_live_face(atlas):
    pytest.importorskip("sklearn")
    atlas.show_templates([ADA, BOB])
    atlas.chart = Chart.TSNE
    layout = awaited(atlas.layout)
    assert layout.projection is None
    assert layout.points.shape == (12, 2)
    assert atlas.layout() is layout  # not laid out anew each time it is looked at


def test_the_windows_process_carries_no_heavy_library():
    pytest.importorskip("sklearn")
    code = (
        "import sys, time\n"
        "import numpy as np\n"
        "from app.atlas import Atlas, Chart\n"
        "from faceid_core.templates import Template\n"
        "from faceid_core.types import Pose\n"
        "rows = [np.eye(8, size, dtype=np.float32) for size in (128, 128, 48)]\n"
        "poses = (Pose(0.0, 0.0, 0.0),) * 8\n"
        "atlas = Atlas()\n"
        "atlas.show_templates([Template('Ada', 'e', *rows, poses, False, '')])\n"
        "for chart in Chart:\n"
        "    atlas.chart = chart\n"
        "    ask = atlas.distances if chart is Chart.DISTANCES else atlas.layout\n"
        "    while ask() is None: time.sleep(0.01)\n"
        "    print(type(ask()).__name__)\n"
        "print([m for m in ('sklearn', 'scipy', 'matplotlib', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split("\n") == ["Layout", "Layout", "DistanceBars", "[]", ""]


def test_tsne_needs_some_faces(atlas):
    atlas.show_templates([person("Ada", 1, LEAST_FOR_TSNE - 1)])
    atlas.chart = Chart.TSNE
    assert awaited(atlas.layout) is Trouble.TOO_FEW


def test_without_scikit_learn_there_is_still_pca(atlas, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    atlas.show_templates([ADA, BOB])
    assert isinstance(awaited(atlas.layout), Layout)
    atlas.chart = Chart.TSNE
    assert atlas.layout() is Trouble.NO_SCIKIT_LEARN


def test_distances_are_all_pairs_of_stored_faces(atlas):
    atlas.show_templates([ADA, BOB])
    bars = awaited(atlas.distances)
    assert isinstance(bars, DistanceBars)
    assert (bars.mated_count, bars.non_mated_count) == (30, 36)  # 2 x 6 x 5 / 2, and 6 x 6
    apart = np.linalg.norm(ADA.vectors[:, None] - BOB.vectors[None], axis=2)
    assert bars.mean_non_mated == pytest.approx(apart.mean(), abs=1e-6)


def test_an_evaluation_joins_the_map_and_has_distances_of_its_own(atlas, tmp_path):
    atlas.show_templates([ADA])
    add(atlas, write_evaluation(tmp_path / "set"))
    layout = awaited(atlas.layout)
    assert layout.known.names == ("Ada", "person0", "person1", "person2")
    assert (layout.enrolled, len(layout.points), layout.total) == (6, 19, 19)
    atlas.group = Group.EVALUATION
    bars = awaited(atlas.distances)
    assert (bars.mated_count, bars.non_mated_count) == (12, 48)  # across sessions: 3 x 2 x 2
    atlas.remove_evaluation()
    assert awaited(atlas.layout).known.names == ("Ada",)
    assert atlas.group is Group.ENROLLED


def test_an_evaluation_alone_can_be_looked_at(atlas, tmp_path):
    add(atlas, write_evaluation(tmp_path / "set"))
    layout = awaited(atlas.layout)
    assert layout.enrolled == 0
    assert layout.nearest_enrolled(ADA.vectors[0]) is None


def test_an_evaluation_of_another_encoder_is_refused(atlas, tmp_path):
    add(atlas, write_evaluation(tmp_path / "set", "another-1"))
    assert atlas.evaluation is None
    assert atlas.foreign_encoder == "another-1"


def test_a_folder_waits_until_the_encoder_is_known(atlas, tmp_path):
    atlas.add_evaluation(write_evaluation(tmp_path / "set"))
    awaited(lambda: atlas._reading.is_done or None)
    assert not atlas.poll("")
    assert atlas.is_reading
    assert atlas.poll(ENCODER_ID)
    assert atlas.evaluation is not None


def test_a_folder_that_is_none_is_refused_with_a_sentence(atlas, tmp_path):
    add(atlas, tmp_path)
    assert atlas.evaluation is None
    assert "--embeddings" in atlas.refusal
    add(atlas, write_evaluation(tmp_path / "set"))
    assert atlas.refusal == ""


def test_the_trail_follows_the_live_face_and_fades(atlas):
    first, second = live(ADA, 0), live(ADA, 1)
    for seen, now_s in ((first, 0.0), (first, 0.1), (second, 0.2), (missed(gray_frame(0)), 0.3)):
        atlas.follow(seen, now_s)
    assert [seen.at_s for seen in atlas.trail] == [0.1, 0.2]
    assert atlas.live(0.3).embedding is second.embedding
    assert atlas.live(0.3).distance(Trunk.COLOR) == second.comparison.color_distance
    assert atlas.live(0.3 + PRESENT_S) is None
    atlas.follow(None, TRAIL_S + 0.15)
    assert [seen.at_s for seen in atlas.trail] == [0.2]


def test_a_face_that_stays_on_a_paused_picture_is_still_there(atlas):
    paused = live(ADA, 0)
    for step in range(100):
        atlas.follow(paused, 0.1 * step)
    assert len(atlas.trail) == 1
    assert atlas.live(10.0).embedding is paused.embedding


def test_closing_ends_what_is_at_work(atlas):
    pytest.importorskip("sklearn")
    atlas.show_templates([person(f"p{index}", index, 30) for index in range(12)])
    atlas.chart = Chart.TSNE
    flat = awaited(lambda: atlas._pca())
    assert isinstance(flat, Layout)
    assert atlas.layout() is None
    (job,) = (job for key, job in atlas._jobs.items() if key[0] is Chart.TSNE)
    atlas.close()
    end_s = time.monotonic() + 2.0
    while not job.is_done:
        assert time.monotonic() < end_s
        time.sleep(0.01)
