"""What happens in the chapters of the demo recording."""

from __future__ import annotations

from .language import tr


def chapter_title(name: str) -> str:
    """A word for a chapter, as room is short; a chapter that is not the demo's keeps its name."""
    return {
        "enroll": tr("Enrollment"),
        "away": tr("Nobody"),
        "owner": tr("Owner"),
        "away2": tr("Nobody"),
        "stranger": tr("Somebody else"),
        "photo": tr("Photo"),
    }.get(name, name)


def chapter_words(name: str) -> str:
    """What happens in a chapter."""
    return {
        "enroll": tr("the owner enrolls"),
        "away": tr("nobody is there"),
        "owner": tr("the owner looks at the camera"),
        "away2": tr("nobody is there"),
        "stranger": tr("somebody else looks at the camera"),
        "photo": tr("a flat photo of the owner is held up"),
    }.get(name, name)
