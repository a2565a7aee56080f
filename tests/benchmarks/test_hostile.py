"""Each file of a hostile folder is counted once: as indexed, failed, passed over or silent."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.folders import Folder
from benchmarks.hostile import rows_of
from tests.hostile.good_files import good_files


def test_what_becomes_of_each_file_is_counted(tmp_path: Path) -> None:
    folder = Folder.below(tmp_path)
    facts = [fact for fact in good_files() if fact.path.endswith((".md", ".html"))]
    for fact, content in good_files().items():
        if fact in facts:
            (folder.corpus / fact.path).parent.mkdir(exist_ok=True)
            (folder.corpus / fact.path).write_bytes(content)
    (folder.corpus / "broken.pdf").write_bytes(b"%PDF-1.7 and then rubbish")
    (folder.corpus / "program.exe").write_bytes(b"MZ")
    os.mkfifo(folder.corpus / "pipe.txt")

    found = rows_of(folder, facts)

    values = {row.measure: (row.value, row.beside) for row in found}
    assert values["hostile files"] == ("5", "1 of no format, or hidden")
    assert values["hostile files, indexed"][0] == "2"
    assert values["hostile files, failed"][0] == "1"
    assert values["hostile files, failed: of these"] == ("1", "It is damaged")
    assert values["hostile files, passed over and named"][0] == "1"
    assert values["hostile files, silent"] == ("0", "")
    assert values["good files among them, found"][0] == "2/2"
    assert float(values["hostile files, peak of memory"][0].split()[0]) > 10
