"""The vectors on a Chroma server: who may do what at once, and what happens when it fails.

That re-indexing itself is the same there as with the embedded store is shown by test_reindex.py.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli.main import main
from retrieval import (
    IndexInUseError,
    IndexWriteError,
    Library,
    Progress,
    SettingsError,
    StoreError,
    setup_checks,
)
from retrieval.index import vector_store
from tests.chroma_server import ChromaServer
from tests.crash import check_stores
from tests.folders import Folder

pytest_plugins = ("tests.stores",)

BEES = "Bees dance to tell each other where the flowers are."
OWLS = "Owls hunt at night and swallow their prey whole."
YAKS = "Yaks live high in the mountains and grow long hair."


@pytest.fixture
def folder(tmp_path: Path, shared_server: ChromaServer) -> Folder:
    """Two documents, indexed."""
    return indexed(tmp_path, shared_server)


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer.on(tmp_path_factory.mktemp("chroma"))
    yield server
    server.kill()


@pytest.fixture
def server(fragile: ChromaServer) -> ChromaServer:
    """A server that runs, to which a test may do what it likes."""
    if fragile.process is None:
        fragile.start()
    return fragile


def indexed(root: Path, server: ChromaServer) -> Folder:
    folder = Folder.at(root, server.url)
    folder.write("bees.txt", BEES)
    folder.write("owls.txt", OWLS)
    with folder.library() as library:
        library.reindex()
    return folder


def notice(library: Library, question: str) -> str | None:
    return library.ask(question).notice


class TestSharing:
    def test_two_read_at_once_and_while_a_third_writes(self, folder: Folder) -> None:
        answers: list[str] = []
        with folder.library() as writer, folder.library() as one, folder.library() as other:

            def ask(_: Progress) -> None:
                answers.extend(reader.search("Who dances?")[0].text for reader in (one, other))

            folder.write("yaks.txt", YAKS)
            writer.reindex(progress=ask)
        assert answers
        assert set(answers) == {BEES}

    def test_a_second_writer_is_told_who_the_first_is(self, folder: Folder) -> None:
        told: list[str] = []
        with folder.library() as one, folder.library() as other:

            def write(now: Progress) -> None:
                for act in (other.reindex, other.rollback):
                    with pytest.raises(IndexInUseError) as refused:
                        act()
                    told.append(str(refused.value))

            folder.write("yaks.txt", YAKS)
            one.reindex(progress=write)
            assert other.reindex().changes == 0
        assert all("in use by 'a test' (process " in each for each in told)

    def test_asking_does_not_wait_for_a_bot_that_holds_the_index(self, folder: Folder) -> None:
        with (
            Library.open(folder.settings(), purpose="footnote run", hold=True),
            folder.library() as library,
        ):
            assert library.ask("Who dances?").answered
            with pytest.raises(IndexInUseError, match="footnote run"):
                library.reindex()

    def test_any_number_may_open_a_new_folder_at_once(
        self, tmp_path: Path, shared_server: ChromaServer
    ) -> None:
        folder = Folder.at(tmp_path, shared_server.url)

        def has_index(_: int) -> bool:
            with folder.library() as library:
                return library.has_index

        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(has_index, range(8))) == [False] * 8


class TestFailing:
    def test_without_the_server_the_catalogs_vectors_find_the_answer(
        self, tmp_path: Path, server: ChromaServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder = indexed(tmp_path, server)
        server.kill()
        with folder.library() as library:
            answer = library.ask("Who hunts at night?")
            assert answer.citations[0].quote == OWLS
            assert answer.notice is None, "nothing is lacking"
            assert library.search("nocturnal birds of prey")[0].text == OWLS, "found by meaning"
            assert [record.levelname for record in caplog.records].count("WARNING") == 1
            assert f"The Chroma server at {server.url} does not answer" in caplog.text
            with pytest.raises(StoreError, match="does not answer"):
                library.reindex()
            assert library.plan().unchanged == 2, "a preview needs no server"
            server.start()
            assert notice(library, "Who hunts at night?") is None, "it is found again by itself"

    def test_only_who_writes_needs_the_server(
        self, folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CHROMA_URL", ChromaServer.on(folder.data).url)  # where nobody listens
        assert main([*folder.options, "ask", "Who hunts at night?"]) == 0
        said = capsys.readouterr()
        assert OWLS in said.out
        assert main([*folder.options, "index"]) == 1
        assert "does not answer" in capsys.readouterr().err

    def test_a_server_that_dies_in_a_re_index_leaves_the_old_index_live(
        self, tmp_path: Path, server: ChromaServer
    ) -> None:
        folder = indexed(tmp_path, server)
        folder.write("bees.txt", YAKS)
        with folder.library() as library:
            with pytest.raises(StoreError, match="does not answer"):
                library.reindex(progress=lambda now: dies(server, now, "index"))
            assert library.search("Who dances?")[0].text == BEES
            assert library.status().generation == 1
            server.start()
            assert library.reindex().changed == ("bees.txt",)
            assert library.search("yaks in the mountains")[0].text == YAKS
        check_stores(folder, swept=True)

    def test_a_server_that_dies_after_the_commit_leaves_the_new_index_live(
        self, tmp_path: Path, server: ChromaServer
    ) -> None:
        folder = indexed(tmp_path, server)
        with folder.library() as library:
            folder.write("owls.txt", YAKS)
            library.reindex()
            folder.write("bees.txt", YAKS + " They give milk.")
            with pytest.raises(IndexWriteError, match="Generation 3 is live, but"):
                library.reindex(progress=lambda now: dies(server, now, "sweep"))
            assert "milk" in library.search("Who gives milk?")[0].text
            server.start()
            assert library.reindex().changes == 0
        check_stores(folder, swept=True)

    def test_a_server_that_lost_everything_is_filled_again(
        self, tmp_path: Path, server: ChromaServer
    ) -> None:
        folder = indexed(tmp_path, server)
        with folder.library() as library:
            assert notice(library, "Who hunts at night?") is None
            server.kill()
            shutil.rmtree(server.path)
            server.start()
            for _ in range(2):  # its collection is gone; then it is there, and empty
                assert library.search("nocturnal birds of prey")[0].text == OWLS
            library.reindex()
            assert library._vectors.count("local:wordllama") == 2
        check_stores(folder, swept=True)


def dies(server: ChromaServer, now: Progress, stage: str) -> None:
    if now.stage == stage:
        server.kill()


class TestReaching:
    def test_the_token_goes_in_both_headers_that_chroma_knows(self, tmp_path: Path) -> None:
        with answering(401) as (address, headers):
            settings = Folder.at(tmp_path, address).settings(chroma_token=SecretStr("very-secret"))
            with pytest.raises(StoreError, match="refuses the token") as refused:
                setup_checks.check_vector_store(settings)
        assert headers[0]["authorization"] == "Bearer very-secret"
        assert headers[0]["x-chroma-token"] == "very-secret"
        assert "very-secret" not in str(refused.value)

    @pytest.mark.parametrize(
        ("status", "sentence"),
        [
            (403, "refuses the token: check CHROMA_TOKEN."),
            (404, "No Chroma server answers at http://127.0.0.1"),
            (503, "has a fault (status 503). Try again later."),
            (200, "has a fault ("),
        ],
    )
    def test_what_the_server_says_becomes_a_sentence(
        self, tmp_path: Path, status: int, sentence: str
    ) -> None:
        with answering(status) as (address, _), pytest.raises(StoreError) as refused:
            setup_checks.check_vector_store(Folder.at(tmp_path, address).settings())
        assert sentence in str(refused.value)

    def test_a_server_that_never_answers_is_not_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(vector_store, "RESPONSE_TIMEOUT", 0.05)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            with pytest.raises(StoreError, match="does not answer"):
                setup_checks.check_vector_store(Folder.at(tmp_path, url).settings())

    def test_an_address_with_https_is_spoken_to_in_tls(self, tmp_path: Path) -> None:
        first: list[bytes] = []
        with socket.create_server(("127.0.0.1", 0)) as listening:

            def listen() -> None:
                connection, _ = listening.accept()
                with connection:
                    first.append(connection.recv(1))

            thread = threading.Thread(target=listen)
            thread.start()
            url = f"https://127.0.0.1:{listening.getsockname()[1]}"
            with pytest.raises(StoreError, match="does not answer"):
                setup_checks.check_vector_store(Folder.at(tmp_path, url).settings())
            thread.join()
        assert first == [b"\x16"], "the first byte of a TLS handshake"

    @pytest.mark.parametrize(
        ("url", "address"),
        [
            ("http://localhost", "http://localhost:8000"),
            ("http://localhost:80/", "http://localhost:80"),
            ("https://chroma.example.org", "https://chroma.example.org"),
            ("https://example.org/chroma/", "https://example.org/chroma"),
            ("http://[::1]:8001", "http://[::1]:8001"),
        ],
    )
    def test_the_address_may_do_without_a_port_and_have_a_path(
        self, url: str, address: str
    ) -> None:
        assert vector_store._address(url) == address

    @pytest.mark.parametrize("url", ["localhost:8000", "http://", "http://host:port", "ftp://host"])
    def test_what_is_no_address_is_told_without_its_password(
        self, tmp_path: Path, url: str
    ) -> None:
        url = url.replace("//", "//me:very-secret@")
        with pytest.raises(SettingsError, match="CHROMA_URL is ") as refused:
            setup_checks.check_vector_store(Folder.at(tmp_path, url).settings())
        assert "very-secret" not in str(refused.value)


@contextmanager
def answering(status: int) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that answers everything with `status` and `{}`; its address, and what it was sent."""
    headers: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", headers
        finally:
            server.shutdown()
            thread.join()
