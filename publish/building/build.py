"""``build``: read, compose, write every format, prove each of them, and only then publish."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publish.article import Article, Publication
from publish.building import manifest, staging
from publish.building.credit_lists import NAMES, credit_lists
from publish.building.manifest import Manifest, sha256
from publish.checks import check
from publish.composing import brand
from publish.composing.compose import compose
from publish.composing.credits import credited
from publish.composing.page import Page
from publish.composing.theme import load
from publish.composing.words import labels
from publish.errors import Problem, ProofError, UsageError, raise_errors
from publish.formats import FORMATS, PAGES
from publish.proof import Report, verify
from publish.reading import publication_of, read


@dataclass(frozen=True)
class Output:
    """One file of a finished build; ``seconds`` is the time its format took."""

    format: str
    path: Path
    size: int
    seconds: float
    pages: int | None = None
    """None where pages depend on the reader's screen or program."""


@dataclass(frozen=True)
class Built:
    """What a build made, and what it noticed on the way."""

    article: Article
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    shown: int
    """How many pictures the article shows."""
    credited: int
    """How many of these have a credit that says its terms."""
    report: Report | None
    """What the proof found; None where it was told not to look."""
    kept: tuple[str, ...] = ()
    """Files of an earlier build of the same inputs that stay."""


def build(
    source: Path,
    *,
    to: Iterable[str] = tuple(FORMATS),
    theme: str | None = None,
    out: Path | None = None,
    proof: bool = True,
    clock: Callable[[], float] = time.perf_counter,
) -> Built:
    """Build the article in ``source`` into ``out/<slug>/`` (default: the publication's ``build``).

    The new set of files takes the old one's place at once, and only if all of it
    was made and proved. ``clock`` only measures; it never shows in an output.
    Raises any ``PublishError``.
    """
    formats = _known(to)
    publication = publication_of(source)
    root = Path(publication.root)
    article = read(source, publication)
    look = load(theme or publication.theme, root)
    problems = (*article.problems, *check(article), *labels(look, article.metadata.lang)[1])
    raise_errors(problems)
    page = compose(article, look)
    problems = (*problems, *brand.problems(look, brand.brand_of(article), page.look))
    folder = (out or root / "build") / article.slug
    with staging.lock(folder):
        staging.refuse_strangers(folder)
        files, seconds = _written(page, formats, clock)
        report = verify(files, page) if proof else None
        if report and report.problems:
            raise ProofError(*report.problems)
        record = manifest.describe(article, page, _relative(source, publication))
        before = manifest.load(folder)
        problems = (*problems, *manifest.unmoved(before, record))
        kept = _siblings(folder, before, record, files)
        named = {f"{article.slug}.{name}": data for name, data in {**kept, **files}.items()}
        named |= credit_lists(page.metadata, page.images, dict(page.labels))
        record = replace(record, outputs={name: sha256(data) for name, data in named.items()})
        staging.replace(folder, {**named, manifest.NAME: record.to_json()})
    return Built(
        article=article,
        outputs=tuple(
            Output(
                format=name,
                path=folder / f"{article.slug}.{name}",
                size=len(files[name]),
                seconds=seconds[name],
                pages=PAGES[name](files[name]) if name in PAGES else None,
            )
            for name in formats
        ),
        problems=problems,
        shown=len(page.images),
        credited=sum(credited(image) for image in page.images),
        report=report,
        kept=tuple(f"{article.slug}.{name}" for name in kept),
    )


def _known(to: Iterable[str]) -> tuple[str, ...]:
    """The formats asked for, in the order of the table; ``UsageError`` for one there is not."""
    asked = set(to)
    if unknown := sorted(asked - set(FORMATS)):
        raise UsageError(
            Problem(
                "format-unknown",
                f"there is no format {unknown[0]!r}",
                f"Known are: {', '.join(FORMATS)}.",
            )
        )
    return tuple(name for name in FORMATS if name in asked)


def _written(
    page: Page, formats: Iterable[str], clock: Callable[[], float]
) -> tuple[dict[str, bytes], dict[str, float]]:
    files: dict[str, bytes] = {}
    seconds: dict[str, float] = {}
    for name in formats:
        start = clock()
        files[name] = FORMATS[name](page)
        seconds[name] = clock() - start
    return files, seconds


def _relative(source: Path, publication: Publication) -> str:
    source, root = source.resolve(), Path(publication.root).resolve()
    return source.relative_to(root).as_posix() if source.is_relative_to(root) else source.name


def _siblings(
    folder: Path, before: Manifest | None, record: Manifest, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The formats not built now whose files were made from the very same inputs."""
    if before is None or not before.same_inputs(record):
        return {}
    kept = {}
    for name, digest in before.outputs.items():
        format = name.rsplit(".", 1)[-1]
        path = folder / name
        if name in NAMES:  # of the article, and not of a format
            continue
        if format not in files and path.is_file() and sha256(data := path.read_bytes()) == digest:
            kept[format] = data
    return kept
