"""A person in front of the camera as surfaces: head, eyes, mouth, hair, neck, clothes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..geometry import rotation_about
from ..types import Pose
from . import face_model as ict
from .appearance import Painter, linear, scalp_cover
from .face_model import FaceModel, triangles_of
from .materials import Eye, Plain, Texture
from .mesh import Mesh, smooth_normals
from .noise import smooth_noise
from .person import Person
from .skins import HairMesh, SkinLibrary
from .texels import TEXTURE_PX

#: About which the head turns on the neck, head coordinates.
PIVOT_MM: Final = np.array([0.0, 66.0, 95.0])
_HAIR_NEIGHBORS: Final = 6
#: Hair that leaves both eyes free.
_SHORT_HAIR: Final = ("short01", "short02", "short04")
_LONG_HAIR: Final = ("ponytail01", "long01")
_SHIRT_HIDES_MM: Final = 136.0  # below the pivot, nothing of the neck is seen
_MOST_GAZE_DEG: Final = 32.0
_FULL_LID_DEG: Final = 26.0
_SHRINK: Final = 0.09  # of a closed eye, whose lid is thinner than its cornea
_EYE_CORNERS: Final = ((42, 45), (36, 39))  # landmarks, in the order of EYE_VERTICES
_PARTS: Final = (
    (ict.MOUTH_QUADS, (0.30, 0.09, 0.08), 0.05),
    (ict.SOCKET_QUADS, (0.45, 0.26, 0.22), 0.0),
    (ict.GUM_QUADS, (0.40, 0.13, 0.13), 0.2),
    (ict.TEETH_QUADS, (0.62, 0.58, 0.50), 0.3),
)


_AHEAD: Final = Pose(0.0, 0.0, 0.0)


Position = tuple[float, float, float]  # millimeters, camera coordinates


@dataclass(frozen=True)
class Sitter:
    """A person at a place, in a pose.

    Attributes:
        person: Who.
        pose: Against the line of sight, as `types.Pose` has it.
        position_mm: The point between the eyes, camera coordinates.
        expression: Strengths in [0, 1] by the face model's names; without _L or _R both sides.
        looks_at_camera: Whether the eyes do, as far as they can; else they look ahead.
        covers_mouth: Whether a hand is held in front of the mouth.
    """

    person: Person
    pose: Pose = _AHEAD
    position_mm: Position = (0.0, 0.0, 750.0)
    expression: Mapping[str, float] = field(default_factory=dict)
    looks_at_camera: bool = True
    covers_mouth: bool = False

    @property
    def axes(self) -> NDArray[np.float64]:
        """The head's own axes as columns, camera coordinates, shape (3, 3)."""
        return axes_of(self.pose, self.position_mm)


def axes_of(pose: Pose, position_mm: Position) -> NDArray[np.float64]:
    """Return the axes that `geometry.pose_of` measures as this pose at this place."""
    x, y, z = position_mm
    yaw, pitch, roll = np.radians([pose.yaw_deg, pose.pitch_deg, pose.roll_deg])
    about_y = rotation_about(np.array([0.0, -yaw, 0.0]))
    about_x = rotation_about(np.array([-pitch, 0.0, 0.0]))
    about_z = rotation_about(np.array([0.0, 0.0, roll]))
    from_sight = rotation_about(np.array([0.0, np.arctan2(x, z), 0.0])) @ rotation_about(
        np.array([-np.arctan2(y, np.hypot(x, z)), 0.0, 0.0])
    )
    axes: NDArray[np.float64] = from_sight @ about_y @ about_x @ about_z
    return axes


@dataclass(frozen=True, eq=False)
class _Look:
    """What does not change while a person moves."""

    neutral_mm: NDArray[np.float32]
    skin: Texture
    eye: Eye
    eye_turns: tuple[float, float]  # radians about the head's y axis, toward the lids' middle
    hair: HairMesh | None
    hair_texture: Texture | None
    hair_neighbors: NDArray[np.intp]
    hair_shares: NDArray[np.float32]
    cap: NDArray[np.float32]
    torso: Mesh


