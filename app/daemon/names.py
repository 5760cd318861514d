"""What is called how on the system bus, and how long a word there may be; imports nothing."""

from __future__ import annotations

from typing import Final

#: The daemon's own name, which is also that of its interface.
DAEMON: Final = "org.faceid.Daemon1"
DAEMON_PATH: Final = "/org/faceid/Daemon1"
FPRINT: Final = "net.reactivated.Fprint"
FPRINT_MANAGER: Final = f"{FPRINT}.Manager"
FPRINT_DEVICE: Final = f"{FPRINT}.Device"
FPRINT_MANAGER_PATH: Final = "/net/reactivated/Fprint/Manager"
FPRINT_DEVICE_PATH: Final = "/net/reactivated/Fprint/Device/0"
LOGIND: Final = "org.freedesktop.login1"
LOGIND_PATH: Final = "/org/freedesktop/login1"
LOGIND_MANAGER: Final = f"{LOGIND}.Manager"
LOGIND_SESSION: Final = f"{LOGIND}.Session"
LOGIND_USER: Final = f"{LOGIND}.User"
#: Longest name of a PAM service that the daemon takes.
MAX_SERVICE: Final = 40
