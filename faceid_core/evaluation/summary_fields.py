"""A summary as the JSON object that programs read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from .evaluation import EncoderResult, Summary

#: Where an evaluation's folder holds the object.
JSON_FILE: Final = "evaluation.json"


def summary_fields(summary: Summary) -> dict[str, Any]:
    """Return the fields as dicts, lists, numbers, texts and None.

    The figures of the first encoder stand beside those of the dataset, its two mean
    distances before all others; those of the other encoders are in "other_encoders".
    """
    first, *others = (_encoder_fields(result) for result in summary.encoders)
    dataset = asdict(summary)
    del dataset["encoders"]
    differences = dataset.pop("differences")
    return {**first, **dataset, "other_encoders": others, "differences": differences}


def _encoder_fields(result: EncoderResult) -> dict[str, Any]:
    fields = asdict(result)
    for attack in fields["attacks"]:
        # The names of ISO/IEC 30107-3, as the targets state them.
        attack["apcer"] = attack.pop("accepted")
        attack["apcer_of_liveness_alone"] = attack.pop("passed_as_live")
    return fields
