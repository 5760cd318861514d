"""Is what `faceid install` wrote still there, and are the daemon's own data well?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.desktop.fingerprint_readers import connected_readers
from app.desktop.manifest import DATA_FOLDER, Manifest, load_manifest
from app.desktop.program_copy import others_can_change
from app.desktop.shipped import CONFIG_FILE
from app.desktop.system_tree import SystemTree
from app.errors import CommandError

from . import people, policy
from .finding import Finding, Machine, State

#: Who else writes to them does nothing wrong: the machine's owner, and pam-auth-update.
_ALSO_OTHERS: Final = (CONFIG_FILE, "/etc/pam.d/common-", "/var/lib/pam/")
_AS_ROOT: Final = "sudo faceid doctor"
#: The daemon takes the login password where a user has no passcode.
_OF_AN_OWN_PASSCODE: Final = ("policy.passcode", "policy.passcode_lost")
_ACCOUNT_CHECKS: Final = (
    people.check_templates,
    people.check_vault,
    people.check_modes,
    policy.check_policy,
)


def check_files(machine: Machine) -> Iterator[Finding]:
    """Are the installed files there, and as they were written?"""
    name, tree = "desktop.installed", SystemTree(machine.root)
    try:
        manifest = load_manifest(tree)
    except PermissionError:
        yield Finding(name, State.UNKNOWN, "Only root may see what was installed.", _AS_ROOT)
        return
    except CommandError as error:
        yield Finding(name, State.PROBLEM, str(error), "sudo faceid install")
        return
    if manifest is None:
        yield Finding(
            name,
            State.WARNING,
            "Nothing is installed for the desktop: the window and the commands work, the desktop "
            "does not unlock by face.",
            "sudo faceid install (it shows what it changes, and asks)",
        )
        return
    yield from _of_files(manifest, tree)
    yield from _of_program(manifest, tree)


def check_readers(machine: Machine) -> Iterator[Finding]:
    """Is there a real fingerprint reader, whose place the daemon takes?"""
    readers = connected_readers(SystemTree(machine.root))
    if readers:
        yield Finding(
            "desktop.reader",
            State.WARNING,
            f"A fingerprint reader is connected ({', '.join(readers)}): it and the face cannot "
            "both answer.",
            "sudo faceid install --replace-fingerprint turns it off; sudo faceid uninstall "
            "brings it back",
            {"readers": readers},
        )


def check_accounts(machine: Machine) -> Iterator[Finding]:
    """Are the templates and the policy of every user whole that the daemon keeps?"""
    folder = machine.path(f"{DATA_FOLDER}/users")
    try:
        accounts = sorted(each for each in folder.iterdir() if each.name.isdecimal())
    except FileNotFoundError:
        return
    except PermissionError:
        yield Finding(
            "accounts.data",
            State.UNKNOWN,
            "Only root may see who is enrolled for the desktop.",
            _AS_ROOT,
        )
        return
    for account in accounts:
        seen = replace(machine, data_dir=account)
        for check in _ACCOUNT_CHECKS:
            for finding in check(seen):
                if finding.name in _OF_AN_OWN_PASSCODE:
                    continue
                yield replace(
                    finding,
                    name=f"accounts.{finding.name}",
                    sentence=f"User {account.name}: {finding.sentence}",
                    remedy=_as_root(finding.remedy, str(account)),
                    measured={**finding.measured, "uid": int(account.name)},
                )


def _of_files(manifest: Manifest, tree: SystemTree) -> Iterator[Finding]:
    missing: list[str] = []
    changed: list[str] = []
    for name in sorted(manifest.files):
        entry = tree.read(name)
        if entry is None:
            missing.append(name)
        elif not manifest.is_ours(name, entry) and not name.startswith(_ALSO_OTHERS):
            changed.append(name)
    measured = {"files": len(manifest.files), "missing": missing, "changed": changed}
    if not missing and not changed:
        yield Finding(
            "desktop.installed",
            State.OK,
            f"All {len(manifest.files)} installed files are as they were written.",
            measured=measured,
        )
        return
    parts = [f"missing: {', '.join(missing)}"] if missing else []
    parts += [f"changed: {', '.join(changed)}"] if changed else []
    yield Finding(
        "desktop.installed",
        State.PROBLEM if missing else State.WARNING,
        f"Installed files are {'; '.join(parts)}.",
        "sudo faceid install (writes them again)",
        measured,
    )


def _of_program(manifest: Manifest, tree: SystemTree) -> Iterator[Finding]:
    program = tree.path(manifest.choices.program)
    measured = {"program": manifest.choices.program}
    if not program.exists():
        yield Finding(
            "desktop.program",
            State.PROBLEM,
            f"The daemon's program {manifest.choices.program} is not there any more.",
            "sudo faceid install",
            measured,
        )
    elif others_can_change(program):
        yield Finding(
            "desktop.program",
            State.PROBLEM,
            f"Others than root can change {manifest.choices.program}, which runs as root.",
            "sudo faceid install, without --in-place (makes a copy that only root can change)",
            measured,
        )
    else:
        yield Finding(
            "desktop.program", State.OK, "Only root can change the daemon.", measured=measured
        )


def _as_root(remedy: str, data_dir: str) -> str:
    """Return a remedy's commands for the data of one user of the daemon."""
    if remedy == policy.ENTER_PASSCODE:
        return "log in once with the password"
    return re.sub(r"\bfaceid (?=[a-z])", f"sudo faceid --data-dir {data_dir} ", remedy)
