"""Write into `encoder.json` what some thresholds mean.

`python -m faceid_core.training.operating_points ASSETS REAL RENDERED`: REAL and RENDERED are face
sets of people that were not trained on. Templates of real people are up to 9 faces, those of
rendered people the faces of the first session, as in `faceid evaluate`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

import numpy as np

from ..encoder_description import DESCRIPTION, write_description
from ..evaluation.collected import collect_face_set
from ..evaluation.encoders import EvaluatedEncoder, load_encoder
from ..evaluation.evaluation import ENROLLED_FRAMES
from ..evaluation.faces import Faces
from ..evaluation.protocols import enroll, enrolled_scores, mated_rule
from ..evaluation.scores import Scores, totals_of
from ..evaluation.shard_work import ShardEncoding
from ..types import FUSED

#: Of the shipped threshold, from strict to the shipped one.
SHARES: Final = (0.75, 0.8, 0.85, 0.9, 0.95, 1.0)


def write_operating_points(assets: Path, real: Faces, rendered: Faces) -> None:
    """Measure both sets at every threshold and write what was found.

    Args:
        assets: Holds `encoder.json`.
        real, rendered: As this encoder sees them.

    Raises:
        DatasetError: If a set has too few faces.
        WeightsError: If the encoder cannot be loaded.
    """
    path = assets / DESCRIPTION.name
    encoder = load_encoder(str(path))
    entries = json.loads(path.read_text(encoding="utf-8"))
    points = []
    for share in SHARES:
        threshold = round(share * encoder.threshold, 3)
        points.append(
            {
                "threshold": threshold,
                **_rates("real", encoder, real, threshold),
                **_rates("rendered", encoder, rendered, threshold),
            }
        )
    entries["operating_points"] = points
    write_description(path, entries)


def _rates(
    kind: str, encoder: EvaluatedEncoder, seen: Faces, threshold: float
) -> dict[str, float | int]:
    faces = encoder.with_units(seen)
    enrollment = enroll(faces, ENROLLED_FRAMES, mated_rule(faces))
    scores = enrolled_scores(faces, FUSED, enrollment, threshold, along_lines=True)
    fmr, fnmr = rates_at(scores, int(faces.people.max()) + 1, threshold)
    return {
        f"{kind}_fmr": float(f"{fmr:.3g}"),
        f"{kind}_fnmr": round(fnmr, 4),
        f"{kind}_non_mated": scores.non_mated_count,
        f"{kind}_mated": len(scores.mated),
    }


def rates_at(scores: Scores, people: int, threshold: float) -> tuple[float, float]:
    """Return FMR and FNMR at the threshold that the scores were counted at."""
    totals = totals_of(scores, people, threshold)
    return float(totals.matches.sum()) / totals.count, float(np.mean(scores.mated > threshold))


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("assets", "real", "rendered"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    encoding = ShardEncoding((str(args.assets / DESCRIPTION.name),))
    real, rendered = (
        collect_face_set(folder, encoding, lambda done, total: None).own[0]
        for folder in (args.real, args.rendered)
    )
    write_operating_points(args.assets, real, rendered)


if __name__ == "__main__":
    main()
