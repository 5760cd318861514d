"""Answers that the bus does not take yet wait; dbus-fast alone would end the connection."""

from __future__ import annotations

import socket

import pytest

from app.daemon.patient_bus import PatientSocket


def test_what_finds_no_room_is_written_later() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        patient, sent, message = PatientSocket(ours), 0, memoryview(b"x" * 100_000)
        while (written := patient.send(message)) > 0:
            sent += written
        assert patient.send(message) == 0
        assert len(theirs.recv(sent, socket.MSG_WAITALL)) == sent
        assert patient.send(message) > 0


def test_a_connection_that_is_gone_is_told() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        theirs.close()
        with pytest.raises(BrokenPipeError):
            PatientSocket(ours).send(memoryview(b"x"))
