"""What an enrollment says to the person in front of the camera: short sentences."""

from __future__ import annotations

from typing import Final

from .enrollment_step import Stage
from .head_circle import Direction

HINT_FRONT: Final = "Look straight at the camera"
HINT_CIRCLE: Final = "Move your head slowly to complete the circle"
HINT_AGAIN: Final = "Move your head around once more"
HINT_PAUSE: Final = "The first circle is complete"
HINT_FURTHER: Final = "Turn your head a little further"
HINT_LESS: Final = "Turn your head a little less"
HINT_BLURRED: Final = "Hold still"
HINT_DARK: Final = "More light, please"
HINT_OTHER: Final = "This looks like somebody else. Only one person, please"
HINT_UNLIKE: Final = "This does not look like the enrolled person"
HINT_MISMATCH: Final = "The second circle showed somebody else than the first"
HINT_DONE: Final = "Your face is enrolled"

#: What comes next, if nothing is wrong.
HINTS_NEXT: Final = {
    Stage.FRONT: HINT_FRONT,
    Stage.FIRST: HINT_CIRCLE,
    Stage.PAUSE: HINT_PAUSE,
    Stage.SECOND: HINT_AGAIN,
    Stage.MISMATCH: HINT_MISMATCH,
    Stage.COMPLETE: HINT_DONE,
}
#: Where most is missing still.
HINTS_TOWARD: Final = {
    Direction.UP: "Turn your head a little further up",
    Direction.RIGHT: "Turn your head a little further to the right",
    Direction.DOWN: "Turn your head a little further down",
    Direction.LEFT: "Turn your head a little further to the left",
}
