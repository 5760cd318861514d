"""Error rates on a folder of people, or on a face set.

`find_sessions` -> frames, opened by the caller -> `judge` -> `collect`, or `collect_face_set`;
then `evaluate` -> `write_outputs`.
Plots are drawn without a display, and no picture of a face is written.
"""

from .collected import Collected, collect, collect_face_set
from .dataset import Session, find_sessions
from .encoders import EvaluatedEncoder, load_encoder
from .evaluation import ENROLLED_FRAMES, Evaluation, Summary, evaluate
from .samples import Sample, judge

__all__ = [
    "ENROLLED_FRAMES",
    "Collected",
    "EvaluatedEncoder",
    "Evaluation",
    "Sample",
    "Session",
    "Summary",
    "collect",
    "collect_face_set",
    "evaluate",
    "find_sessions",
    "judge",
    "load_encoder",
]
