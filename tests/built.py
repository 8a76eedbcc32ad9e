"""The articles of this repository, each built once in a run of the tests, for whoever asks."""

from __future__ import annotations

from pathlib import Path

from publish import build
from publish.building.publishing import Published
from tests import shared

ROOT = Path(__file__).parents[1]
CASES = {path.name: path for path in sorted((ROOT / "tests/cases").iterdir()) if path.is_dir()}
SOURCES = {
    **CASES,
    "end-of-an-era": ROOT / "sources/end-of-an-era",
    "every-element": ROOT / "sources/every-element",
}


def built(name: str) -> Published:
    """The article of that name, in its own theme and in every format. Leave its files alone."""
    out = shared.folder() / "built"
    return shared.once(f"built-{name}", lambda: build(SOURCES[name], out=out))


def file(name: str, format: str) -> Path:
    """Its file in a format."""
    return next(output.path for output in built(name).outputs if output.format == format)
