"""Kills a process at every call that changes the disk, and looks at what it left.

Each scenario runs in a forked process whose calls are counted; at the n-th it is killed
with SIGKILL. Killed like that, all that was written stays. A power cut is worse: with
`is_power_cut`, whatever had not been synced is taken back first (contents, renames,
removals), as a file system may lose it.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from plain_templates import content_of, write_plain
from scripted import ENCODER_ID, MATCHER, color_part, depth_part, unit
from turned_clock import FAST_HASHER, TurnedClock

from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.adaptation import Adaptation, after_match, enrollment_of
from faceid_core.trust.adaptation_store import AdaptationStore
from faceid_core.trust.audit import Incident
from faceid_core.trust.guard import Guard
from faceid_core.trust.vault import Vault
from faceid_core.types import Embedding, Pose

PASSCODE, NEW_PASSCODE = "correct horse", "another horse"
FAILURES = 5  # before each scenario: locked out
STRAIGHT = Pose(0.0, 0.0, 0.0)


@dataclass
class Folder:
    """One user's data, as a program opens it."""

    path: Path
    clock: TurnedClock = field(default_factory=TurnedClock)

    def __post_init__(self) -> None:
        self.vault = Vault(self.path / "templates", hasher=FAST_HASHER)
        self.store = TemplateStore(self.path / "templates", self.vault)
        self.guard = Guard(self.path / "policy", self.vault, clock=self.clock)
        self.learned = AdaptationStore(self.store)


def template(name: str, created_at: str = "before", axis: int = 0) -> Template:
    vectors = np.stack([unit(axis), unit(axis + 1)])
    return Template(
        name=name,
        encoder_id=ENCODER_ID,
        vectors=vectors,
        color_vectors=np.stack([color_part(row) for row in vectors]),
        depth_vectors=np.stack([depth_part(row) for row in vectors]),
        poses=(STRAIGHT, STRAIGHT),
        is_partial=False,
        created_at=created_at,
    )


def learned(adaptation: Adaptation, tilt: float, clock: TurnedClock) -> Adaptation:
    vector = unit(0, tilt)
    probe = Embedding(vector, color_part(vector), depth_part(vector), ENCODER_ID)
    return after_match(adaptation, probe, STRAIGHT, template("ann"), MATCHER, clock().wall_s)


def prepare(path: Path) -> None:
    """Two enrolled people, one of them adapted, a passcode, and five failures."""
    folder = Folder(path)
    for name in ("ann", "bob"):
        folder.store.save(template(name))
    adaptation = learned(Adaptation(enrollment_of(template("ann"))), 0.2, folder.clock)
    assert adaptation.references
    folder.learned.save(adaptation, template("ann"))
    folder.guard.set_passcode(PASSCODE)
    for _ in range(FAILURES):
        folder.guard.face_refused("This is not ann", "ann", 0.7)


def _adapt(folder: Folder) -> None:
    ann = folder.store.load("ann")
    before = folder.learned.load(ann, folder.clock().wall_s)
    folder.learned.save(learned(before, -0.2, folder.clock), ann)


def prepare_nothing(path: Path) -> None:
    """Somebody who has just installed the program."""
    path.mkdir()


def prepare_plain(path: Path) -> None:
    """Two people of before there was a vault."""
    store = TemplateStore(path / "templates")
    for name in ("ann", "bob"):
        write_plain(store, name, content_of(template(name)))


@dataclass(frozen=True)
class Scenario:
    """What is done while the process is killed.

    Attributes:
        act: On the folder.
        prepare: Makes the folder.
    """

    act: Callable[[Folder], object]
    prepare: Callable[[Path], None] = prepare


SCENARIOS: dict[str, Scenario] = {
    "enroll": Scenario(lambda folder: folder.store.save(template("eve", axis=9))),
    "enroll again": Scenario(lambda folder: folder.store.save(template("ann", "after", axis=5))),
    "rename": Scenario(lambda folder: folder.store.rename("bob", "eve")),
    "remove": Scenario(lambda folder: folder.store.remove("bob")),
    "adapt": Scenario(_adapt),
    "forget": Scenario(lambda folder: folder.learned.forget("ann")),
    "renew": Scenario(lambda folder: folder.store.files.renew()),
    "face refused": Scenario(lambda folder: folder.guard.face_refused("Not ann", "ann", 0.7)),
    "face accepted": Scenario(lambda folder: folder.guard.face_accepted("ann", 0.1)),
    "lock": Scenario(lambda folder: folder.guard.locked(needs_passcode=True)),
    "log": Scenario(lambda folder: folder.guard.note(Incident("enroll", "enrolled", name="eve"))),
    "wrong passcode": Scenario(lambda folder: folder.guard.try_passcode("wrong horse")),
    "right passcode": Scenario(lambda folder: folder.guard.try_passcode(PASSCODE)),
    "change passcode": Scenario(lambda folder: folder.guard.set_passcode(NEW_PASSCODE, PASSCODE)),
    "give up passcode": Scenario(lambda folder: folder.guard.remove_passcode(PASSCODE)),
    "first enrollment": Scenario(
        lambda folder: folder.store.save(template("ann")), prepare_nothing
    ),
    "first passcode": Scenario(lambda folder: folder.guard.set_passcode(PASSCODE), prepare_nothing),
    "take in": Scenario(lambda folder: folder.store.load("ann"), prepare_plain),
}
#: Scenarios in which the passcode was entered: they may end unlocked.
ENTERED = frozenset({"right passcode", "change passcode", "give up passcode"})


