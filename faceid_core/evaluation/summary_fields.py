"""A summary as the JSON object that programs read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .evaluation import Summary


def summary_fields(summary: Summary) -> dict[str, Any]:
    """Return the fields as dicts, lists, numbers, texts and None, in the order of `Summary`."""
    fields = asdict(summary)
    for result in fields["attacks"]:
        # The names of ISO/IEC 30107-3, as the targets state them.
        result["apcer"] = result.pop("accepted")
        result["apcer_of_liveness_alone"] = result.pop("passed_as_live")
    return fields
