"""A system bus of the tests' own: real dbus-daemon, real users, no service of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: As on a real system bus: only root owns the names, everybody may ask.
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  {more}
  <policy context="default">
    <allow user="*"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="*"/>
  </policy>
  <policy user="root">
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class PrivateBus:
    """A running bus.

    Attributes:
        address: Where it is.
    """

    address: str

    @property
    def environment(self) -> dict[str, str]:
        """For programs that look for the system's bus."""
        return {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.address}


@contextmanager
def private_bus(more: str = "", *, config: str = CONFIG) -> Iterator[PrivateBus]:
    """Run a bus that every user of the machine reaches.

    Args:
        more: Further elements of its configuration.
        config: All else of it.
    """
    folder = Path(tempfile.mkdtemp(prefix="faceid-bus-"))
    folder.chmod(0o755)
    config_file = folder / "bus.conf"
    config_file.write_text(config.format(socket=folder / "socket", more=more))
    bus = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config_file}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert bus.stdout is not None
        yield PrivateBus(bus.stdout.readline().strip())
    finally:
        bus.terminate()
        bus.communicate(timeout=10)
        shutil.rmtree(folder)
