"""`faceid install` on this machine's own paths and its own tools, with layers above `/etc`, `/opt`,
`/usr` and `/var` that only the test sees and that end with it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bus_client import FPRINT, NOBODY_UID, OWN, call_as
from locked_desktop import wait_until
from private_bus import CONFIG, PrivateBus, private_bus
from running_daemon import ROOT, running_daemon

from app.desktop.choices import Choices
from app.desktop.shipped import shipped_files
from app.desktop.system_tree import SystemTree

LAYERS = """\
set -eu
mount -t tmpfs tmpfs "$1"
for name in etc opt usr var; do
    mkdir "$1/$name" "$1/$name-work"
    mount -t overlay overlay -o "lowerdir=/$name,upperdir=$1/$name,workdir=$1/$name-work" "/$name"
done
mount -t tmpfs tmpfs /run # no systemd of this machine is told
cd "$2"
scratch=$1
shift 2
"""
SNAPSHOT = """\
snapshot() {
    find /etc /usr/local/bin /usr/local/share /usr/share/polkit-1 /usr/share/pam-configs \\
        /usr/share/dbus-1 /var/lib/pam -printf '%p %y %m %u %g %l\\n' | sort
    find /etc /usr/share/pam-configs /var/lib/pam -type f -exec sha256sum {} + | sort
    find /usr/local/libexec /var/lib/faceid 2>/dev/null || true
}
"""
INSTALL_AND_UNINSTALL = """\
snapshot >$scratch/before
"$@" install --yes --in-place --replace-fingerprint --pam --sudo --presence
snapshot >$scratch/installed
"$@" install --yes --in-place --replace-fingerprint
snapshot >$scratch/again
"$@" uninstall --yes
snapshot >$scratch/after
diff $scratch/before $scratch/installed >/dev/null && exit 7
diff $scratch/installed $scratch/again
diff $scratch/before $scratch/after
"""
#: Polkit drops to its own user, so this bus lets that one own its name.
POLKIT_MAY_OWN = '<policy user="polkitd"><allow own="org.freedesktop.PolicyKit1"/></policy>'
ASK_POLKIT = """\
"$@" install --yes --in-place --replace-fingerprint >/dev/null 2>&1
/usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 & polkitd=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.2
    pkaction --action-id org.faceid.manage --verbose 2>/dev/null && break
done
kill $polkitd
wait $polkitd || true
"""

LAYERED = ["unshare", "--mount", "sh", "-c"]

pytestmark = pytest.mark.skipif(
    subprocess.run([*LAYERED, f"{LAYERS}true", "sh", "/mnt", "/"], check=False).returncode != 0,
    reason="layers above folders are not permitted here",
)

Run = Callable[[PrivateBus, str], subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a shell script above layers; "$@" is `faceid` there."""

    def run_script(bus: PrivateBus, script: str) -> subprocess.CompletedProcess[str]:
        words = [str(tmp_path), str(ROOT), sys.executable, "-m", "app"]
        return subprocess.run(
            [*LAYERED, LAYERS + script, "sh", *words],
            capture_output=True,
            text=True,
            env=bus.environment,
            timeout=120,
            check=False,
        )

    return run_script


@pytest.fixture
def strict_bus(tmp_path: Path) -> Iterator[PrivateBus]:
    """A bus that permits what Debian's does: nothing but what a policy file permits."""
    files = shipped_files(Choices("/opt/faceid/current/bin/faceid"), SystemTree(tmp_path))
    policy = tmp_path / "org.faceid.Daemon1.conf"
    policy.write_bytes(files["/etc/dbus-1/system.d/org.faceid.Daemon1.conf"].content)
    tmp_path.chmod(0o755)
    config = CONFIG.replace('<allow own="*"/>', "").replace(
        '<allow send_destination="*"/>',
        '<deny send_type="method_call"/><allow send_destination="org.freedesktop.DBus"/>',
    )
    assert config.count("<deny") == 1
    with private_bus(
        config=config.replace("</busconfig>", f"<include>{policy}</include></busconfig>")
    ) as bus:
        yield bus


def test_uninstall_leaves_this_machine_as_it_was(run: Run, bus: PrivateBus) -> None:
    done = run(bus, SNAPSHOT + INSTALL_AND_UNINSTALL)
    assert done.returncode == 0, done.stdout + done.stderr


def test_polkit_knows_the_action(run: Run) -> None:
    with private_bus(POLKIT_MAY_OWN) as bus:
        done = run(bus, ASK_POLKIT)
    told = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    implicit = {name.strip(): value.strip() for name, value in told.items()}
    assert implicit["implicit any"] == "no", done.stdout + done.stderr
    assert implicit["implicit inactive"] == "no"
    assert implicit["implicit active"] == "auth_self_keep"


def test_the_bus_lets_root_serve_and_everybody_ask(strict_bus: PrivateBus, data_dir: Path) -> None:
    path = "/org/faceid/Daemon1"
    with running_daemon(strict_bus, data_dir, "demo#away"):
        assert "sensor" in call_as(strict_bus, NOBODY_UID, OWN, path, f"{OWN}.Status").stdout
        other = call_as(strict_bus, NOBODY_UID, OWN, path, "org.freedesktop.DBus.ObjectManager.X")
        assert "AccessDenied" in other.stderr
    name = ("org.freedesktop.DBus", "/", "org.freedesktop.DBus.RequestName", f"string:{OWN}")
    own = call_as(strict_bus, NOBODY_UID, *name, "uint32:4")
    assert "AccessDenied" in own.stderr
    assert call_as(strict_bus, 0, *name, "uint32:4").returncode == 0


@pytest.mark.parametrize("name", [OWN, FPRINT])
def test_the_bus_starts_the_daemon_for_whoever_asks(
    tmp_path: Path, data_dir: Path, name: str
) -> None:
    """By the shipped service files; the daemon ends with its bus."""
    program = tmp_path / "program"
    program.write_text(
        f'#!/bin/sh\ncd {ROOT}\nexec {sys.executable} -m app "$@" --data-dir {data_dir} '
        "--source demo#away\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    for path, entry in shipped_files(Choices(str(program)), SystemTree(tmp_path)).items():
        if "/system-services/" in path:
            (tmp_path / Path(path).name).write_bytes(entry.content)
    path, member = {
        OWN: ("/org/faceid/Daemon1", f"{OWN}.Status"),
        FPRINT: (f"/{FPRINT.replace('.', '/')}/Manager", f"{FPRINT}.Manager.GetDefaultDevice"),
    }[name]
    with private_bus(f"<servicedir>{tmp_path}</servicedir>") as bus:
        done = call_as(bus, 0, name, path, member)
        assert done.returncode == 0, done.stderr
        ask = ("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetConnectionUnixProcessID")
        (pid,) = re.findall(r"uint32 (\d+)", call_as(bus, 0, *ask, f"string:{name}").stdout)
    wait_until(lambda: not Path("/proc", pid).exists(), 10.0)
