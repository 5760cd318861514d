"""Canonical depth maps of rendered heads at scale: what a depth trunk is trained on.

Only shape, no color: rays meet the bare head (skin, eye sockets, eyeballs), a sensor
model adds its faults, and the maps are made by the very code that makes them from a
sensor's frames, from a pose that is as wrong as the landmark model's is.

A folder holds shards `maps-NNNNNN.npz`, named by the seed of their first person. Equal
seeds give equal maps; a shard that is there is not made again, so an interrupted run goes on
where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS, Frame, Intrinsics

from ..bad_file import BAD_NPZ
from ..canonical import CanonicalMapper
from ..face_geometry import FaceGeometry
from ..face_mesh import LEFT_EYE_OUTER, RIGHT_EYE_OUTER
from ..face_sets import HOLE, packed, write_whole
from ..geometry import rotation_about
from ..types import DEPTH_MAP_PX, Face, Pose
from .face_model import (
    EYE_QUADS,
    SKIN_QUADS,
    SOCKET_QUADS,
    FaceModel,
    triangles_of,
)
from .person import Person
from .sensor import DepthSensor
from .sitter import axes_of

VIEWS: Final = 8  # a person
EXPRESSIONS: Final = 4  # a person; the first is neutral, the second an open mouth
SHARD_PEOPLE: Final = 50

#: Half the side of the square that is rendered around the eyes' middle.
_REGION_MM: Final = 130.0
_MAX_YAW_DEG: Final = 38.0
_MAX_PITCH_DEG: Final = 28.0
_ROLL_DEG: Final = 8.0
_DISTANCE_MM: Final = (500.0, 1200.0)
_ASIDE_MM: Final = (90.0, 70.0)
#: Errors of the located pose, standard deviations (`docs/measurements.md`: 1 degree and a
#: few millimeters on rendered frames; expressions and beards add to that).
_POSE_ERROR_DEG: Final = 1.5
_PLACE_ERROR_MM: Final = 3.0
_TIME_OF_FLIGHT_FX_PX: Final = 365.0
_STRUCTURED_LIGHT_SHARE: Final = 0.6
#: Only this much of the head, from the nose backward, is rendered.
_FRONT_MM: Final = 150.0
#: People differ more than the model's light-stage sitters: its coefficients times this.
_IDENTITY_SPREAD: Final = (1.0, 1.4)


@dataclass(frozen=True)
class TimeOfFlightSensor:
    """A sensor that measures distance by phase: no steps, pixels that fly off at edges.

    Attributes:
        noise_mm: Standard deviation of a pixel.
        flying_slope: Depth difference of neighbors, as a part of the depth, from
            which a pixel mixes what is in front with what is behind.
    """

    noise_mm: float = 1.2
    flying_slope: float = 0.02

    def measure(
        self, clean_mm: NDArray[np.float32], rng: np.random.Generator
    ) -> NDArray[np.uint16]:
        """Return what the sensor reports, as `DepthSensor.measure` does."""
        known = clean_mm > 0
        grain = cv2.GaussianBlur(rng.standard_normal(clean_mm.shape), (0, 0), 0.7)
        noise = np.asarray(grain) * (self.noise_mm / max(float(grain.std()), 1e-6))
        filled = np.where(known, clean_mm, clean_mm.max())
        far = cv2.dilate(filled, np.ones((3, 3), np.uint8))
        near = cv2.erode(filled, np.ones((3, 3), np.uint8))
        flies = (far - near) > self.flying_slope * near
        mixed = near + (far - near) * rng.random(clean_mm.shape)
        measured = np.where(flies, mixed, clean_mm) + noise
        return np.where(known, np.rint(measured.clip(0, 65535)), 0).astype(np.uint16)


class DepthMapRenderer:
    """Renders canonical maps of people drawn from seeds."""

    def __init__(self, face_model: FaceModel, geometry: FaceGeometry) -> None:
        self._face_model = face_model
        self._mapper = CanonicalMapper(geometry)
        quads = [face_model.quads[part] for part in (SKIN_QUADS, SOCKET_QUADS, EYE_QUADS)]
        triangles = triangles_of(np.concatenate(quads))
        z_mm = face_model.neutral_mm[:, 2]
        in_front = z_mm[triangles].max(axis=1) < z_mm.min() + _FRONT_MM
        self._triangles = np.ascontiguousarray(triangles[in_front])
        eyes = geometry.landmarks_mm[[LEFT_EYE_OUTER, RIGHT_EYE_OUTER]].mean(axis=0)
        self._eyes_to_origin_mm = -eyes * [0.0, 1.0, 1.0]

    def maps_of(self, seed: int, views: int = VIEWS) -> NDArray[np.int16]:
        """Return maps of one person, shape (views, 96, 96); a view without a map is all holes."""
        rng = np.random.default_rng([seed, 0xDE97])
        spread = rng.uniform(*_IDENTITY_SPREAD)
        neutral = self._face_model.neutral_of(np.array(Person.random(seed).identity) * spread)
        maps = np.full((views, DEPTH_MAP_PX, DEPTH_MAP_PX), HOLE, np.int16)
        for expression in range(EXPRESSIONS):
            vertices = neutral
            if expression > 0:
                vertices = neutral + self._expression(rng, opens_mouth=expression == 1)
            scene = rtcore_scene.EmbreeScene()
            head = TriangleMesh(scene, vertices.astype(np.float32), self._triangles)
            for view in range(expression, views, EXPRESSIONS):
                seen = self._view(scene, rng)
                if seen is not None:
                    maps[view] = packed(seen)
            del head
        return maps

    def _expression(self, rng: np.random.Generator, *, opens_mouth: bool) -> NDArray[np.float32]:
        names = self._face_model.expression_names
        chosen = rng.random(len(names)) < 0.12
        strengths = rng.uniform(0.0, 0.8, len(names))
        weights = {name: strengths[i] for i, name in enumerate(names) if chosen[i]}
        if opens_mouth:
            weights["jawOpen"] = rng.uniform(0.3, 1.0)
        return self._face_model.displacement_of(weights)

    def _view(
        self, scene: rtcore_scene.EmbreeScene, rng: np.random.Generator
    ) -> NDArray[np.float32] | None:
        """Render the head once, measure it, and map it."""
        pose = Pose(
            float(rng.uniform(-_MAX_YAW_DEG, _MAX_YAW_DEG)),
            float(rng.uniform(-_MAX_PITCH_DEG, _MAX_PITCH_DEG)),
            float(rng.normal(0.0, _ROLL_DEG)),
        )
        aside = rng.uniform(-1.0, 1.0, 2) * _ASIDE_MM
        place = (float(aside[0]), float(aside[1]), float(rng.uniform(*_DISTANCE_MM)))
        axes = axes_of(pose, place)
        is_structured_light = rng.random() < _STRUCTURED_LIGHT_SHARE
        camera = KINECT_INTRINSICS
        if not is_structured_light:
            camera = replace(camera, fx_px=_TIME_OF_FLIGHT_FX_PX, fy_px=_TIME_OF_FLIGHT_FX_PX)
        region = _region(place, camera)
        clean_mm = _depth(scene, axes, np.array(place), camera, region)
        if is_structured_light:
            sensor = DepthSensor(
                noise_px=float(rng.uniform(0.01, 0.06)),
                noise_size_px=float(rng.uniform(0.6, 1.6)),
                grazing_limit=float(rng.uniform(0.006, 0.02)),
            )
            measured = sensor.measure(clean_mm, rng)
        else:
            measured = TimeOfFlightSensor(float(rng.uniform(0.3, 2.0))).measure(clean_mm, rng)
        depth_mm = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.uint16)
        depth_mm[region] = measured
        rgb = np.zeros((FRAME_HEIGHT, FRAME_WIDTH, 3), np.uint8)
        origin = np.array(place) + axes @ self._eyes_to_origin_mm
        error = np.radians(rng.normal(0.0, _POSE_ERROR_DEG, 3))
        face = Face(
            box_px=(0.0, 0.0, 0.0, 0.0),
            landmarks_px=np.zeros((0, 2), np.float32),
            axes=rotation_about(error) @ axes,
            origin_mm=origin + rng.normal(0.0, _PLACE_ERROR_MM, 3),
            pose=pose,
            distance_mm=float(origin[2]),
            brightness=0.0,
            sharpness=0.0,
        )
        return self._mapper.map(Frame(rgb, depth_mm, 0.0, camera), face)


def write_depth_maps(
    directory: Path, renderer: DepthMapRenderer, *, first_seed: int, people: int
) -> Iterator[int]:
    """Write shards of `SHARD_PEOPLE` people; yields how many people are done.

    Args:
        directory: Made if it is missing. Whole shards in it are kept.
        renderer: Makes the maps.
        first_seed: Seed of the first person; people of other seeds are other people.
        people: How many.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for start in range(first_seed, first_seed + people, SHARD_PEOPLE):
        end = min(start + SHARD_PEOPLE, first_seed + people)
        path = shard_path(directory, start)
        seeds = np.arange(start, end)
        if not _is_whole(path, seeds):
            maps = np.stack([renderer.maps_of(int(seed)) for seed in seeds])
            write_whole(path, {"seeds": seeds, "maps": maps})
        yield end - first_seed


