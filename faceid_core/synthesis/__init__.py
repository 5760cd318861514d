"""People, rooms and recordings that never existed, rendered from a morphable head.

Needs the extra `synth` (embreex) and a copy of ICT-FaceKit; photographic skins are optional.
"""

from .demo import write_demo
from .face_model import FaceModel
from .people import write_people
from .person import Person
from .prints import Print
from .render import RenderedFrame, Studio, render_frame
from .sitter import Sitter
from .situations import write_situations
from .skins import SkinLibrary

__all__ = [
    "FaceModel",
    "Person",
    "Print",
    "RenderedFrame",
    "Sitter",
    "SkinLibrary",
    "Studio",
    "render_frame",
    "write_demo",
    "write_people",
    "write_situations",
]
