"""Which frames make an attempt."""

import pytest

from faceid_core.trust.attempts import REPEAT_S, Attempt, Attempts
from faceid_core.types import Retry
from faceid_core.verification import FRAMES_TO_MATCH, FRAMES_TO_REFUSE

OTHER, FLAT, MATCH = {"distance": 0.9}, {"is_live": False}, {}
WEAK = {"relief_mm": 3.5}  # enough for a frame, too little for the mean over a row
GONE, DARK, FAR = ({"retry": retry} for retry in (Retry.NO_FACE, Retry.TOO_DARK, Retry.TOO_FAR))
NOBODY_ENROLLED = {"distance": None}
ROW = FRAMES_TO_REFUSE


@pytest.mark.parametrize(
    ("frames", "refused"),
    [
        ([OTHER] * (ROW - 1), 0),
        ([OTHER] * ROW, 1),
        ([FLAT] * ROW, 1),
        ([WEAK] * (FRAMES_TO_MATCH - 1 + ROW), 1),
        ([WEAK] * (FRAMES_TO_MATCH - 2 + ROW), 0),
        ([OTHER] * 4 * ROW, 1),
        (([OTHER] * ROW + [GONE]) * 3, 3),
        (([OTHER] * ROW + [DARK]) * 3, 1),  # all within five seconds
        ([OTHER] * (ROW - 1) + [DARK, OTHER], 1),
        (([OTHER] * (ROW - 1) + [GONE]) * 3, 0),
        (([OTHER] * (ROW - 1) + [MATCH]) * 3, 0),
        ([GONE, DARK, FAR] * ROW, 0),
        ([NOBODY_ENROLLED] * 9 * ROW, 0),
        ([MATCH] * 9 * ROW, 0),
    ],
)
def test_only_a_judged_face_is_a_failure(observation, frames, refused):
    assert completed(observation, frames, 0.01).count(Attempt.REFUSED) == refused


def test_a_face_that_stays_counts_again_after_a_while(observation):
    period_s = 0.1
    frames = [OTHER] * int(3.2 * REPEAT_S / period_s)
    assert completed(observation, frames, period_s).count(Attempt.REFUSED) == 3


def test_leaving_is_told_once(observation):
    frames = [MATCH, GONE, GONE, DARK, GONE, OTHER, GONE]
    assert completed(observation, frames, 0.1) == [Attempt.GONE] * 2


def completed(observation, frames, period_s):
    attempts, found = Attempts(), []
    for index, frame in enumerate(frames):
        attempts = attempts.after(observation(**frame), index * period_s)
        found.append(attempts.completed)
    return [each for each in found if each is not None]
