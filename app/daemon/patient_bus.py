"""A connection to the bus that waits while the bus does not read.

dbus-fast ends a connection whose socket is full: a client that asks for large answers
faster than the bus takes them could end the daemon.
"""

from __future__ import annotations

import socket

from dbus_fast import BusType
from dbus_fast.aio import MessageBus


class PatientSocket:
    """Writes what there is room for, which may be nothing; the rest is written later."""

    def __init__(self, wrapped: socket.socket) -> None:
        self._wrapped = wrapped

    def send(self, data: memoryview) -> int:
        """Return how many bytes were written, 0 where there is no room."""
        try:
            return self._wrapped.send(data)
        except BlockingIOError:
            return 0


async def patient_bus(address: str | None) -> MessageBus:
    """Connect to a bus; None is the system's.

    Raises:
        OSError, DBusFastError: If there is none, or it refuses.
    """
    bus = await MessageBus(bus_address=address, bus_type=BusType.SYSTEM).connect()
    writer, connected = bus._writer, bus._sock
    assert writer is not None  # after connecting there are both
    assert connected is not None
    writer.sock = PatientSocket(connected)  # type: ignore[assignment]
    return bus
