"""Damage for files and texts: from a good seed and a number, the same damage every time."""

from __future__ import annotations

import copy
import json
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any, Final

#: What a number in a text may be replaced with.
NUMBERS: Final = (
    "0", "-1", "1", "65536", "4294967296", "9" * 30, "9" * 400, "9" * 5000,
    "1e308", "1e999", "-1e999", "1e-400", "nan", "inf", "NaN", "Infinity", "0x10", "1_000",
    "\uff11\uff12", "\u0663", "\u00b2", "", " ", "--", "1.5.2", "+", "1,5",
)  # fmt: skip
#: What a text may get in its middle.
TEXTS: Final = (
    "\0", "\n", "\r\n", "\t", "\x1b[2J", "\u202e", "\ufeff", "é", "é", "😀", "\ud800", "﷽",
    "../", "//", "~", "~nobody/", "%2e", "#", "#x", ":", "*", "$(id)", "'", '"', "\\",
    "A" * 300, "A" * 70_000,
)  # fmt: skip
#: Values of another type than expected.
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, 10**400, 0.0, -0.0, 1e308, float("nan"),
    float("inf"), -float("inf"), "", "x", "\0", "\ud800", "A" * 5000, [], [[]], [None], {}, {"": 0},
    {"a": {"b": []}},
)  # fmt: skip
_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def damaged(seed: bytes, chance: random.Random) -> bytes:
    """Return the seed with one to six random edits of its bytes."""
    changed = bytearray(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(_EDITS)(changed, chance)
    return bytes(changed)


def damaged_text(seed: str, chance: random.Random) -> str:
    """Return the seed with edits that a text may get: numbers, odd characters, cuts."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, to = sorted(chance.randint(0, len(seed)) for _ in range(2))
        kind = chance.randrange(5)
        if kind == 0:
            seed = seed[:at] + seed[min(to, at + 12) :]
        elif kind == 1:
            seed = seed[:at] + chance.choice(TEXTS) + seed[at:]
        elif kind == 2:
            words = seed.split(" ")
            words[chance.randrange(len(words))] = chance.choice(NUMBERS)
            seed = " ".join(words)
        elif kind == 3:
            character = chr(chance.choice((chance.randrange(128), chance.randrange(0x11000))))
            seed = seed[:at] + character + seed[at + 1 :]
        else:
            seed = seed[:at] + seed[at:to] * 2 + seed[to:]
    return seed


def damaged_lines(seed: bytes, chance: random.Random) -> bytes:
    """Return the seed with its lines dropped, doubled, exchanged, or their words replaced."""
    lines = seed.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        if len(lines) < 2:
            break
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            del lines[one]
        elif kind == 1:
            lines.insert(other, lines[one])
        elif kind == 2:
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == 3:
            text = damaged_text(lines[one].decode("utf-8", "replace"), chance)
            lines[one] = text.encode("utf-8", "surrogatepass")
        else:
            words = lines[one].replace(b"\t", b" \t ").split(b" ")
            words[chance.randrange(len(words))] = chance.choice(NUMBERS).encode()
            lines[one] = b" ".join(words)
    return b"\n".join(lines)


def damaged_json(seed: bytes, chance: random.Random) -> bytes:
    """Return the seed's JSON with values of other types, keys lost, or nested too deep."""
    kind = chance.randrange(12)
    if kind == 0:
        depth = chance.choice((900, 5000, 200_000))
        opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}")))
        return opening * depth + b"1" + closing * depth
    if kind == 1:
        return json.dumps(chance.choice(VALUES)).encode()
    content = changed_value(json.loads(seed), chance)
    return json.dumps(content, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def changed_value(content: Any, chance: random.Random) -> Any:
    """Return plain data (objects, lists, scalars) with one to three of its parts replaced."""
    content = copy.deepcopy(content)
    for _ in range(chance.choice((1, 1, 2, 3))):
        place: Any = content
        while isinstance(place, dict | list) and place:
            key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.8:
                place = place[key]
                continue
            kind = chance.randrange(6)
            if kind == 0:
                del place[key]
            elif kind == 1 and isinstance(place, dict):
                place[chance.choice(TEXTS)] = place.pop(key)
            elif kind == 2 and isinstance(place[key], str):
                place[key] = damaged_text(place[key], chance)
            else:
                place[key] = copy.deepcopy(chance.choice(VALUES))
            break
    return content


def damaged_png(seed: bytes, chance: random.Random) -> bytes:
    """Return a PNG whose chunks are damaged, and their checksums right all the same."""
    chunks, position = [], len(_PNG_SIGNATURE)
    while position + 8 <= len(seed):
        length, kind = struct.unpack_from(">I4s", seed, position)
        chunks.append((kind, seed[position + 8 : position + 8 + length]))
        position += 12 + length
    at = chance.randrange(len(chunks))
    edit = chance.randrange(4)
    if edit == 0:
        del chunks[at]
    elif edit == 1:
        chunks.insert(chance.randrange(len(chunks) + 1), chunks[at])
    elif edit == 2:
        kind = bytes(chance.choice(b"IHDRPLTEtRNSgAMAacTLzTXt") for _ in range(4))
        chunks[at] = (kind, chunks[at][1])
    else:
        chunks[at] = (chunks[at][0], damaged(chunks[at][1], chance))
    image = bytearray(_PNG_SIGNATURE)
    for kind, body in chunks:
        image += struct.pack(">I", len(body)) + kind + body
        image += struct.pack(">I", zlib.crc32(kind + body))
    return bytes(image)


def mixed(*kinds: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    """Return a damage that is one of several kinds each time."""

    def choose(seed: bytes, chance: random.Random) -> bytes:
        return chance.choice(kinds)(seed, chance)

    return choose


def _place(changed: bytearray, chance: random.Random) -> int:
    """Return somewhere in the bytes, half of the time near their start or end."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randint(0, min(64, len(changed)))
    if kind == 1:
        return max(0, len(changed) - chance.randint(0, 64))
    return chance.randint(0, len(changed))


def _flip(changed: bytearray, chance: random.Random) -> None:
    if changed:
        changed[min(_place(changed, chance), len(changed) - 1)] ^= 1 << chance.randrange(8)


def _cut(changed: bytearray, chance: random.Random) -> None:
    del changed[_place(changed, chance) :]


def _remove(changed: bytearray, chance: random.Random) -> None:
    at = _place(changed, chance)
    del changed[at : at + chance.choice((1, 2, 4, 40, 4000))]


def _insert(changed: bytearray, chance: random.Random) -> None:
    at = _place(changed, chance)
    changed[at:at] = chance.randbytes(chance.choice((1, 2, 4, 40, 4000)))


def _overwrite(changed: bytearray, chance: random.Random) -> None:
    at = _place(changed, chance)
    put = chance.choice((b"\0" * 8, b"\xff" * 8, b"\x7f\xff\xff\xff", chance.randbytes(16)))
    changed[at : at + len(put)] = put


def _splice(changed: bytearray, chance: random.Random) -> None:
    at, to = _place(changed, chance), _place(changed, chance)
    size = chance.choice((4, 64, 1000))
    changed[to:to] = changed[at : at + size]


def _exchange(changed: bytearray, chance: random.Random) -> None:
    at, to = _place(changed, chance), _place(changed, chance)
    one, other = changed[at : at + 16], changed[to : to + 16]
    changed[at : at + len(other)] = other
    changed[to : to + len(one)] = one


def _empty(changed: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.05:
        changed.clear()


_EDITS: Final = (_flip, _flip, _cut, _remove, _insert, _overwrite, _splice, _exchange, _empty)
