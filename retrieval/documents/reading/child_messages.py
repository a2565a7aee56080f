"""What a child process is asked and what it replies, as bytes: numbers and text, never code.

A reply is the length of a header, the header in JSON, and the sections whose lengths it tells. Pickle
would be shorter, but a parser that a file has taken over could then run code in the process that asked.
"""

from __future__ import annotations

import codecs
import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import IO, Any

from ...types import Document, Heading, Span
from ..packed import PackedBlocks, PackedChunks, PackedKeys, PackedPositions
from .read_document import ReadDocument

_LENGTH = struct.Struct("<Q")
_LONGEST_HEADER = 50_000_000
_LONGEST_SECTION = 400_000_000
_PIECE = 1_000_000


class EndedError(Exception):
    """The other process ended, or wrote what is no message."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A file to read: `path` in the documents folder, `file` below `root`, both absolute, without links.

    `size` is what the scan saw. The keys of the chunks are to be those of `embedding_model`.
    """

    path: str
    root: str
    file: str
    size: int
    embedding_model: str

    @property
    def characters(self) -> int:
        """Roughly how long it is when it is written."""
        texts = (self.path, self.root, self.file, self.embedding_model)
        return sum(map(len, texts))


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request: a document, or a sentence why there is none.

    `out_of_memory` tells that memory was what it lacked, and `last` that the child then ends, since it
    has grown large. `goes_on` is no more than a sign of life: the file takes long, and is being read.
    """

    document: ReadDocument | None
    error: str = ""
    out_of_memory: bool = False
    last: bool = False
    goes_on: bool = False


def write_requests(stream: IO[bytes], requests: Iterable[ReadRequest]) -> None:
    """Write requests, each in a line of its own."""
    for each in requests:
        values = (each.path, each.root, each.file, each.size, each.embedding_model)
        stream.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
    stream.flush()


def parse_request(line: bytes) -> ReadRequest:
    """Return the request of a line."""
    return ReadRequest(*json.loads(line))


def write_reply(stream: IO[bytes], reply: Reply) -> None:
    """Write a reply."""
    read = reply.document
    header: dict[str, Any] = {
        "error": reply.error,
        "out_of_memory": reply.out_of_memory,
        "last": reply.last,
        "goes_on": reply.goes_on,
    }
    text = ""
    sections: tuple[bytes, ...] = ()
    if read is not None:
        document = read.document
        header |= {
            "document": [document.path, document.title, document.url, document.date],
            "notice": document.notice,
            "body": [document.body.start, document.body.end],
            "headings": [(h.start, h.level, h.title) for h in document.headings],
            "above": read.chunks.headings,
            "digest": read.digest,
        }
        blocks, positions = PackedBlocks.of(document.blocks), PackedPositions.of(document.positions)
        text = document.text
        sections = (blocks.numbers, positions.numbers, read.chunks.numbers, read.keys.digests)
        header["sections"] = [sum(map(len, _encoded(text))), *map(len, sections)]
    encoded = json.dumps(header).encode()
    stream.write(_LENGTH.pack(len(encoded)) + encoded)
    for section in chain(_encoded(text), sections):
        stream.write(section)
    stream.flush()


def _encoded(text: str) -> Iterator[bytes]:
    """Yield a text piece by piece, so that it stands in memory once."""
    return (text[start : start + _PIECE].encode() for start in range(0, len(text), _PIECE))


def read_reply(stream: IO[bytes]) -> Reply:
    """Wait for a reply.

    Raises:
        EndedError: the child ended instead.
    """
    (length,) = _LENGTH.unpack(_read(stream, _LENGTH.size, _LENGTH.size))
    header = json.loads(_read(stream, length, _LONGEST_HEADER))
    reply = Reply(None, header["error"], header["out_of_memory"], header["last"], header["goes_on"])
    if "sections" not in header:
        return reply
    text_length, *lengths = header["sections"]
    text = "".join(_decoded(stream, text_length))
    blocks, positions, chunks, keys = (_read(stream, each, _LONGEST_SECTION) for each in lengths)
    path, title, url, date = header["document"]
    document = Document(
        path,
        text,
        Span(*header["body"]),
        title,
        url,
        date,
        tuple(Heading(*heading) for heading in header["headings"]),
        PackedPositions(positions),
        PackedBlocks(blocks),
        header["notice"],
    )
    packed = PackedChunks(chunks, header["above"])
    return replace(
        reply, document=ReadDocument(document, header["digest"], packed, PackedKeys(keys))
    )


def _read(stream: IO[bytes], length: int, longest: int) -> bytes:
    if length > longest:
        raise EndedError
    found = stream.read(length)
    if len(found) < length:
        raise EndedError
    return found


def _decoded(stream: IO[bytes], length: int) -> Iterator[str]:
    """Yield a text piece by piece, so that no step of it keeps the other threads waiting."""
    if length > _LONGEST_SECTION:
        raise EndedError
    decoder = codecs.getincrementaldecoder("utf-8")()
    while length:
        piece = _read(stream, min(length, _PIECE), _PIECE)
        length -= len(piece)
        yield decoder.decode(piece, final=not length)
