"""Everything the core says to a user is a text that can be translated."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import QTranslator

from app.window.core_texts import translated
from faceid_core import enrollment_hints, liveness
from faceid_core.lock import Lock, LockPolicy
from faceid_core.types import Retry


class Marking(QTranslator):
    """Marks what it translates."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"<{text}>"


@pytest.fixture
def marked(qapp):
    translator = Marking()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


HINTS = [
    value for name, value in vars(enrollment_hints).items() if name.startswith("HINT_")
] + list(enrollment_hints.HINTS_TOWARD.values())


@pytest.mark.parametrize(
    "text",
    [
        *(retry.value for retry in Retry),
        *HINTS,
        liveness.FLAT,
        liveness.BENT,
        Lock().reason,
        "Checking",
        "Nobody is enrolled yet",
        "This face could not be judged",
    ],
)
def test_a_sentence_of_the_core_is_known(marked, text):
    assert translated(text) == f"<{text}>"


def test_whom_it_is_not_keeps_the_name(marked):
    assert translated("This is not Ada Lovelace") == "<This is not Ada Lovelace>"


def test_an_unknown_sentence_is_shown_as_it_is(marked):
    assert translated("The disk is full.") == "The disk is full."


def test_a_held_lock_is_known(marked, observation_of_ada):
    held = Lock().locked("Locked").after(observation_of_ada, 0.0, LockPolicy())
    assert translated(held.reason) == f"<{held.reason}>"


@pytest.fixture
def observation_of_ada():
    from scripted_app import gray_frame, judged

    return judged(gray_frame(0))