class Disk:
    """Counts the calls that change the disk, and kills the process before, or within, one."""

    def __init__(self, kill_at: int, *, is_power_cut: bool) -> None:
        self._left = kill_at
        self._is_power_cut = is_power_cut
        self._unsynced: dict[str, bytes] = {}  # content that a power cut would bring back
        self._undo: list[tuple[Path, str, bytes | None]] = []  # folder, path, content before

    def watch(self) -> None:
        """Take the place of the system's calls in this process."""
        real = {name: getattr(os, name) for name in ("replace", "rename", "unlink", "mkdir")}
        real_open, real_fdopen, real_fsync = os.open, os.fdopen, os.fsync

        def changing(name: str) -> Callable[..., Any]:
            def call(*paths: Any, **options: Any) -> Any:
                self.count()
                for path in map(str, paths if name != "mkdir" else ()):
                    self._remember(Path(path))
                if name in ("replace", "rename") and str(paths[0]) in self._unsynced:
                    self._unsynced[str(paths[1])] = self._unsynced.pop(str(paths[0]))
                return real[name](*paths, **options)

            return call

        def opening(path: Any, flags: int, *rest: Any, **options: Any) -> int:
            if flags & os.O_CREAT:
                self.count()
                self._remember(Path(path))
            return real_open(path, flags, *rest, **options)

        def syncing(descriptor: int) -> None:
            self.count()
            real_fsync(descriptor)
            path = _path_of(descriptor)
            self._unsynced.pop(path, None)
            self._undo = [each for each in self._undo if str(each[0]) != path]

        def as_file(descriptor: int, *rest: Any, **options: Any) -> Any:
            file = real_fdopen(descriptor, *rest, **options)
            return _CountedFile(file, self) if rest[:1] == ("wb",) else file

        for name in real:
            setattr(os, name, changing(name))
        os.open, os.fsync, os.fdopen = opening, syncing, as_file  # type: ignore[assignment]

    def count(self, within: Callable[[], object] | None = None) -> None:
        """Count one call; at the last one do what `within` does, and die."""
        self._left -= 1
        if self._left > 0:
            return
        if within is not None:
            within()
        if self._is_power_cut:
            self._cut()
        os.kill(os.getpid(), signal.SIGKILL)

    def end(self) -> None:
        """The process ends by itself; a power cut may still come right after."""
        if self._is_power_cut:
            self._cut()

    def writing(self, path: str) -> None:
        """Remember what a file holds before it is written to."""
        self._unsynced.setdefault(path, Path(path).read_bytes())

    def _remember(self, path: Path) -> None:
        content = path.read_bytes() if path.is_file() else None
        self._undo.append((path.parent, str(path), content))

    def _cut(self) -> None:
        os.open, os.unlink = _OPEN, _UNLINK
        for name, content in self._unsynced.items():
            _put(name, content)
        for _, name, content in reversed(self._undo):
            if content is None:
                if os.path.lexists(name):
                    _UNLINK(name)
            else:
                _put(name, content)


