"""People of the demo who already sit there: recordings that begin with a face."""

from __future__ import annotations

from pathlib import Path

from faceid_core.pipeline import Gallery, Recognizer, observe
from faceid_core.verification import FRAMES_TO_REFUSE
from hardware import Pace, open_source, open_writer

FRAMES = FRAMES_TO_REFUSE + 1  # the motion of the first one is not known


def write_sitting(folder: Path, chapter: str, recognizer: Recognizer, layout: str = "tum") -> str:
    """Record somebody from where every frame can be judged.

    Args:
        folder: Where to.
        chapter: Of the demo.
        recognizer: The loaded models.
        layout: Of the recording; "fakenect" is played by the Kinect's own driver.

    Returns:
        The recording as a source.
    """
    with open_source(f"demo#{chapter}", pace=Pace.FULL_SPEED) as source:
        frames = list(source)
    usable = [seen.retry is None for seen in observe(frames, recognizer, Gallery())]
    first = next(at for at in range(len(usable)) if all(usable[at : at + FRAMES]))
    with open_writer(folder, layout) as writer:
        for frame in frames[first : first + FRAMES]:
            writer.write(frame)
    return f"{'fakenect' if layout == 'fakenect' else 'recording'}:{folder}"
