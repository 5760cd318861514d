"""How often the decision itself, with every limit that belongs to it, refuses an owner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .encoders import EvaluatedEncoder
from .faces import Faces
from .intervals import Estimate, share_estimate
from .protocols import Enrollment


def decision_fnmr(
    faces: Faces,
    enrollment: Enrollment,
    encoder: EvaluatedEncoder,
    draws: NDArray[np.float64],
) -> Estimate:
    """Let the encoder decide on every probe and its own person's template.

    Where single trunks have limits, this is more than FNMR at the threshold of the fused
    vectors; FMR is at most that of the fused vectors.

    Args:
        faces: The people's own faces, as this encoder sees them.
        enrollment: Which of them make the templates.
        encoder: Decides.
        draws: From `draw_people`.
    """
    people, refused = [], []
    for own in faces.of_each_person():
        stored = [faces.of(index) for index in own[enrollment.enrolled[own]].tolist()]
        probes = own[enrollment.probes[own]].tolist() if stored else []
        refused += [not encoder.matches(faces.of(probe), stored) for probe in probes]
        people += [int(faces.people[own[0]])] * len(probes)
    return share_estimate(np.array(refused, np.bool_), np.array(people, np.int64), draws)
