"""Read the weights of dlib's face recognition network from its serialized file.

The file (`dlib_face_recognition_resnet_model_v1.dat`, CC0, from PyPI
`face_recognition_models`) holds the layers in forward order, each tensor after
its layer's name. Only what stands between those names is read here; the format
is dlib's `serialize()` of tensors and packed integers (dlib/serialize.h).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError

FILE_NAME: Final = "dlib_face_recognition_resnet_model_v1.dat"

_CONVOLUTION: Final = b"\x05con_4"
_AFFINE: Final = b"\x07affine_"
_DENSE: Final = b"\x04fc_2"


@dataclass(frozen=True, eq=False)
class Convolution:
    """One convolution and the affine layer behind it.

    Attributes:
        kernel: float32, shape (height, width, in, out).
        bias: float32, shape (out,).
        gamma, beta: float32, shape (out,), the affine layer.
        stride: 1 or 2.
    """

    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]
    gamma: NDArray[np.float32]
    beta: NDArray[np.float32]
    stride: int


@dataclass(frozen=True, eq=False)
class DlibWeights:
    """All weights, convolutions in forward order; `dense` has shape (256, 128)."""

    convolutions: tuple[Convolution, ...]
    dense: NDArray[np.float32]


def find_dlib_file() -> Path:
    """Return the weights file of the installed `face_recognition_models`.

    Raises:
        WeightsError: If that package is not installed.
    """
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError("dlib's weights are missing: pip install face_recognition_models==0.3.0")
    return Path(spec.submodule_search_locations[0]) / "models" / FILE_NAME


def read_dlib_weights(path: Path) -> DlibWeights:
    """Read the network's weights.

    Raises:
        WeightsError: If the file cannot be read or is not that network.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        return _parse(data)
    except (ValueError, IndexError, struct.error) as error:
        raise WeightsError(f"{path} is not dlib's face recognition network: {error}") from error


class _Reader:
    """A cursor over the serialized bytes."""

    def __init__(self, data: bytes, offset: int) -> None:
        self._data = data
        self.offset = offset

    def integer(self) -> int:
        """Read a packed integer: a byte with size and sign, then little-endian bytes."""
        head = self._data[self.offset]
        size = head & 0x0F
        if size > 8:
            raise ValueError(f"expected a packed integer at byte {self.offset}")
        start = self.offset + 1
        self.offset = start + size
        value = int.from_bytes(self._data[start : self.offset], "little")
        return -value if head & 0x80 else value

    def tensor(self) -> NDArray[np.float32]:
        """Read a tensor: version, four sizes, then raw float32."""
        self.integer()
        shape = tuple(self.integer() for _ in range(4))
        count = int(np.prod(shape))
        end = self.offset + 4 * count
        if min(shape) < 0 or end > len(self._data):
            raise ValueError(f"the tensor at byte {self.offset} is cut off")
        values = np.frombuffer(self._data, "<f4", count, self.offset)
        self.offset = end
        return values.astype(np.float32)


def _parse(data: bytes) -> DlibWeights:
    convolutions: list[Convolution] = []
    depth = 3
    offset = 0
    while (found := data.find(_CONVOLUTION, offset)) >= 0:
        reader = _Reader(data, found + len(_CONVOLUTION))
        values = reader.tensor()
        filters, rows, columns, stride, _ = (reader.integer() for _ in range(5))
        taps = rows * columns * depth * filters
        if values.size != taps + filters:
            raise ValueError(f"convolution {len(convolutions)} has {values.size} values")
        kernel = values[:taps].reshape(filters, depth, rows, columns).transpose(2, 3, 1, 0)
        affine = data.find(_AFFINE, reader.offset)
        reader = _Reader(data, affine + len(_AFFINE))
        scale = reader.tensor()
        if affine < 0 or scale.size != 2 * filters:
            raise ValueError(f"convolution {len(convolutions)} has no affine layer behind it")
        convolutions.append(
            Convolution(
                kernel=np.ascontiguousarray(kernel),
                bias=values[taps:],
                gamma=scale[:filters],
                beta=scale[filters:],
                stride=stride,
            )
        )
        depth = filters
        offset = reader.offset
    return DlibWeights(tuple(convolutions), _dense(data))


def _dense(data: bytes) -> NDArray[np.float32]:
    found = data.find(_DENSE)
    if found < 0:
        raise ValueError("no fully connected layer")
    reader = _Reader(data, found + len(_DENSE))
    outputs, inputs = reader.integer(), reader.integer()
    return reader.tensor().reshape(inputs, outputs)
