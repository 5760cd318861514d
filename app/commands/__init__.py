"""The commands of `faceid`, one module each.

A command's module has `add_arguments(parser)`, and `run(args)`, which answers
with a `Report`. It is imported only when the command is used.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """Where a command is, and what it is for."""

    module_name: str
    help: str


COMMANDS: Final[dict[str, Command]] = {
    "enroll": Command("app.commands.enroll", "enroll a face without a window"),
    "verify": Command("app.commands.verify", "decide once whether an enrolled person is there"),
    "templates": Command("app.commands.templates", "list, show or remove what is enrolled"),
    "passcode": Command("app.commands.passcode", "set, check or remove the passcode"),
    "lock": Command("app.commands.lock", "lock on purpose"),
    "audit": Command("app.commands.audit", "show and check the log of what the lock decided"),
    "vault": Command("app.commands.vault", "who can open the stored templates; a new key"),
    "adaptation": Command("app.commands.adaptation", "show or forget what was learned of a face"),
    "attention": Command("app.commands.attention", "whether eyes must be open to unlock"),
    "share": Command("app.commands.share", "let an enrolled face open the screen and the login"),
    "daemon": Command("app.commands.daemon", "recognize for programs that ask over D-Bus"),
    "presence": Command("app.commands.presence", "lock when you leave, unlock when you return"),
    "install": Command("app.commands.install", "let a look unlock the desktop (as root)"),
    "uninstall": Command("app.commands.uninstall", "bring back all that install changed (as root)"),
    "doctor": Command("app.commands.doctor", "is this machine ready, and how to mend it"),
    "record": Command("app.commands.record", "write a recording of a source"),
    "evaluate": Command("app.commands.evaluate", "measure error rates on a folder of people"),
    "synthesize": Command("app.commands.synthesize", "render a recording, or people to train on"),
    "ingest": Command("app.commands.ingest", "turn a folder of real people into a face set"),
    "benchmark": Command("app.commands.benchmark", "measure how fast this machine recognizes"),
    "train": Command("app.commands.train", "train a network on a face set or on depth maps"),
}
