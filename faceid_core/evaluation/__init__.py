"""Error rates on a folder of people.

`find_sessions` -> frames, opened by the caller -> `judge` -> `evaluate` -> `write_outputs`.
Plots are drawn without a display, and no picture of a face is written.
"""

from .dataset import Session, find_sessions
from .evaluation import ENROLLED_FRAMES, Evaluation, Summary, evaluate
from .samples import Sample, judge

__all__ = [
    "ENROLLED_FRAMES",
    "Evaluation",
    "Sample",
    "Session",
    "Summary",
    "evaluate",
    "find_sessions",
    "judge",
]
