"""The lists beside the files say what the files say, and nothing that stays at home."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from publish import read
from publish.building.making.credit_lists import GRAPH, TABLE, credit_lists
from publish.metadata.credit_table import plain
from tests.built import SOURCES, built, file


def test_a_build_lists_its_credits() -> None:
    folder = file("terms", "epub").parent
    table, graph = ((folder / name).read_bytes() for name in (TABLE, GRAPH))
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [row["file"] for row in rows] == ["harbor.jpg", *["chart.png"] * 3, "mole.jpg"]
    assert plain(rows[-1]["shown"]) == "Foto: Nils Name/Agentur | =Zeile/1"
    pictures = json.loads(graph)["@graph"][1:]
    assert [node["contentUrl"] for node in pictures] == ["harbor.jpg", "chart.png", "mole.jpg"]
    assert pictures[1]["creditText"].endswith("Bildmaschine 3 / eigene Arbeit / Mit KI erstellt")
    # The names are those that the pictures have in the files.
    inside = zipfile.ZipFile(folder / "terms.epub").namelist()
    assert all(any(name.endswith(row["file"]) for name in inside) for row in rows)
    article = read(SOURCES["terms"])
    evidence = {c.evidence for i in article.images for c in i.credits if c.evidence}
    assert len(evidence) == 2
    for path in folder.iterdir():
        parts = [path.read_bytes()]
        if path.suffix in (".epub", ".docx"):
            archive = zipfile.ZipFile(path)
            parts = [archive.read(name) for name in archive.namelist()]
        assert not any(said.encode() in part for said in evidence for part in parts), path.name


def test_without_pictures_the_lists_are_there_and_empty() -> None:
    lists = credit_lists(built("plain").metadata, (), {})
    assert lists[TABLE].count(b"\r\n") == 1
    assert len(json.loads(lists[GRAPH])["@graph"]) == 1
    assert file("plain", "epub").with_name(TABLE).read_bytes() == lists[TABLE]
