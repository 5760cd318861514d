"""What a person can ask for that cannot be done."""


class CommandError(Exception):
    """A request that cannot be carried out; the message says what to do instead."""


class UsageError(CommandError):
    """The arguments cannot be understood."""


class LockedError(CommandError):
    """The lock must be open for this, and is not."""
