"""The policy from end to end: separate processes, real faces, one lock."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.guarded import GuardedVerification, Learning, open_guard
from app.last_used import LastUsed
from app.paths import last_used_file
from faceid_core.matching import shipped_matcher
from faceid_core.templates import TemplateStore
from faceid_core.trust.adaptation import Reference
from faceid_core.trust.adaptation_store import AdaptationStore
from faceid_core.trust.policy import Refusal, Request
from faceid_core.types import Embedding, Observation, Retry
from faceid_core.verification import Verifier
from hardware import Frame

ROOT = Path(__file__).parents[3]
PASSCODE, NEW = "correct horse", "another horse"

Process = Callable[..., tuple[int, dict[str, Any]]]

pytestmark = pytest.mark.skipif(
    not (ROOT / "assets" / "demo").is_dir(), reason="the demo recording is not made yet"
)


@dataclass(frozen=True)
class Processes:
    """Runs `faceid` in processes of their own, on one data folder."""

    data_dir: Path

    def __call__(self, *arguments: str, typed: str = "") -> tuple[int, dict[str, Any]]:
        """Return the exit code and the JSON of one run."""
        done = subprocess.run(
            [sys.executable, "-m", "app", "--data-dir", str(self.data_dir), *arguments, "--json"],
            input=typed,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)


@pytest.fixture
def process(data_dir: Path) -> Processes:
    return Processes(data_dir)


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo's owner in it, and a passcode."""
    folder = tmp_path_factory.mktemp("enrolled") / "data"
    process = Processes(folder)
    assert process("enroll", "owner", "--source", "demo#enroll")[0] == 0
    assert process("passcode", "set", typed=f"{PASSCODE}\n{PASSCODE}\n")[0] == 0
    return folder


@pytest.fixture
def owner(enrolled: Path, data_dir: Path) -> None:
    """The demo's owner, enrolled, with a passcode."""
    shutil.copytree(enrolled, data_dir)


@pytest.fixture
def verify(process: Process) -> Process:
    """One guarded look at a chapter of the demo."""

    def run(chapter: str, *arguments: str, typed: str = "") -> tuple[int, dict[str, Any]]:
        source = ("--source", f"demo#{chapter}")
        return process("verify", "owner", *source, "--guarded", *arguments, typed=typed)

    return run


@pytest.mark.usefixtures("owner")
def test_locked_out_by_five_strangers_and_back_only_with_the_passcode(
    process: Process, verify: Process
) -> None:
    assert verify("owner")[0] == 0
    for chapter in ("stranger", "photo", "stranger", "stranger", "stranger"):
        code, said = verify(chapter)
        assert (code, said["decision"]) == (1, "non-match")
    code, said = verify("owner")
    assert (code, said["decision"]) == (3, "refused")
    assert "passcode" in said["reason"]
    assert said["distance"] is None
    assert process("passcode", "check", typed="wrong horse\n")[0] == 1
    assert verify("owner")[0] == 3
    assert process("passcode", "check", typed=f"{PASSCODE}\n")[0] == 0
    code, said = verify("owner")
    assert (code, said["decision"]) == (0, "match")
    code, said = process("audit")
    assert (code, said["is_whole"]) == (0, True)
    told = [(entry["event"], entry["verdict"]) for entry in said["entries"]]
    assert [each for each in told if each[0] != "adaptation"] == [
        ("template", "saved"),
        ("passcode", "set"),
        ("face", "unlocked"),
        *[("face", "refused")] * 5,
        ("passcode", "tried"),
        ("passcode", "tried"),
        ("passcode", "accepted"),
        ("face", "unlocked"),
    ]


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("taken_away", ["policy", "policy/state.json", "policy/audit.log"])
def test_whoever_is_locked_out_gains_nothing_by_taking_files_away(
    process: Process, verify: Process, data_dir: Path, taken_away: str
) -> None:
    for _ in range(5):
        open_guard(data_dir).face_refused("This is not owner", "owner", 0.7)
    path = data_dir / taken_away
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    code, said = verify("owner")
    assert (code, said["decision"]) == (3, "refused")
    assert "passcode" in said["reason"]
    # What was lost counts as the worst: even the right passcode has to wait now.
    code, said = process("passcode", "check", typed=f"{PASSCODE}\n")
    assert code == 3
    assert process("passcode", "status")[1]["refusal"] is not None


