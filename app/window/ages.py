"""Times in words: how long ago something was, or on which day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PyQt5.QtCore import QDateTime, QLocale

from .language import tr


def ago(when: datetime, now: datetime) -> str:
    """Say how long ago something was; after a day, on which day it was.

    Args:
        when: With a time zone.
        now: With a time zone.
    """
    passed = now - when
    if passed < timedelta() or passed >= timedelta(days=1):
        return day(when)
    if passed < timedelta(minutes=1):
        return tr("just now")
    minutes = int(passed.total_seconds()) // 60
    if minutes < 60:
        return tr("{count} min ago").format(count=minutes)
    return tr("{count} h ago").format(count=minutes // 60)


def day(when: datetime) -> str:
    """Name a day, in the local time zone and the window's language."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    # Qt's format of a date: d, MMM, yyyy; the order and the words are the language's.
    return QLocale().toString(local.date(), tr("MMM d, yyyy"))


def day_of_text(text: str) -> str:
    """Name the day of a time as templates hold it, ISO 8601; what is none stays as it is."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    return day(when if when.tzinfo is not None else when.replace(tzinfo=UTC))
