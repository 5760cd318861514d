"""The tray icon: what it shows, what its menu says, and its process."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt5.QtGui import QIcon

from app.presence.tray import Tray, mood_of, words_of
from app.presence.tray_icon import Mood, drawn_icon
from app.presence.tray_process import TrayProcess, TrayState, Wish
from faceid_core.who import Who


@pytest.fixture
def pipes() -> Iterator[tuple[int, int, int, int]]:
    """The tray's input (to read, to write), and its output (to read, to write)."""
    made = (*os.pipe(), *os.pipe())
    yield made
    for end in made:
        os.close(end)


@pytest.fixture
def tray(qapp, pipes) -> Tray:
    return Tray(pipes[0], pipes[3])


def drawn(icon: QIcon) -> bytes:
    image = icon.pixmap(32, 32).toImage()
    return bytes(image.constBits().asstring(image.byteCount()))


@pytest.mark.parametrize(
    ("state", "mood", "words"),
    [
        (TrayState(), Mood.TROUBLE, "starting"),
        (TrayState(Who.OWNER, "ann is here"), Mood.OWNER, "ann is here"),
        (TrayState(Who.SOMEBODY, "Somebody is here"), Mood.WATCHING, "Somebody"),
        (TrayState(Who.AWAY, "The seat is empty"), Mood.WATCHING, "empty"),
        (TrayState(Who.STRANGER, "Somebody else is here"), Mood.WATCHING, "else"),
        (TrayState(Who.UNCLEAR, "Kinect 0 was unplugged."), Mood.TROUBLE, "unplugged"),
        (TrayState(Who.OWNER, "ann is here", is_paused=True), Mood.PAUSED, "paused"),
    ],
)
def test_each_state_has_its_picture_and_its_words(state, mood, words, qapp) -> None:
    assert mood_of(state) is mood
    assert words in words_of(state)


def test_the_pictures_differ(qapp) -> None:
    assert len({drawn(drawn_icon(mood)) for mood in Mood}) == len(Mood)


def test_states_come_by_lines_also_in_pieces(tray, pipes, qtbot) -> None:
    line = TrayState(Who.OWNER, "ann is here", is_locked=True).line().encode()
    os.write(pipes[1], line[:10])
    os.write(pipes[1], line[10:])
    qtbot.waitUntil(lambda: "ann is here" in tray.icon.toolTip())
    assert not tray.lock.isEnabled()
    os.write(pipes[1], TrayState(Who.AWAY, "The seat is empty", is_paused=True).line().encode())
    qtbot.waitUntil(tray.pause.isChecked)
    assert tray.lock.isEnabled()


def test_the_menu_says_what_was_chosen(tray, pipes) -> None:
    for action in (tray.lock, tray.pause, tray.pause, tray.window, tray.leave):
        action.trigger()
    told = [Wish(word) for word in os.read(pipes[2], 1000).decode().split()]
    assert told == [Wish.LOCK, Wish.PAUSE, Wish.RESUME, Wish.OPEN_WINDOW, Wish.QUIT]


def run_process(tmp_path: Path, *, kills: bool) -> int | None:
    """Start the tray's process, show something, end it; return its exit code."""

    async def run() -> int | None:
        tray = TrayProcess(lambda wish: None)
        await tray.start(tmp_path)
        process = tray._process
        assert process is not None
        tray.show(TrayState(Who.OWNER, "ann is here"))
        if kills:
            process.send_signal(signal.SIGKILL)
            await process.wait()
            await asyncio.sleep(0.1)
            tray.show(TrayState())
        await tray.stop()
        return process.returncode

    return asyncio.run(run())


def test_its_process_ends_with_the_agent(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run_process(tmp_path, kills=False) == 0


def test_an_icon_that_is_gone_disturbs_nobody(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run_process(tmp_path, kills=True) == -signal.SIGKILL


def test_without_a_screen_there_is_no_process(tmp_path, monkeypatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)

    async def run() -> None:
        tray = TrayProcess(lambda wish: None)
        await tray.start(tmp_path)
        tray.show(TrayState())
        await tray.stop()
        assert tray._process is None

    asyncio.run(run())