class Wardrobe:
    """Turns sitters into surfaces; remembers the people it has dressed."""

    #: Which of a sitter's meshes is the hair.
    hair_index: Final = 1

    def __init__(self, model: FaceModel, skins: SkinLibrary | None = None) -> None:
        self.model = model
        self._skins = skins
        self._painter = Painter(model, skins)
        self._looks: dict[Person, _Look] = {}
        triangles = triangles_of(model.quads[ict.SKIN_QUADS])
        below = model.neutral_mm[triangles, 1].min(axis=1) - PIVOT_MM[1]
        self._skin_triangles = triangles[below < _SHIRT_HIDES_MM]
        skin_uv = model.uv[triangles_of(model.quads_uv[ict.SKIN_QUADS])]
        self._skin_uv = skin_uv[below < _SHIRT_HIDES_MM]
        self._eyes = [_outer_half(model, part) for part in ict.EYE_VERTICES]
        self._stiffness = _head_share(model.neutral_mm)

    def vertices_of(self, sitter: Sitter) -> NDArray[np.float32]:
        """Return the head's vertices in camera coordinates, shape (26719, 3), millimeters."""
        return self._placed(self._local(sitter), sitter)

    def meshes_of(self, sitter: Sitter) -> list[Mesh]:
        """Return a sitter's surfaces in camera coordinates."""
        look = self._look(sitter.person)
        placed = self._placed(self._local(sitter), sitter)
        skin = placed[ict.SKIN_VERTICES]
        normals = smooth_normals(skin, self._skin_triangles)
        meshes = [Mesh(skin, self._skin_triangles, normals, self._skin_uv, look.skin)]
        meshes += self._inner_parts(placed)
        meshes += [self._eye_mesh(placed, sitter, look, side) for side in range(2)]
        meshes.insert(self.hair_index, self._hair_mesh(look, skin, normals, sitter))
        meshes.append(_moved(look.torso, np.eye(3), _pivot(sitter)))
        if sitter.covers_mouth:
            meshes.append(_hand(sitter, look.neutral_mm))
        return meshes

    def _local(self, sitter: Sitter) -> NDArray[np.float32]:
        """Return the head's vertices in head coordinates, with the expression and the lids."""
        neutral = self._look(sitter.person).neutral_mm
        strengths = {"eyeBlink": 0.0, **sitter.expression}
        strengths["eyeBlink"] = max(strengths["eyeBlink"], sitter.person.lids)
        for name, strength in _lids_of(_gaze(sitter, np.array(sitter.position_mm)), sitter).items():
            strengths[name] = max(strengths.get(name, 0.0), strength)
        return neutral + self.model.displacement_of(strengths)

    def _look(self, person: Person) -> _Look:
        if person not in self._looks:
            self._looks[person] = self._dress(person)
        return self._looks[person]

    def _dress(self, person: Person) -> _Look:
        neutral = _inside_collar(self.model.neutral_of(np.array(person.identity)))
        albedo = self._painter.skin_of(person)
        opaque = np.concatenate([albedo, np.ones((*albedo.shape[:2], 1), np.float32)], axis=2)
        hair, texture = self._choose_hair(person)
        neighbors, shares = self._follow(hair)
        iris = linear(np.array(person.iris_rgb))
        return _Look(
            neutral_mm=neutral,
            skin=Texture(opaque, width=2.0, gloss=0.06, shininess=18.0),
            eye=Eye(iris, person.seed),
            eye_turns=(_eye_turn(neutral, 0), _eye_turn(neutral, 1)),
            hair=hair,
            hair_texture=texture,
            hair_neighbors=neighbors,
            hair_shares=shares,
            cap=_cap_mm(self.model.neutral_mm[ict.SKIN_VERTICES], person),
            torso=_torso(person),
        )

    def _choose_hair(self, person: Person) -> tuple[HairMesh | None, Texture | None]:
        if self._skins is None or not self._skins.hair:
            return None, None
        wanted = _LONG_HAIR if person.is_woman else _SHORT_HAIR
        choice = [path for path in self._skins.hair if path.stem in wanted] or self._skins.hair
        hair = self._skins.read_hair(choice[int(person.hair_draw * len(choice))])
        pixels = hair.texture.astype(np.float32) / 255.0
        seen = pixels[pixels[..., 3] > 0.5]
        gray = pixels[..., :3].mean(axis=2) / max(float(seen[:, :3].mean()), 1e-3)
        colored = linear(gray[..., None].clip(0.3, 1.8) * np.array(person.hair_rgb, np.float32))
        image = np.concatenate([colored, pixels[..., 3:]], axis=2)
        return hair, Texture(image.astype(np.float32), gloss=0.05, shininess=12.0)

    def _follow(self, hair: HairMesh | None) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the skin vertices that each vertex of the hair moves with, and their shares."""
        if hair is None:
            return np.zeros((0, _HAIR_NEIGHBORS), np.intp), np.zeros(
                (0, _HAIR_NEIGHBORS), np.float32
            )
        skin = self.model.neutral_mm[ict.SKIN_VERTICES][::4]
        neighbors, shares = [], []
        for part in np.array_split(hair.vertices_mm, max(len(hair.vertices_mm) // 500, 1)):
            squared = ((part[:, None] - skin[None]) ** 2).sum(axis=2)
            nearest = np.argpartition(squared, _HAIR_NEIGHBORS, axis=1)[:, :_HAIR_NEIGHBORS]
            weight = 1.0 / (np.take_along_axis(squared, nearest, axis=1) + 25.0)
            neighbors.append(nearest * 4)
            shares.append(weight / weight.sum(axis=1, keepdims=True))
        return np.concatenate(neighbors), np.concatenate(shares).astype(np.float32)

    def _placed(self, local_mm: NDArray[np.float32], sitter: Sitter) -> NDArray[np.float32]:
        """Carry the head to its place; the lower the neck, the more it stays with the torso."""
        axes, pivot = sitter.axes, _pivot(sitter)
        from_pivot = local_mm - PIVOT_MM
        share = self._stiffness[:, None]
        placed = share * (from_pivot @ axes.T) + (1.0 - share) * from_pivot + pivot
        return placed.astype(np.float32)

    def _inner_parts(self, placed: NDArray[np.float32]) -> list[Mesh]:
        meshes = []
        for quads, srgb, gloss in _PARTS:
            triangles = triangles_of(self.model.quads[quads])
            used, packed = np.unique(triangles, return_inverse=True)
            triangles = packed.reshape(-1, 3).astype(np.int32)
            vertices = placed[used]
            nothing = np.zeros((len(triangles), 3, 1), np.float32)
            normals = smooth_normals(vertices, triangles)
            material = Plain(linear(np.array(srgb)), gloss, 40.0)
            meshes.append(Mesh(vertices, triangles, normals, nothing, material, casts_shadow=False))
        return meshes

    def _eye_mesh(
        self, placed: NDArray[np.float32], sitter: Sitter, look: _Look, side: int
    ) -> Mesh:
        part, triangles = self._eyes[side]
        vertices = placed[part]
        used = np.unique(triangles)
        center = (vertices[used].min(axis=0) + vertices[used].max(axis=0)) / 2.0
        gaze = _gaze(sitter, (center + np.array(sitter.position_mm)) / 2.0)
        gaze = rotation_about(sitter.axes[:, 1] * look.eye_turns[side]) @ gaze
        closed = sitter.expression.get("eyeBlink", 0.0)
        vertices = center + (vertices - center) * np.float32(1.0 - _SHRINK * closed)
        from_center = (vertices - center) / np.linalg.norm(vertices[used] - center, axis=1).mean()
        backward = -gaze
        right = np.cross(sitter.axes[:, 1], backward)
        right /= np.linalg.norm(right)
        frame = np.stack([right, np.cross(backward, right), backward], axis=1)
        attributes = (from_center @ frame).astype(np.float32)[triangles]
        normals = smooth_normals(vertices, triangles)
        return Mesh(vertices, triangles, normals, attributes, look.eye)

    def _hair_mesh(
        self,
        look: _Look,
        skin: NDArray[np.float32],
        normals: NDArray[np.float32],
        sitter: Sitter,
    ) -> Mesh:
        axes = sitter.axes
        middle = axes @ np.array([0.0, 0.0, 95.0]) + np.array(sitter.position_mm)
        if look.hair is None or look.hair_texture is None:
            vertices = (skin + normals * look.cap[:, None]).astype(np.float32)
            grows = look.cap > 1.0
            triangles = self._skin_triangles[grows[self._skin_triangles].all(axis=1)]
            uv = self._skin_uv[grows[self._skin_triangles].all(axis=1)]
            material = _hair_of(sitter.person)
            shape_normals = smooth_normals(vertices, self._skin_triangles)
            return Mesh(vertices, triangles, shape_normals, uv, material)
        moved = look.neutral_mm[ict.SKIN_VERTICES] - self.model.neutral_mm[ict.SKIN_VERTICES]
        follow = np.einsum("nk,nkc->nc", look.hair_shares, moved[look.hair_neighbors])
        vertices = (look.hair.vertices_mm + follow) @ axes.T + np.array(sitter.position_mm)
        outward = vertices - middle
        outward /= np.linalg.norm(outward, axis=1, keepdims=True)
        return Mesh(
            vertices.astype(np.float32),
            look.hair.triangles,
            outward.astype(np.float32),
            look.hair.corner_uv,
            look.hair_texture,
            casts_shadow=False,
        )


def _pivot(sitter: Sitter) -> NDArray[np.float64]:
    return sitter.axes @ PIVOT_MM + np.array(sitter.position_mm)


def _head_share(neutral_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how much each vertex moves with the head, the rest with the torso.

    The line from chin to nape separates them.
    """
    chin_y, chin_z, nape_y, nape_z = 126.0, -10.0, 60.0, 130.0
    line_y = chin_y + (neutral_mm[:, 2] - chin_z) * (nape_y - chin_y) / (nape_z - chin_z)
    below = (neutral_mm[:, 1] - line_y) / 75.0
    t = (1.0 - below.clip(0.0, 1.0)).astype(np.float32)
    share: NDArray[np.float32] = t * t * (3.0 - 2.0 * t)
    share[ict.SKIN_VERTICES.stop :] = 1.0
    return share