@pytest.mark.usefixtures("owner")
def test_an_unlock_is_remembered_and_a_refusal_is_not(process: Process, verify: Process) -> None:
    def last_used_at() -> str | None:
        (owner,) = process("templates", "list")[1]["templates"]
        return owner["last_used_at"]

    assert verify("stranger")[0] == 1
    assert last_used_at() is None
    assert verify("owner")[0] == 0
    assert last_used_at() is not None


@pytest.mark.usefixtures("owner")
def test_what_was_learned_is_shown_and_forgotten(process: Process, data_dir: Path) -> None:
    code, said = process("adaptation", "show", "owner")
    assert (code, said["references"]) == (0, [])
    store = TemplateStore(data_dir / "templates")
    template, now_s = store.load("owner"), time.time()
    learned = AdaptationStore(store)
    (vector, color, depth), pose = (
        (rows[0] for rows in (template.vectors, template.color_vectors, template.depth_vectors)),
        template.poses[0],
    )
    reference = Reference(Embedding(vector, color, depth, template.encoder_id), pose, now_s, 7)
    learned.save(replace(learned.load(template, now_s), references=(reference,)), template)
    ((told,),) = (process("adaptation", "show", "owner")[1]["references"],)
    assert (told["uses_left"], told["drift"]) == (7, 0.0)
    assert process("adaptation", "forget", "owner")[1]["references"] == []
    assert learned.load(template, now_s).references == ()


@pytest.mark.usefixtures("owner")
def test_privileged_needs_a_key_press(verify: Process) -> None:
    assert verify("owner", "--privileged", typed="\n")[0] == 0
    code, said = verify("owner", "--privileged")
    assert (code, said["reason"]) == (3, "Confirm with a key first")


@pytest.mark.usefixtures("owner")
def test_a_deliberate_lock_holds_the_face_that_is_there(process: Process, verify: Process) -> None:
    assert process("lock")[0] == 0
    assert process("passcode", "status")[1]["refusal"] == "held"
    assert verify("owner")[0] == 0  # the chapter begins without anybody
    assert process("passcode", "status")[1]["refusal"] is None
    assert process("lock", "--demand-passcode")[0] == 0
    assert verify("owner")[0] == 3
    assert process("passcode", "status")[1]["refusal"] == "locked_by_owner"
    assert process("passcode", "check", typed=f"{PASSCODE}\n")[0] == 0
    assert verify("owner")[0] == 0


@pytest.mark.usefixtures("owner")
def test_a_recording_that_is_only_looked_at_counts_nothing(process: Process) -> None:
    assert process("verify", "owner", "--source", "demo#photo")[0] == 1
    assert process("passcode", "status")[1]["failures"] == 0
    assert process("audit")[1]["count"] == 2


def observations(*retries: Retry, period_s: float = 0.1) -> list[Observation]:
    rgb, depth_mm = np.zeros((480, 640, 3), np.uint8), np.zeros((480, 640), np.uint16)
    return [
        Observation(frame=Frame(rgb, depth_mm, index * period_s), retry=retry)
        for index, retry in enumerate(retries)
    ]


@pytest.fixture
def verifying(data_dir: Path, store: TemplateStore) -> Callable[[], GuardedVerification]:
    """Start a verification of a second at most."""

    def start() -> GuardedVerification:
        learning = Learning(store, (), shipped_matcher(), LastUsed(last_used_file(data_dir)))
        verifier = Verifier(timeout_s=1.0)
        return GuardedVerification(open_guard(data_dir), learning, Request(), verifier)

    return start


