"""The stock pam_fprintd asks the daemon, and takes a face for a finger."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("chapter", "opened"), [("owner", True), ("stranger", False), ("photo", False)]
)
def test_the_enrolled_person_opens_and_nobody_else(start_daemon, ask_pam, chapter, opened):
    start_daemon(f"demo#{chapter}")
    asked = ask_pam()
    assert asked.opened is opened
    assert "finger on" not in asked.said
