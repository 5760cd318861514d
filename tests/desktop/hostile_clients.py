"""Clients that vanish, talk nonsense, or never listen. All of it follows from a seed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from bus_client import DEVICE_PATH, FPRINT, NOBODY_UID, OWN, plain
from dbus_fast import Message, MessageFlag, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.auth import AuthExternal

from app.daemon.patient_bus import PatientSocket

OWN_PATH: Final = "/org/faceid/Daemon1"
MANAGER: Final = (FPRINT, "/net/reactivated/Fprint/Manager", f"{FPRINT}.Manager")
DEVICE: Final = (FPRINT, DEVICE_PATH, f"{FPRINT}.Device")
OURS: Final = (OWN, OWN_PATH, OWN)
USERS: Final = (0, NOBODY_UID)

#: What a client may be in the middle of: everything but what root may take away for good.
STEPS: Final[tuple[tuple[tuple[str, str, str], str, str, tuple[Any, ...]], ...]] = (
    (DEVICE, "Claim", "s", ("",)),
    (DEVICE, "VerifyStart", "s", ("any",)),
    (DEVICE, "VerifyStop", "", ()),
    (DEVICE, "EnrollStart", "s", ("right-index-finger",)),
    (DEVICE, "EnrollStop", "", ()),
    (DEVICE, "Release", "", ()),
    (DEVICE, "ListEnrolledFingers", "s", ("",)),
    (OURS, "Verify", "a{sv}", ({},)),
    (OURS, "Enroll", "s", ("somebody",)),
    (OURS, "EnrollStop", "", ()),
    (OURS, "Watch", "a{sv}", ({},)),
    (OURS, "Unwatch", "", ()),
    (OURS, "SessionLocked", "bb", (True, False)),
    (OURS, "LendSensor", "", ()),
    (OURS, "ReturnSensor", "", ()),
    (OURS, "Status", "", ()),
)
#: How a session goes that gets somewhere; others are random.
ORDINARY: Final = ((0, 1), (0, 1, 2, 5), (0, 3), (0, 3, 4), (7,), (8,), (10, 12), (13,), (13, 14))
LONGEST_PAUSE_S: Final = 0.03


class Tally:
    """What clients were told.

    Attributes:
        answers: Kinds of answers, errors by their names.
        unlocks: Answers and signals that would open something.
    """

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()
        self.unlocks: list[str] = []

    def note(self, message: Message) -> None:
        """Count a message that a client got."""
        if message.message_type is MessageType.ERROR:
            self.answers[str(message.error_name)] += 1
        elif message.message_type is MessageType.METHOD_RETURN:
            self.answers["answered"] += 1
            fields = plain(message.body[0]) if message.signature == "a{sv}" else {}
            if fields.get("decision") == "match":
                self.unlocks.append("Verify: match")
        elif message.member in ("VerifyStatus", "OwnerReturned", "EnrollDone", "EnrollStatus"):
            self.answers[f"{message.member} {message.body[0]}"] += 1
            if message.member == "OwnerReturned" or message.body[0] in (True, "verify-match"):
                self.unlocks.append(f"{message.member} {message.body}")


async def connected(address: str, uid: int, alone: asyncio.Lock) -> MessageBus:
    """Connect as a user; the bus asks the kernel who it is, so one at a time."""
    async with alone:
        os.seteuid(uid)
        try:
            bus = await MessageBus(bus_address=address, auth=AuthExternal(uid)).connect()
            bus._writer.sock = PatientSocket(bus._sock)
            return bus
        finally:
            os.seteuid(0)


def call(to: tuple[str, str, str], member: str, signature: str, body: list[Any]) -> Message:
    destination, path, interface = to
    return Message(
        destination=destination,
        path=path,
        interface=interface,
        member=member,
        signature=signature,
        body=body,
    )


def silent(message: Message) -> Message:
    """The same, wanting no answer: the bus does not count such calls."""
    message.flags = MessageFlag.NO_REPLY_EXPECTED
    return message


async def vanish(address: str, rng: random.Random, tally: Tally, alone: asyncio.Lock) -> None:
    """Connect, do something, and be gone at any point of it, without a word."""
    bus = await connected(address, rng.choice(USERS), alone)
    bus.add_message_handler(tally.note)
    steps = rng.choice(ORDINARY) if rng.random() < 0.7 else rng.choices(range(len(STEPS)), k=4)
    for step in steps[: rng.randint(1, len(steps))]:
        to, member, signature, body = STEPS[step]
        bus.send(call(to, member, signature, list(body)))
        if rng.random() < 0.6:
            await asyncio.sleep(rng.uniform(0.0, LONGEST_PAUSE_S))
    await asyncio.sleep(rng.choice((0.0, rng.uniform(0.0, 10 * LONGEST_PAUSE_S))))
    bus.disconnect()
    with contextlib.suppress(Exception):
        await bus.wait_for_disconnect()


async def _crowd(address: str, seed: int, count: int, at_once: int, tally: Tally) -> None:
    places, alone = asyncio.Semaphore(at_once), asyncio.Lock()

    async def one(number: int) -> None:
        async with places:
            await vanish(address, random.Random(f"{seed}-{number}"), tally, alone)

    await asyncio.gather(*(one(number) for number in range(count)))


def crowd(address: str, *, seed: int, count: int, at_once: int = 4) -> Tally:
    """Let clients come and vanish, some at the same time; returns what they were told."""
    tally = Tally()
    asyncio.run(_crowd(address, seed, count, at_once, tally))
    return tally


def _text(rng: random.Random) -> str:
    kinds: tuple[Callable[[], str], ...] = (
        lambda: "",
        lambda: "".join(chr(rng.randrange(1, 0xD800)) for _ in range(rng.randrange(40))),
        lambda: "../../../etc/shadow",
        lambda: "%s%n%2F%00 {0} $(id)",
        lambda: rng.choice(("any", "nobody", "owner", "right-thumb", "-1", "65534")),
        lambda: "x" * rng.choice((61, 4096, 200_000)),
    )
    return rng.choice(kinds)()


def _variant(rng: random.Random, depth: int = 0) -> Variant:
    kind = rng.randrange(7 if depth < 3 else 5)
    if kind == 5:
        return Variant("av", [_variant(rng, depth + 1) for _ in range(rng.randrange(4))])
    if kind == 6:
        return Variant("v", _variant(rng, depth + 1))
    return Variant(
        *(
            (
                ("s", _text(rng)),
                ("d", rng.choice((float("nan"), -1.0, 1e300))),
                ("b", rng.random() < 0.5),
                ("x", -(2**63)),
                ("ay", rng.randbytes(9)),
            )[kind]
        )
    )


def _options(rng: random.Random) -> dict[str, Variant]:
    names = ("username", "timeout_s", "privileged", "service", "away_s", _text(rng))
    return {rng.choice(names): _variant(rng) for _ in range(rng.randrange(4))}


def nonsense(rng: random.Random) -> Message:
    """A valid message that asks for something that is not there, or in a wrong way."""
    shapes: tuple[tuple[str, Callable[[], list[Any]]], ...] = (
        ("", list),
        ("s", lambda: [_text(rng)]),
        ("ss", lambda: [_text(rng), _text(rng)]),
        ("b", lambda: [True]),
        ("bb", lambda: [rng.random() < 0.5, rng.random() < 0.5]),
        ("d", lambda: [float("nan")]),
        ("a{sv}", lambda: [_options(rng)]),
        ("v", lambda: [_variant(rng)]),
        ("say", lambda: [_text(rng), rng.randbytes(rng.choice((0, 5, 70_000)))]),
        ("as", lambda: [[_text(rng) for _ in range(rng.randrange(5))]]),
        ("aay", lambda: [[rng.randbytes(3)] * rng.randrange(500)]),
        ("(su)", lambda: [[_text(rng), 2**32 - 1]]),
    )
    members = (
        *(step[1] for step in STEPS),
        "TryPasscode",
        "PasswordAccepted",
        "Lock",
        "Import",
        "Remove",
        "DeleteEnrolledFingers",
        "DeleteEnrolledFingers2",
        "DeleteEnrolledFinger",
        "GetDevices",
        "GetDefaultDevice",
        "Introspect",
        "Get",
        "GetAll",
        "Set",
        "Ping",
        "GetMachineId",
        "Unknown",
        "__init__",
        "_start",
    )
    others = ("org.freedesktop.DBus.Properties", "org.freedesktop.DBus.Peer", "a.b")
    name, path, interface = rng.choice((MANAGER, DEVICE, OURS))
    if rng.random() < 0.2:
        interface = rng.choice((*others, OWN, f"{FPRINT}.Device"))
    if rng.random() < 0.1:
        path = rng.choice(("/", "/org", DEVICE_PATH, OWN_PATH, "/" + "a" * 5000))
    signature, body = rng.choice(shapes)
    message = call((name, path, interface), rng.choice(members), signature, body())
    if rng.random() < 0.1:
        silent(message)
    return message


async def _said(bus: MessageBus, message: Message) -> None:
    if message.flags & MessageFlag.NO_REPLY_EXPECTED:
        bus.send(message)
    else:
        await bus.call(message)


async def _babble(address: str, seed: int, count: int, at_once: int, tally: Tally) -> None:
    rng = random.Random(seed)
    done = 0
    while done < count:
        bus = await connected(address, NOBODY_UID, asyncio.Lock())
        bus.add_message_handler(tally.note)
        for _ in range(min(10, -(-(count - done) // at_once))):
            messages = [nonsense(rng) for _ in range(min(at_once, count - done))]
            async with asyncio.timeout(60):
                await asyncio.gather(*(_said(bus, each) for each in messages))
            done += len(messages)
        bus.disconnect()
        await bus.wait_for_disconnect()


def babble(address: str, *, seed: int, count: int, at_once: int = 25) -> Tally:
    """Make random calls as an ordinary user; every one has to be answered within a minute."""
    tally = Tally()
    asyncio.run(_babble(address, seed, count, at_once, tally))
    return tally


@contextlib.contextmanager
def deaf_client(address: str, asked: Message, count: int) -> Iterator[None]:
    """A client of root's that asks one thing over and over, and never reads an answer.

    It stays while the context lasts.
    """
    path = address.partition("path=")[2].partition(",")[0]
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.connect(path)
        deaf.sendall(b"\0AUTH EXTERNAL 30\r\n")
        assert deaf.recv(100).startswith(b"OK")
        deaf.sendall(b"BEGIN\r\n")
        bus = "org.freedesktop.DBus"
        deaf.settimeout(5.0)
        with contextlib.suppress(TimeoutError):  # the bus may stop listening to who never reads
            _send(deaf, 1, call((bus, "/org/freedesktop/DBus", bus), "Hello", "", []))
            for serial in range(2, count + 2):
                _send(deaf, serial, asked)
        yield


def _send(raw: socket.socket, serial: int, message: Message) -> None:
    message.serial = serial
    raw.sendall(bytes(message._marshall(False)))
