"""`faceid vault`: who can open the stored templates, and a new key for them."""

from __future__ import annotations

import argparse

from app.arguments import Parser, add_common_arguments
from app.errors import CommandError
from app.guarded import open_guard
from app.paths import templates_dir
from app.report import Report
from app.typed import typed_secret
from faceid_core.templates import TemplateStore
from faceid_core.trust.audit import Incident
from faceid_core.trust.guard import Guard
from faceid_core.trust.key_wraps import KEYRING, FileWrap, KeyWrap, PasscodeWrap
from faceid_core.trust.passcode import passcode_bytes
from faceid_core.trust.vault import Vault

KINDS = {"key-file": FileWrap.kind, "keyring": KEYRING, "passcode": PasscodeWrap.kind}
MEANINGS = {
    FileWrap.kind: "a key file, readable by its owner alone: opens without anybody",
    KEYRING: "the desktop's keyring: opens while its owner is logged in",
    PasscodeWrap.kind: "the passcode: opens when it is entered",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Templates are encrypted with one random key. Each entry below opens it by itself; "
        "faceid passcode set adds that of the passcode."
    )
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=Parser
    )
    for action, purpose, kinds in (
        ("show", "tell who can open it", ()),
        ("add", "let one more entry open it", ("key-file", "keyring")),
        ("remove", "let an entry open it no more", tuple(KINDS)),
        ("renew", "draw another key: copies of older files become useless", ()),
    ):
        one = actions.add_parser(action, help=purpose)
        if kinds:
            one.add_argument("entry", choices=kinds, help=f"one of: {', '.join(kinds)}")
        add_common_arguments(one)


def run(args: argparse.Namespace) -> Report:
    store = TemplateStore(templates_dir(args.data_dir))
    vault = store.files.vault
    if not vault.exists:
        raise CommandError("There is nothing to protect yet. Enroll with: faceid enroll NAME")
    guard = open_guard(args.data_dir)
    if args.action != "show":
        change(args, store, guard, checked_passcode(vault, guard))
    return show_report(vault)


def change(
    args: argparse.Namespace, store: TemplateStore, guard: Guard, passcode: bytearray | None
) -> None:
    """Change who opens the vault, or its key, and log it."""
    vault = store.files.vault
    if args.action == "renew":
        store.files.renew(passcode)
        guard.note(Incident("vault", "renewed"))
        return
    if args.action == "remove":
        vault.remove_wrap(KINDS[args.entry])
    else:
        vault.add_wrap(wrap_of(args.entry, vault), passcode)
    guard.note(Incident("vault", f"entry {args.action}", args.entry))


def checked_passcode(vault: Vault, guard: Guard) -> bytearray | None:
    """Ask for the passcode, if there is one.

    Raises:
        CommandError: If it is wrong.
        PasscodeWaitError: If it is too early for another try.
    """
    if vault.record().passcode is None:
        return None
    typed = typed_secret("Passcode")
    if not guard.try_passcode(typed):
        raise CommandError("Wrong. Nothing was changed.")
    return passcode_bytes(typed)


def wrap_of(entry: str, vault: Vault) -> KeyWrap:
    """The entry of a name."""
    if entry == "key-file":
        return FileWrap(vault.folder)
    # Imported where it is used: its libraries take 50 ms.
    from faceid_core.trust.keyring_wrap import KeyringWrap

    return KeyringWrap()


def show_report(vault: Vault) -> Report:
    """Who opens it, in JSON and in words."""
    record = vault.record()
    lines = [f"{kind}: {MEANINGS[kind]}" for kind in record.kinds]
    fields = {"key_id": record.key_id, "entries": list(record.kinds)}
    return Report(fields, "\n".join([f"key {record.key_id}", *lines]))
