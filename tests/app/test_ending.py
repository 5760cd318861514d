"""A process ends with its code, whatever its threads are doing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from python_process import run_python

#: Python ends a thread when it is back from OpenCV's C++ code, which aborts the process. Four,
#: so that one of them surely is in there.
THREADS_IN_OPENCV = """
import atexit, sys, threading
import cv2, numpy as np
from app.ending import end_process

is_at_work = threading.Event()

def work():
    picture = np.zeros((2000, 2000, 3), np.uint8)
    while True:
        cv2.resize(picture, (500, 500), interpolation=cv2.INTER_AREA)
        is_at_work.set()

for _ in range(4):
    threading.Thread(target=work, daemon=True).start()
is_at_work.wait()
atexit.register(lambda: print("registered", end=" "))
print("printed", end=" ")
"""


def test_a_thread_in_native_code_does_not_change_how_a_process_ends() -> None:
    done = run_python("-c", THREADS_IN_OPENCV + "end_process(130)")
    assert done.stderr == ""
    assert done.returncode == 130
    assert done.stdout == "printed registered "


def test_python_itself_would_abort() -> None:
    """What `end_process` is there for; once this fails, it may go."""
    done = run_python("-c", THREADS_IN_OPENCV + "sys.exit(130)")
    assert done.returncode == -6


@pytest.mark.parametrize(("output", "exit_code"), [("/dev/full", 4), ("/dev/null", 0), ("&-", 0)])
def test_an_output_that_takes_nothing(tmp_path: Path, output: str, exit_code: int) -> None:
    """A full disk is trouble, and never the 1 that means "no match"; who closed it wants none."""
    command = f'"$0" -m app --data-dir "{tmp_path}" templates list >{output}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], stderr=subprocess.PIPE, text=True, timeout=60
    )
    assert done.returncode == exit_code, done.stderr
    assert "Traceback" not in done.stderr
