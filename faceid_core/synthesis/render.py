"""Render people, prints and a room to RGB-D frames of a Kinect v1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hardware.frame import FRAME_HEIGHT, FRAME_WIDTH, KINECT_INTRINSICS, Frame

from ..types import Pose
from .face_model import FaceModel
from .light import Light, irradiance
from .mesh import Hits, Mesh, Meshes
from .person import Person
from .prints import Print
from .room import room_meshes
from .sensor import ColorSensor, DepthSensor
from .sitter import Position, Sitter
from .skins import SkinLibrary
from .wardrobe import Wardrobe

_SAMPLES: Final = ((-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25))  # in a pixel
_EDGE_PX: Final = 3
_ROOMS_KEPT: Final = 4
_EXPOSURE: Final = 1.08
#: A print shows this much around the eyes' middle of the sitter, in millimeters.
_PRINT_LEFT_RIGHT_MM: Final = 105.0
_PRINT_UP_MM: Final = 130.0
_PRINT_DOWN_MM: Final = 150.0
_PRINT_BORDER_MM: Final = 8.0


@dataclass(frozen=True, eq=False)
class RenderedFrame:
    """A frame, and what is true of it.

    Attributes:
        frame: What the sensor reports.
        clean_depth_mm: float32, shape (480, 640), true depth at pixel centers.
        clean_rgb: uint8, shape (480, 640, 3), the picture without the camera's faults.
        hair: bool, shape (480, 640), where hair is seen.
        vertices_mm: For each person, the head's vertices, float32, shape (26719, 3),
            camera coordinates.
    """

    frame: Frame
    clean_depth_mm: NDArray[np.float32]
    clean_rgb: NDArray[np.uint8]
    hair: NDArray[np.bool_]
    vertices_mm: tuple[NDArray[np.float32], ...]


@dataclass(frozen=True, eq=False)
class _Layer:
    rgb: NDArray[np.float32]  # (480, 640, 3) linear, times cover
    cover: NDArray[np.float32]  # (480, 640)
    depth_mm: NDArray[np.float32]  # (480, 640), 0 where nothing
    mesh: NDArray[np.int32]  # (480, 640), -1 where nothing


class Studio:
    """Renders; remembers the room in the last lights, and the last people's looks."""

    def __init__(self, face_model: FaceModel, skins: SkinLibrary | None = None) -> None:
        self.face_model = face_model
        self._wardrobe = Wardrobe(face_model, skins)
        self._room = lru_cache(maxsize=_ROOMS_KEPT)(_render_room)

    def render(
        self,
        subjects: Sequence[Sitter | Print],
        *,
        light: Light = Light(),  # noqa: B008 (frozen)
        depth_sensor: DepthSensor = DepthSensor(),  # noqa: B008 (frozen)
        color_sensor: ColorSensor = ColorSensor(),  # noqa: B008 (frozen)
        timestamp_s: float = 0.0,
        seed: int = 0,
    ) -> RenderedFrame:
        """Render one frame.

        Args:
            subjects: Who and what is in front of the camera; nothing leaves the empty room.
            light: The light.
            depth_sensor, color_sensor: The sensor's faults.
            timestamp_s: Goes into the frame.
            seed: Of the noise; equal arguments give equal frames.
        """
        layer = self._room(light)
        hair = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.bool_)
        vertices = []
        meshes: list[Mesh] = []
        hair_meshes: list[int] = []
        for subject in subjects:
            if isinstance(subject, Sitter):
                dressed = self._wardrobe.meshes_of(subject)
                hair_meshes.append(len(meshes) + self._wardrobe.hair_index)
                meshes += dressed
                vertices.append(self._wardrobe.vertices_of(subject))
            else:
                meshes.append(subject.mesh())
        if meshes:
            front = _render_layer(meshes, light, seed)
            layer = _over(front, layer)
            hair = np.isin(front.mesh, hair_meshes)
        srgb = np.power(film(layer.rgb * _EXPOSURE), 1.0 / 2.2).astype(np.float32)
        rng = np.random.default_rng([seed, 0x5E45])
        gain = float(np.clip(1.0 / max(light.level, 0.05), 1.0, 2.5))
        frame = Frame(
            rgb=color_sensor.photograph(srgb, rng, gain),
            depth_mm=depth_sensor.measure(layer.depth_mm, rng, hair),
            timestamp_s=timestamp_s,
            intrinsics=KINECT_INTRINSICS,
        )
        return RenderedFrame(
            frame=frame,
            clean_depth_mm=layer.depth_mm,
            clean_rgb=np.round(srgb * 255.0).astype(np.uint8),
            hair=hair,
            vertices_mm=tuple(vertices),
        )

    def photo_of(self, person: Person, distance_mm: float = 600.0) -> Print:
        """Return a life-size frontal print of a person, at that distance.

        The picture is taken by this camera at the same distance, where a print of it
        looks just like the person.
        """
        sitter = Sitter(person, position_mm=(0.0, 0.0, distance_mm))
        picture = self.render([sitter]).clean_rgb
        focal = KINECT_INTRINSICS.fx_px
        px_per_mm = focal / distance_mm
        center_x, center_y = KINECT_INTRINSICS.cx_px, KINECT_INTRINSICS.cy_px
        left = round(center_x - _PRINT_LEFT_RIGHT_MM * px_per_mm)
        right = round(center_x + _PRINT_LEFT_RIGHT_MM * px_per_mm)
        top = round(center_y - _PRINT_UP_MM * px_per_mm)
        bottom = round(center_y + _PRINT_DOWN_MM * px_per_mm)
        top, bottom = max(top, 0), min(bottom, FRAME_HEIGHT)
        left, right = max(left, 0), min(right, FRAME_WIDTH)
        border = round(_PRINT_BORDER_MM * px_per_mm)
        cut = picture[top:bottom, left:right]
        paper = np.full((cut.shape[0] + 2 * border, cut.shape[1] + 2 * border, 3), 240, np.uint8)
        paper[border:-border, border:-border] = cut
        middle_y = (top + bottom) / 2.0 - center_y
        return Print(
            picture=paper,
            width_mm=paper.shape[1] / px_per_mm,
            height_mm=paper.shape[0] / px_per_mm,
            position_mm=(0.0, middle_y / px_per_mm, distance_mm),
        )


