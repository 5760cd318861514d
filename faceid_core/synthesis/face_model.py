"""The morphable head: ICT-FaceKit (USC ICT, MIT licence), in millimeters.

Head coordinates: x to the right of the picture when the head faces the camera,
y down, z into the head; the origin lies between the eyes, on the skin.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..bad_file import BAD_NPZ
from ..errors import FaceModelError

logger = logging.getLogger(__name__)

CACHE_FILE: Final = "ict_facekit_light.npz"
NEUTRAL_FILE: Final = "generic_neutral_mesh.obj"
VERTEX_COUNT: Final = 26719
IDENTITY_COUNT: Final = 100

# Vertices and quads of the parts (ICT-FaceKit's README), first and one past the last.
SKIN_VERTICES: Final = slice(0, 11248)
EYE_VERTICES: Final = (slice(21451, 23021), slice(23021, 24591))
SKIN_QUADS: Final = slice(0, 11144)
MOUTH_QUADS: Final = slice(11144, 13226)
SOCKET_QUADS: Final = slice(13226, 14034)
GUM_QUADS: Final = slice(14034, 17006)
TEETH_QUADS: Final = slice(17006, 21496)
EYE_QUADS: Final = slice(21496, 24692)

#: The 68 Multi-PIE landmarks as vertices (`idx_to_landmark_verts` of ICT-FaceKit).
# fmt: off
LANDMARK_VERTICES: Final = np.array(
    [
        1225,
        1888,
        1052,
        367,
        1719,
        1722,
        2199,
        1447,
        966,
        3661,
        4390,
        3927,
        3924,
        2608,
        3272,
        4088,
        3443,
        268,
        493,
        1914,
        2044,
        1401,
        3615,
        4240,
        4114,
        2734,
        2509,
        978,
        4527,
        4942,
        4857,
        1140,
        2075,
        1147,
        4269,
        3360,
        1507,
        1542,
        1537,
        1528,
        1518,
        1511,
        3742,
        3751,
        3756,
        3721,
        3725,
        3732,
        5708,
        5695,
        2081,
        0,
        4275,
        6200,
        6213,
        6346,
        6461,
        5518,
        5957,
        5841,
        5702,
        5711,
        5533,
        6216,
        6207,
        6470,
        5517,
        5966,
    ]
)
_EYE_LANDMARKS: Final = slice(36, 48)
_MM_PER_CM = np.array([10.0, -10.0, -10.0], np.float32)  # y up, z to the viewer => ours


@dataclass(frozen=True, eq=False)
class FaceModel:
    """Shapes of heads as linear combinations.

    Attributes:
        neutral_mm: float32, shape (26719, 3), the mean head without expression.
        identity_mm: float16, shape (100, 26719, 3), displacement per standard deviation.
        expression_mm: float16, shape (e, 26719, 3), displacement per full expression.
        expression_names: Names of the expressions, e.g. "jawOpen".
        quads: int32, shape (f, 4), vertices of each quad; -1 last in a triangle.
        uv: float32, shape (t, 2), texture coordinates, u in [0, 1] the face, [1, 2] the head.
        quads_uv: int32, shape (f, 4), texture coordinates of each quad.
    """

    neutral_mm: NDArray[np.float32]
    identity_mm: NDArray[np.float16]
    expression_mm: NDArray[np.float16]
    expression_names: tuple[str, ...]
    quads: NDArray[np.int32]
    uv: NDArray[np.float32]
    quads_uv: NDArray[np.int32]

    @classmethod
    def load(cls, path: str | Path) -> FaceModel:
        """Read the cache file, the folder that holds it, or upstream's `FaceXModel` folder.

        Upstream's folder is read once; a cache is left in it if it may be written.

        Raises:
            FaceModelError: If there is no face model, or it is damaged.
        """
        path = Path(path)
        if path.is_file():
            return cls._of_cache(path)
        if (path / CACHE_FILE).is_file():
            return cls._of_cache(path / CACHE_FILE)
        for folder in (path, path / "FaceXModel"):
            if (folder / NEUTRAL_FILE).is_file():
                arrays = _read_obj_folder(folder)
                _write_cache(folder / CACHE_FILE, arrays)
                return cls._of_arrays(arrays, folder)
        raise FaceModelError(
            f"There is no face model in {path}: expected {CACHE_FILE}, or ICT-FaceKit's folder "
            "FaceXModel (https://github.com/USC-ICT/ICT-FaceKit)."
        )

    @classmethod
    def _of_cache(cls, path: Path) -> FaceModel:
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            return cls._of_arrays(arrays, path)
        except BAD_NPZ as error:
            raise FaceModelError(
                f"{path} is not a face model ({error}): make it again from ICT-FaceKit."
            ) from error

    @classmethod
    def _of_arrays(cls, arrays: Mapping[str, np.ndarray], path: Path) -> FaceModel:
        neutral = arrays["neutral_cm"].astype(np.float32) * _MM_PER_CM
        identity, expression = arrays["identity_cm"], arrays["expression_cm"]
        names = tuple(str(name) for name in arrays["expression_names"])
        expected = {
            "neutral_cm": (VERTEX_COUNT, 3),
            "identity_cm": (IDENTITY_COUNT, VERTEX_COUNT, 3),
            "expression_cm": (len(names), VERTEX_COUNT, 3),
        }
        for name, shape in expected.items():
            if arrays[name].shape != shape:
                raise FaceModelError(
                    f"{path}: expected {name} of shape {shape}. Received {arrays[name].shape}."
                )
        scale = _MM_PER_CM.astype(np.float16)
        return cls(
            neutral_mm=neutral - _eyes_mm(neutral),
            identity_mm=identity.astype(np.float16) * scale,
            expression_mm=expression.astype(np.float16) * scale,
            expression_names=names,
            quads=arrays["faces"].astype(np.int32),
            uv=arrays["uv"].astype(np.float32),
            quads_uv=arrays["faces_uv"].astype(np.int32),
        )

    def neutral_of(self, identity: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return a person's head without expression, origin between the person's eyes.

        Args:
            identity: Up to 100 coefficients, in standard deviations.

        Returns:
            float32, shape (26719, 3), millimeters.
        """
        weights = np.asarray(identity, np.float32)
        components = self.identity_mm[: len(weights)].reshape(-1, self.neutral_mm.size)
        shape = np.zeros(components.shape[1], np.float32)
        for weight, component in zip(weights, components, strict=True):
            shape += weight * component
        vertices = self.neutral_mm + shape.reshape(-1, 3)
        return vertices - _eyes_mm(vertices)

    def displacement_of(self, expression: Mapping[str, float]) -> NDArray[np.float32]:
        """Return how an expression moves the vertices, shape (26719, 3), millimeters.

        Args:
            expression: Strengths in [0, 1] by name; a name without its ending _L or _R
                means both sides.

        Raises:
            ValueError: If there is no such expression.
        """
        moved = np.zeros_like(self.neutral_mm)
        for name, strength in expression.items():
            indices = [
                index
                for index, known in enumerate(self.expression_names)
                if known == name or known.removesuffix("_L").removesuffix("_R") == name
            ]
            if not indices:
                raise ValueError(
                    f"Expected one of {', '.join(self.expression_names)}. Received {name!r}."
                )
            for index in indices:
                moved += np.float32(strength) * self.expression_mm[index]
        return moved


