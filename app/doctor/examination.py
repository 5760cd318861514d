"""All checks in their order, each within its time; one that fails is a finding too."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from app.background import Job

from . import (
    bus,
    daemon_status,
    driver,
    installation,
    look,
    models,
    pam,
    people,
    policy,
    program,
    session,
    usb,
)
from .finding import Check, Finding, Machine, State, Subject

logger = logging.getLogger(__name__)

SUBJECTS: Final[dict[str, Subject]] = {
    "program": Subject("Program", (program.check_python, program.check_packages)),
    "kinect": Subject(
        "Kinect",
        (
            usb.check_presence,
            usb.check_connection,
            driver.check_binding,
            driver.check_rules,
            driver.check_permission,
            driver.check_kernel_driver,
            driver.check_holders,
            driver.check_fake_driver,
        ),
    ),
    "models": Subject("Networks", (models.check_models, models.check_calibration), limit_s=10.0),
    "source": Subject("Picture", (look.check_source,), limit_s=look.LIMIT_S),
    "people": Subject(
        "People",
        (people.check_templates, people.check_vault, people.check_modes, people.check_left_keys),
    ),
    "policy": Subject(
        "Lock", (policy.check_policy, policy.check_threshold, policy.check_attention)
    ),
    "desktop": Subject(
        "Desktop service",
        (
            installation.check_files,
            installation.check_readers,
            bus.check_names,
            daemon_status.check_status,
            bus.check_polkit,
        ),
    ),
    "accounts": Subject("Enrolled for the desktop", (installation.check_accounts,)),
    "pam": Subject("Logins and lockers", (pam.check_module, pam.check_services)),
    "session": Subject("Session", (session.check_kind, bus.check_logind, session.check_lockers)),
}


@dataclass(frozen=True)
class Examined:
    """What was found out about one subject."""

    subject: str
    title: str
    findings: tuple[Finding, ...]


def examine(machine: Machine, told: Callable[[str], None]) -> Iterator[Examined]:
    """Ask all checks about a machine, one subject after the other.

    Args:
        machine: What is examined. Nothing of it is changed.
        told: Takes the title of each subject before it is looked at.
    """
    for name, subject in SUBJECTS.items():
        told(subject.title)
        findings = tuple(
            finding
            for check in subject.checks
            for finding in examined(check, machine, name, subject.limit_s)
        )
        yield Examined(name, subject.title, findings)


def examined(check: Check, machine: Machine, subject: str, limit_s: float) -> list[Finding]:
    """Ask one check, but wait no longer than its time.

    Args:
        check: What is asked; in a thread of its own, which is left behind if it hangs.
        machine: What is examined.
        subject: What the check belongs to.
        limit_s: Its time, in seconds.
    """
    label = check.__name__.removeprefix("check_")
    started_s = time.monotonic()
    job = Job(lambda: list(check(machine)))
    is_done = job.wait(limit_s)
    logger.info("%s.%s: %.2f s", subject, label, time.monotonic() - started_s)
    if not is_done:
        return [
            Finding(
                f"{subject}.check",
                State.UNKNOWN,
                f"The check '{label}' did not end within {limit_s:g} s and was left.",
                measured={"check": label},
            )
        ]
    if job.error is not None:
        logger.error("%s.%s failed", subject, label, exc_info=job.error)
        return [
            Finding(
                f"{subject}.check",
                State.UNKNOWN,
                f"The check '{label}' failed: {type(job.error).__name__}: {job.error}.",
                "" if isinstance(job.error, OSError) else "report it: faceid doctor --bundle FILE",
                {"check": label},
            )
        ]
    return job.result or []
