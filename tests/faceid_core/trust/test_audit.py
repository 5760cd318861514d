"""The chain: whatever is done to a log is found, at its end too."""

from __future__ import annotations

import math

import pytest

from faceid_core.errors import AuditError
from faceid_core.trust.audit import Head, Incident, chained, check_end, read_chain


@pytest.fixture
def log():
    """Ten entries, and where they end."""
    text, head = "", Head()
    for index in range(10):
        incident = Incident("face", "refused", "This is not ann", "ann", 0.7 + index / 100)
        line, head = chained(incident, head, index, 1.8e9 + index)
        text += line
    return text.encode(), head


def check(stored, head):
    entries = list(read_chain(stored))
    check_end(len(entries), entries[-1].digest if entries else Head().digest, head)
    return entries


def test_a_whole_log_is_read(log):
    entries = check(*log)
    assert [entry.number for entry in entries] == list(range(1, 11))
    assert entries[0].at == "2027-01-15T08:00:00+00:00"
    assert {entry.distance for entry in entries} == {0.7, 0.8}
    assert log[1].size_bytes == len(log[0])


@pytest.mark.parametrize("distance", [None, math.nan, math.inf])
def test_a_distance_that_is_none(distance):
    line, _ = chained(Incident("face", "refused", distance=distance), Head(), 1, 0.0)
    assert '"distance":null' in line


def test_every_changed_byte_is_found(log):
    stored, head = log
    for at in range(0, len(stored), 3):
        changed = bytearray(stored)
        changed[at] ^= 1
        with pytest.raises(AuditError):
            check(bytes(changed), head)


def test_every_end_cut_off_is_found(log):
    stored, head = log
    for size in range(len(stored)):
        with pytest.raises(AuditError):
            check(stored[:size], head)


@pytest.mark.parametrize("number", range(10))
def test_an_entry_removed_repeated_or_moved_is_found(log, number):
    stored, head = log
    lines = stored.splitlines(keepends=True)
    removed = lines[:number] + lines[number + 1 :]
    moved = [*removed[:4], lines[number], *removed[4:]]
    for changed in (removed, [*lines, lines[number]], *([moved] if moved != lines else [])):
        with pytest.raises(AuditError):
            check(b"".join(changed), head)


def test_a_chain_of_another_log_is_found(log):
    stored, head = log
    line, other = chained(Incident("face", "unlocked"), Head(), 1, 0.0)
    with pytest.raises(AuditError, match="missing at the end"):
        check(line.encode(), head)
    with pytest.raises(AuditError, match="end of the log"):
        check(stored, other)
