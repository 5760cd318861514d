"""Starts the daemon, keeps it on the bus, and ends it in good order."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from typing import Final

from dbus_fast import DBusError, NameFlag, RequestNameReply
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from app.errors import CommandError
from app.recognizer import load_recognizer
from faceid_core.pipeline import Recognizer
from hardware import FrameSource, open_source

from .accounts import Accounts
from .authority import Authority
from .bus import Departures
from .callers import Callers
from .doors import Doors
from .enrollments import Enrollments
from .fprint_device import FprintDevice
from .fprint_manager import FprintManager
from .memory import keep_for_good
from .names import DAEMON, DAEMON_PATH, FPRINT, FPRINT_DEVICE_PATH, FPRINT_MANAGER_PATH
from .observer import Observer
from .own_interface import OwnInterface
from .patient_bus import patient_bus
from .settings import DaemonSettings
from .verifications import Verifications

logger = logging.getLogger(__name__)

NAMES: Final = (DAEMON, FPRINT)
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


async def serve(settings: DaemonSettings, bus_address: str | None) -> str:
    """Serve clients until a signal comes.

    Args:
        settings: How.
        bus_address: Of the bus; None for the system's.

    Returns:
        The name of the signal.

    Raises:
        CommandError: If the bus cannot be used, or is gone.
        FaceIdError: If the models cannot be loaded.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    recognizer = load_recognizer()
    bus = await _connected(bus_address)
    observer = Observer(lambda: _open_sensor(settings), recognizer, settings.idle_s)
    doors = _doors(bus, settings, observer, recognizer)
    own = OwnInterface(doors, recognizer.encoder)
    try:
        observer.start()
        bus.export(FPRINT_MANAGER_PATH, FprintManager())
        bus.export(FPRINT_DEVICE_PATH, FprintDevice(doors))
        bus.export(DAEMON_PATH, own)
        for name in NAMES:
            await _own(bus, name)
        keep_for_good()
        notify_ready()
        logger.info("serving on %s", bus.unique_name)
        return await _until_signal(bus)
    finally:
        own.close()
        observer.stop()
        bus.disconnect()


def notify_ready() -> None:
    """Tell systemd that clients are served, if it has started this."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifying:
        notifying.connect(address)
        notifying.sendall(b"READY=1")


def _open_sensor(settings: DaemonSettings) -> FrameSource:
    return open_source(settings.source, pace=settings.pace, loop=True)


def _doors(
    bus: MessageBus, settings: DaemonSettings, observer: Observer, recognizer: Recognizer
) -> Doors:
    return Doors(
        bus=bus,
        callers=Callers(bus),
        departures=Departures(bus),
        authority=Authority(bus),
        accounts=Accounts(settings.data_dir),
        verifications=Verifications(settings, observer, recognizer),
        enrollments=Enrollments(observer, recognizer),
        observer=observer,
        settings=settings,
    )


async def _connected(address: str | None) -> MessageBus:
    try:
        return await patient_bus(address)
    except (OSError, DBusFastError) as error:
        raise CommandError(
            f"The system's D-Bus cannot be reached ({error}). Is dbus running?"
        ) from error


async def _own(bus: MessageBus, name: str) -> None:
    try:
        reply = await bus.request_name(name, NameFlag.DO_NOT_QUEUE)
    except DBusError as error:
        raise CommandError(
            f"The name {name} may not be owned ({error.text}). Run as root: faceid install"
        ) from error
    if reply is not RequestNameReply.PRIMARY_OWNER:
        raise CommandError(
            f"Another program owns {name} already: fprintd, or a second daemon. End it first."
        )


async def _until_signal(bus: MessageBus) -> str:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[str] = loop.create_future()

    def end(name: str) -> None:
        if not ended.done():
            ended.set_result(name)

    for each in SIGNALS:
        loop.add_signal_handler(each, end, each.name)
    lost = asyncio.ensure_future(bus.wait_for_disconnect())
    await asyncio.wait([ended, lost], return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        lost.cancel()
        return ended.result()
    lost.exception()
    raise CommandError("The bus has ended this connection.")
