"""Write the mean face: `python -m faceid_core.synthesis.write_mean_face FACE_MODEL SKINS`.

Renders people who look straight ahead, without the sensor's noise, and writes
`assets/face_geometry.npz`. Equal arguments give an equal mean.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from hardware.frame import Frame

from ..face_geometry import GEOMETRY_FILE
from ..mean_face import mean_face, save_geometry
from .face_model import FaceModel
from .person import Person
from .render import Studio
from .sitter import Sitter
from .skins import SkinLibrary

PEOPLE: Final = 40
POSITION_MM: Final = (0.0, -10.0, 600.0)
#: Where the face is in the picture from there: hair that hangs into it hides landmarks.
_FACE_PX: Final = np.s_[200:330, 280:360]
MAX_HAIR: Final = 0.02

logger = logging.getLogger(__name__)


def frontal_faces(studio: Studio, count: int) -> Iterator[Frame]:
    """Render people who look straight ahead, with exact depth; leaves out hidden faces."""
    seed = 0
    while count > 0:
        rendered = studio.render([Sitter(Person.random(seed), position_mm=POSITION_MM)], seed=seed)
        seed += 1
        if float(rendered.hair[_FACE_PX].mean()) <= MAX_HAIR:
            count -= 1
            depth_mm = np.rint(rendered.clean_depth_mm).astype(np.uint16)
            yield Frame(rendered.clean_rgb, depth_mm, 0.0)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    face_model, skins = (Path(argument) for argument in sys.argv[1:3])
    studio = Studio(FaceModel.load(face_model), SkinLibrary(skins))
    save_geometry(mean_face(frontal_faces(studio, PEOPLE)))
    logger.info("wrote %s from %d people", GEOMETRY_FILE, PEOPLE)
