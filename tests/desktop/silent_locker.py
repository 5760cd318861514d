"""A program that locks when the login manager says so, and tells nobody: as swayidle does.

Unlock it does not hear. Run as `python silent_locker.py SESSION_PATH`.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys

from dbus_fast import BusType
from dbus_fast.aio import MessageBus

from app.bus import Ears, Partner


async def main(session_path: str) -> None:
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    session = Partner(bus, "org.freedesktop.login1", session_path, "org.freedesktop.login1.Session")
    locker: list[subprocess.Popen[bytes]] = []
    await Ears(bus).on(session, "Lock", lambda: locker.append(subprocess.Popen(["i3lock", "-n"])))
    try:
        await bus.wait_for_disconnect()
    finally:
        for each in locker:
            each.kill()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
