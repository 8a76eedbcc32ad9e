"""Fixtures: an article that needs pictures, and a server that offers some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acquiring.server import METADATA, Page, Server, Time, serving
from tests.pictures.samples import picture

ARTICLE = """\
---
title: The Ferry   # sic
date: 2026-03-01
lang: en
authors: [Ada Example]
---
Text.
"""
PUBLICATION = """\
[publication]
id = "8e5f7f5c-0f0d-4f3e-9d0b-6d6a3d1c7b11"
contact = "desk@example.org"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article's folder, without pictures."""
    here = tmp_path / "sources/ferry"
    here.mkdir(parents=True)
    (here / "article.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "publish.toml").write_text(PUBLICATION, "utf-8")
    return here


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server, with one file; no proxy stands before it."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as running:
        running.add(
            Page("File:Ferry in port.jpg", picture(size=(160, 120)), metadata=dict(METADATA))
        )
        yield running


@pytest.fixture
def time() -> Time:
    """A clock that nobody waits for."""
    return Time()