def _outer_half(model: FaceModel, part: slice) -> tuple[slice, NDArray[np.int32]]:
    """Return an eyeball's vertices and the triangles of its outside (the iris lies within)."""
    middle = (part.start + part.stop) // 2
    triangles = triangles_of(model.quads[ict.EYE_QUADS])
    outside = ((triangles >= part.start) & (triangles < middle)).all(axis=1)
    return slice(part.start, middle), (triangles[outside] - part.start).astype(np.int32)


def _gaze(sitter: Sitter, from_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where an eye looks, unit length, camera coordinates.

    Args:
        sitter: Whose eye.
        from_mm: Where the eye is. A place between both eyes has it look a little past
            the camera, as people do.
    """
    ahead = -sitter.axes[:, 2]
    if not sitter.looks_at_camera:
        return ahead
    return _limited(ahead, -from_mm / np.linalg.norm(from_mm), _MOST_GAZE_DEG)


def _lids_of(gaze: NDArray[np.float64], sitter: Sitter) -> dict[str, float]:
    """Return the expression of lids that follow the eyes up or down."""
    down = float(np.degrees(np.arcsin(np.clip(gaze @ sitter.axes[:, 1], -1.0, 1.0))))
    share = min(abs(down) / _FULL_LID_DEG, 1.0)
    return {"eyeLookDown": share} if down > 0.0 else {"eyeLookUp": share}


def _eye_turn(neutral_mm: NDArray[np.float32], side: int) -> float:
    """Return how far an eye is turned so that its iris lies in the middle of the lids.

    People's visual axis differs from the axis of the eyeball, and so do the model's
    lids from its eyeballs.
    """
    part = ict.EYE_VERTICES[side]
    outside = neutral_mm[part.start : (part.start + part.stop) // 2]
    center = (outside.min(axis=0) + outside.max(axis=0)) / 2.0
    radius = float(np.linalg.norm(outside - center, axis=1).mean())
    corners = neutral_mm[ict.LANDMARK_VERTICES][list(_EYE_CORNERS[side])]
    aside = float(corners[:, 0].mean() - center[0])
    return -float(np.arcsin(np.clip(aside / radius, -0.4, 0.4)))


def _limited(
    ahead: NDArray[np.float64], wanted: NDArray[np.float64], most_deg: float
) -> NDArray[np.float64]:
    """Turn `ahead` toward `wanted`, at most so far."""
    angle = np.degrees(np.arccos(np.clip(ahead @ wanted, -1.0, 1.0)))
    if angle <= most_deg:
        return wanted
    share = most_deg / angle
    between = ahead + share * (wanted - ahead)
    limited: NDArray[np.float64] = between / np.linalg.norm(between)
    return limited


def _moved(mesh: Mesh, axes: NDArray[np.float64], shift_mm: NDArray[np.float64]) -> Mesh:
    return Mesh(
        (mesh.vertices_mm @ axes.T + shift_mm).astype(np.float32),
        mesh.triangles,
        (mesh.normals @ axes.T).astype(np.float32),
        mesh.attributes,
        mesh.material,
        mesh.casts_shadow,
    )


def _cap_mm(skin_mm: NDArray[np.float32], person: Person) -> NDArray[np.float32]:
    """Return how far painted hair stands off the scalp, shape (11248,)."""
    rng = np.random.default_rng([person.seed, 0xCA9])
    cover = scalp_cover(skin_mm)
    waves = np.zeros(len(skin_mm), np.float32)
    for _ in range(6):
        direction = rng.standard_normal(3) * 0.045
        waves += np.sin(skin_mm @ direction + rng.uniform(0, 6.3)).astype(np.float32) / 6.0
    top = 1.0 + 0.6 * ((-skin_mm[:, 1] - 40.0) / 60.0).clip(0.0, 1.0)
    return (cover * person.hair_mm * top * (1.0 + 0.35 * waves)).astype(np.float32)


def _hair_of(person: Person) -> Texture:
    rng = np.random.default_rng([person.seed, 0x4A12])
    shape = (TEXTURE_PX, 2 * TEXTURE_PX)
    strands = smooth_noise(rng, shape, 3.0) + 0.7 * smooth_noise(rng, shape, 9.0)
    rgb = linear(np.array(person.hair_rgb) * (1.0 + 0.2 * strands[..., None]).clip(0.3, 1.8))
    image = np.concatenate([rgb, np.ones((*shape, 1), np.float32)], axis=2)
    return Texture(image, width=2.0, gloss=0.04, shininess=12.0)


_COLLAR_DROP_MM: Final = 26.0
#: The torso's sections: y below the pivot, half width, half depth, z of the middle (mm).
_SECTIONS: Final = np.array(
    [
        [86.0, 66.0, 62.0, 8.0],
        [98.0, 76.0, 70.0, 10.0],
        [112.0, 105.0, 78.0, 14.0],
        [126.0, 142.0, 84.0, 18.0],
        [142.0, 178.0, 90.0, 20.0],
        [164.0, 205.0, 98.0, 20.0],
        [195.0, 222.0, 108.0, 18.0],
        [250.0, 232.0, 122.0, 14.0],
        [330.0, 234.0, 130.0, 12.0],
        [620.0, 225.0, 125.0, 16.0],
    ]
)


def _inside_collar(neutral_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the head with the lower end of its neck pulled into the shirt."""
    below = neutral_mm[:, 1] - PIVOT_MM[1]
    height = below - _COLLAR_DROP_MM * (neutral_mm[:, 2] < PIVOT_MM[2])
    half_x, half_z, middle_z = (np.interp(height, _SECTIONS[:, 0], c) for c in _SECTIONS.T[1:])
    x, z = neutral_mm[:, 0], neutral_mm[:, 2] - PIVOT_MM[2] - middle_z
    reach = np.hypot(x / (half_x - 9.0), z / (half_z - 9.0))
    pull = (1.8 * (1.0 - _head_share(neutral_mm))).clip(0.0, 1.0)
    factor = 1.0 + pull * (1.0 / np.maximum(reach, 1.0) - 1.0)
    pulled = neutral_mm.copy()
    pulled[:, 0] = x * factor
    pulled[:, 2] = z * factor + middle_z + PIVOT_MM[2]
    return pulled


def _torso(person: Person) -> Mesh:
    """Neck to waist in a shirt, around the pivot of the head."""
    around = 96
    y = np.concatenate([np.linspace(86, 260, 48), np.linspace(270, 620, 20), [800.0, 1100.0]])
    sections = np.column_stack([np.interp(y, _SECTIONS[:, 0], c) for c in _SECTIONS.T])
    angle = np.linspace(0.0, 2.0 * np.pi, around, endpoint=False)
    cosine, sine = np.cos(angle), np.sin(angle)
    round_x = np.sign(cosine) * np.abs(cosine) ** 0.85
    round_z = np.sign(sine) * np.abs(sine) ** 0.95
    drop = _COLLAR_DROP_MM * ((-sine).clip(0.0) ** 2)  # the collar lies lower in front
    fade = ((200.0 - y[:, None]) / 114.0).clip(0.0, 1.0)
    x = sections[:, 1:2] * round_x
    z = sections[:, 3:4] + sections[:, 2:3] * round_z
    rows = y[:, None] + drop * fade
    points = np.stack([x, rows, z], axis=-1)
    vertices = points.reshape(-1, 3).astype(np.float32)
    row, column = np.meshgrid(np.arange(len(y) - 1), np.arange(around), indexing="ij")
    after = (column + 1) % around
    a, b = row * around + column, row * around + after
    c, d = (row + 1) * around + after, (row + 1) * around + column
    quads = np.stack([a, b, c, d], axis=-1).reshape(-1, 4).astype(np.int32)
    triangles = triangles_of(quads)
    normals = smooth_normals(vertices, triangles)
    outward = vertices - np.array([0.0, 0.0, 15.0], np.float32)
    if float((normals[:, [0, 2]] * outward[:, [0, 2]]).sum()) < 0.0:
        normals, triangles = -normals, triangles[:, ::-1].copy()
    rng = np.random.default_rng([person.seed, 0x5417])
    folds = smooth_noise(rng, (256, 256), 28.0)
    weave = 1.0 + 0.05 * folds + 0.03 * smooth_noise(rng, (256, 256), 3.0)
    rgb = np.array(person.clothes_rgb) * weave[..., None]
    image = np.concatenate([linear(rgb), np.ones((256, 256, 1))], axis=2).astype(np.float32)
    image[:9, :, :3] *= 0.72  # the collar's band
    u = (np.arctan2(vertices[:, 0], -vertices[:, 2]) / (2.0 * np.pi) + 0.5) % 1.0
    v = 1.0 - (np.repeat(y, around) - y[0]) / (_SECTIONS[-1, 0] - y[0])  # the hem repeats below
    uv = np.column_stack([u, v]).astype(np.float32)
    return Mesh(vertices, triangles, normals, uv[triangles], Texture(image))


def _hand(sitter: Sitter, neutral_mm: NDArray[np.float32]) -> Mesh:
    """Four fingers and a palm in front of mouth and nose tip, as capsules in one mesh."""
    landmarks = neutral_mm[ict.LANDMARK_VERTICES]
    mouth = landmarks[48:60].mean(axis=0)
    front = float(landmarks[:, 2].min()) - 6.0
    bones = [
        (np.array([-62.0, -22.0 + 15.5 * i, 10.0]), np.array([40.0, -26.0 + 17.0 * i, 0.0]), 10.5)
        for i in range(4)
    ]
    bones += [
        (np.array([40.0, -20.0 + 13.5 * i, 3.0]), np.array([105.0, 12.0 + 15.0 * i, 12.0]), 15.0)
        for i in range(4)
    ]
    vertices: list[NDArray[np.float64]] = []
    normals: list[NDArray[np.float64]] = []
    triangles: list[NDArray[np.int32]] = []
    for start, end, radius in bones:
        points, outward, faces = _capsule(start, end, radius)
        triangles.append(faces + sum(len(part) for part in vertices))
        vertices.append(points)
        normals.append(outward)
    local = np.concatenate(vertices) + np.array([mouth[0], mouth[1] - 6.0, front])
    placed = (local @ sitter.axes.T + np.array(sitter.position_mm)).astype(np.float32)
    turned = (np.concatenate(normals) @ sitter.axes.T).astype(np.float32)
    faces = np.concatenate(triangles).astype(np.int32)
    rgb = linear(np.array(sitter.person.skin_rgb) * 0.95)
    nothing = np.zeros((len(faces), 3, 1), np.float32)
    return Mesh(placed, faces, turned, nothing, Plain(rgb, 0.05, 15.0))


def _capsule(
    start: NDArray[np.float64], end: NDArray[np.float64], radius: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]:
    """Return vertices, outward normals and triangles of a cylinder with round ends."""
    along = (end - start) / np.linalg.norm(end - start)
    across = np.cross(along, [0.0, 0.3, 1.0])
    across /= np.linalg.norm(across)
    third = np.cross(along, across)
    around, rings = 16, 6
    tilt = np.linspace(-np.pi / 2, np.pi / 2, 2 * rings)
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    circle = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * third
    outward = np.cos(tilt)[:, None, None] * circle[None] + np.sin(tilt)[:, None, None] * along
    ends = np.where((tilt < 0)[:, None], start, end)
    points = ends[:, None] + radius * outward
    row, column = np.meshgrid(np.arange(2 * rings - 1), np.arange(around), indexing="ij")
    a, b = row * around + column, row * around + (column + 1) % around
    quads = np.stack([a, a + around, b + around, b], axis=-1).reshape(-1, 4).astype(np.int32)
    return points.reshape(-1, 3), outward.reshape(-1, 3), triangles_of(quads)
