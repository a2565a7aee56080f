"""How long the first answer takes: of a new `footnote ask`, and of a library that was just opened.

Once by quoting, and once written by a chat model: a server on this machine that replies at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.folders import Folder
from benchmarks.processes import apart
from benchmarks.table import Row, short
from benchmarks.timing import seconds
from retrieval import Library, Settings
from tests.model_stub import ModelStub, reply_of

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "How can I be sure that a quote stands in the document?"

OTHERS = ("FOOTNOTE_", "OPENAI_", "ANTHROPIC_", "DISCORD_", "LANGCHAIN_", "LANGSMITH_")
"""How the names of settings begin, which the environment may hold, and which are ours to make here."""


def rows(handbook: Folder, repeats: int) -> list[Row]:
    """Have the four answers given in turns."""
    quote = apart(first_quote, handbook)
    idle, quoted, written, opened, opened_written = (list[float]() for _ in range(5))
    with ModelStub().running() as stub:
        for _ in range(repeats):
            idle.append(seconds(lambda: _run(handbook, None, "--help")))
            quoted.append(_ask(handbook, None))
            opened.append(apart(open_and_ask, handbook, None))
            stub.will(*[reply_of((quote, [(1, quote)]))] * 2)
            written.append(_ask(handbook, stub.url))
            opened_written.append(apart(open_and_ask, handbook, stub.url))
    start = f"{short(median(idle))} s for --help"
    return [
        Row("footnote ask, a new process: quoted", _seconds(quoted), "0.5 s", start),
        Row("footnote ask, a new process: written", _seconds(written)),
        Row("the library, from opening to its first answer: quoted", _seconds(opened)),
        Row("the library, from opening to its first answer: written", _seconds(opened_written)),
    ]


def _seconds(taken: list[float]) -> str:
    return f"{short(median(taken))} s"


def first_quote(folder: Folder) -> str:
    """Return what is quoted first, for a model to say."""
    with Library.open(folder.settings(), purpose="a benchmark") as library:
        return library.ask(QUESTION).citations[0].quote


def open_and_ask(folder: Folder, url: str | None) -> float:
    """Return how many seconds it takes to open the library and to be answered."""
    settings = folder.settings(url)
    started = time.perf_counter()
    with Library.open(settings, purpose="a benchmark", hold=True) as library:
        library.warm_up()
        answer = library.ask(QUESTION)
        taken = time.perf_counter() - started
    _check(answer.mode, url)
    return taken


def _ask(folder: Folder, url: str | None) -> float:
    started = time.perf_counter()
    said = _run(folder, url, "ask", "--json", QUESTION)
    taken = time.perf_counter() - started
    _check(json.loads(said)["mode"], url)
    return taken


def _run(folder: Folder, url: str | None, *words: str) -> str:
    """Run the command line in a folder that holds no settings, and return what it prints."""
    places = ["--corpus", str(folder.corpus), "--data", str(folder.data)]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *places, *words],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder.data,
        env=_environment(folder.settings(url)),
    )
    return done.stdout


def _environment(settings: Settings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
    model = {
        "OPENAI_API_KEY": "none-needed",
        "OPENAI_BASE_URL": settings.openai_base_url or "",
    }
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "FOOTNOTE_CHAT_MODEL": settings.chat_model or "none",
        "FOOTNOTE_EMBEDDING_MODEL": settings.embedding_model,
        **(model if settings.openai_base_url else {}),
    }


def _check(mode: str, url: str | None) -> None:
    """Raise where the answer was made in another way than the one that is timed."""
    if mode != ("generative" if url else "extractive"):
        raise ValueError(f"the answer was {mode}")