def render_frame(
    person: Person,
    face_model: FaceModel,
    *,
    pose: Pose = Pose(0.0, 0.0, 0.0),  # noqa: B008 (frozen)
    position_mm: Position = (0.0, 0.0, 750.0),
    expression: Mapping[str, float] | None = None,
    covers_mouth: bool = False,
    light: Light = Light(),  # noqa: B008 (frozen)
    skins: SkinLibrary | None = None,
    seed: int = 0,
) -> RenderedFrame:
    """Render one person in the room once; use a `Studio` for more than one frame."""
    sitter = Sitter(person, pose, position_mm, expression or {}, covers_mouth=covers_mouth)
    return Studio(face_model, skins).render([sitter], light=light, seed=seed)


def _render_room(light: Light) -> _Layer:
    return _render_layer(room_meshes(), light, seed=0)


def _render_layer(meshes: Sequence[Mesh], light: Light, seed: int) -> _Layer:
    scene = Meshes(meshes)
    blockers = Meshes([mesh for mesh in meshes if mesh.casts_shadow])
    left, top, right, bottom = _bounds(meshes)
    rows, columns = np.mgrid[top:bottom, left:right].astype(np.float32)
    shape = (bottom - top, right - left)
    area = (slice(top, bottom), slice(left, right))
    eye = np.zeros(3)
    rays = [camera_rays(columns + step_x, rows + step_y) for step_x, step_y in _SAMPLES]
    hits = [scene.first(eye, toward, seed=number) for number, toward in enumerate(rays)]
    light_on = [
        _light_on(mesh, index, hits, light, blockers) for index, mesh in enumerate(scene.meshes)
    ]
    rgb = np.zeros((FRAME_HEIGHT, FRAME_WIDTH, 3), np.float32)
    cover = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.float32)
    for seen, toward in zip(hits, rays, strict=True):
        met = seen.mesh >= 0
        shaded = shade(scene, seen, toward, light_on, light)
        rgb[area] += (shaded * met[:, None]).reshape(*shape, 3) / len(_SAMPLES)
        cover[area] += met.reshape(shape) / len(_SAMPLES)
    depth = np.zeros((FRAME_HEIGHT, FRAME_WIDTH), np.float32)
    mesh_at = np.full((FRAME_HEIGHT, FRAME_WIDTH), -1, np.int32)
    center = scene.first(eye, camera_rays(columns, rows), seed=len(_SAMPLES) + seed)
    depth[area] = np.where(center.mesh >= 0, center.distance, 0.0).reshape(shape)
    mesh_at[area] = center.mesh.reshape(shape)
    return _Layer(rgb, cover, depth, mesh_at)


