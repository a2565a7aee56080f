"""Blocks, chunks and positions of a document as arrays of numbers, and back one at a time. Pure.

A document of 45 MB has a million of them. As values of their own they would take ten times the memory of
the text, and sending them from one process to another would keep both busy for seconds.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Iterable, Sequence
from typing import Generic, Self, TypeVar, get_args, overload

from ..digests import KEY_BYTES
from ..types import Block, BlockKind, Chunk, Position, PositionKind, Span

_INT32 = "i"
_NONE = -1
_LARGEST = 2**31 - 1
_BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
_POSITION_KINDS: tuple[PositionKind, ...] = get_args(PositionKind)

T = TypeVar("T")


class _Packed(Sequence[T], Generic[T]):
    """A sequence of values of which each is `width` numbers of 32 bits."""

    width: int

    def __init__(self, numbers: bytes | bytearray) -> None:
        """Take the numbers as `numbers` gave them.

        Raises:
            ValueError: they make up no whole values.
        """
        self._numbers = array(_INT32)
        self._numbers.frombytes(numbers)
        if len(self._numbers) % self.width:
            raise ValueError("these are parts of a value")

    @property
    def numbers(self) -> bytes:
        """The numbers, to be kept or sent; of this machine's byte order."""
        return self._numbers.tobytes()

    def __len__(self) -> int:
        return len(self._numbers) // self.width

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        places = range(len(self))[index]
        if isinstance(places, range):
            return [self._at(place) for place in places]
        return self._at(places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(lambda one, two: one == two, self, other))

    __hash__ = None  # type: ignore[assignment] # as of lists: it is compared with them

    def _at(self, place: int) -> T:
        first = place * self.width
        return self._value(*self._numbers[first : first + self.width])

    @abstractmethod
    def _value(self, *numbers: int) -> T:
        """Return what the numbers of one value stand for."""


class PackedBlocks(_Packed[Block]):
    """The blocks of a document."""

    width = 7

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Self:
        """Pack blocks. The number of an item that is beyond all counting is left out."""
        packed = cls(b"")
        for block in blocks:
            lead = block.lead or Span(_NONE, _NONE)
            number = _NONE if block.number is None else block.number
            packed._numbers.extend(
                (
                    _BLOCK_KINDS.index(block.kind),
                    *(block.span.start, block.span.end, lead.start, lead.end, block.level),
                    number if 0 <= number <= _LARGEST else _NONE,
                )
            )
        return packed

    def _value(self, *numbers: int) -> Block:
        kind, start, end, lead_start, lead_end, level, number = numbers
        return Block(
            _BLOCK_KINDS[kind],
            Span(start, end),
            None if lead_start == _NONE else Span(lead_start, lead_end),
            level,
            None if number == _NONE else number,
        )


class PackedChunks(_Packed[Chunk]):
    """The chunks of a document. `headings` are the paths of headings above them, each once."""

    width = 4

    def __init__(self, numbers: bytes | bytearray, headings: Sequence[str]) -> None:
        super().__init__(numbers)
        self.headings = headings

    @classmethod
    def of(cls, chunks: Iterable[Chunk]) -> Self:
        """Pack chunks."""
        headings: dict[str | None, int] = {None: _NONE}
        packed = cls(b"", ())
        for chunk in chunks:
            heading = headings.setdefault(chunk.heading, len(headings) - 1)
            packed._numbers.extend((chunk.ordinal, chunk.span.start, chunk.span.end, heading))
        packed.headings = [heading for heading in headings if heading is not None]
        return packed

    def _value(self, *numbers: int) -> Chunk:
        ordinal, start, end, heading = numbers
        return Chunk(
            ordinal, Span(start, end), None if heading == _NONE else self.headings[heading]
        )


class PackedPositions(_Packed[tuple[int, Position]]):
    """Where the pages, slides or rows of a document begin."""

    width = 4

    @classmethod
    def of(cls, positions: Iterable[tuple[int, Position]]) -> Self:
        """Pack positions with the offsets at which they begin."""
        packed = cls(b"")
        for start, position in positions:
            kind = _POSITION_KINDS.index(position.kind)
            packed._numbers.extend((start, position.number, kind, position.recognized))
        return packed

    def _value(self, *numbers: int) -> tuple[int, Position]:
        start, number, kind, recognized = numbers
        return start, Position(number, _POSITION_KINDS[kind], bool(recognized))


class PackedKeys(Sequence[str]):
    """The keys of the embeddings of chunks."""

    def __init__(self, digests: bytes) -> None:
        self.digests = digests

    def __len__(self) -> int:
        return len(self.digests) // KEY_BYTES

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        places = range(len(self))[index]
        if isinstance(places, range):
            return [self[place] for place in places]
        return self.digests[places * KEY_BYTES : (places + 1) * KEY_BYTES].hex()
