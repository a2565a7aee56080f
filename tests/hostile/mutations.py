"""Damages files by a random generator that is given, so that the same seed gives the same damage."""

from __future__ import annotations

import random

_INTERESTING = (b"\0", b"\xff", b"<", b"&", b"(", b"[", b"]]>", b"-1", b"99999999999", b"\r", b" ")
_MOST_FLIPS = 30


def mutated(data: bytes, randomness: random.Random) -> bytes:
    """A file with some damage of one kind."""
    damage = randomness.choice((_flip, _truncate, _swap, _repeat, _insert, _drop))
    return damage(bytearray(data), randomness)


def _flip(data: bytearray, randomness: random.Random) -> bytes:
    for _ in range(randomness.randint(1, _MOST_FLIPS) if data else 0):
        data[randomness.randrange(len(data))] ^= 1 << randomness.randrange(8)
    return bytes(data)


def _truncate(data: bytearray, randomness: random.Random) -> bytes:
    return bytes(data[: randomness.randint(0, len(data))])


def _part(data: bytearray, randomness: random.Random) -> slice:
    begin = randomness.randint(0, len(data))
    return slice(begin, min(len(data), begin + randomness.randint(1, 1 + len(data) // 4)))


def _swap(data: bytearray, randomness: random.Random) -> bytes:
    part = _part(data, randomness)
    moved = bytes(data[part])
    del data[part]
    at = randomness.randint(0, len(data))
    data[at:at] = moved
    return bytes(data)


def _repeat(data: bytearray, randomness: random.Random) -> bytes:
    part = _part(data, randomness)
    times = randomness.choice((2, 3, 100))
    data[part] = data[part] * times
    return bytes(data)


def _insert(data: bytearray, randomness: random.Random) -> bytes:
    at = randomness.randint(0, len(data))
    data[at:at] = randomness.choice(_INTERESTING) * randomness.choice((1, 2, 500))
    return bytes(data)


def _drop(data: bytearray, randomness: random.Random) -> bytes:
    del data[_part(data, randomness)]
    return bytes(data)
