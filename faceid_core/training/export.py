"""Write the shipped encoder: `python -m faceid_core.training.export TRUNK FACES ASSETS`.

TRUNK is `depth_trunk.keras` of a training run, FACES a folder of rendered faces of the split
`train`: color vectors are centered and whitened on them, and the first face of each person is a
stranger of the cohort. Needs the extra `train`. The same weights give the same file, byte for byte,
with the same version of TensorFlow.
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
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from ..cohort import NEIGHBORS, typical_spread
from ..depth_patch import PATCH_SHAPE, mean_height
from ..encoder import Encoder
from ..encoder_description import DESCRIPTION, write_description
from ..face_geometry import FaceGeometry
from ..face_sets import read_shards, unpacked
from ..shares import Shares
from ..types import COLOR_CROP_PX, FaceCrop, Limits
from .color_trunk import build_color_trunk
from .depth_trunk import build_depth_trunk
from .dlib_weights import find_dlib_file, read_dlib_weights
from .fusion import (
    build_color_branch,
    build_color_part,
    build_depth_branch,
    color_directions,
)
from .whitening import SHRINKAGE, within_class_whitening

ENCODER_ID: Final = "two-trunks-i8-3"
COLOR_FILE: Final = "encoder-color.tflite"
DEPTH_FILE: Final = "encoder-depth.tflite"
COHORT_NAME: Final = "cohort.npz"
#: How much the trunks count: depth 0.07 of color.
SHARES: Final = Shares(color=0.9, depth=0.063)
#: Distances are stretched so much that the threshold is 0.4 on color, and those of colorless
#: pictures so much more that it is 0.4 there.
STRETCH: Final = 1.25 / 1.2
COLORLESS_UNIT: Final = 1.0 / 1.2
LIMITS: Final = Limits(fused=0.4, color=0.46, depth=0.45)
THRESHOLD_SOURCE: Final = (
    "On color: FMR below 1e-4 on 2,000 rendered people (8 million comparisons: 7.4e-5, of the "
    "whole decision 2e-5); among photos of some 80 people in public packages, color alone, no two "
    "different people came nearer than 0.45. On colorless pictures, whose unit is their own: FMR "
    "0.1 % on 17 real people in infrared (SJTU depth-IR, 9 frames enrolled). operating_points and "
    "MODEL_CARD.md say which FNMR follows. depth_limit is passed by 98 % of those real people's "
    "probes."
)
#: Of the mean descriptor, subtracted before the length is divided out.
CENTER_SHARE: Final = 0.5
CENTER_FACES: Final = 2000
_BATCH: Final = 32

logger = logging.getLogger(__name__)


def export_encoder(trunk_file: Path, faces_dir: Path, directory: Path) -> None:
    """Write both trunks, `cohort.npz` and `encoder.json` into a folder.

    Raises:
        WeightsError: If dlib's weights are not installed.
        DatasetError: If there are no rendered faces.
    """
    source = find_dlib_file()
    weights = read_dlib_weights(source)
    color_trunk = build_color_trunk(weights)
    center = np.round(CENTER_SHARE * mean_descriptor(color_trunk, faces_dir), 6)
    color_part = build_color_part(color_trunk, color_directions(weights), center)
    depth_trunk = build_depth_trunk()
    depth_trunk.load_weights(trunk_file)
    mean_height_mm = mean_height(FaceGeometry.load())
    whitening = learned_whitening(color_part, faces_dir)
    trunks = {
        COLOR_FILE: int8_lite(build_color_branch(color_part, whitening)),
        DEPTH_FILE: int8_lite(build_depth_branch(depth_trunk, mean_height_mm)),
    }
    description: dict[str, Any] = {
        "id": ENCODER_ID,
        **{
            name: {"file": file, "sha256": hashlib.sha256(trunks[file]).hexdigest()}
            for name, file in (("color", COLOR_FILE), ("depth", DEPTH_FILE))
        },
        "inputs": {
            "rgb": {
                "shape": [1, COLOR_CROP_PX, COLOR_CROP_PX, 3],
                "channels": "RGB",
                "range": [0, 255],
                "alignment": "dlib face chip, 150 px, padding 0.25",
            },
            "depth": {
                "shape": [1, *PATCH_SHAPE],
                "channels": "millimeters behind the mean face (0 in holes), 1 where known",
                "alignment": "rows 10 to 73 and columns 12 to 83 of the canonical map, 1.6 mm a px",
            },
        },
        "outputs": {
            "color": "(1, 79), length 1, of the face and its mirror image",
            "depth": "(1, 48), length 1, likewise",
            "embedding": "(128,), length 1: both, times the roots of their shares, and a constant. "
            "The program turns the sign of the constant where the picture has no color",
        },
        "color_center": [round(float(value), 6) for value in center],
        "color_share": SHARES.color,
        "depth_share": SHARES.depth,
        "whitening_shrinkage": SHRINKAGE,
        "threshold": LIMITS.fused,
        "color_limit": LIMITS.color,
        "depth_limit": LIMITS.depth,
        "threshold_source": THRESHOLD_SOURCE,
        "derived_from": [
            {
                "file": source.name,
                "sha256": _sha256(source),
                "package": "face_recognition_models 0.3.0",
                "author": "Davis E. King",
                "license": "CC0-1.0",
            },
            {
                "file": trunk_file.name,
                "sha256": _sha256(trunk_file),
                "trained_on": "heads rendered from ICT-FaceKit Light",
                "author": "this project",
                "license": "MIT (USC ICT, see LICENSE.ict-facekit)",
            },
        ],
        "made_by": [
            "faceid synthesize depth MAPS --face-model ICT --split train --people 4600",
            "faceid synthesize faces FACES --face-model ICT --skins MAKEHUMAN --split train "
            "--people 450 --views 6",
            "faceid train depth MAPS OUT --faces FACES --steps 400",
            "python -m faceid_core.training.export OUT/depth_trunk.keras FACES assets",
            "python -m faceid_core.training.operating_points assets REAL TEST",
        ],
        "commit": _commit(),
        "made_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    cohort = cohort_file(trunks, description, faces_dir)
    with np.load(io.BytesIO(cohort)) as stored:
        description["cohort"] = {
            "file": COHORT_NAME,
            "sha256": hashlib.sha256(cohort).hexdigest(),
            "strangers": len(stored["vectors"]),
            "neighbors": NEIGHBORS,
            "fused_spread": round(STRETCH * typical_spread(stored["vectors"]), 6),
            "color_spread": round(STRETCH * typical_spread(stored["color_vectors"]), 6),
            "colorless_unit": round(COLORLESS_UNIT, 6),
        }
    write_trunks(directory, trunks)
    (directory / COHORT_NAME).write_bytes(cohort)
    write_description(directory / DESCRIPTION.name, description)
    logger.info("wrote %s", directory / DESCRIPTION.name)


def write_trunks(directory: Path, trunks: Mapping[str, bytes]) -> None:
    """Write files by name into a folder."""
    for name, content in trunks.items():
        (directory / name).write_bytes(content)


def learned_whitening(color_part: keras.Model, faces_dir: Path) -> NDArray[np.float64]:
    """Return the whitening of color vectors, learned on rendered faces, shape (79, 79)."""
    rows: list[NDArray[np.float32]] = []
    people: list[NDArray[np.int64]] = []
    for faces in read_shards(faces_dir):
        people.append(faces.people)
        for start in range(0, len(faces), _BATCH):
            batch = faces.rgb[start : start + _BATCH].astype(np.float32)
            rows.extend(np.asarray(color_part(batch, training=False)))
    return within_class_whitening(np.stack(rows), np.concatenate(people))


def cohort_file(trunks: Mapping[str, bytes], description: dict[str, Any], faces_dir: Path) -> bytes:
    """Return the file of strangers: the first face of each person, as the new encoder sees it.

    Args:
        trunks: The encoder's files, by name.
        description: Of it, without a cohort.
        faces_dir: Rendered faces of people who are nobody.
    """
    vectors, colors = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, DESCRIPTION.name)
        write_description(path, description)
        write_trunks(path.parent, trunks)
        encoder = Encoder(path)
    for faces in read_shards(faces_dir):
        for first in np.unique(faces.people, return_index=True)[1]:
            crop = FaceCrop(faces.rgb[first], unpacked(faces.depth[first]))
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


def mean_descriptor(color_trunk: keras.Model, faces_dir: Path) -> NDArray[np.float32]:
    """Return the mean of the unit descriptors of rendered faces, shape (128,)."""
    rows: list[NDArray[np.float32]] = []
    for faces in read_shards(faces_dir):
        for start in range(0, len(faces), _BATCH):
            batch = faces.rgb[start : start + _BATCH].astype(np.float32)
            descriptors = np.asarray(color_trunk(batch, training=False))
            rows.extend(descriptors / np.linalg.norm(descriptors, axis=1, keepdims=True))
        if len(rows) >= CENTER_FACES:
            break
    return np.mean(rows[:CENTER_FACES], axis=0).astype(np.float32)


def float16_lite(model: keras.Model) -> bytes:
    """Convert a Keras model of one input to LiteRT with float16 weights, float32 arithmetic."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    return bytes(converter.convert())


def int8_lite(model: keras.Model) -> bytes:
    """Convert a Keras model of one input and one answer to LiteRT, for batches of 1, in int8.

    Each channel of a convolution has a scale of its own, and so has each input of it when it
    is run: products are whole numbers, sums of them exact.
    """
    shape = tf.TensorSpec((1, *model.input_shape[1:]), tf.float32)
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", lambda values: model(values, training=False), [shape])
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return bytes(converter.convert())


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
    for name in ("trunk", "faces", "assets"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    export_encoder(args.trunk, args.faces, args.assets)


if __name__ == "__main__":
    main()
