"""A program that trains together with others, by TF_CONFIG; prints what became of it as JSON.

python training_together.py FOLDER
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from made_faces import made_faces

from faceid_core.errors import TrainingError
from faceid_core.training.batches import BatchShape, PersonBatches
from faceid_core.training.strategies import claim_together, is_chief, make_strategy
from faceid_core.training.train_baseline import BaselineTrainer

FACES = made_faces(6, 2)


def main(folder: Path) -> dict[str, object]:
    strategy = make_strategy("multiworker")
    place = "chief" if is_chief(strategy) else "other"
    out = folder / "run"

    def trainer(directory: Path) -> BaselineTrainer:
        batches = PersonBatches(FACES.people, BatchShape(2, 2, 1), seed=0)
        return BaselineTrainer(FACES, batches, directory, strategy=strategy)

    def refusal(directory: Path, run: dict[str, str | int | bool]) -> str:
        try:
            claim_together(strategy, directory, run)
            trainer(directory)
        except TrainingError as error:
            return str(error)
        return ""

    claim_together(strategy, out, {"seed": 0})
    first = trainer(out)
    losses = [progress.loss for progress in first.train(steps=2)]
    again = trainer(out)
    resumed_at = again.steps_done
    losses += [progress.loss for progress in again.train(steps=3)]
    weights = [variable.numpy().tobytes() for variable in again.network.trainable_variables]
    return {
        "place": place,
        "losses": losses,
        "resumed_at": resumed_at,
        "weights": hashlib.sha256(b"".join(weights)).hexdigest(),
        "other_data": refusal(out, {"seed": 0 if place == "chief" else 1}),
        "other_folder": refusal(out if place == "chief" else folder / "empty", {"seed": 0}),
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
