"""Who is enrolled, and can their templates be opened?"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.paths import policy_dir, templates_dir
from faceid_core.encoder_description import shipped_encoder
from faceid_core.errors import TemplateError, VaultError
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.key_wraps import FileWrap
from faceid_core.trust.vault import Vault

from .finding import Finding, Machine, State

#: Fewer stored poses than this refuse their owner too often (the first sweep asks for more).
FEW_POSES: Final = 5


def check_templates(machine: Machine) -> Iterator[Finding]:
    """Can everybody who is enrolled be recognized?"""
    store = TemplateStore(templates_dir(machine.data_dir))
    try:
        names = store.names()
    except PermissionError as error:
        yield Finding("people.enrolled", State.UNKNOWN, f"The templates may not be read: {error}.")
        return
    if not names:
        yield Finding(
            "people.enrolled",
            State.WARNING,
            "Nobody is enrolled yet.",
            "faceid enroll NAME, or press Enroll in the window",
            {"enrolled": 0, "usable": 0},
        )
        return
    usable = 0
    for name in names:
        finding = _of_template(store, name)
        usable += finding.state in (State.OK, State.WARNING)
        yield finding
    yield Finding(
        "people.enrolled",
        State.OK if usable else State.PROBLEM,
        f"{usable} of {len(names)} enrolled can be recognized.",
        "" if usable else "mend the templates that are named above, or enroll again",
        {"enrolled": len(names), "usable": usable},
    )


def _of_template(store: TemplateStore, name: str) -> Finding:
    try:
        template = store.peek(name)
    except VaultError as error:  # the vault's own finding says how to mend it
        return Finding("people.template", State.UNKNOWN, f"{name}: {error}")
    except (TemplateError, OSError) as error:
        return Finding(
            "people.template",
            State.PROBLEM,
            f"{name}: {error}",
            f"faceid templates remove {name}; faceid enroll {name}",
        )
    encoder_id = shipped_encoder().encoder_id
    if template.encoder_id != encoder_id:
        return Finding(
            "people.template",
            State.PROBLEM,
            f"{name} was enrolled with another encoder ({template.encoder_id}, now {encoder_id}).",
            f"faceid enroll {name} --replace",
            {"poses": len(template.poses), "encoder_id": template.encoder_id},
        )
    return _of_sweep(template)


def _of_sweep(template: Template) -> Finding:
    count = len(template.poses)
    is_thin = template.is_partial or count < FEW_POSES
    kind = ", a partial sweep" if template.is_partial else ""
    return Finding(
        "people.template",
        State.WARNING if is_thin else State.OK,
        f"{template.name} is enrolled with {count} poses{kind}.",
        f"faceid enroll {template.name} --replace, with the whole circle" if is_thin else "",
        {
            "poses": count,
            "appearances": len(template.appearances),
            "encoder_id": template.encoder_id,
        },
    )


def check_vault(machine: Machine) -> Iterator[Finding]:
    """Does the vault open, and is it its owner's alone?"""
    folder = templates_dir(machine.data_dir)
    vault, name = Vault(folder), "people.vault"
    if not vault.exists:
        if any(folder.glob("*.template")):
            yield Finding(
                name,
                State.WARNING,
                "Templates lie here without a vault: they are from an older version, or the "
                "vault was removed.",
                "faceid templates list (seals those that are still readable)",
            )
        return
    try:
        record = vault.record()
    except VaultError as error:
        yield Finding(
            name, State.PROBLEM, str(error), f"mv '{folder}' '{folder}.bad'; faceid enroll NAME"
        )
        return
    measured: dict[str, object] = {
        "entries": list(record.kinds),
        "has_passcode": record.passcode is not None,
        "is_settled": record.is_settled,
    }
    try:
        with vault.opened():
            pass
    except VaultError as error:
        is_passcode_only = FileWrap.kind not in record.kinds
        yield Finding(
            name,
            State.WARNING if is_passcode_only else State.PROBLEM,
            f"The vault does not open by itself: {error}",
            "log in to the desktop, or enter the passcode in the window"
            if is_passcode_only
            else "put the key file back from a backup, or remove the folder and enroll again",
            measured,
        )
    else:
        kinds = ", ".join(record.kinds)
        yield Finding(name, State.OK, f"The vault opens (by: {kinds}).", measured=measured)
    if not record.is_settled:
        yield Finding(
            "people.vault_settled",
            State.WARNING,
            "The vault's renewal was interrupted: not every file is under the newest key.",
            "faceid templates list (finishes it)",
        )


def check_modes(machine: Machine) -> Iterator[Finding]:
    """Are folders and files closed to others?"""
    folders = (templates_dir(machine.data_dir), policy_dir(machine.data_dir))
    private = list(filter(Path.is_dir, folders))
    if not private:
        return
    both = (machine.data_dir, *private)
    writable = [each for each in both if stat.S_IMODE(each.stat().st_mode) & 0o022]
    files = [path for each in private for path in sorted(each.iterdir()) if path.is_file()]
    open_files = [each for each in files if stat.S_IMODE(each.stat().st_mode) & 0o077]
    if not writable and not open_files:
        yield Finding("people.modes", State.OK, "Only you can read and change these files.")
        return
    parts = [f"others may write to {each}" for each in writable]
    parts += [f"others may read or change {each}" for each in open_files]
    yield Finding(
        "people.modes",
        State.PROBLEM,
        f"Files are open to others, so they are not trusted: {'; '.join(parts)}.",
        f"chmod -R go-rwx '{machine.data_dir}' (if nobody else used this machine)",
        {"folders": len(writable), "files": len(open_files)},
    )


def check_left_keys(machine: Machine) -> Iterator[Finding]:
    """Are key files left over that open nothing any more?"""
    folder = templates_dir(machine.data_dir)
    vault = Vault(folder)
    try:
        record = vault.record()
    except VaultError:
        return
    known = {record.key_id} | ({record.retired["key_id"]} if record.retired else set())
    left = [
        path
        for path in sorted(folder.glob("vault-*.key"))
        if path.stem.removeprefix("vault-") not in known
    ]
    if left:
        yield Finding(
            "people.left_keys",
            State.WARNING,
            f"{len(left)} key files open nothing here any more; with an older copy of the "
            "templates they would.",
            "rm " + " ".join(f"'{path}'" for path in left),
            {"files": len(left)},
        )
