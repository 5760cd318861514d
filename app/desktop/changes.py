"""What an installation, or its end, changes on a machine: worked out first, written later."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .choices import Choices
from .manifest import DATA_FOLDER, MANIFEST_FILE, Manifest, save_manifest
from .pam_profiles import with_profiles, without_profiles
from .shipped import CONFIG_FILE, PAM_PROFILE_FILES, shipped_files, with_privileged
from .system_tree import Entry, SystemTree


@dataclass(frozen=True)
class Change:
    """One file, before and after; None for no file."""

    name: str
    before: Entry | None
    after: Entry | None

    def told(self) -> str:
        """In words: one line, and what changes in a file that stays."""
        if self.before is None:
            pointing = f" -> {_text(self.after)[0]}" if self.after and self.after.is_link else ""
            return f"new      {self.name}{pointing}"
        if self.after is None:
            return f"removed  {self.name}"
        lines = difflib.unified_diff(_text(self.before), _text(self.after), lineterm="", n=1)
        return "\n".join([f"changed  {self.name}", *(f"    {line}" for line in list(lines)[2:])])


@dataclass
class Plan:
    """What is to be done.

    Attributes:
        manifest: The record of all that is installed once it is done.
        changes: In the order in which they are written.
        kept: Files that somebody else has changed since, and that stay as they are.
    """

    manifest: Manifest
    changes: list[Change] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def write(self, name: str, before: Entry | None, after: Entry) -> None:
        """Put a file there."""
        self.manifest = self.manifest.with_file(name, after, before)
        self.changes.append(Change(name, before, after))

    def bring_back(self, name: str, tree: SystemTree) -> None:
        """Bring back what was there before, unless somebody else has changed the file."""
        current, first = tree.read(name), self.manifest.files[name].before
        if current is not None and current != first and not self.manifest.is_ours(name, current):
            self.kept.append(name)
        elif current != first:
            self.changes.append(Change(name, current, first))


def plan_installation(tree: SystemTree, choices: Choices, installed: Manifest | None) -> Plan:
    """Work out what installs, upgrades, or changes what was chosen.

    Args:
        tree: The machine.
        choices: What is to be installed.
        installed: What is installed already, or None.

    Raises:
        CommandError: If PAM's files cannot be changed.
        OSError: If a file cannot be read.
    """
    plan = Plan(replace(installed or Manifest(choices), choices=choices))
    files = shipped_files(choices, tree)
    known = plan.manifest.files
    for name, wanted in files.items():
        current = tree.read(name)
        if name in known and current is not None and not plan.manifest.is_ours(name, current):
            if name != CONFIG_FILE:
                if current != wanted:
                    plan.kept.append(name)
                continue
            wanted = replace(current, content=with_privileged(current.content, choices))
        if current != wanted:
            plan.write(name, current, wanted)
    if choices.pam:
        profiles = {name: files[name] for name in PAM_PROFILE_FILES}
        pam_files = with_profiles(tree, profiles)
        for name, wanted in pam_files.items():
            current = tree.read(name)
            if current != wanted:
                plan.write(name, current, wanted)
        files |= pam_files
    _bring_back_all(plan, tree, [name for name in known if name not in files])
    plan.manifest = _with_folders(plan, tree)
    return plan


def plan_removal(tree: SystemTree, installed: Manifest) -> Plan:
    """Work out what brings back the machine as it was.

    Raises:
        CommandError: If PAM's files cannot be changed.
        OSError: If a file cannot be read.
    """
    plan = Plan(installed)
    _bring_back_all(plan, tree, list(installed.files))
    return plan


def apply(plan: Plan, tree: SystemTree) -> None:
    """Write what is planned. Killed in between, the same command goes on.

    Raises:
        OSError: If something cannot be written. What was written before stays, and is known.
    """
    if not tree.path(DATA_FOLDER).is_dir():
        tree.path(DATA_FOLDER).mkdir(parents=True, mode=0o700)
    save_manifest(tree, plan.manifest)
    for change in plan.changes:
        if change.after is None:
            tree.remove(change.name)
        else:
            for folder in tree.missing_folders(change.name):
                tree.make_folder(folder)
            tree.write(change.name, change.after)


def finish_installation(plan: Plan, tree: SystemTree) -> None:
    """Note that everything was written, and forget the files that are what they were."""
    manifest = plan.manifest.settled()
    for change in plan.changes:
        if change.after == manifest.files[change.name].before:
            manifest = manifest.without_file(change.name)
    removed = _remove_empty(tree, manifest.folders)
    folders = tuple(name for name in manifest.folders if name not in removed)
    save_manifest(tree, replace(manifest, folders=folders))


def finish_removal(plan: Plan, tree: SystemTree) -> None:
    """Remove the record, and the folders that were made if nothing else is in them."""
    tree.remove(MANIFEST_FILE)
    _remove_empty(tree, (DATA_FOLDER, *plan.manifest.folders))


def _bring_back_all(plan: Plan, tree: SystemTree, names: list[str]) -> None:
    """Bring files back, the last written one first; PAM's together."""
    pam_files = [name for name in names if name.startswith(("/etc/pam.d/common-", "/var/lib/pam/"))]
    if pam_files and not all(_is_untouched(plan, tree, name) for name in pam_files):
        names = [name for name in names if name not in pam_files]
        for name, wanted in without_profiles(tree).items():
            current = tree.read(name)
            if current != wanted:
                plan.changes.append(Change(name, current, wanted))
    for name in reversed(names):
        plan.bring_back(name, tree)


def _is_untouched(plan: Plan, tree: SystemTree, name: str) -> bool:
    current = tree.read(name)
    return current is not None and (
        plan.manifest.is_ours(name, current) or current == plan.manifest.files[name].before
    )


def _remove_empty(tree: SystemTree, folders: tuple[str, ...]) -> list[str]:
    """Remove folders that nothing is in, the last one first; which ones."""
    removed = []
    for name in reversed(folders):
        path = tree.path(name)
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
            removed.append(name)
    return removed


def _with_folders(plan: Plan, tree: SystemTree) -> Manifest:
    new = [name for change in plan.changes for name in tree.missing_folders(change.name)]
    folders = dict.fromkeys((*plan.manifest.folders, *new))
    return replace(plan.manifest, folders=tuple(folders))


def _text(entry: Entry | None) -> list[str]:
    return [] if entry is None else entry.content.decode("utf-8", "replace").splitlines()


def told(plan: Plan) -> Iterator[str]:
    """What is planned, in words."""
    yield from (change.told() for change in plan.changes)
    yield from (f"kept     {name}: changed by somebody else since" for name in plan.kept)