def read_depth_maps(directory: Path) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    """Read all shards of a folder.

    Returns:
        Seeds, shape (p,), and maps, shape (p, views, 96, 96), packed.

    Raises:
        FileNotFoundError: If there is no shard.
    """
    shards = sorted(directory.glob("maps-*.npz"))
    if not shards:
        raise FileNotFoundError(f"There are no depth maps in {directory}.")
    seeds, maps = zip(*map(read_shard, shards), strict=True)
    return np.concatenate(seeds), np.concatenate(maps)


def shard_path(directory: Path, first_seed: int) -> Path:
    return directory / f"maps-{first_seed:06d}.npz"


def read_shard(path: Path) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    """Read one shard; answers as `read_depth_maps`."""
    with np.load(path, allow_pickle=False) as stored:
        return stored["seeds"], stored["maps"]


def _is_whole(path: Path, seeds: NDArray[np.int64]) -> bool:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return np.array_equal(stored["seeds"], seeds) and len(stored["maps"]) == len(seeds)
    except BAD_NPZ:
        return False


def _region(place: tuple[float, float, float], camera: Intrinsics) -> tuple[slice, slice]:
    """Return the rows and columns of the picture around a place."""
    x, y, z = place
    column, row = camera.fx_px * x / z + camera.cx_px, camera.fy_px * y / z + camera.cy_px
    half = camera.fx_px * _REGION_MM / z
    rows = slice(max(int(row - half), 0), min(int(row + half), FRAME_HEIGHT))
    return rows, slice(max(int(column - half), 0), min(int(column + half), FRAME_WIDTH))


def _depth(
    scene: rtcore_scene.EmbreeScene,
    axes: NDArray[np.float64],
    place_mm: NDArray[np.float64],
    camera: Intrinsics,
    region: tuple[slice, slice],
) -> NDArray[np.float32]:
    """Return true depth of a region; the scene stays at the head, the camera moves."""
    rows, columns = np.mgrid[region]
    directions = np.stack(
        [
            (columns - camera.cx_px) / camera.fx_px,
            (rows - camera.cy_px) / camera.fy_px,
            np.ones(rows.shape),
        ],
        axis=-1,
    ).reshape(-1, 3)
    local = (directions @ axes).astype(np.float32)
    origin = (-axes.T @ place_mm).astype(np.float32)
    met = scene.run(np.broadcast_to(origin, local.shape).copy(), local, query="DISTANCE")
    # A ray's direction has z = 1 in the camera's coordinates: its length is the depth.
    depth = np.where(np.isfinite(met) & (met > 0) & (met < 1e4), met, 0.0)
    return depth.reshape(rows.shape).astype(np.float32)
