"""What can go wrong around a re-index: the embedding model's server, the disk, the files kept."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import (
    Cancelled,
    IndexDamagedError,
    IndexInUseError,
    IndexWriteError,
    Library,
    ModelError,
    NoIndexError,
    Progress,
)
from retrieval.index.catalog import Catalog, Writer
from retrieval.index.vector_store import VectorStore
from tests.crash import check_stores
from tests.folders import LONG_AGO, Folder
from tests.model_stub import Embeddings, ModelStub, Refusal, Reply, Silence
from tests.paths import ROOT

PAID = "openai:stub"
BEES = "Bees dance to tell each other where the flowers are."
YAKS = "Yaks live high in the mountains and grow long hair."
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
AT_ONCE = 4
"""Texts that are embedded in one request."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("bees.txt", BEES)
    return made


@pytest.fixture
def provider() -> Iterator[ModelStub]:
    with ModelStub().running() as stub:
        yield stub


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a provider asked for a few texts at a time."""
    monkeypatch.setattr("retrieval.index.indexer.TEXTS_PER_BATCH", AT_ONCE)


def paying(folder: Folder, provider: ModelStub, **changes: object) -> Library:
    """The library with a paid embedding model."""
    settings = folder.settings(
        embedding_model=PAID, openai_base_url=provider.url, chat_model="none", **changes
    )
    return Library.open(settings)


def add_ten(folder: Folder) -> set[str]:
    texts = {f"The {number} little goats went up the hill." for number in NUMBERS}
    for text in texts:
        folder.write(f"{text.split()[1]}.txt", text)
    return texts


class TestEmbeddingProvider:
    def test_a_busy_or_faulty_provider_is_asked_again(
        self, folder: Folder, provider: ModelStub
    ) -> None:
        texts = add_ten(folder) | {BEES}
        busy = Refusal.saying(429, "Rate limit reached")
        provider.will(Embeddings(), busy, Embeddings(), Refusal(500), busy, Embeddings())
        with paying(folder, provider) as library:
            assert library.reindex().documents == 11
        assert sorted(provider.embedded) == sorted(texts)
        check_stores(folder, swept=True)

    @pytest.mark.parametrize(
        ("fault", "sentence"),
        [
            (Refusal.saying(429, "Rate limit reached"), "too busy"),
            (Refusal(500), "has a fault"),
            (Refusal.saying(401, "Incorrect API key"), "refused the key"),
            (Silence(), "did not answer within"),
            (Embeddings(lacking=1), "sent other vectors"),
            (Embeddings(longer=3), "sent other vectors"),
            (Embeddings(dimensions=32), "vectors of 32 numbers instead of 64"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_one_that_fails_half_way_costs_nothing_twice(
        self, folder: Folder, provider: ModelStub, fault: Reply, sentence: str
    ) -> None:
        with paying(folder, provider) as library:
            library.reindex()
        texts = add_ten(folder)
        provider.embedded.clear()
        provider.will(Embeddings(), fault)
        with paying(folder, provider, model_retries=0, model_timeout=0.2) as library:
            with pytest.raises(ModelError, match=sentence):
                library.reindex()
            assert library.search("Who dances?")[0].text == BEES
            assert library.status().generation == 1
        paid = provider.embedded[:AT_ONCE]
        provider.embedded.clear()
        with paying(folder, provider) as library:
            assert len(library.reindex().added) == 10
        assert sorted([*paid, *provider.embedded]) == sorted(texts)
        check_stores(folder, swept=True)

    def test_what_was_embedded_before_it_was_stopped_is_not_asked_for_again(
        self, folder: Folder, provider: ModelStub
    ) -> None:
        texts = add_ten(folder) | {BEES}
        with paying(folder, provider) as library:
            for requests in (1, 2):
                with pytest.raises(Cancelled):
                    library.reindex(cancelled=lambda: len(provider.requests) >= requests)  # noqa: B023
        with paying(folder, provider) as library:
            assert library.reindex().documents == 11
        assert len(provider.requests) == 3
        assert sorted(provider.embedded) == sorted(texts)
        check_stores(folder, swept=True)

    def test_each_request_brings_files_and_chunks_forward(
        self, folder: Folder, provider: ModelStub
    ) -> None:
        add_ten(folder)
        counts: dict[int, tuple[int, int, int]] = {}

        def note(now: Progress) -> None:
            counts[len(provider.requests)] = now.done, now.chunks, now.total

        with paying(folder, provider) as library:
            library.reindex(progress=note)
        assert counts == {0: (0, 0, 11), 1: (4, 4, 11), 2: (8, 8, 11), 3: (11, 11, 11)}

    def test_what_was_embedded_survives_a_crash(
        self, folder: Folder, provider: ModelStub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Killed(BaseException):
            pass

        def die(*_: object) -> None:
            raise Killed

        texts = add_ten(folder) | {BEES}
        with monkeypatch.context() as patch:
            patch.setattr(VectorStore, "upsert", die)
            patch.setattr(Writer, "repair", die)
            with paying(folder, provider) as library, pytest.raises(Killed):
                library.reindex()
        with paying(folder, provider) as library:
            assert library.plan().tokens == 0
            library.reindex()
        assert sorted(provider.embedded) == sorted(texts)
        check_stores(folder, swept=True)

    def test_a_preview_tells_the_tokens_of_what_is_new(
        self, folder: Folder, provider: ModelStub
    ) -> None:
        with paying(folder, provider) as library:
            assert library.plan().tokens == len(BEES) // 4
            library.reindex()
            folder.write("again.txt", BEES)
            assert library.plan().tokens == 0, "what is embedded is not paid for under another name"
            folder.write("yaks.txt", YAKS)
            assert library.plan().tokens == len(YAKS) // 4
        assert provider.embedded == [BEES], "a preview costs nothing"

    def test_when_it_fails_words_alone_find_the_answer(
        self, folder: Folder, provider: ModelStub, caplog: pytest.LogCaptureFixture
    ) -> None:
        with paying(folder, provider, model_retries=0) as library:
            library.reindex()
            for fault in (Refusal(500), Embeddings(dimensions=32)):
                provider.will(fault)
                answer = library.ask("Who dances to tell where the flowers are?")
                assert answer.citations[0].quote == BEES
                notice = answer.notice or ""
                assert notice.startswith("The search went by words alone. ")
                assert provider.url not in (answer.notice_for_all or ""), "members read it"
        assert "The model's server has a fault (status 500)" in caplog.text


class TestChangedModel:
    def test_it_is_told_beforehand_and_the_old_one_answers_until_then(
        self, folder: Folder, provider: ModelStub
    ) -> None:
        folder.write("yaks.txt", YAKS)
        with folder.library() as library:
            library.reindex()
        reason = f"The embedding model is now {PAID}, not local:wordllama."
        with paying(folder, provider) as library:
            plan = library.plan()
            assert (plan.changed, plan.reasons) == (("bees.txt", "yaks.txt"), (reason,))
            assert plan.tokens == len(BEES + YAKS) // 4
            status = library.status()
            assert status.embedding_model == "local:wordllama"
            assert status.pending is not None
            assert status.pending.reasons == (reason,)
            assert library.search("Who dances?")[0].text == BEES
            assert provider.requests == [], "questions are embedded as the live index is"
            library.reindex()
            assert library.status().embedding_model == PAID
            assert library.search("Who dances?")[0].text == BEES
            assert provider.embedded == [BEES, YAKS, "Who dances?"]
        check_stores(folder, swept=True)

    def test_a_rollback_goes_back_to_the_old_one(self, folder: Folder, provider: ModelStub) -> None:
        with folder.library() as library:
            library.reindex()
        with paying(folder, provider) as library:
            library.reindex()
            library.rollback()
            assert library.status().embedding_model == "local:wordllama"
            assert library.search("Who dances?")[0].text == BEES
            library.reindex()
            assert library.status().embedding_model == PAID
        assert provider.embedded == [BEES], "nor is it paid for again after a rollback"
        check_stores(folder, swept=True)

    def test_without_its_key_words_alone_find_the_answer(
        self, folder: Folder, provider: ModelStub, caplog: pytest.LogCaptureFixture
    ) -> None:
        with paying(folder, provider) as library:
            library.reindex()
        with folder.library() as library:
            notice = library.ask("Who dances to tell where the flowers are?").notice
        assert f"went by words alone. The embedding model {PAID} needs a key" in (notice or "")
        assert "OPENAI_API_KEY" in caplog.text


def full(*_: object) -> None:
    """Fail as SQLite does where the disk is full."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


