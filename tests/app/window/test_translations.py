"""The window's languages: complete, consistent, and compiled."""

from __future__ import annotations

import ast
import string
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt5.QtWidgets import QDialogButtonBox, QWidget

import app
from app.window.language import CONTEXT, FOLDER, Language, tr, use_language
from app.window.main_window import MainWindow

SOURCES = sorted(Path(app.__file__).parent.rglob("*.py"))
MARKERS = ("tr", "mark")
LANGUAGES = [language for language in Language if language is not Language.ENGLISH]
#: Passes on what was marked.
FORWARDER = "core_texts.py"


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call that marks a text, with the name of its file."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in MARKERS:
                found.append((path.name, node))
    return tuple(found)


@cache
def literals() -> frozenset[str]:
    return frozenset(
        call.args[0].value
        for _, call in calls()
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    )


@cache
def translations(language: Language) -> dict[str, str]:
    """Every finished entry of a .ts file."""
    root = ElementTree.parse(FOLDER / f"{language.value}.ts").getroot()
    assert [name.text for name in root.iter("name")] == [CONTEXT]
    entries = {}
    for message in root.iter("message"):
        done = message.find("translation")
        source = message.findtext("source")
        assert done is not None
        assert source is not None
        assert done.get("type") is None, f"not finished: {source}"
        entries[source] = done.text or ""
    return entries


def placeholders(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


@pytest.fixture
def english_again(qapp):
    yield
    use_language(Language.ENGLISH)


def test_every_text_is_a_literal():
    others = {file for file, call in calls() if not isinstance(call.args[0], ast.Constant)}
    assert others <= {FORWARDER}
    assert all(len(call.args) == 1 and not call.keywords for _, call in calls())
    assert len(literals()) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    entries = translations(language)
    assert literals() - entries.keys() == set()
    assert entries.keys() - literals() == set(), "obsolete: run setup/translations.sh"
    assert [source for source, text in entries.items() if not text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_lines_are_those_of_the_source(language):
    for source, text in translations(language).items():
        assert placeholders(text) == placeholders(source), source
        assert text.count("\n") == source.count("\n"), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_commands_and_files_stay(language):
    kept = ("--", "faceid ", "mm", "ms", ".venv", "apt ", "*.", "Ctrl+O", "OpenGL", "Kinect")
    for source, text in translations(language).items():
        for word in kept:
            if word in source.split() or (not word.isalpha() and word in source):
                assert word in text, source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_the_readable_one_says(language, qapp, english_again):
    use_language(language)
    assert {source: tr(source) for source in literals()} == translations(language)


def test_italian_is_typographic():
    for text in translations(Language.ITALIAN).values():
        assert "'" not in text.replace("'.[evaluate]'", ""), text
        assert "..." not in text


def test_japanese_is_japanese():
    """No ASCII punctuation where Japanese has its own, and words in most entries."""
    entries = translations(Language.JAPANESE)
    spoken = [text for text in entries.values() if any(ord(letter) > 0x3000 for letter in text)]
    assert len(spoken) > 0.97 * len(entries)
    assert [text for text in spoken if text.endswith((".", ":", "?"))] == []


@pytest.mark.parametrize(
    ("language", "locked", "save"),
    [(Language.ITALIAN, "Bloccato", "Salva"), (Language.JAPANESE, "ロック中", "保存")],
)
def test_qts_own_buttons_follow(language, locked, save, qtbot, english_again):
    use_language(language)
    assert tr("Locked") == locked
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(buttons)
    button = buttons.button(QDialogButtonBox.StandardButton.Save)
    assert button is not None
    assert button.text().replace("&", "").partition("(")[0] == save
    use_language(Language.ENGLISH)
    assert tr("Locked") == "Locked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_changes_its_language_and_back(language, ada_window, english_again, qtbot):
    entries = translations(language)
    before = visible_texts(ada_window)
    own = {text for text in before if text in entries and entries[text] != text}
    always = {"Lock", "Locked", "Look at the camera", "Enroll a face", "Settings", "Take again"}
    assert always <= own
    choose(ada_window, language)
    qtbot.waitUntil(lambda: {entries[text] for text in always} <= visible_texts(ada_window))
    assert own & visible_texts(ada_window) == set()
    choose(ada_window, Language.ENGLISH)
    qtbot.waitUntil(lambda: always <= visible_texts(ada_window))


def choose(window: MainWindow, language: Language) -> None:
    box = window.settings.language
    box.activated.emit(box.findData(language))


def visible_texts(window: MainWindow) -> set[str]:
    """What stands on the window's widgets, and what a screen reader says of them."""
    texts = set(map(window.tabs.tabText, range(window.tabs.count())))
    for widget in window.centralWidget().findChildren(QWidget):
        texts |= {widget.accessibleName(), widget.toolTip()}
        text = getattr(widget, "text", None)
        if callable(text):
            texts.add(text())
    return texts - {""}
