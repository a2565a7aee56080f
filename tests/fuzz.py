"""Damages small files of every format at random, and reads them as the index would.

`python -m tests.fuzz --minutes 10` is the long run. Each round is a process of its own with limits of
time and memory, `python -m tests.fuzz --reader FORMAT --seed N`, which reads many damaged files. What
comes out is to be a `DocumentError` or a sound document; anything else is reported with the seed and
the number of the file, by which it is made again: `--reader FORMAT --seed N --only NUMBER --keep FILE`.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from retrieval.documents.loaders import SUPPORTED, parse
from retrieval.documents.splitter import split_document
from retrieval.errors import DocumentError
from retrieval.types import Document
from tests.hostile.good_files import good_files
from tests.hostile.made_files import zipped
from tests.hostile.mutations import mutated
from tests.hostile.rich_files import members_of, rich_files
from tests.paths import ROOT

FILES = 200
"""Damaged files of a round."""

MOST_MEMORY = 2_000_000_000
LONGEST = 10
"""Seconds that one file may take."""

_MOST_DAMAGES = 4


def damaged(suffix: str, seed: int) -> Iterator[bytes]:
    """The damaged files of a round; the same seed gives the same."""
    randomness = random.Random(f"{suffix} {seed}")
    whole = [data for fact, data in good_files().items() if fact.path.endswith(suffix)]
    whole += [rich_files()[suffix]] * 3 if suffix in rich_files() else []
    for _ in range(FILES):
        data = randomness.choice(whole)
        for _ in range(randomness.randint(1, _MOST_DAMAGES)):
            data = _damaged_once(data, randomness)
        yield data


def _damaged_once(data: bytes, randomness: random.Random) -> bytes:
    """A file with a damage, or a package with one in a member, which its checksum knows nothing of."""
    members = members_of(data) if data.startswith(b"PK") else {}
    if not members or not randomness.randrange(8):
        return mutated(data, randomness)
    name = randomness.choice(sorted(members))
    content = members[name]
    raw = content.encode() if isinstance(content, str) else content
    return zipped(members | {name: mutated(raw, randomness)})


def check(document: Document) -> None:
    """Check that a document is sound: its blocks in order, apart, and covering its body; no more."""
    text, body = document.text, document.body
    text.encode("utf-8")
    assert "\0" not in text
    assert 0 <= body.start < body.end <= len(text)
    spans = [block.span for block in document.blocks]
    assert all(before.end <= after.start for before, after in pairwise(spans)), "blocks overlap"
    assert all(body.start <= span.start < span.end <= body.end for span in spans)
    leads = [block.lead for block in document.blocks if block.lead]
    assert all(0 <= lead.start < lead.end <= len(text) for lead in leads)
    kept = "".join(text[span.start : span.end] for span in spans)
    whole = text[body.start : body.end]
    assert "".join(kept.split()) == "".join(whole.split()), "blocks do not cover the body"
    starts = [start for start, _ in document.positions]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    assert all(0 <= heading.start <= len(text) for heading in document.headings)
    chunks = split_document(document)
    assert all(before.span.end <= after.span.start for before, after in pairwise(chunks))


def read(suffix: str, seed: int, only: int | None, keep: Path | None) -> None:
    """Be the reader: read the files of a round, and tell which is read before each."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for number, data in enumerate(damaged(suffix, seed)):
        if only not in (None, number):
            continue
        if keep is not None:
            keep.write_bytes(data)
        print(number, flush=True)  # noqa: T201 - the parent is told where it is
        signal.alarm(LONGEST)  # its default is to end the process, in the midst of C code too
        try:
            check(parse(f"a{suffix}", data))
        except DocumentError as error:
            if "could not be read" in str(error) and isinstance(error.__cause__, MemoryError):
                raise
        finally:
            signal.alarm(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that was not read as it should be, and how that ended."""

    suffix: str
    seed: int
    number: int
    ending: str

    @property
    def command(self) -> str:
        """What makes it again."""
        where = f"--reader {self.suffix} --seed {self.seed} --only {self.number}"
        return f"python -m tests.fuzz {where} --keep FILE"


def run(suffix: str, seed: int) -> Finding | None:
    """One round in another process."""
    command = [sys.executable, "-m", "tests.fuzz", "--reader", suffix, "--seed", str(seed)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST * FILES, check=False
    )
    if done.returncode == 0:
        return None
    number = int((done.stdout.split() or ["-1"])[-1])
    hung = done.returncode == -signal.SIGALRM
    last = done.stderr.strip().rpartition("\n")[2]
    ending = f"no end after {LONGEST} s" if hung else f"status {done.returncode}: {last}"
    return Finding(suffix, seed, number, ending)


def rounds(suffixes: Sequence[str], seed: int, minutes: float) -> list[Finding]:
    """Rounds of each format in turn until the time is up."""
    found: list[Finding] = []
    files: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        for suffix in suffixes:
            finding = run(suffix, seed)
            files[suffix] += FILES if finding is None else finding.number + 1
            if finding is not None:
                found.append(finding)
                print(f"{finding.ending}\n  {finding.command}", flush=True)  # noqa: T201 - a report
        seed += 1
    print(f"{files.total()} files, {len(found)} findings. {dict(files)}")  # noqa: T201 - a report
    return found


def main() -> None:
    """Run rounds, or be the reader of one."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    known = {Path(fact.path).suffix for fact in good_files()}
    readable = sorted(known & set(SUPPORTED))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--formats", nargs="+", choices=readable, default=readable)
    parser.add_argument("--reader", choices=readable)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    if arguments.reader is not None:
        read(arguments.reader, arguments.seed, arguments.only, arguments.keep)
        return
    sys.exit(bool(rounds(arguments.formats, arguments.seed, arguments.minutes)))


if __name__ == "__main__":
    main()
