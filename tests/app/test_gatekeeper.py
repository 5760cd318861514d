"""A session whose lock obeys the policy: at a sensor every judged face counts, on real files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from guarded_window import PASSCODE, GuardedWindow
from scripted_app import gray_frame, judged, missed, template
from turned_clock import TurnedClock

from app.errors import LockedError
from app.gatekeeper import REVIEW_S
from faceid_core.errors import PasscodeError
from faceid_core.lock import Verdict
from faceid_core.templates import TemplateStore
from faceid_core.trust.ledger import STATE_FILE
from faceid_core.trust.policy import Refusal
from faceid_core.types import LockState, Retry
from faceid_core.verification import FRAMES_TO_REFUSE

FRAME = gray_frame(0)
OWNER = judged(FRAME)
STRANGER = judged(FRAME, distance=0.9)
NOBODY = missed(FRAME)


class Window(GuardedWindow):
    """What the policy says to it."""

    def refuse(self, times: int) -> None:
        for _ in range(times):
            self.see(STRANGER, FRAMES_TO_REFUSE)
            self.see(NOBODY, 2)

    @property
    def reason(self) -> str:
        return self.session.snapshot.lock.reason

    @property
    def failures(self) -> int:
        return self.guard.status().failures

    def told(self) -> list[tuple[str, str]]:
        return [(each.event, each.verdict) for each in self.guard.entries()]


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def open_window(tmp_path, clock) -> Callable[[], Window]:
    """Start the program anew on the same folder."""
    return lambda: Window(tmp_path, clock)


@pytest.fixture
def window(open_window, tmp_path) -> Window:
    """A window that knows Ada, and a passcode."""
    TemplateStore(tmp_path / "templates").save(template("Ada"))
    opened = open_window()
    opened.guard.set_passcode(PASSCODE)
    return opened


@pytest.fixture
def unprotected(open_window, tmp_path) -> Window:
    """A window that knows Ada, and no passcode."""
    TemplateStore(tmp_path / "templates").save(template("Ada"))
    return open_window()


def test_an_unlock_is_written_down(window):
    window.see(OWNER, 10)
    assert window.session.is_unlocked
    assert window.told()[-1] == ("face", "unlocked")
    window.see(OWNER, 30)
    assert window.told().count(("face", "unlocked")) == 1


def test_five_refused_faces_and_only_the_passcode_opens(window):
    window.refuse(4)
    window.see(OWNER, 10)
    assert window.session.is_unlocked  # and the count begins anew
    window.see(NOBODY, 400)
    window.refuse(5)
    window.see(OWNER, 60)
    assert not window.session.is_unlocked
    assert window.reason == Refusal.FAILED_TOO_OFTEN.value
    assert window.session.snapshot.standing.needs_passcode
    assert not window.passcodes.enter("wrong horse").is_right
    assert not window.session.is_unlocked
    assert window.passcodes.enter(PASSCODE).is_right
    assert window.session.is_unlocked
    assert window.session.snapshot.lock.name is None


def test_the_refusal_that_bars_says_so_at_once(window):
    window.refuse(4)
    window.see(STRANGER, FRAMES_TO_REFUSE - 1)
    assert not window.session.snapshot.standing.needs_passcode
    window.see(STRANGER, 1)
    assert window.session.snapshot.standing.needs_passcode
    assert window.reason == Refusal.FAILED_TOO_OFTEN.value


def test_a_lockout_survives_the_program(window, open_window):
    window.refuse(5)
    again = open_window()
    again.see(OWNER, 30)
    assert again.reason == Refusal.FAILED_TOO_OFTEN.value
    assert not again.session.is_unlocked


def test_a_restarted_computer_wants_the_passcode(window, open_window, clock):
    window.see(OWNER, 10)
    clock.restart()
    again = open_window()
    again.see(NOBODY, 1)  # nobody has to be looked at to be told
    assert again.session.snapshot.standing.bar == Refusal.RESTARTED.value
    again.see(OWNER, 30)
    assert again.reason == Refusal.RESTARTED.value
    again.passcodes.enter(PASSCODE)
    again.see(NOBODY, 400)
    assert not again.session.is_unlocked
    again.see(OWNER, 10)
    assert again.session.snapshot.lock.name == "Ada"


def test_without_a_passcode_the_lock_rests(unprotected):
    unprotected.refuse(5)
    unprotected.see(OWNER, 30)
    assert unprotected.reason == Refusal.RESTING.value
    assert not unprotected.session.snapshot.standing.needs_passcode
    unprotected.clock.pass_(30.0)
    unprotected.see(OWNER, 10)
    assert unprotected.session.is_unlocked


def test_a_face_that_stays_counts_again_every_five_seconds(window):
    window.see(STRANGER, FRAMES_TO_REFUSE)
    assert window.failures == 1
    window.see(STRANGER, round(4.9 * 30))
    assert window.failures == 1
    window.see(STRANGER, round(0.2 * 30))
    assert window.failures == 2


def test_what_cannot_be_judged_never_counts(window):
    for retry in Retry:
        window.see(missed(FRAME, retry), FRAMES_TO_REFUSE)
    window.see(STRANGER, FRAMES_TO_REFUSE - 1)
    assert window.failures == 0


def test_faces_are_not_counted_while_none_is_looked_at(unprotected):
    unprotected.refuse(9)
    assert unprotected.failures == 5


def test_a_recording_is_only_looked_at(window):
    for _ in range(7):
        window.see(STRANGER, FRAMES_TO_REFUSE, is_live=False)
        window.see(NOBODY, 2, is_live=False)
    assert window.failures == 0
    window.clock.restart()
    window.see(OWNER, 10, is_live=False)
    assert window.session.is_unlocked
    assert ("face", "unlocked") not in window.told()
    window.see(OWNER, 10)  # what a recording has opened is no sensor's
    assert not window.session.is_unlocked
    assert window.reason == Refusal.RESTARTED.value


def test_a_passcode_opens_no_recording_but_permits_changes(window):
    window.see(NOBODY, 2, is_live=False)
    assert window.passcodes.enter(PASSCODE).is_right
    assert not window.session.is_unlocked


def test_a_passcode_keeps_it_open_as_long_as_somebody_is_there(window):
    window.see(NOBODY, 2)
    window.passcodes.enter(PASSCODE)
    window.see(STRANGER, 30 * 20)  # a new beard
    assert window.session.is_unlocked
    assert window.failures == 0
    window.see(NOBODY, 30 * 9)
    assert window.session.is_unlocked
    window.see(NOBODY, 30 * 2)
    assert not window.session.is_unlocked


def test_after_a_deliberate_lock_the_face_must_leave(window, open_window):
    window.see(OWNER, 10)
    window.session.lock("Locked")
    window.see(OWNER, 30)
    assert not window.session.is_unlocked
    again = open_window()  # closing the window is no way round
    again.see(OWNER, 30)
    assert (again.session.is_unlocked, again.reason) == (False, Refusal.HELD.value)
    again.see(NOBODY, 1)
    again.see(OWNER, 10)
    assert again.session.is_unlocked


def test_a_lock_while_nobody_is_there_holds_for_who_comes_first(window):
    window.see(OWNER, 10)
    window.see(NOBODY, 5)
    window.session.lock("Locked")
    window.see(NOBODY, 5)
    window.see(OWNER, 10)
    assert window.session.is_unlocked


def test_a_damaged_record_keeps_it_locked(window, tmp_path):
    window.see(OWNER, 10)
    window.see(NOBODY, 400)
    (tmp_path / "policy" / STATE_FILE).write_text("{}")
    window.see(OWNER, 60)
    assert window.reason == Refusal.STATE_LOST.value
    assert window.session.snapshot.standing.wait_until_s > window.clock.now.boot_s


def test_a_folder_that_cannot_be_used_keeps_it_locked_with_its_sentence(window, tmp_path):
    (tmp_path / "policy").chmod(0o722)
    window.see(OWNER, 60)
    assert not window.session.is_unlocked
    assert "Others may write to" in window.reason
    (tmp_path / "policy").chmod(0o700)
    window.see(NOBODY, round(30 * REVIEW_S) + 2)
    window.see(OWNER, 10)
    assert window.session.is_unlocked


def test_what_cannot_be_written_down_does_not_open(window, tmp_path):
    window.see(NOBODY, 2)
    (tmp_path / "policy" / "audit.log").unlink()
    (tmp_path / "policy" / "audit.log").mkdir()
    window.see(OWNER, 60)
    assert not window.session.is_unlocked
    assert window.session.snapshot.lock.verdict is not Verdict.ACCEPTED


def test_wrong_passcodes_wait(window):
    window.see(NOBODY, 2)
    answers = [window.passcodes.enter("wrong horse") for _ in range(4)]
    assert [answer.wait_s for answer in answers] == [0.0, 0.0, 30.0, 30.0]
    assert window.passcodes.enter(PASSCODE).wait_s == 30.0
    window.clock.pass_(30.0)
    assert window.passcodes.enter(PASSCODE).is_right


def test_the_first_passcode_needs_the_owner(unprotected):
    unprotected.see(NOBODY, 2)
    with pytest.raises(LockedError, match="Unlock first"):
        unprotected.passcodes.set(PASSCODE, None)
    unprotected.see(OWNER, 10)
    unprotected.passcodes.set(PASSCODE, None)
    assert unprotected.passcodes.is_set
    with pytest.raises(PasscodeError, match="wrong"):
        unprotected.passcodes.remove("wrong horse")
    unprotected.passcodes.remove(PASSCODE)
    assert not unprotected.passcodes.is_set


def test_the_lock_is_closed_by_a_stranger_and_that_counts(window):
    window.see(OWNER, 10)
    window.see(STRANGER, FRAMES_TO_REFUSE)
    assert window.session.snapshot.lock.state is LockState.LOCKED
    assert window.failures == 1