def test_after_a_lock_nothing_is_judged_before_everybody_left(
    data_dir: Path, verifying: Callable[[], GuardedVerification]
) -> None:
    guard = open_guard(data_dir)
    guard.locked()
    held = verifying()
    assert held.barred is None  # whoever is there may leave
    for seen in observations(Retry.TOO_FAR, Retry.MOVING):
        assert held.offer(seen) is None
    assert guard.status().refusal is Refusal.HELD
    assert held.end().refusal is Refusal.HELD
    leaving = verifying()
    for seen in observations(Retry.TOO_FAR, Retry.NO_FACE, Retry.MOVING, Retry.NO_FACE):
        assert leaving.offer(seen) is None
    assert guard.status().refusal is None
    assert leaving.end().verification.frames == 3


def test_whoever_stays_after_a_lock_is_told_so_in_time(
    data_dir: Path, verifying: Callable[[], GuardedVerification]
) -> None:
    open_guard(data_dir).locked()
    held = verifying()
    answers = [held.offer(seen) for seen in observations(*[Retry.MOVING] * 11)]
    assert answers[:10] == [None] * 10
    assert answers[10].refusal is Refusal.HELD
    assert not answers[10].unlocks


def test_passcodes(faceid: Callable[..., Any], type_lines: Callable[..., None]) -> None:
    type_lines(PASSCODE, "different")
    assert "different" in faceid("passcode", "set").err
    type_lines("123456", "123456")
    assert "Choose another" in faceid("passcode", "set").err
    type_lines()
    assert "nothing was typed" in faceid("passcode", "set").err
    type_lines(PASSCODE, PASSCODE)
    assert faceid("passcode", "set").exit_code == 0
    type_lines("wrong horse", NEW, NEW)
    assert "wrong" in faceid("passcode", "set").err
    type_lines(PASSCODE, NEW, NEW)
    assert faceid("passcode", "set").exit_code == 0
    for expected in (1, 1, 1, 3):
        type_lines(PASSCODE)
        outcome = faceid("passcode", "check")
        assert outcome.exit_code == expected
    assert "Try again in" in outcome.out
    assert "can be tried in" in faceid("passcode", "status").out


def test_a_passcode_given_up(faceid: Callable[..., Any], type_lines: Callable[..., None]) -> None:
    type_lines(PASSCODE, PASSCODE)
    faceid("passcode", "set")
    type_lines(PASSCODE)
    assert faceid("passcode", "remove").exit_code == 0
    assert "There is no passcode" in faceid("passcode", "status").out


def test_a_changed_log_is_trouble(faceid: Callable[..., Any], data_dir: Path) -> None:
    for _ in range(3):
        faceid("lock")
    assert "3 entries" in faceid("audit").out
    log = data_dir / "policy" / "audit.log"
    log.write_text(log.read_text().replace('"locked"', '"opened"', 1))
    outcome = faceid("audit")
    assert outcome.exit_code == 4
    assert "Entry 1" in outcome.err


def test_the_vault_opens_for_whom_its_owner_chooses(
    faceid: Callable[..., Any],
    type_lines: Callable[..., None],
    store: Any,
    random_template: Any,
) -> None:
    assert "nothing to protect" in faceid("vault", "show").err
    store.save(random_template())
    type_lines(PASSCODE, PASSCODE)
    faceid("passcode", "set")
    assert faceid("vault", "show", "--json").result["entries"] == ["key file", "passcode"]
    type_lines("wrong horse")
    assert "Nothing was changed" in faceid("vault", "remove", "key-file").err
    type_lines(PASSCODE)
    first = faceid("vault", "renew", "--json").result
    assert first["entries"] == ["key file", "passcode"]
    assert store.load("ann").name == "ann"
    type_lines(PASSCODE)
    assert faceid("vault", "remove", "key-file", "--json").result["entries"] == ["passcode"]
    assert "Enter your passcode" in faceid("templates", "show", "ann").err
    type_lines(PASSCODE)
    assert faceid("vault", "add", "key-file").exit_code == 0
    assert store.load("ann").name == "ann"
    assert {entry["verdict"] for entry in faceid("audit", "--json").result["entries"]} >= {
        "renewed",
        "entry add",
        "entry remove",
    }
