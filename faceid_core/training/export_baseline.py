"""Write a trained baseline as LiteRT with float16 weights, and its description beside it.

`python -m faceid_core.training.export_baseline NETWORK.keras DIR` does it again for a network
that `faceid train baseline` has written.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Final

import keras

from ..types import COLOR_CROP_PX, DEPTH_MAP_PX, EMBEDDING_SIZE
from .baseline import build_baseline
from .export import float16_lite
from .precision import dtype_policy

KERAS_NAME: Final = "baseline.keras"
FILE_NAME: Final = "baseline.tflite"
DESCRIPTION_NAME: Final = "baseline.json"
#: Proposed by the article that the network is from; nothing says that it suits these weights.
ARTICLE_THRESHOLD: Final = 0.4


def write_baseline(network: keras.Model, directory: Path) -> list[Path]:
    """Write `baseline.keras`, `baseline.tflite` and `baseline.json` into a folder.

    Whatever it was trained in, it is written as a network in float32 on one device.

    Args:
        network: As `build_baseline` makes it.
        directory: Must be there.

    Returns:
        The Keras file and the description.

    Raises:
        OSError: If the folder cannot be written.
    """
    with dtype_policy("float32"):
        plain = build_baseline()
    plain.set_weights(network.get_weights())
    path = directory / KERAS_NAME
    plain.save(path)
    return [path, export_baseline(plain, directory)]


def export_baseline(network: keras.Model, directory: Path) -> Path:
    """Write `baseline.tflite` and `baseline.json` into a folder.

    Args:
        network: In float32, as `build_baseline` makes it.
        directory: Must be there.

    Returns:
        The description.

    Raises:
        OSError: If the folder cannot be written.
    """
    model = float16_lite(network)
    digest = hashlib.sha256(model).hexdigest()
    description = {
        "id": f"baseline-squeezenet-f16-{digest[:8]}",
        "file": FILE_NAME,
        "sha256": digest,
        "inputs": {
            "rgb": {
                "shape": [1, COLOR_CROP_PX, COLOR_CROP_PX, 3],
                "channels": "RGB",
                "range": [0, 255],
                "alignment": "face chip: eyes, nose tip and mouth corners",
            },
            "depth": {
                "shape": [1, DEPTH_MAP_PX, DEPTH_MAP_PX, 1],
                "unit": "mm",
                "holes": 0,
                "alignment": "canonical map",
            },
        },
        "output": {"shape": [1, EMBEDDING_SIZE], "normalization": "unit length"},
        "threshold": ARTICLE_THRESHOLD,
        "threshold_source": "the article's proposal, not chosen for these weights",
    }
    (directory / FILE_NAME).write_bytes(model)
    path = directory / DESCRIPTION_NAME
    path.write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    export_baseline(keras.saving.load_model(sys.argv[1]), Path(sys.argv[2]))
