"""Alternate appearances of one person (glasses, a hat, a beard) within one template."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .errors import TemplateError
from .templates import FIRST_APPEARANCE, MAX_APPEARANCES, Template


def check_room(template: Template, label: str) -> None:
    """Check that an appearance can join a template: a new one, or one to be replaced.

    Raises:
        TemplateError: If there are as many others already as a template may have.
    """
    known = template.appearances
    if label not in known and len(known) >= MAX_APPEARANCES:
        raise TemplateError(
            f"{template.name} has {len(known)} appearances already ({', '.join(known)}), which is "
            "the most. Remove one first."
        )


def with_appearance(template: Template, swept: Template, label: str) -> Template:
    """Add what another sweep of the same person stored.

    Args:
        template: What the person has so far; an appearance of that label is replaced.
        swept: The new sweep, all of its rows.
        label: What its owner calls it.

    Returns:
        A template with the name and date of `template`.

    Raises:
        TemplateError: If there is no room for another appearance.
        ValueError: If the label cannot be used, or another encoder made the sweep.
    """
    if label == FIRST_APPEARANCE or swept.encoder_id != template.encoder_id:
        raise ValueError(
            f"Expected a label, and a sweep of encoder {template.encoder_id!r}. "
            f"Received {label!r} and {swept.encoder_id!r}."
        )
    check_room(template, label)
    kept = without_appearance(template, label) if label in template.appearances else template
    return replace(
        kept,
        vectors=np.concatenate([kept.vectors, swept.vectors]),
        color_vectors=np.concatenate([kept.color_vectors, swept.color_vectors]),
        depth_vectors=np.concatenate([kept.depth_vectors, swept.depth_vectors]),
        poses=(*kept.poses, *swept.poses),
        labels=(*kept.labels, *(label for _ in swept.poses)),
    )


def without_appearance(template: Template, label: str) -> Template:
    """Drop an appearance.

    Raises:
        TemplateError: If there is none of that label. The first cannot be dropped.
    """
    if label not in template.appearances:
        known = ", ".join(template.appearances) or "none"
        raise TemplateError(f"{template.name} has no appearance {label!r} (appearances: {known}).")
    kept = np.array([other != label for other in template.labels])
    return replace(
        template,
        vectors=template.vectors[kept],
        color_vectors=template.color_vectors[kept],
        depth_vectors=template.depth_vectors[kept],
        poses=tuple(pose for pose, is_kept in zip(template.poses, kept, strict=True) if is_kept),
        labels=tuple(other for other in template.labels if other != label),
    )
