"""Who may change who is enrolled where a passcode is set, and that every change is logged."""

from __future__ import annotations

import pytest
from guarded_window import PASSCODE, GuardedWindow
from scripted_app import ENCODER_ID, MATCHER, gray_frame, judged, missed, template
from turned_clock import TurnedClock

from app.errors import LockedError
from app.passcodes import Passcodes
from app.permission import PERMISSION_S
from app.session import LOOK_AGAIN, UNLOCK_FIRST, Session
from faceid_core.errors import TemplateError, TrustError
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.trust.guard import RULES
from faceid_core.trust.policy import Purpose

FRAME = gray_frame(0)
OWNER = judged(FRAME)
STRANGER = judged(FRAME, distance=0.9, seed=8)
LIKE_ADA = judged(FRAME, seed=8)  # the frame's comparison says Ada, what is enrolled does not
NOBODY = missed(FRAME)


class Window(GuardedWindow):
    """A session that knows Ada, at a sensor or at a recording."""

    def __init__(self, folder, *, passcode: str | None = PASSCODE) -> None:
        TemplateStore(folder / "templates").save(template("Ada"))
        super().__init__(folder, TurnedClock())
        if passcode is not None:
            self.guard.set_passcode(passcode)

    def told(self) -> list[tuple[str, str, str | None]]:
        return [(each.event, each.verdict, each.name) for each in self.guard.entries()]


@pytest.fixture
def window(tmp_path) -> Window:
    return Window(tmp_path)


def test_an_open_lock_alone_changes_nobody_and_a_fresh_look_does(window):
    window.see(OWNER, 10)
    assert window.session.is_unlocked
    assert window.session.may_ask_to_change
    with pytest.raises(LockedError, match="fresh look"):
        window.session.remove("Ada")
    assert not window.session.ask_to_change()
    window.see(OWNER, 4)
    assert not window.session.may_change_people
    window.see(OWNER, 1)
    assert window.session.may_change_people
    window.session.rename("Ada", "Bea")
    assert [entry.reason for entry in window.guard.entries() if entry.event == "face"][-1] == (
        Purpose.PRIVILEGED.value
    )


def test_a_look_without_a_key_press_and_one_too_late_permit_nothing(window):
    window.see(OWNER, 60)
    assert not window.session.may_change_people
    window.session.ask_to_change()
    window.see(NOBODY, 30)
    window.clock.pass_(RULES.confirmed_s)
    window.see(OWNER, 60)
    assert not window.session.may_change_people


def test_only_what_was_enrolled_counts(window):
    window.see(OWNER, 10)
    window.session.ask_to_change()
    window.see(LIKE_ADA, 30)  # as what was learned may carry a match
    assert window.session.is_unlocked
    assert not window.session.may_change_people


def test_looks_that_are_interrupted_begin_anew(window):
    window.see(OWNER, 10)
    window.session.ask_to_change()
    for _ in range(3):
        window.see(OWNER, 4)
        window.see(NOBODY, 1)
    assert not window.session.may_change_people


def test_the_passcode_permits_changes_for_a_while(window):
    window.see(NOBODY, 2)
    window.passcodes.enter(PASSCODE)
    assert window.session.may_change_people
    for _ in range(round(PERMISSION_S) + 1):
        window.see(STRANGER, 30)
    assert window.session.is_unlocked
    assert not window.session.may_change_people


def test_a_deliberate_lock_ends_what_the_passcode_permitted(window):
    window.see(STRANGER, 2)
    window.passcodes.enter(PASSCODE)
    window.session.ask_to_change()
    window.session.lock("Locked")
    assert not window.session.may_change_people


def test_what_a_recording_unlocked_changes_nobody(window):
    window.see(OWNER, 10, is_live=False)
    assert window.session.is_unlocked
    assert not window.session.may_ask_to_change
    window.session.ask_to_change()
    window.see(OWNER, 60, is_live=False)
    with pytest.raises(LockedError, match="fresh look"):
        window.session.remove("Ada")
    with pytest.raises(LockedError):
        window.session.enroll("Eve")
    assert window.store.names() == ["Ada"]
    window.passcodes.enter(PASSCODE)
    window.session.permit_change()
    window.session.remove("Ada")


def test_nobody_enrolled_is_no_way_round_the_passcode(tmp_path):
    window = Window(tmp_path)
    window.store.remove("Ada")
    window.session.begin(Gallery(), ENCODER_ID, MATCHER)
    window.see(NOBODY, 5)
    with pytest.raises(LockedError):
        window.session.enroll("Eve")


def test_without_a_passcode_an_open_lock_is_enough(tmp_path):
    window = Window(tmp_path, passcode=None)
    window.see(OWNER, 3)
    with pytest.raises(LockedError) as refused:
        window.session.remove("Ada")
    assert str(refused.value) == UNLOCK_FIRST != LOOK_AGAIN
    window.see(OWNER, 10)
    assert window.session.ask_to_change()
    window.session.remove("Ada")


def test_a_policy_that_cannot_be_asked_permits_nothing(window, tmp_path):
    window.see(OWNER, 10)
    (tmp_path / "policy").chmod(0o722)
    window.session.ask_to_change()
    window.see(OWNER, 30)
    assert not window.session.may_change_people


def test_every_change_is_logged(window):
    window.session.permit_change()
    window.session.rename("Ada", "Bea")
    window.session.forget_learned("Bea")
    window.session.remove("Bea")
    assert window.told()[-3:] == [
        ("template", "renamed", "Ada"),
        ("adaptation", "forgotten", "Bea"),
        ("template", "removed", "Bea"),
    ]


def test_a_change_that_failed_is_logged_as_one(window):
    window.session.permit_change()
    with pytest.raises(TemplateError):
        window.session.remove("Zoe")
    assert window.told()[-2:] == [
        ("template", "removed", "Zoe"),
        ("template", "not removed", "Zoe"),
    ]


def test_what_cannot_be_logged_is_not_done(window, tmp_path):
    window.session.permit_change()
    (tmp_path / "policy" / "audit.log").unlink()
    (tmp_path / "policy" / "audit.log").mkdir()
    with pytest.raises(TrustError):
        window.session.remove("Ada")
    assert window.store.names() == ["Ada"]


def test_the_passcode_opens_a_vault_that_nothing_else_opens(tmp_path):
    before = Window(tmp_path)
    before.store.files.vault.remove_wrap("key file")
    store = TemplateStore(tmp_path / "templates")
    session = Session(store, clock=lambda: before.clock.now.boot_s, guard=before.guard)
    session.begin(Gallery(), ENCODER_ID, MATCHER)
    assert (session.snapshot.names, session.snapshot.is_sealed) == ((), True)
    session.step(OWNER, before.clock.now.boot_s)
    assert not Passcodes(session).enter("wrong horse").is_right
    assert session.snapshot.is_sealed
    assert Passcodes(session).enter(PASSCODE).is_right
    assert (session.snapshot.names, session.snapshot.is_sealed) == (("Ada",), False)
    assert session.is_unlocked
    store.files.vault.forget()