LIMITED = """
import resource, sys
# What is written beyond this fails, as it does on a full disk; whether root or not.
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from bot.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def index_on_a_full_disk(folder: Folder, limit: int) -> subprocess.CompletedProcess[str]:
    """Index where no file may have more than `limit` bytes."""
    options = [*folder.options, "index"]
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


class TestDisk:
    @pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
    @pytest.mark.parametrize(
        ("limit", "goats", "sentence"),
        [
            (120_000, 80, "cannot be written (disk I/O error)"),
            (180_000, 80, "vector store"),
        ],
        ids=["full in the catalog", "full in the vector store"],
    )
    def test_a_full_disk_is_told_and_the_old_index_stays_live(
        self, folder: Folder, limit: int, goats: int, sentence: str
    ) -> None:
        with folder.library() as library:
            library.reindex()
        folder.write("goats.txt", "\n\n".join(f"Goat {n} ate {n} coats." * 9 for n in range(goats)))
        ended = index_on_a_full_disk(folder, limit)
        assert ended.returncode == 1
        last = ended.stderr.splitlines()[-1]
        assert last.startswith("footnote: ")
        assert sentence in last
        assert "Traceback" not in ended.stderr
        assert ("The index that was live still is." in last) == ("vector store" not in last)
        with folder.library() as library:
            assert library.status().generation == 1
            assert library.ask("Who dances to tell where the flowers are?").notice is None
        check_stores(folder, swept=False)
        with folder.library() as library:
            assert library.reindex().added == ("goats.txt",)
        check_stores(folder, swept=True)

    @pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
    def test_where_nothing_was_live_nothing_is_said_to_be(self, folder: Folder) -> None:
        last = index_on_a_full_disk(folder, 20_000).stderr.splitlines()[-1]
        assert "cannot be written" in last
        assert "still is" not in last

    def test_a_disk_that_is_full_only_at_the_end_leaves_the_new_index_live(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with folder.library() as library:
            library.reindex()
            folder.write("bees.txt", YAKS, changed=LONG_AGO + 1)
            with monkeypatch.context() as patch:
                patch.setattr(Writer, "delete_unreachable", full)
                with pytest.raises(IndexWriteError, match="Generation 2 is live, but") as told:
                    library.reindex()
            assert "disk is full" in str(told.value)
            assert library.search("yaks in the mountains")[0].text == YAKS
            assert library.reindex().changes == 0
        check_stores(folder, swept=True)

    def test_on_a_full_disk_the_lock_holds_although_nothing_more_can_be_told(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with folder.library() as library:
            library.reindex()
        monkeypatch.setattr(Path, "write_text", full)
        with folder.library() as library:
            assert library.ask("Who dances to tell where the flowers are?").answered
            with pytest.raises(IndexInUseError, match="in use by another process"):
                folder.library()

    def test_what_a_crash_left_is_no_obstacle_to_asking_on_a_full_disk(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with folder.library() as library:
            library.reindex()
            library._catalog.writer().begin()
        monkeypatch.setattr(Writer, "repair", full)
        with folder.library() as library:
            assert library.ask("Who dances to tell where the flowers are?").answered

    def test_a_catalog_that_may_not_be_written_is_told(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened = Catalog._open

        def read_only(catalog: Catalog) -> sqlite3.Connection:
            connection = opened(catalog)
            connection.execute("PRAGMA query_only = ON")
            return connection

        with folder.library() as library:
            library.reindex()
        folder.write("yaks.txt", YAKS)
        monkeypatch.setattr(Catalog, "_open", read_only)
        with folder.library() as library:
            with pytest.raises(IndexWriteError, match=r"cannot be written .* Give it room"):
                library.reindex()
            assert library.search("Who dances?")[0].text == BEES


class TestDamage:
    @pytest.fixture
    def damaged(self, folder: Folder) -> Folder:
        with folder.library() as library:
            library.reindex()
        return folder

    @pytest.mark.parametrize("damage", ["nonsense", "half of it is gone", "holes"])
    def test_a_damaged_catalog_is_told_with_the_way_out(self, damaged: Folder, damage: str) -> None:
        file = damaged.data / "catalog.sqlite3"
        content = file.read_bytes()
        if damage == "nonsense":
            file.write_bytes(b"no database " * 1_000)
        elif damage == "half of it is gone":
            file.write_bytes(content[: len(content) // 2])
        else:
            file.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
        for act in ("search", "reindex", "plan", "rollback", "status"):
            with (
                pytest.raises(
                    IndexDamagedError, match=r"is damaged\. Run `footnote index --rebuild`"
                ),
                damaged.library() as library,
            ):
                library.search("bees") if act == "search" else getattr(library, act)()
        file.unlink()
        shutil.rmtree(damaged.data / "chroma")
        with damaged.library() as library:
            with pytest.raises(NoIndexError):
                library.search("bees")
            library.reindex()
            assert library.search("Who dances?")[0].text == BEES

    @pytest.mark.parametrize("name", ["chroma", "chroma/chroma.sqlite3"])
    def test_a_lost_vector_store_is_filled_from_the_catalog(
        self, damaged: Folder, name: str
    ) -> None:
        lost = damaged.data / name
        shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
        damaged.write("yaks.txt", YAKS)
        with damaged.library() as library:
            library.reindex()
            assert library.ask("Who dances?").notice is None
        check_stores(damaged, swept=True)
