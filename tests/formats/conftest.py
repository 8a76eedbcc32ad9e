"""Plug-ins on ``sys.path``, for one test each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish.formats import discovery
from tests.channels.desk import LENT, OPEN, Desk, photo
from tests.formats.distribution import SOURCE, install


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Installs a distribution that adds a format: as it is, or with other text in its module."""

    def add(changes: dict[str, str] | None = None, **options: str) -> None:
        source = SOURCE
        for old, new in (changes or {}).items():
            assert old in source
            source = source.replace(old, new)
        folder = install(tmp_path / options.get("package", "site"), source, **options)
        monkeypatch.syspath_prepend(str(folder))
        _forget()

    yield add
    _forget()


def _forget() -> None:
    discovery.plugins.cache_clear()
    discovery.loaded.cache_clear()
    sys.modules.pop("plain_text", None)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with two pictures, of which one may not be passed on."""
    desk = Desk(tmp_path, '[channels.wire]\nformat = "txt"\nsyndicated = true\n')
    free, lent = photo(1), photo(2)
    return desk.article("ferry", pictures={"free": (free, OPEN), "lent": (lent, LENT)})