def _light_on(
    mesh: Mesh, index: int, hits: Sequence[Hits], light: Light, blockers: Meshes
) -> NDArray[np.float32]:
    """Return the light on a mesh's vertices, shape (n, 3), zero where none is seen."""
    seen = np.zeros(len(mesh.vertices_mm), np.bool_)
    for met in hits:
        seen[mesh.triangles[met.triangle[met.mesh == index]]] = True
    lit = np.zeros((len(seen), 3), np.float32)
    lit[seen] = irradiance(light, mesh.vertices_mm[seen], mesh.normals[seen], blockers)
    return lit


def camera_rays(columns: NDArray[np.float32], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return directions whose length makes a hit's distance its depth."""
    camera = KINECT_INTRINSICS
    x = (columns - camera.cx_px) / camera.fx_px
    y = (rows - camera.cy_px) / camera.fy_px
    return np.stack([x, y, np.ones_like(x)], axis=-1).reshape(-1, 3).astype(np.float32)


def _bounds(meshes: Sequence[Mesh]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of the pixels that meshes may cover."""
    points = np.concatenate([mesh.vertices_mm for mesh in meshes])
    if float(points[:, 2].min()) < 10.0:
        return 0, 0, FRAME_WIDTH, FRAME_HEIGHT
    camera = KINECT_INTRINSICS
    columns = points[:, 0] / points[:, 2] * camera.fx_px + camera.cx_px
    rows = points[:, 1] / points[:, 2] * camera.fy_px + camera.cy_px
    left, right = np.clip([columns.min() - _EDGE_PX, columns.max() + _EDGE_PX], 0, FRAME_WIDTH)
    top, bottom = np.clip([rows.min() - _EDGE_PX, rows.max() + _EDGE_PX], 0, FRAME_HEIGHT)
    return int(left), int(top), int(np.ceil(right)), int(np.ceil(bottom))


def shade(
    scene: Meshes,
    hits: Hits,
    rays: NDArray[np.float32],
    light_on: Sequence[NDArray[np.float32]],
    light: Light,
) -> NDArray[np.float32]:
    """Return the light that comes from each hit, linear RGB."""
    shaded = np.zeros((len(rays), 3), np.float32)
    for index, mesh in enumerate(scene.meshes):
        of = np.flatnonzero(hits.mesh == index)
        if not len(of):
            continue
        corners = mesh.triangles[hits.triangle[of]]
        weights = hits.weights[of]
        received = np.einsum("nc,nck->nk", weights, light_on[index][corners])
        shaded[of] = hits.color[of] * (received + np.float32(mesh.material.emission))
        if mesh.material.gloss > 0.0:
            normals = np.einsum("nc,nck->nk", weights, mesh.normals[corners])
            normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-6)
            toward_eye = -rays[of] / np.linalg.norm(rays[of], axis=1, keepdims=True)
            between = toward_eye + light.toward_lamp
            between /= np.linalg.norm(between, axis=1, keepdims=True)
            mirrored = (normals * between).sum(axis=1).clip(0.0) ** mesh.material.shininess
            lit = (received.mean(axis=1) / max(light.level, 1e-3)).clip(0.0, 1.0)
            shaded[of] += (mesh.material.gloss * mirrored * lit)[:, None] * light.lamp_rgb
    return shaded


def film(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return light compressed to [0, 1]: unchanged up to a knee, then flatter."""
    knee = 0.6
    above = np.maximum(light - knee, 0.0)
    return np.where(
        light < knee, light, knee + (1.0 - knee) * (1.0 - np.exp(-above / (1.0 - knee)))
    )


def _over(front: _Layer, back: _Layer) -> _Layer:
    seen = front.mesh >= 0
    return _Layer(
        rgb=front.rgb + back.rgb * (1.0 - front.cover[..., None]),
        cover=np.maximum(front.cover, back.cover),
        depth_mm=np.where(seen, front.depth_mm, back.depth_mm),
        mesh=front.mesh,
    )
