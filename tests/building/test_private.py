"""A build whose picture says too much: the copies do not, and the editor is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from publish.building.build import build
from publish.errors import Severity, SourceError
from tests.metadata.strategies import picture as drawn
from tests.pictures import private_pictures

ARTICLE = """---
title: A ferry
date: 2026-03-01
lang: en
description: About a ferry.
images:
  ferry.jpg:
    alt: A ferry
    {keep}
    credit:
      creator: Zoë Example
      source: https://example.org/ferry
      license: CC-BY-4.0
---
Text.

![](ferry.jpg)
"""
TRACES = (b"4711", b"Olga Owner", b"GPSLatitude", b"GpsLongitude")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = ("[publication]", 'id = "2b0e7ef4-59d0-4c1e-8f0f-0f4b2ff1a001"', 'name = "Example"')
    (tmp_path / "publish.toml").write_text("\n".join((*lines, 'publisher = "Example House"')))
    source = tmp_path / "sources" / "ferry"
    source.mkdir(parents=True)
    return source


def source(folder: Path, data: bytes, keep: str = "") -> Path:
    (folder / "ferry.jpg").write_bytes(data)
    (folder / "article.md").write_text(ARTICLE.replace("    {keep}\n", keep and f"    {keep}\n"))
    return folder


def contents(path: Path) -> Iterator[bytes]:
    """Everything in a file, unpacked."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_raw_bytes()
                    if "/Metadata" in thing:
                        yield thing.Metadata.read_bytes()
        return
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        yield from map(package.read, package.namelist())


def test_nothing_private_is_in_any_format(folder: Path) -> None:
    data = private_pictures.film(
        drawn("JPEG", exif=private_pictures.exif(), xmp=private_pictures.XMP)
    )
    built = build(source(folder, data))
    (problem,) = (p for p in built.problems if p.rule == "image-private")
    assert problem.severity is Severity.HINT
    assert problem.where is not None and problem.where.line == 7
    for words in ("GPS location", "serial number", "owner", "attached film"):
        assert words in problem.message
    for output in built.outputs:
        whole = b"".join(contents(output.path))
        assert not [trace for trace in (*TRACES, b"ftypmp42") if trace in whole]
        assert "Zoë Example".encode() in whole
    assert (folder / "ferry.jpg").read_bytes() == data, "the editor's own file stays"


def test_what_the_editor_keeps_is_published(folder: Path) -> None:
    data = drawn("JPEG", exif=private_pictures.exif(), xmp=private_pictures.XMP)
    built = build(source(folder, data, "keep: [location, serial-numbers]"))
    assert "image-private" not in {p.rule for p in built.problems}
    for output in built.outputs:
        whole = b"".join(contents(output.path))
        assert [trace for trace in TRACES if trace in whole] == list(TRACES)


def test_content_credentials_that_say_too_much_stop_the_build(folder: Path) -> None:
    data = private_pictures.sealed("JPEG", exif=private_pictures.exif())
    with pytest.raises(SourceError) as caught:
        build(source(folder, data))
    (problem,) = caught.value.problems
    assert problem.rule == "image-content-credentials-private"
    assert problem.where is not None and problem.where.line == 7
    built = build(source(folder, data, "keep: [location, serial-numbers]"))
    assert "image-content-credentials" in {p.rule for p in built.problems}
    for output in built.outputs:
        assert data in list(contents(output.path))
