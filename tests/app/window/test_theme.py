"""Both themes can be read: contrast as WCAG 2.1 computes it."""

from __future__ import annotations

import itertools

import pytest
from PyQt5.QtGui import QColor

from app.window.theme import DARK, LIGHT, Colors

READABLE = 4.5  # WCAG 2.1, level AA, for text of usual size
TEXTS = ("text", "text_detail", "text_soft", "green", "amber")
SURFACES = ("background", "surface")


def luminance(color: str) -> float:
    channels = QColor(color).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("text", "surface"), list(itertools.product(TEXTS, SURFACES)))
def test_texts_can_be_read(theme: Colors, text: str, surface: str):
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= READABLE


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_buttons_can_be_read(theme: Colors):
    assert contrast(theme.text, theme.surface_raised) >= READABLE
    assert contrast(theme.text, theme.surface_hover) >= READABLE
    assert contrast(theme.on_accent, theme.accent) >= READABLE
    assert contrast(theme.on_accent, theme.accent_hover) >= READABLE
    assert contrast(theme.text_soft, theme.surface_raised) >= READABLE
