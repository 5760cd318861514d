"""A session whose lock obeys a policy on real files, and the time that passes in front of it."""

from __future__ import annotations

from pathlib import Path

from scripted_app import ENCODER_ID, MATCHER
from turned_clock import FAST_HASHER, TurnedClock

from app.passcodes import Passcodes
from app.session import Session
from faceid_core.pipeline import Gallery
from faceid_core.templates import TemplateStore
from faceid_core.trust.guard import Guard
from faceid_core.trust.vault import Vault
from faceid_core.types import Observation

PASSCODE = "correct horse"


class GuardedWindow:
    """What the window has of the lock, without its widgets; made anew it is a restarted program.

    Attributes:
        clock: Its time.
        store: Who is enrolled.
        guard: The policy.
        session: What is looked at.
        passcodes: What is typed.
    """

    def __init__(self, folder: Path, clock: TurnedClock) -> None:
        self.clock = clock
        self.store = TemplateStore(folder / "templates")
        self.guard = Guard(
            folder / "policy", Vault(folder / "templates", hasher=FAST_HASHER), clock=clock
        )
        self.session = Session(self.store, clock=lambda: clock.now.boot_s, guard=self.guard)
        self.passcodes = Passcodes(self.session)
        self.session.begin(Gallery(), ENCODER_ID, MATCHER)

    def see(self, seen: Observation, count: int, *, is_live: bool = True) -> None:
        """Let it see the same thing for so many frames of a sensor."""
        for _ in range(count):
            self.clock.pass_(1 / 30)
            self.session.step(seen, self.clock.now.boot_s, is_live=is_live)
