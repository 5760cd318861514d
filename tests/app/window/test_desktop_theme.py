"""The window follows a settings portal on a real session bus; without one it is dark."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus")

FOLLOWS = """
import asyncio, sys, threading
from dbus_fast import Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal
from PyQt5.QtCore import QCoreApplication, QTimer
from app.window.desktop_theme import INTERFACE, KEY, NAMESPACE, PATH, SERVICE, DesktopTheme

class Portal(ServiceInterface):
    scheme = int(sys.argv[1])

    @dbus_method()
    def Read(self, namespace: "s", key: "s") -> "v":
        assert (namespace, key) == (NAMESPACE, KEY)
        return Variant("v", Variant("u", self.scheme))

    @dbus_signal()
    def SettingChanged(self, namespace, key, value) -> "ssv":
        return [namespace, key, value]

loop = asyncio.new_event_loop()
ready = threading.Event()
portal = Portal(INTERFACE)

async def serve():
    bus = await MessageBus().connect()
    bus.export(PATH, portal)
    await bus.request_name(SERVICE)
    ready.set()
    await bus.wait_for_disconnect()

threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True).start()
assert ready.wait(10)
application = QCoreApplication([])
theme = DesktopTheme()
print("at first", theme.is_light, flush=True)
theme.changed.connect(lambda: print("changed", theme.is_light, flush=True))

def tell(scheme):
    change = ("org.example", KEY, Variant("u", 3 - scheme)), (NAMESPACE, KEY, Variant("u", scheme))
    for arguments in change:
        loop.call_soon_threadsafe(portal.SettingChanged, *arguments)

for delay_ms, scheme in ((500, 1), (1000, 2), (1500, 0)):
    QTimer.singleShot(delay_ms, lambda scheme=scheme: tell(scheme))
QTimer.singleShot(2000, application.quit)
application.exec_()
"""

ALONE = """
from PyQt5.QtCore import QCoreApplication, QTimer
from app.window.desktop_theme import DesktopTheme
application = QCoreApplication([])
theme = DesktopTheme()
QTimer.singleShot(300, application.quit)
application.exec_()
print(theme.is_light)
"""


def run(*command: str, **variables: str) -> list[str]:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("2", ["changed True", "changed False", "changed True", "changed False"]),
        ("1", ["changed True", "changed False"]),
    ],
)
def test_it_asks_the_portal_and_follows_its_changes(scheme, said):
    shown = run("dbus-run-session", "--", sys.executable, "-c", FOLLOWS, scheme)
    assert shown == ["at first False", *said]


def test_it_is_dark_on_a_bus_without_a_portal():
    assert run("dbus-run-session", "--", sys.executable, "-c", ALONE) == ["False"]


def test_it_is_dark_without_a_bus(tmp_path):
    absent = f"unix:path={tmp_path}/absent"
    assert run(sys.executable, "-c", ALONE, DBUS_SESSION_BUS_ADDRESS=absent) == ["False"]
