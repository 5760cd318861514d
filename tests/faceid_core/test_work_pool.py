"""Work in other processes: same answers in the same order, and nobody is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from counting_work import Squares, troubled

from faceid_core.errors import DatasetError, WorkError
from faceid_core.work_pool import THIS_PROCESS, Workers, spread, usable_cores

ROOT = Path(__file__).parents[2]
NUMBERS = list(range(24))


def wait_until(is_so: Callable[[], bool], limit_s: float = 30.0) -> bool:
    end_s = time.monotonic() + limit_s
    while not is_so() and time.monotonic() < end_s:
        time.sleep(0.05)
    return is_so()


def has_ended(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


@pytest.fixture(autouse=True)
def nobody_is_left_behind() -> Iterator[None]:
    yield
    assert wait_until(lambda: not multiprocessing.active_children())


def test_answers_come_in_order_from_processes_that_load_once(tmp_path: Path) -> None:
    here = list(spread(Squares(tmp_path), NUMBERS, THIS_PROCESS))
    there = list(spread(Squares(tmp_path), NUMBERS, Workers(2)))
    assert [square for square, _, _ in here] == [square for square, _, _ in there]
    assert [square for square, _, _ in here] == [number**2 for number in NUMBERS]
    assert {pid for _, pid, _ in here} == {os.getpid()}
    assert len({pid for _, pid, _ in there} - {os.getpid()}) == 2
    assert {loads for _, _, loads in here + there} == {1}


def test_an_error_is_the_items_own_and_ends_the_others(tmp_path: Path) -> None:
    long = f"wait {tmp_path / 'begun'}"
    answers = spread(troubled, ["fine", "fail", long, long], Workers(2))
    assert next(answers) == "fine"
    with pytest.raises(DatasetError, match="third shard is damaged"):
        next(answers)


def test_who_stops_listening_ends_the_work(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with closing(spread(troubled, ["fine", f"wait {begun}"], Workers(2))) as answers:
        assert next(answers) == "fine"
        assert wait_until(begun.exists)


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkError, match="fewer --workers"):
        list(spread(troubled, ["die", "fine"], Workers(2)))


WAITING = """
import sys
from counting_work import troubled
from faceid_core.work_pool import Workers, spread
if __name__ == "__main__":
    try:
        list(spread(troubled, ["wait " + path for path in sys.argv[1:]], Workers(2)))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_an_ended_program_takes_its_processes_along(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    script, begun = tmp_path / "program.py", [tmp_path / "one", tmp_path / "two"]
    script.write_text(WAITING, encoding="utf-8")
    folders = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    program = subprocess.Popen(
        [sys.executable, script, *begun],
        env={**os.environ, "PYTHONPATH": folders},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with program:
        assert wait_until(lambda: all(path.exists() for path in begun))
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
        if number is signal.SIGINT:  # a terminal sends it to all
            os.killpg(program.pid, number)
        else:
            program.send_signal(number)
        said = program.communicate(timeout=30)[1]
    assert program.returncode == code
    assert len(children) >= 2
    assert wait_until(lambda: all(has_ended(int(pid)) for pid in children))
    assert "Traceback" not in said


def test_a_cluster_gives_the_same_answers(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="extra cluster is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        workers = Workers(scheduler=cluster.scheduler_address)
        answers = list(spread(Squares(tmp_path), NUMBERS, workers))
        assert [square for square, _, _ in answers] == [number**2 for number in NUMBERS]
        assert len({pid for _, pid, _ in answers} - {os.getpid()}) == 2
        assert {loads for _, _, loads in answers} == {1}
        with pytest.raises(DatasetError, match="third shard is damaged"):
            list(spread(troubled, ["fine", "fail"], workers))


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="extra cluster is not installed")
    monkeypatch.setattr("faceid_core.work_pool.CONNECT_S", 0.5)
    with pytest.raises(WorkError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(spread(troubled, ["fine"], Workers(scheduler="tcp://127.0.0.1:9")))
    with pytest.raises(WorkError, match="No Dask scheduler answers at nowhere at all"):
        list(spread(troubled, ["fine"], Workers(scheduler="nowhere at all")))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkError, match=r"distributed.*\.\[cluster\]"):
        list(spread(troubled, ["fine"], Workers(scheduler="tcp://127.0.0.1:9")))


def test_cores_are_those_that_this_process_may_use() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
