"""A package is imported without a heavy module that it imports, until that is called."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from retrieval.index.deferred_import import import_deferring
from tests.paths import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for packages to import, with a heavy module whose call says that it is the real one."""
    (tmp_path / "barn").mkdir()
    (tmp_path / "barn" / "__init__.py").touch()
    (tmp_path / "barn" / "heavy.py").write_text(
        "DOORS = 4\ndef count(of, *, each): return f'really {of * each}'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def package(folder: Path, text: str) -> None:
    """Write a package of two modules, of which one imports the heavy one."""
    (folder / "yard").mkdir()
    (folder / "yard" / "__init__.py").write_text("from . import hens\n")
    (folder / "yard" / "hens.py").write_text(text)


def test_the_module_is_imported_when_it_is_called(folder: Path) -> None:
    package(folder, "from barn.heavy import count\ndef eggs(): return count(3, each=2)\n")
    import_deferring("yard", "barn.heavy", "count")
    assert "barn.heavy" not in sys.modules
    assert import_module("yard.hens").eggs() == "really 6"
    assert import_module("barn.heavy").DOORS == 4


@pytest.mark.parametrize(
    "text",
    [
        "from barn.heavy import count, DOORS\n",
        "import barn.heavy\nDOORS = barn.heavy.DOORS\n",
        "from barn import heavy\nDOORS = heavy.DOORS\n",
    ],
)
def test_a_package_that_needs_more_of_it_is_imported_with_it(folder: Path, text: str) -> None:
    package(folder, text)
    import_deferring("yard", "barn.heavy", "count")
    assert import_module("yard.hens").DOORS == 4


def test_what_is_imported_already_is_left_as_it_is(folder: Path) -> None:
    package(folder, "from barn.heavy import count\n")
    real = import_module("barn.heavy")
    import_deferring("yard", "barn.heavy", "count")
    assert import_module("yard.hens").count is real.count
    import_deferring("yard", "barn.heavy", "count")


def test_a_package_that_cannot_be_imported_fails_with_its_own_error(folder: Path) -> None:
    package(folder, "from barn.heavy import count\nraise RuntimeError('no hens')\n")
    with pytest.raises(RuntimeError, match="no hens"):
        import_deferring("yard", "barn.heavy", "count")
    assert not {"yard", "yard.hens"} & set(sys.modules)


def test_the_vector_store_is_opened_without_what_it_does_not_use(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from retrieval import Settings\n"
        "from retrieval.index.vector_store import VectorStore\n"
        f"VectorStore(Settings(data={str(tmp_path)!r}), 'library').open()\n"
        "print(*{'chromadb', 'grpc', 'httpx', 'httpx._main'} & set(sys.modules))"
    )
    done = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert set(done.split()) == {"chromadb", "httpx"}
