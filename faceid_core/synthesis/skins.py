"""Photographic skins of MakeHuman on the ICT head, and hair meshes that fit them.

The folder that a user names holds `skins/*.jpg` (the head's part of MakeHuman's
atlas) and `hair/*.obj` with `*_diffuse.png`. People get painted skins without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..bad_file import BAD_NPZ
from ..errors import FaceModelError
from ..litert import ASSETS

REGISTRATION_FILE: Final = ASSETS / "skin_registration.npz"
ATLAS_PX: Final = 2048
#: Left, top, right, bottom of the head in the atlas, origin top left.
SKIN_REGION_PX: Final = (1280, 350, 2048, 1770)
_AXES: Final = ("x", "y", "z")


@dataclass(frozen=True, eq=False)
class Registration:
    """Where the ICT head lies on MakeHuman's (made by `register_skins`).

    Attributes:
        texture_px: float32, shape (11248, 2), column and row in a skin's image of
            each vertex of the ICT head's skin.
        base_mm: float32, shape (19158, 3), vertices of MakeHuman's base mesh, bent to
            the mean ICT head, head coordinates.
    """

    texture_px: NDArray[np.float32]
    base_mm: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path = REGISTRATION_FILE) -> Registration:
        """Read the shipped registration.

        Raises:
            FaceModelError: If the file is missing or damaged.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                uv = stored["atlas_uv"].astype(np.float32) / 65535.0
                base_mm = stored["base_mm"].astype(np.float32)
        except BAD_NPZ as error:
            raise FaceModelError(
                f"{path} is missing or damaged ({error}): install the project again."
            ) from error
        left, top, _, _ = SKIN_REGION_PX
        pixels = uv * [ATLAS_PX, -ATLAS_PX] + [0, ATLAS_PX] - [left, top]
        return cls(pixels.astype(np.float32), base_mm)


@dataclass(frozen=True, eq=False)
class HairMesh:
    """Hair around the mean ICT head.

    Attributes:
        vertices_mm: float32, shape (n, 3), head coordinates.
        triangles: int32, shape (m, 3).
        corner_uv: float32, shape (m, 3, 2), texture coordinates, v up.
        texture: uint8, shape (h, w, 4), RGB and opacity.
    """

    vertices_mm: NDArray[np.float32]
    triangles: NDArray[np.int32]
    corner_uv: NDArray[np.float32]
    texture: NDArray[np.uint8]


class SkinLibrary:
    """The skins and hair of a folder; pictures are read when they are first asked for.

    Attributes:
        skins: Paths of the skin textures, in name order.
        hair: Paths of the hair meshes, in name order.
    """

    def __init__(self, folder: str | Path) -> None:
        """Look into a folder.

        Raises:
            FaceModelError: If it holds no skins.
        """
        folder = Path(folder)
        self.skins = sorted((folder / "skins").glob("*.jpg"))
        self.hair = sorted((folder / "hair").glob("*.obj"))
        if not self.skins:
            raise FaceModelError(f"There is no skin texture (skins/*.jpg) in {folder}.")
        self.registration = Registration.load()
        self.read_skin = lru_cache(maxsize=len(self.skins))(_read_skin)
        self.read_hair = lru_cache(maxsize=len(self.hair))(self._read_hair)

    def _read_hair(self, path: Path) -> HairMesh:
        texture = cv2.imread(str(path.with_name(f"{path.stem}_diffuse.png")), cv2.IMREAD_UNCHANGED)
        if texture is None or texture.ndim != 3 or texture.shape[2] != 4:
            raise FaceModelError(f"{path.stem}_diffuse.png beside {path} is no RGBA image.")
        uv: list[list[float]] = []
        triangles: list[list[int]] = []
        triangles_uv: list[list[int]] = []
        try:
            for line in path.read_text(encoding="utf-8").splitlines():
                kind, _, rest = line.partition(" ")
                if kind == "vt":
                    uv.append([float(value) for value in rest.split()[:2]])
                elif kind == "f":
                    corners = [corner.split("/") for corner in rest.split()]
                    for second in range(1, len(corners) - 1):
                        fan = (corners[0], corners[second], corners[second + 1])
                        triangles.append([int(corner[0]) - 1 for corner in fan])
                        triangles_uv.append([int(corner[1]) - 1 for corner in fan])
            vertices = _fitted(path.with_suffix(".mhclo"), self.registration.base_mm)
        except (OSError, ValueError, IndexError) as error:
            raise FaceModelError(f"{path} cannot be read as hair: {error}.") from error
        return HairMesh(
            vertices_mm=vertices,
            triangles=np.array(triangles, np.int32),
            corner_uv=np.array(uv, np.float32)[np.array(triangles_uv)],
            texture=cv2.cvtColor(texture, cv2.COLOR_BGRA2RGBA).astype(np.uint8, copy=False),
        )


def _fitted(path: Path, base_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vertices of hair on a head, by MakeHuman's fitting file.

    A line is either one vertex of the base mesh, or three, their weights, and an
    offset that grows with the distance of two vertices along each axis.

    Raises:
        ValueError: If it is no such file.
        IndexError: If it names vertices that do not exist.
    """
    scale = np.array([1.0, -1.0, -1.0])
    rows: list[list[float]] = []
    is_listing = False
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "delete_verts":
            break
        if is_listing and words[0].isdigit() and len(words) in (1, 9):
            numbers = [float(word) for word in words]
            rows.append(numbers if len(words) == 9 else [numbers[0]] * 3 + [1.0] + [0.0] * 5)
        elif words[0].endswith("_scale") and words[0][0] in _AXES:
            axis = _AXES.index(words[0][0])
            first, second = base_mm[int(words[1])], base_mm[int(words[2])]
            scale[axis] *= abs(float(first[axis] - second[axis])) / float(words[3])
        elif words[0] in ("verts", "refverts"):
            is_listing = True
    table = np.array(rows).reshape(-1, 9)
    corners = base_mm[table[:, :3].astype(int)]
    placed = np.einsum("nc,nck->nk", table[:, 3:6], corners) + table[:, 6:] * scale
    return placed.astype(np.float32)


def _read_skin(path: Path) -> NDArray[np.uint8]:
    """Return a skin texture, uint8 RGB, shape (1420, 768, 3)."""
    left, top, right, bottom = SKIN_REGION_PX
    texture = cv2.imread(str(path))
    if texture is None or texture.shape != (bottom - top, right - left, 3):
        raise FaceModelError(f"{path} is not the head part of a MakeHuman skin.")
    return cv2.cvtColor(texture, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
