"""What PAM asks through `pam_exec`, and whether anybody in front of the sensor can be meant.

PAM says everything in the environment; there is no PATH in it, and no HOME.
"""

from __future__ import annotations

import os
import pwd
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.daemon.names import MAX_SERVICE
from app.daemon.programs import KEY_PROGRAMS, PASSWORD_NEEDED, is_privileged, program_of
from app.daemon.settings import DEFAULT_CONFIG, DEFAULT_DATA_DIR, Privileged, read_settings
from app.daemon_line import DaemonError, DaemonLine, NoDaemonError
from app.desktop.circumstances import FROM_ELSEWHERE, why_not_here
from app.errors import CommandError, UsageError
from app.paths import daemon_user_dir, data_dir_in

#: Whoever waits for PAM waits this long at most, from the program's start on.
DEFAULT_LIMIT_S: Final = 3.0
#: Of it, for ending the sensor and writing down what was decided.
_CLOSING_S: Final = 0.5
_NOT_YOURS: Final = "Only root may ask whether somebody else is there."


@dataclass(frozen=True)
class PamRequest:
    """What is asked.

    Attributes:
        service: The PAM service, such as `i3lock`.
        user: Whose account is to be opened.
        host: From where, if not from this machine.
        program: The program that asked PAM.
        is_privileged: Whether it is for more than a screen.
    """

    service: str
    user: pwd.struct_passwd
    host: str
    program: str
    is_privileged: bool

    @property
    def has_pressed_key(self) -> bool:
        """Whether PAM is asked because a key was pressed just now."""
        return self.program in KEY_PROGRAMS

    @property
    def described(self) -> str:
        """What the log says of it."""
        return f"{self.service} through pam_exec"

    def data_dir(self) -> Path:
        """Where the user's templates are: root trusts those that the daemon keeps."""
        kept = daemon_user_dir(DEFAULT_DATA_DIR, self.user.pw_uid)
        if os.geteuid() == 0 and kept.is_dir():
            return kept
        return data_dir_in(Path(self.user.pw_dir))


def read_pam_request(environ: Mapping[str, str]) -> PamRequest:
    """Return what is asked.

    Raises:
        CommandError: If PAM did not ask, or about nobody.
    """
    name, kind = environ.get("PAM_USER", ""), environ.get("PAM_TYPE", "")
    if kind != "auth" or not name:
        raise UsageError("--pam is for an auth line with pam_exec. See docs/desktop.md")
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        raise CommandError(f"There is no user {name!r}.") from None
    program = program_of(os.getppid())
    return PamRequest(
        environ.get("PAM_SERVICE", ""),
        user,
        environ.get("PAM_RHOST", ""),
        program,
        is_privileged(os.geteuid(), program),
    )


def why_refused(request: PamRequest) -> str | None:
    """Return why nobody is looked at; None if somebody may be."""
    if request.host:
        return FROM_ELSEWHERE
    if os.geteuid() not in (0, request.user.pw_uid):
        return _NOT_YOURS
    if request.is_privileged and _privileged() is Privileged.PASSWORD:
        return PASSWORD_NEEDED
    return why_not_here(os.getpid())


def answer_of_daemon(request: PamRequest, end_s: float) -> dict[str, Any] | None:
    """Ask the daemon; None if none is running.

    Args:
        request: What is asked.
        end_s: When looking has to end, monotonic.

    Returns:
        The fields of `faceid verify --json`.

    Raises:
        CommandError: If it answered an error, or not in time.
    """
    options = {
        "username": ("s", request.user.pw_name),
        "timeout_s": ("d", max(end_s - time.monotonic(), 0.1)),
        "privileged": ("b", request.is_privileged),
        "service": ("s", request.service[:MAX_SERVICE]),
    }
    try:
        with DaemonLine() as daemon:
            return daemon.verify(options)
    except NoDaemonError:
        return None
    except DaemonError as error:
        raise CommandError(str(error)) from error


def become_root() -> None:
    """Be root throughout, where sudo or su asked: they run this as root for somebody else."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(0, 0, 0)
        os.setresuid(0, 0, 0)


def end_in_time(limit_s: float) -> float:
    """Let the kernel end this process once PAM has waited long enough.

    Args:
        limit_s: From this process's start on.

    Returns:
        When looking has to end, monotonic.
    """
    left_s = max(limit_s - seconds_since_start(), 0.1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, left_s)
    return time.monotonic() + left_s - _CLOSING_S


def seconds_since_start() -> float:
    """How long this process has been running."""
    fields = Path("/proc/self/stat").read_bytes().rpartition(b")")[2].split()
    started_s = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s


def _privileged() -> Privileged:
    return read_settings(DEFAULT_CONFIG, {}).privileged