def triangles_of(quads: NDArray[np.int32]) -> NDArray[np.int32]:
    """Split quads (-1 pads a triangle) into triangles, shape (m, 3)."""
    second = quads[quads[:, 3] >= 0][:, [0, 2, 3]]
    return np.concatenate([quads[:, :3], second])


def _eyes_mm(vertices: NDArray[np.float32]) -> NDArray[np.float32]:
    center: NDArray[np.float32] = vertices[LANDMARK_VERTICES[_EYE_LANDMARKS]].mean(axis=0)
    return center


def _read_obj_folder(folder: Path) -> dict[str, np.ndarray]:
    """Read upstream's OBJ files: the neutral head, and one head per identity and expression."""
    neutral, quads, uv, quads_uv = _read_obj(folder / NEUTRAL_FILE)
    identity_files = sorted(folder.glob("identity[0-9]*.obj"))
    expression_files = sorted(
        path
        for path in folder.glob("*.obj")
        if path not in identity_files and path.name != NEUTRAL_FILE
    )
    heads = {path: _read_obj(path)[0] for path in (*identity_files, *expression_files)}
    for path, head in heads.items():
        if head.shape != neutral.shape:
            raise FaceModelError(f"{path}: expected {len(neutral)} vertices. Received {len(head)}.")
    return {
        "neutral_cm": neutral,
        "identity_cm": _displacements(heads, identity_files, neutral),
        "expression_cm": _displacements(heads, expression_files, neutral),
        "expression_names": np.array([path.stem for path in expression_files]),
        "faces": quads,
        "uv": uv,
        "faces_uv": quads_uv,
    }


def _displacements(
    heads: Mapping[Path, NDArray[np.float32]], files: list[Path], neutral: NDArray[np.float32]
) -> NDArray[np.float16]:
    moved = [(heads[path] - neutral).astype(np.float16) for path in files]
    return np.stack(moved) if moved else np.zeros((0, *neutral.shape), np.float16)


def _read_obj(
    path: Path,
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.float32], NDArray[np.int32]]:
    """Read vertices, quads, texture coordinates and quads of those from an OBJ file."""
    vertices: list[list[float]] = []
    uv: list[list[float]] = []
    quads: list[list[int]] = []
    quads_uv: list[list[int]] = []
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "v":
                vertices.append([float(value) for value in rest.split()[:3]])
            elif kind == "vt":
                uv.append([float(value) for value in rest.split()[:2]])
            elif kind == "f":
                corners = [corner.split("/") for corner in rest.split()]
                padding = [-1] * (4 - len(corners))
                quads.append([int(corner[0]) - 1 for corner in corners] + padding)
                quads_uv.append([int(corner[1]) - 1 for corner in corners] + padding)
        return (
            np.array(vertices, np.float32),
            np.array(quads, np.int32),
            np.array(uv, np.float32),
            np.array(quads_uv, np.int32),
        )
    except (OSError, ValueError, IndexError) as error:
        raise FaceModelError(f"{path} cannot be read as an OBJ file: {error}.") from error


def _write_cache(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    try:
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    except OSError as error:
        logger.warning(
            "%s cannot be written; the model is read again next time: %s", path, error
        )
