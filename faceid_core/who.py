"""Who sits at the desk, in one word; the words go over the bus."""

from __future__ import annotations

import enum


class Who(enum.Enum):
    """Who sits there."""

    OWNER = "owner"
    SOMEBODY = "somebody"  # not recognized, or turned away
    STRANGER = "stranger"  # a face that stayed another one where the owner was
    AWAY = "away"
    UNCLEAR = "unclear"  # the sensor does not tell
