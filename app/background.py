"""Long work beside the window: looked at now and then, never waited for."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_ROOT: Final = Path(__file__).parents[1]  # where `import faceid_core` works

T = TypeVar("T")


class Job(Generic[T]):
    """A function at work in a thread of its own, which does not keep the program from ending.

    Attributes:
        result: What it returned, once it is done.
        error: What it raised instead.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.result: T | None = None
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether there is a result or an error."""
        return not self._thread.is_alive()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it is done, but not longer; returns whether it is."""
        self._thread.join(timeout_s)
        return self.is_done

    def cancel(self) -> None:
        """Nobody wants the result any more."""

    def _run(self) -> None:
        try:
            self.result = self._work()
        except Exception as error:  # told by whoever wanted the result
            self.error = error


class TsneJob(Job[NDArray[np.float64]]):
    """t-SNE in a process of its own, which is killed when it is cancelled.

    scikit-learn would cost the window's process its memory, and t-SNE cannot be stopped.

    Args:
        rows: Vectors, shape (n, d).
    """

    def __init__(self, rows: NDArray[np.float32]) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._is_cancelled = False
        request = io.BytesIO()
        np.save(request, rows, allow_pickle=False)
        super().__init__(lambda: self._answer(request.getvalue()))

    def cancel(self) -> None:
        """End the process, if it still runs."""
        with self._starting:
            self._is_cancelled = True
            if self._process is not None:
                self._process.kill()

    def _answer(self, request: bytes) -> NDArray[np.float64]:
        with self._starting:
            if self._is_cancelled:
                raise RuntimeError("It was cancelled before it began.")
            self._process = subprocess.Popen(
                [sys.executable, "-m", "faceid_core.neighborhoods"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=_ROOT,
                start_new_session=True,  # Ctrl-C is for the parent, which then ends this one
            )
        with self._process as process:
            answer, complaint = process.communicate(request)
        if process.returncode != 0:
            last = complaint.decode(errors="replace").strip().splitlines()[-1:]
            raise RuntimeError(*last)
        points: NDArray[np.float64] = np.load(io.BytesIO(answer), allow_pickle=False)
        return points
