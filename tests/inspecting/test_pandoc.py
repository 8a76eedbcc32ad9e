"""Files that pandoc makes of Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import weasyprint

from publish.inspecting import Inspection, inspect
from publish.metadata.credits import credit_packet
from publish.pictures.embedding import embed
from tests.inspecting.files import FERRY, fields
from tests.judges.programs import Command, call, program, words
from tests.metadata.strategies import picture

TEXT = """---
title: The Harbour
author: [Ada Example, Ben Example]
date: 2026-03-01
lang: en
rights: © 2026 Ada Example
...

Some words.

![The harbour at dusk. Photo: Cy Example / CC BY 4.0](harbour.png){alt="A harbour"}

![A ferry](ferry.jpg)

Words.
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Inspection]:
    folder = tmp_path_factory.mktemp("pandoc")
    (folder / "text.md").write_text(TEXT, "utf-8")
    (folder / "harbour.png").write_bytes(picture("PNG"))
    ferry = embed("image/jpeg", picture("JPEG"), credit_packet([FERRY]))
    (folder / "ferry.jpg").write_bytes(ferry)
    for name in ("docx", "epub", "html"):
        options: Command = ["--standalone", "--resource-path", folder, "-o", folder / f"x.{name}"]
        command: Command = [program("pandoc"), *options, folder / "text.md"]
        result = call(command)
        assert result.returncode == 0, words(result)
    weasyprint.HTML(folder / "x.html").write_pdf(folder / "x.pdf", pdf_variant="pdf/ua-1")
    return {n: inspected(folder / f"x.{n}") for n in ("pdf", "epub", "docx")}


def inspected(path: Path) -> Inspection:
    return inspect(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", ["pdf", "epub", "docx"])
def test_metadata_and_pictures_are_read(name: str, found: Mapping[str, Inspection]) -> None:
    inspection = found[name]
    assert (inspection.format, inspection.problems) == (name, ())
    assert inspection.metadata["title"] == "The Harbour"
    authors = inspection.metadata["authors"]
    assert isinstance(authors, list)
    assert {part.strip() for a in authors for part in a.replace(";", ",").split(",")} == {
        "Ada Example",
        "Ben Example",
    }
    harbour, ferry = sorted(inspection.images, key=lambda i: i.media_type == "image/jpeg")
    (credit,) = harbour.credits
    assert credit.fields == {"line": "Photo: Cy Example / CC BY 4.0"}
    (credit,) = ferry.credits
    assert dict(credit.fields) == fields(FERRY)
    assert "image:xmp" in credit.found_in


def test_rights_are_read_where_pandoc_stores_them(
    found: Mapping[str, Inspection],
) -> None:
    assert found["epub"].metadata["rights"] == "© 2026 Ada Example"
