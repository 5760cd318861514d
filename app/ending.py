"""The end of the process, which threads still at work do not turn into a crash."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn


def end_process(exit_code: int) -> NoReturn:
    """End the process with this code, whatever other threads are doing.

    Python ends a thread that is back from native code once the interpreter is gone, and in
    C++ code like OpenCV's that aborts the process: SIGABRT instead of the code, which for
    PAM is the answer. A thread that is left over cannot be waited for either: a driver may
    hang in it. So the interpreter stays, and what was registered to run at the end runs.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is ending already
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it is None where the caller has closed it
            with suppress(OSError):  # commands flush what they print: a full disk was told of
                stream.flush()
    os._exit(exit_code)
