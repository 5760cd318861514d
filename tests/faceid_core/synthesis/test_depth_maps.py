"""Depth maps for training: deterministic, resumable, and maps of the heads they are of."""

import numpy as np
import pytest

from faceid_core import face_sets
from faceid_core.face_geometry import FaceGeometry, map_coordinates_mm

depth_maps = pytest.importorskip("faceid_core.synthesis.depth_maps", reason="needs embreex")

_X, _Y = map_coordinates_mm()
INNER = (_X / 40.0) ** 2 + (_Y / 45.0) ** 2 < 1.0


@pytest.fixture(scope="module")
def renderer(face_model):
    return depth_maps.DepthMapRenderer(face_model, FaceGeometry.load())


def gap_mm(first, second):
    return float(np.nanmedian(np.abs(first - second)[INNER]))


def test_equal_seeds_give_equal_maps_and_others_give_others(renderer):
    first = renderer.maps_of(5, views=2)
    np.testing.assert_array_equal(first, renderer.maps_of(5, views=2))
    assert not np.array_equal(first, renderer.maps_of(6, views=2))


def test_maps_lie_on_the_mean_face_and_one_persons_are_alike(renderer):
    mean = FaceGeometry.load().height_mm
    people = [face_sets.unpacked(renderer.maps_of(seed, views=4)) for seed in (1, 2, 3)]
    for maps in people:
        assert all(gap_mm(view, mean) < 6.0 for view in maps)
    own = np.median([gap_mm(maps[0], maps[2]) for maps in people])
    other = np.median([gap_mm(people[i][0], people[j][0]) for i in range(3) for j in range(i)])
    assert own < other


def test_an_interrupted_run_goes_on_and_keeps_whole_shards(renderer, tmp_path, monkeypatch):
    monkeypatch.setattr(depth_maps, "SHARD_PEOPLE", 1)
    monkeypatch.setattr(depth_maps, "VIEWS", 1)
    run = depth_maps.write_depth_maps(tmp_path, renderer, first_seed=40, people=3)
    assert next(run) == 1
    run.close()
    (shard,) = tmp_path.glob("maps-*.npz")
    written = shard.stat().st_mtime_ns
    (tmp_path / "maps-000041.npz").write_bytes(b"PK\x03\x04 cut off")
    assert list(depth_maps.write_depth_maps(tmp_path, renderer, first_seed=40, people=3)) == [
        1,
        2,
        3,
    ]
    assert shard.stat().st_mtime_ns == written
    seeds, maps = depth_maps.read_depth_maps(tmp_path)
    assert list(seeds) == [40, 41, 42]
    np.testing.assert_array_equal(maps[1], renderer.maps_of(41))


def test_a_folder_without_maps_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no depth maps"):
        depth_maps.read_depth_maps(tmp_path)


def test_a_time_of_flight_sensor_has_noise_but_no_steps():
    clean = np.full((60, 60), 800.0, np.float32)
    sensor = depth_maps.TimeOfFlightSensor(noise_mm=2.0)
    measured = sensor.measure(clean, np.random.default_rng(0)).astype(float)
    assert measured.std() == pytest.approx(2.0, rel=0.15)
    assert len(np.unique(measured)) > 6


def test_a_time_of_flight_sensor_mixes_front_and_back_at_edges():
    clean = np.full((60, 60), 800.0, np.float32)
    clean[:, 30:] = 1200.0
    sensor = depth_maps.TimeOfFlightSensor(noise_mm=0.5)
    edge = sensor.measure(clean, np.random.default_rng(0))[:, 29:31].astype(float)
    assert ((edge > 830) & (edge < 1170)).mean() > 0.5
