"""Everything the core says to a user is a text that can be translated."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QTranslator

from app.window.core_texts import translated
from faceid_core import enrollment_hints, liveness
from faceid_core.lock import Lock, LockPolicy
from faceid_core.trust.policy import Refusal
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

REFUSALS_OF_CUES = [
    text
    for name, text in vars(liveness).items()
    if name.isupper() and isinstance(text, str) and " " in text
]


@pytest.mark.parametrize(
    "text",
    [
        *(retry.value for retry in Retry),
        *(refusal.value for refusal in Refusal),
        *HINTS,
        *REFUSALS_OF_CUES,
        Lock().reason,
        "The recording has ended",
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


#: Whose errors the window shows.
MODULES = (
    "app.enrolled",
    "app.enrolling",
    "app.passcodes",
    "app.session",
    "app.frame_reader",
    "faceid_core.appearances",
    "faceid_core.encoder",
    "faceid_core.encoder_description",
    "faceid_core.enrollment",
    "faceid_core.evaluation.embeddings",
    "faceid_core.face_geometry",
    "faceid_core.litert",
    "faceid_core.matching",
    "faceid_core.templates",
    "faceid_core.trust.guard",
    "faceid_core.trust.key_wraps",
    "faceid_core.trust.keyring_wrap",
    "faceid_core.trust.ledger",
    "faceid_core.trust.passcode",
    "faceid_core.trust.sealed_folder",
    "faceid_core.trust.vault",
    "hardware.calibration",
    "hardware.kinect.driver",
    "hardware.kinect.source",
    "hardware.recordings.camera_file",
    "hardware.recordings.fakenect",
    "hardware.recordings.files",
    "hardware.recordings.images",
    "hardware.recordings.pairs",
    "hardware.recordings.recording",
    "hardware.recordings.source",
    "hardware.recordings.tum",
    "hardware.recordings.vap",
    "hardware.registry",
)
#: What is filled into a sentence and is words itself; each of them is tried.
FILLED = {
    "fault": ("is truncated", "is too long"),
    "_empty(data)": ("", " but an empty file"),
    "reason": ("did not answer", "could not be opened (X)", "failed: X"),
    "process.last_words()": ("X",),
}


def raised(module_name: str) -> Iterator[str]:
    """Every sentence that a module's errors begin with, with an X where something is filled in."""
    module = importlib.import_module(module_name)
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        words = node.args[0]
        is_ours = node.func.id.endswith("Error") and node.func.id[0] != "_"
        if not is_ours or node.func.id in ("ValueError", "CaptureFailedError", "PermissionError"):
            continue
        if isinstance(words, ast.Constant):
            yield words.value
        elif isinstance(words, ast.JoinedStr):
            yield from sentences(words, vars(module))


def sentences(words: ast.JoinedStr, known: dict[str, object]) -> Iterator[str]:
    """What an f-string can become."""
    made = [""]
    for part in words.values:
        if isinstance(part, ast.Constant):
            options: tuple[str, ...] = (str(part.value),)
        else:
            inner = ast.unparse(part.value)
            options = FILLED.get(inner, (str(known[inner]) if inner in known else "X",))
        made = [before + option for before in made for option in options]
    return iter(made)


@pytest.mark.parametrize("module_name", MODULES)
def test_every_error_that_reaches_the_window_is_known(marked, module_name):
    said = list(raised(module_name))
    assert [text for text in said if not translated(text).startswith("<")] == []


def test_the_errors_are_found():
    assert sum(1 for name in MODULES for _ in raised(name)) > 80


@pytest.mark.parametrize(
    "text",
    [
        "/tmp/a is damaged (half (b) is missing). Remove it and enroll Ada Lovelace again.",
        "Kinect 0 sends no picture. Check its cable and power supply.",
        "This is a defect of the program: KeyError: '{name}'",
        "Unlocked for {name}",
    ],
)
def test_what_is_filled_in_stays(marked, text):
    assert translated(text) == f"<{text}>"


@pytest.fixture
def observation_of_ada():
    from scripted_app import gray_frame, judged

    return judged(gray_frame(0))