def _path_of(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


_OPEN, _UNLINK = os.open, os.unlink


def _put(name: str, content: bytes) -> None:
    descriptor = _OPEN(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(descriptor, content)
    os.close(descriptor)


class _CountedFile:
    """A file whose writes reach the disk at once, in two halves, and are counted."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file = file
        self._disk = disk

    def write(self, content: bytes) -> int:
        descriptor = self._file.fileno()
        self._disk.writing(_path_of(descriptor))
        half = bytes(content)[: len(content) // 2]
        self._disk.count()
        self._disk.count(within=lambda: os.write(descriptor, half))
        return os.write(descriptor, bytes(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _CountedFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def is_killed(scenario: str, path: Path, kill_at: int, *, is_power_cut: bool) -> bool:
    """Run a scenario in a process of its own, killed at one call; False if it ended before."""
    child = os.fork()
    if child == 0:
        try:
            disk = Disk(kill_at, is_power_cut=is_power_cut)
            disk.watch()
            SCENARIOS[scenario].act(Folder(path))
            disk.end()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError(f"{scenario} failed before it was killed at call {kill_at}")
    return False


def kills(
    prepared: Path, path: Path, scenario: str, *, is_power_cut: bool, every: int = 1
) -> Iterator[int]:
    """Kill a scenario at each of its calls in turn; yields after each, with `path` as left."""
    kill_at = 1
    while True:
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(prepared, path)
        if not is_killed(scenario, path, kill_at, is_power_cut=is_power_cut):
            check(scenario, path, is_finished=True)
            return
        yield kill_at
        kill_at += every


def check(scenario: str, path: Path, *, is_finished: bool = False) -> None:
    """Look at what a killed process left, as the next one finds it.

    Raises:
        AssertionError: If anything is lost, half, readable, or unlocked.
    """
    folder = Folder(path)
    if SCENARIOS[scenario].prepare is not prepare:
        _check_beginner(scenario, folder, is_finished=is_finished)
        return
    _check_no_plain_vectors(path)
    status = folder.guard.status()
    if scenario not in ENTERED:
        counted = {FAILURES + 1} if is_finished else {FAILURES, FAILURES + 1}
        expected = counted if scenario == "face refused" else {FAILURES}
        assert status.failures in expected, status
        assert status.has_passcode
        assert status.refusal is not None, "unlocked"
        assert status.refusal.name in ("FAILED_TOO_OFTEN", "LOCKED_BY_OWNER"), status
        assert folder.guard.face_accepted("ann", 0.1) is not None, "unlocked"
    else:
        assert status.refusal is None or status.refusal.needs_passcode, status
        assert status.refusal is None or status.refusal.name != "STATE_LOST"
        if status.has_passcode:
            assert any(folder.guard.try_passcode(each) for each in (PASSCODE, NEW_PASSCODE))
    entries = folder.guard.entries()
    assert [entry.verdict for entry in entries[: FAILURES + 1]] == ["set"] + ["refused"] * FAILURES
    assert not any(entry.event == "record" for entry in entries)
    _check_people(scenario, folder, is_finished=is_finished)
    assert folder.vault.record().is_settled or scenario == "renew"
    folder.store.save(template("zoe", axis=20))
    assert folder.store.load("zoe").name == "zoe"
    assert not list(path.rglob(".new-*"))


def _check_beginner(scenario: str, folder: Folder, *, is_finished: bool) -> None:
    status = folder.guard.status()
    assert status.refusal is None or status.refusal.name == "RESTARTED", status
    if scenario == "take in":
        for name in ("ann", "bob"):
            loaded = folder.store.load(name)
            np.testing.assert_array_equal(loaded.vectors, template(name).vectors)
        _check_no_plain_vectors(folder.path)
        assert folder.vault.record().is_settled
    elif scenario == "first passcode":
        assert status.has_passcode or not is_finished
        if status.has_passcode:
            assert folder.guard.try_passcode(PASSCODE)
        else:
            folder.guard.set_passcode(PASSCODE)
        assert folder.guard.status().refusal is None
    else:
        names = folder.store.names()
        assert names == ["ann"] or (names == [] and not is_finished)
        folder.store.save(template("ann", axis=5))
        assert folder.store.load("ann").name == "ann"
    assert folder.guard.face_accepted("ann") is None


def _check_people(scenario: str, folder: Folder, *, is_finished: bool) -> None:
    names = set(folder.store.names())
    people = {name: folder.store.load(name) for name in names}
    assert "ann" in names
    assert {"enroll": names >= {"bob"}, "remove": True, "rename": names & {"bob", "eve"}}.get(
        scenario, names == {"ann", "bob"}
    ), names
    for name, person in people.items():
        again = name == "ann" and person.created_at == "after"
        axis = 5 if again else 9 if scenario == "enroll" and name == "eve" else 0
        assert not again or scenario == "enroll again"
        np.testing.assert_array_equal(person.vectors, template(name, axis=axis).vectors)
    if is_finished:
        ends = {"enroll": {"ann", "bob", "eve"}, "remove": {"ann"}, "rename": {"ann", "eve"}}
        assert names == ends.get(scenario, {"ann", "bob"})
    if is_finished and scenario in ("adapt", "forget"):
        ends_with = {"adapt": 2, "forget": 0}[scenario]
        now_s = folder.clock().wall_s
        assert len(folder.learned.load(people["ann"], now_s).references) == ends_with
    if is_finished and scenario == "enroll again":
        assert people["ann"].created_at == "after"
    learned_of_ann = folder.learned.load(people["ann"], folder.clock().wall_s).references
    allowed = {"adapt": {1, 2}, "forget": {0, 1}, "enroll again": {0, 1}}.get(scenario, {1})
    assert len(learned_of_ann) in allowed, len(learned_of_ann)


def _check_no_plain_vectors(path: Path) -> None:
    rows = [row.tobytes() for axis in (0, 5, 9) for row in template("ann", axis=axis).vectors]
    for file in path.rglob("*"):
        if file.is_file():
            stored = file.read_bytes()
            assert not any(row in stored for row in rows), file
