"""What only a process of its own can show: imports, locales, pipes and streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

from .processes import ended, started

HEAVY = ("chromadb", "discord", "langchain_openai", "numpy", "openai", "pydantic")
WRITING = ("discord", "langchain", "langchain_openai", "openai", "tiktoken")
UNUSED = ("grpc", "spellchecker", "wordllama")

REPORTING = f"""
import sys
from bot.cli.main import main
status = main(sys.argv[1:])
print([name for name in {HEAVY + WRITING + UNUSED} if name in sys.modules], file=sys.stderr)
sys.exit(status)
"""


def test_help_imports_nothing_heavy() -> None:
    status, out, err = ended(started("--help", code=("-c", REPORTING)))
    assert (status, err) == (0, "[]\n")
    assert b"COMMAND" in out


def test_quoting_imports_neither_models_nor_discord(indexed: list[str]) -> None:
    process = started(*indexed, "ask", "How much is the yearly fee?", code=("-c", REPORTING))
    status, out, err = ended(process)
    assert status == 0
    assert b"12 pounds" in out
    assert not [name for name in WRITING + UNUSED if repr(name) in err]


@pytest.mark.parametrize(
    ("environment", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")]
)
def test_small_products_are_not_divided_among_threads_unless_the_environment_says_so(
    indexed: list[str], environment: dict[str, str], threads: str
) -> None:
    code = (
        "import os, sys\n"
        "from bot.cli.main import main\n"
        "assert 'numpy' not in sys.modules\n"
        "main(sys.argv[1:])\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'], file=sys.stderr)"
    )
    _, _, err = ended(started(*indexed, "status", code=("-c", code), environment=environment))
    assert err == f"{threads}\n"


def test_a_command_does_not_look_through_all_that_it_has_imported(indexed: list[str]) -> None:
    code = (
        "import gc, sys\n"
        "from bot.cli.main import main\n"
        "before = gc.get_stats()[2]['collections']\n"
        "main(sys.argv[1:])\n"
        "print(gc.get_stats()[2]['collections'] - before, file=sys.stderr)"
    )
    _, _, err = ended(started(*indexed, "ask", "How much is the yearly fee?", code=("-c", code)))
    assert err == "0\n"


def test_utf_8_goes_in_and_out_whatever_the_locale(indexed: list[str]) -> None:
    """In the C locale Python reads arguments as ASCII, and would write so too."""
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    question = "What do “friends of the library” pay — half?"
    process = started(*indexed, "search", question.encode(), "--json", environment=locale)
    status, out, _ = ended(process)
    assert status == 0
    row = json.loads(out.decode("utf-8"))
    assert row["query"] == question
    assert "— whatever" in out.decode("utf-8")


def test_each_line_is_served_before_the_next_is_read(indexed: list[str]) -> None:
    process = started(*indexed, "search", "--input", "-")
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(2):
        process.stdin.write(b'{"id": %d, "query": "the yearly fee"}\n' % number)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    status, _, err = ended(process)
    assert (status, err) == (0, "")


def test_a_reader_that_goes_away_is_no_error(indexed: list[str]) -> None:
    with started(*indexed, "search", "--input", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": 1, "query": "the yearly fee"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"id": 2, "query": "the yearly fee"}\n')
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only Linux has a disk that is always full"
)
def test_output_that_cannot_be_written_is_a_failure_without_a_traceback(indexed: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "bot", *indexed, "status", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
            timeout=60,
        )
    assert process.returncode == 1
    assert process.stderr.decode() == (
        "footnote: The output cannot be written (No space left on device).\n"
    )
