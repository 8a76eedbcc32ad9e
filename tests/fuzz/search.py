"""Searches the matrix for what our own proof refuses, and shrinks it to one block."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from publish import verify
from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.errors import PublishError
from publish.formats import FORMATS
from publish.model.article import Article
from publish.page import Page
from publish.reading.folder import read
from tests.fuzz.matrix import LIBRARY, PUBLICATION, Sample, article

THEMES = ("briefing", "dispatch", "journal")
Check = Callable[[Sequence[Sample]], str]


@dataclass(frozen=True)
class Finding:
    """What a format says wrongly, and the blocks that are enough for it."""

    theme: str
    format: str
    message: str
    blocks: tuple[Sample, ...]

    def __str__(self) -> str:
        source = "\n\n".join(sample.markdown for sample in self.blocks)
        return f"{self.theme}, {self.format}: {self.message}\n\n{source}\n"


def search(samples: Sequence[Sample], theme: str, *, at_once: int) -> Iterator[Finding]:
    """Yield a finding for each format of each ``at_once`` samples that the proof refuses."""
    for start in range(0, len(samples), at_once):
        chosen = samples[start : start + at_once]
        for format in FORMATS:
            yield from _search_in(chosen, theme, format)


def _search_in(chosen: Sequence[Sample], theme: str, format: str) -> Iterator[Finding]:
    def check(some: Sequence[Sample]) -> str:
        return complaint(some, theme, format)

    left = list(chosen)
    while left and check(left):
        few = shrink(left, check)
        yield Finding(theme, format, check(few), tuple(few))
        left = [sample for sample in left if sample not in few]


def complaint(samples: Sequence[Sample], theme: str, format: str) -> str:
    """What is wrong with an article of these samples; empty if nothing is."""
    try:
        page = _page(tuple(samples), theme)
        problems = verify({format: FORMATS[format].write(page)}, page).problems
    except PublishError as error:
        problems = error.problems
    return problems[0].message if problems else ""


@lru_cache(maxsize=2)
def _page(samples: tuple[Sample, ...], theme: str) -> Page:
    return compose(made(samples), load(theme))


def made(samples: Sequence[Sample]) -> Article:
    """An article of these samples."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sources/matrix"
        place.mkdir(parents=True)
        (place / "article.md").write_text(article(samples), "utf-8")
        (Path(folder) / "publish.toml").write_text(PUBLICATION, "utf-8")
        (place / "refs.bib").write_text(LIBRARY, "utf-8")
        return read(place)


def shrink(samples: Sequence[Sample], check: Check) -> list[Sample]:
    """The samples without any that are not needed for a complaint."""
    kept, size = list(samples), len(samples) // 2
    while size:
        parts = [kept[at : at + size] for at in range(0, len(kept), size)]
        alone = next((part for part in parts if check(part)), None)
        if alone is not None:
            kept = alone
        else:
            for part in parts:
                rest = [sample for sample in kept if sample not in part]
                if rest and check(rest):
                    kept = rest
        size = min(size, len(kept)) // 2
    return kept
