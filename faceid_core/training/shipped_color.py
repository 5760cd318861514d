"""Read a color trunk back from the file that was shipped, to go on from it.

The runs' own files are too large to keep. The shipped one has the same weights in int8, with a
scale for each channel of a convolution; here they are multiplied out.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from keras import layers
from numpy.typing import NDArray

from ..bad_file import BAD_JSON
from ..errors import WeightsError
from .sface_weights import SFaceWeights
from .train_color import student_of
from .weights_files import read_weights_file

_CONVOLUTIONS: Final = (
    schema.BuiltinOperator.CONV_2D,
    schema.BuiltinOperator.DEPTHWISE_CONV_2D,
)
#: What flatbuffers raise on a damaged file, beside what a value of another type does.
_BAD_MODEL: Final = (*BAD_JSON, IndexError, struct.error)
_SLOPES: Final = (schema.BuiltinOperator.PRELU,)


def read_shipped_color(path: Path, weights: SFaceWeights) -> keras.Model:
    """Return the trunk that a shipped file was made of, but for the rounding.

    Args:
        path: `encoder-color.tflite`.
        weights: SFace's; what does not learn stays as it is there, bit for bit.

    Raises:
        WeightsError: If the file cannot be read, or holds another network.
    """
    content = read_weights_file(path)
    try:
        model = schema.ModelT.InitFromPackedBuf(content)
        stored = [
            _values(model, operator, content)
            for kind in (_CONVOLUTIONS, _SLOPES)
            for operator in _operators(model, kind)
        ]
    except _BAD_MODEL as error:
        raise WeightsError(f"{path} is not a LiteRT model: {error}") from error
    trunk = student_of(weights)
    targets = [
        layer
        for kind in (layers.Conv2D | layers.DepthwiseConv2D, layers.PReLU)
        for layer in trunk.layers
        if isinstance(layer, kind)
    ]
    if len(stored) != len(targets):
        raise WeightsError(f"{path} is not a color trunk: {len(stored)} layers of weights.")
    for layer, values in zip(targets, stored, strict=True):
        if layer.trainable:
            _set(layer, values, path)
    return trunk


def _operators(model: Any, kinds: tuple[int, ...]) -> list[Any]:
    codes = [each.builtinCode for each in model.operatorCodes]
    return [each for each in model.subgraphs[0].operators if codes[each.opcodeIndex] in kinds]


def _values(model: Any, operator: Any, content: bytes) -> list[NDArray[np.float32]]:
    """Return the constants of an operator, as floating point numbers."""
    graph = model.subgraphs[0]
    found = (graph.tensors[index] for index in operator.inputs[1:])
    return [
        _multiplied_out(tensor, _bytes(model.buffers[tensor.buffer], content)) for tensor in found
    ]


def _bytes(buffer: Any, content: bytes) -> bytes:
    """Return what a buffer holds, in itself or behind the model."""
    if buffer.data is not None:
        return np.asarray(buffer.data, np.uint8).tobytes()
    return content[buffer.offset : buffer.offset + buffer.size]


def _multiplied_out(tensor: Any, held: bytes) -> NDArray[np.float32]:
    if tensor.type == schema.TensorType.FLOAT32:
        return np.frombuffer(held, np.float32).reshape(tensor.shape)
    if tensor.type != schema.TensorType.INT8:
        raise ValueError(f"Expected int8 or float32. Received type {tensor.type}.")
    steps = np.frombuffer(held, np.int8).reshape(tensor.shape).astype(np.float32)
    told = tensor.quantization
    shape = np.ones(steps.ndim, int)
    shape[told.quantizedDimension] = -1
    scales, zeros = (np.asarray(each).reshape(shape) for each in (told.scale, told.zeroPoint))
    values: NDArray[np.float32] = ((steps - zeros) * scales).astype(np.float32)
    return values


def _set(layer: keras.Layer, values: list[NDArray[np.float32]], path: Path) -> None:
    """Give a layer its weights; LiteRT's kernels have what they answer in front."""
    shapes = [each.shape for each in layer.get_weights()]
    turned = [each.transpose(1, 2, 3, 0) if each.ndim == 4 else each for each in values]
    try:
        layer.set_weights([each.reshape(shape) for each, shape in zip(turned, shapes, strict=True)])
    except ValueError as error:
        raise WeightsError(f"{path} is not a color trunk: {error}") from error
