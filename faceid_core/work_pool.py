"""One function over many items: in this process, on this machine's cores, or on a Dask cluster.

The answers come in the order of the items and are the same, bit for bit, wherever they were found.
What a function needs, such as models, is loaded once by every process.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from .errors import WorkError

Item = TypeVar("Item")
Answer = TypeVar("Answer")
#: Loads what is needed, and returns the function. Can be pickled; the function need not be.
Work = Callable[[], Callable[[Item], Answer]]

CONNECT_S: Final = 10.0

_loaded = threading.local()


@dataclass(frozen=True)
class Workers:
    """Who works.

    Attributes:
        count: Processes of this machine; 1 is this process alone.
        scheduler: Address of a Dask scheduler, whose workers do it instead.
    """

    count: int = 1
    scheduler: str | None = None

    @property
    def is_this_process(self) -> bool:
        return self.scheduler is None and self.count == 1


THIS_PROCESS: Final = Workers()


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    return len(os.sched_getaffinity(0))


def spread(work: Work[Item, Answer], items: Sequence[Item], workers: Workers) -> Iterator[Answer]:
    """Yield the answer to every item, in their order.

    An error of one item is raised here, and ends the others. Closing the iterator, or an
    interrupt, ends the processes that it started; on a cluster, what has begun runs out.

    Args:
        work: Makes the function that answers.
        items: Each can be pickled, as can its answer.
        workers: Who works. Those of a cluster need this program, and the same files under
            the same paths.

    Raises:
        WorkError: If workers cannot be had, or die.
    """
    if workers.is_this_process:
        answer = work()
        for item in items:
            yield answer(item)
    elif workers.scheduler is None:
        yield from _on_cores(pickle.dumps(work), items, workers.count)
    else:
        yield from _on_cluster(pickle.dumps(work), items, workers.scheduler)


def _answer(pickled_work: bytes, item: Any) -> Any:
    """Answer in a worker; the function is made once a thread."""
    if getattr(_loaded, "pickled_work", None) != pickled_work:
        _loaded.answer = pickle.loads(pickled_work)()
        _loaded.pickled_work = pickled_work
    return _loaded.answer(item)


def _on_cores(pickled_work: bytes, items: Sequence[Any], count: int) -> Iterator[Any]:
    others = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_live_with_parent
    )
    try:
        for future in [executor.submit(_answer, pickled_work, item) for item in items]:
            yield future.result()
    except BaseException as error:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        if isinstance(error, BrokenProcessPool):
            raise WorkError(
                "A worker process died, perhaps for lack of memory. Start again with fewer "
                "--workers; what was finished is kept."
            ) from error
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _live_with_parent() -> None:
    """Leave interrupts to the process that waits, and end when it ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _on_cluster(pickled_work: bytes, items: Sequence[Any], address: str) -> Iterator[Any]:
    try:
        from distributed import Client, KilledWorker
        from distributed.comm import CommClosedError
    except ModuleNotFoundError as error:
        raise WorkError(
            f"A Dask cluster needs the Python package {error.name}. "
            "Install the extra: .venv/bin/pip install --editable '.[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkError(f"No Dask scheduler answers at {address}: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_S)
        except TimeoutError as error:
            raise WorkError(
                f"The Dask scheduler at {address} has no workers. Start some: dask worker {address}"
            ) from error
        futures = client.map(partial(_answer, pickled_work), list(items), pure=False)
        try:
            for future in futures:
                yield future.result()
        except (KilledWorker, CancelledError, CommClosedError) as error:
            raise WorkError(
                f"The Dask cluster at {address} lost the work ({error}). "
                "Start again; what was finished is kept."
            ) from error
        finally:
            client.cancel(futures)
