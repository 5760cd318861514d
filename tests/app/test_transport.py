"""Where a recording stands and what comes next, without threads."""

from __future__ import annotations

import pytest
from scripted_app import ScriptedChapter

from app.transport import Move, Transport

COUNT = 10
CHAPTERS = (ScriptedChapter("enroll", 0, 3), ScriptedChapter("owner", 4, 9))


@pytest.fixture
def transport() -> Transport:
    """Switched on, at frame 0, playing."""
    made = Transport()
    made.attach([index / 20 for index in range(COUNT)], CHAPTERS)
    made.switch(True)
    shown(made)
    return made


def shown(transport: Transport) -> int | None:
    """Carry out the next move, as the reader does."""
    with transport.changed:
        move = transport.next_move()
        if move is None:
            return None
        if move.is_jump and not move.is_wished:
            transport.begin_again()
        transport.show(move.index)
        return move.index


def test_it_plays_to_the_end_and_pauses_there(transport):
    assert [shown(transport) for _ in range(COUNT)] == [*range(1, COUNT), None]
    assert not transport.state.is_playing
    transport.play()
    assert [shown(transport) for _ in range(2)] == [0, 1]


def test_it_loops(transport):
    transport.set_loop(True)
    jumps = transport.jumps
    assert [shown(transport) for _ in range(COUNT + 1)] == [*range(1, COUNT), 0, 1]
    assert transport.jumps == jumps + 1


def test_paused_it_stays(transport):
    transport.pause()
    assert shown(transport) is None
    transport.toggle()
    assert shown(transport) == 1


def test_every_step_forward_shows_the_very_next_frame(transport):
    jumps = transport.jumps
    transport.step(1)
    transport.step(1)
    assert [shown(transport) for _ in range(3)] == [1, 2, None]
    assert transport.jumps == jumps  # no jump: the lock goes on


def test_a_step_back_is_a_jump(transport):
    transport.seek(5)
    shown(transport)
    jumps = transport.jumps
    transport.step(-1)
    transport.step(-1)
    assert transport.next_move() == Move(3, is_jump=True, is_wished=True)
    assert [shown(transport), shown(transport)] == [3, None]
    assert transport.jumps == jumps + 2


def test_steps_follow_on_a_jump(transport):
    transport.seek(5)
    transport.step(2)
    assert [shown(transport) for _ in range(4)] == [5, 6, 7, None]


def test_there_is_no_step_beyond_the_ends(transport):
    transport.step(-1)
    assert [shown(transport), shown(transport)] == [0, None]
    transport.seek(COUNT - 1)
    shown(transport)
    transport.step(1)
    assert shown(transport) is None


@pytest.mark.parametrize(("wanted", "got"), [(7, 7), (-3, 0), (99, COUNT - 1), (0, 0)])
def test_seeking_keeps_playing_or_paused(transport, wanted, got):
    transport.pause()
    transport.seek(wanted)
    assert [shown(transport), shown(transport)] == [got, None]
    transport.play()
    transport.seek(4)
    assert [shown(transport), shown(transport)] == [4, 5]


def test_of_several_seeks_the_last_counts(transport):
    for index in (3, 8, 5):
        transport.seek(index)
    assert shown(transport) == 5


def test_hurrying_runs_once_to_the_end_whatever_the_loop(transport):
    transport.set_loop(True)
    transport.set_speed(0.25)
    transport.seek(6)
    shown(transport)
    transport.hurry_to_end(from_start=False)
    assert transport.state.pace is None
    assert [shown(transport) for _ in range(4)] == [7, 8, 9, None]
    assert not transport.state.is_hurrying
    assert transport.state.pace == 0.25
    transport.hurry_to_end(from_start=True)
    assert [shown(transport) for _ in range(COUNT + 1)] == [*range(COUNT), None]


def test_a_pause_ends_the_hurry(transport):
    transport.hurry_to_end(from_start=True)
    shown(transport)
    transport.toggle()
    assert shown(transport) is None
    transport.toggle()
    assert transport.state.pace == 1.0


def test_a_chapter_is_repeated_until_it_is_left(transport):
    transport.pause()
    transport.stay_in("owner")
    assert [shown(transport) for _ in range(7)] == [4, 5, 6, 7, 8, 9, 4]
    transport.stay_in(None)
    assert shown(transport) == 5


def test_an_unknown_chapter_changes_nothing(transport):
    transport.stay_in("nowhere")
    assert shown(transport) == 1


def test_switching_off_and_on_again_keeps_the_place(transport):
    transport.seek(6)
    shown(transport)
    transport.switch(False)
    with transport.changed:
        transport.show(7)  # it played on
    jumps = transport.jumps
    transport.switch(True)
    assert transport.jumps == jumps + 1
    assert shown(transport) == 7


def test_a_sensor_cannot_be_gone_through():
    transport = Transport()
    transport.switch(True)  # before anybody knows what it will be
    transport.attach((), ())
    assert not transport.state.is_on


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan")])
def test_a_speed_that_leads_nowhere(transport, speed):
    with pytest.raises(ValueError, match="positive speed"):
        transport.set_speed(speed)


def test_chapters_of_frames(transport):
    state = transport.state
    assert [state.chapter_of(index) for index in (0, 3, 4, 9, 10)] == [
        "enroll", "enroll", "owner", "owner", None,
    ]  # fmt: skip
