"""Mutated files: an error or a refusal each time, never an unlock. `FUZZ=N` tries N of each."""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from killing import Folder, prepare, template
from plain_templates import content_of

from faceid_core.errors import AuditError, FaceIdError, StateDamagedError, TemplateError
from faceid_core.trust import checked_json, policy_codec
from faceid_core.trust.audit import read_chain
from faceid_core.trust.clock import Moment
from faceid_core.trust.policy import DEMANDS, PolicyState
from faceid_core.trust.policy_codec import Record
from faceid_core.trust.sealed_file import unseal

EXAMPLES = int(os.environ.get("FUZZ", "60"))
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def mutations(draw, most=6):
    """Edits to be made to a file's bytes: where, how many taken away, what put there."""
    where = st.floats(0.0, 1.0)
    edit = st.tuples(where, st.integers(0, 40), st.binary(max_size=40))
    return draw(st.lists(edit, min_size=1, max_size=most))


def mutated(stored, edits):
    changed = bytearray(stored)
    for where, taken, put in edits:
        at = int(where * len(changed))
        changed[at : at + taken] = put
    return bytes(changed)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Locked out by five failures, with a passcode."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    prepare(folder)
    return folder


@pytest.fixture
def damaged(prepared, tmp_path):
    """Return the folder with edits made to one of its files; None if they changed nothing."""

    def make(name, edits):
        path = tmp_path / "data"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(prepared, path)
        (file,) = path.rglob(name)
        before = file.read_bytes()
        after = mutated(before, edits)
        file.write_bytes(after)
        return Folder(path) if after != before else None

    return make


@pytest.mark.parametrize("name", ["state.json", "audit.log", "vault.json", "vault-*.key"])
@fuzzed
@given(edits=mutations())
def test_who_is_locked_out_stays_locked_out(damaged, name, edits):
    folder = damaged(name, edits)
    if folder is None:
        return
    try:
        refusal = folder.guard.face_accepted("ann", 0.1)
    except FaceIdError:
        return
    assert refusal is not None
    assert refusal.needs_passcode


@fuzzed
@given(edits=mutations())
def test_a_damaged_passcode_record_takes_no_other_passcode(damaged, edits):
    folder = damaged("vault.json", edits)
    if folder is None:
        return
    try:
        assert not folder.guard.try_passcode("another passcode")
    except FaceIdError:
        return


@pytest.mark.parametrize("name", ["ann.template", "vault.json", "vault-*.key"])
@fuzzed
@given(edits=mutations())
def test_a_template_is_whole_or_refused(damaged, name, edits):
    folder = damaged(name, edits)
    if folder is None:
        return
    with pytest.raises(TemplateError):
        folder.store.load("ann")


@fuzzed
@given(edits=mutations())
def test_a_damaged_adaptation_teaches_nothing(damaged, edits):
    folder = damaged("ann.adaptation", edits)
    if folder is not None:
        learned = folder.learned.load(template("ann"), folder.clock().wall_s)
        assert learned.references == ()


@fuzzed
@given(edits=mutations())
def test_a_plain_template_is_whole_or_refused(tmp_path_factory, plain, edits):
    """Sealed by the right vault, damaged before it was sealed."""
    folder = Folder(tmp_path_factory.mktemp("plain"))
    changed = mutated(plain, edits)
    folder.store.directory.mkdir(mode=0o700)
    path = folder.store.path("ann")
    folder.store.files.write(path, changed, kind="template", owner="ann", encoder_id="e")
    try:
        loaded = folder.store.load("ann")
    except TemplateError:
        return
    for rows in (loaded.vectors, loaded.color_vectors, loaded.depth_vectors):
        assert np.all(np.abs(np.linalg.norm(rows, axis=1) - 1.0) <= 1e-3)


@pytest.fixture(scope="module")
def plain():
    return content_of(template("ann"))


@fuzzed
@given(edits=mutations())
def test_a_log_that_reads_is_the_log_or_its_beginning(prepared, edits):
    (log,) = prepared.rglob("audit.log")
    before = log.read_bytes()
    after = mutated(before, edits)
    try:
        list(read_chain(after))
    except AuditError:
        return
    assert before.startswith(after)


@fuzzed
@given(stored=st.binary(max_size=400))
def test_any_bytes_are_refused(stored):
    with pytest.raises(StateDamagedError):
        policy_codec.decode(stored)
    with pytest.raises(ValueError, match=r"."):
        unseal(bytearray(32), stored)


moments = st.none() | st.builds(
    Moment, st.text(max_size=40), st.floats(0, 1e9), st.floats(-1e11, 1e11)
)
states = st.builds(
    PolicyState,
    serial=st.integers(0, 10**9),
    has_passcode=st.booleans(),
    failures=st.integers(0, 10**6),
    failed_at=moments,
    passcode_at=moments,
    face_at=moments,
    demand=st.none() | st.sampled_from(sorted(DEMANDS, key=lambda each: each.name)),
    is_held=st.booleans(),
    passcode_failures=st.integers(0, 10**6),
    tried_at=moments,
)


@fuzzed
@given(state=states)
def test_every_state_is_read_as_it_was_written(state):
    record = Record(state, last_line="{}\n")
    assert policy_codec.decode(policy_codec.encode(record)) == record


@pytest.mark.parametrize(
    "head",
    [[1, "00" * 32, 10**400], [-1, "00" * 32, 0], [1, "\ufeff" * 32, 0], [1, "00", 0], [1], None],
)
def test_a_whole_record_with_an_odd_end_of_the_log_is_refused(head):
    content = checked_json.decode(policy_codec.encode(Record()))
    with pytest.raises(StateDamagedError):
        policy_codec.decode(checked_json.encode(content | {"head": head}))


@fuzzed
@given(state=states, edits=mutations())
def test_a_mutated_state_is_refused(state, edits):
    stored = policy_codec.encode(Record(state))
    changed = mutated(stored, edits)
    if changed != stored:
        with pytest.raises(StateDamagedError):
            policy_codec.decode(changed)
