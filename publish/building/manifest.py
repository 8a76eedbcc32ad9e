"""The manifest: the inputs of a build, so that it can be verified and repeated."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from publish.building.digest import digest, sha256
from publish.building.records import Edition, Picture, read_editions, read_pictures
from publish.errors import Problem, Severity, SourceError, Where
from publish.files import CannotRead, Why, read_anywhere
from publish.formats import FORMATS
from publish.metadata.values import timestamp
from publish.model.article import Article
from publish.model.edition import SCREEN
from publish.page import Page
from publish.values import dataclass

NAME = "manifest.json"
MOST_BYTES = 64 << 20
ENGINES = ("lxml", "jinja2", "fonttools")
"""Libraries whose version can change a byte of any output; a format names those of its own."""


@dataclass(frozen=True)
class Manifest:
    """The record beside the outputs. Hashes are SHA-256 in hex, keys are file names."""

    slug: str
    source: str
    """The source folder, relative to the publication's root, with forward slashes."""
    theme: str
    modified: str
    """The article's ``modified``, as in every output."""
    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    outputs: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    """The day that counted as today when rights were judged."""
    draft: bool = False
    """Whether the outputs are a draft, not to be released."""
    embargo: str | None = None
    """The end of the embargo that the outputs declare; None where they declare none."""
    title: str = ""
    date: str = ""
    """The article's title and date, for lists of published articles."""
    editions: Mapping[str, Edition] = field(default_factory=dict)
    """The outputs that are an edition of the article, by name."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """All pictures of the article, by the names of their source files."""

    def same_inputs(self, other: Manifest) -> bool:
        """Whether both were made from the same inputs by the same libraries."""
        return (self.theme, self.inputs, self.versions, self.draft, self.embargo) == (
            other.theme,
            other.inputs,
            other.versions,
            other.draft,
            other.embargo,
        )

    def to_json(self) -> bytes:
        """The file's bytes: sorted, without any trace of when or where it was made."""
        return (
            json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        ).encode()


def describe(
    article: Article,
    page: Page,
    source: str,
    versions: Mapping[str, str],
    as_of: date | None = None,
) -> Manifest:
    """The manifest of a build of ``article``, without its outputs."""
    look, data = page.look, page.metadata
    sheets = "\0".join((look.style, *(sheet for _, sheet in look.sheets), look.specimen))
    inputs = {file.path: file.sha256 for file in article.sources}
    inputs[f"theme:{look.theme}"] = sha256(sheets.encode())
    inputs |= {f"font:{face.name}": sha256(face.data) for face in look.fonts}
    inputs["page"] = page_hash(page)
    return Manifest(
        slug=article.slug,
        source=source,
        theme=look.theme,
        modified=timestamp(data.modified),
        inputs=inputs,
        versions=versions,
        as_of=as_of.isoformat() if as_of else None,
        draft=data.status is not None,
        embargo=data.embargo.isoformat() if data.embargo else None,
        title=data.title,
        date=data.date.isoformat(),
    )


def page_hash(page: Page) -> str:
    """The hash of a Page's markup, which contains the effects of templates, words and withheld
    pictures.
    """
    return sha256((page.markup + page.cover).encode())


def edition_hash(page: Page) -> str:
    """The hash of a Page and of the settings of its edition, where they are not the usual ones."""
    if page.edition == SCREEN:
        return page_hash(page)
    return sha256(f"{page_hash(page)}{digest(page.edition)}".encode())


@cache
def versions() -> Mapping[str, str]:
    """The versions of this program and of the libraries that can change an output."""
    engines = {*ENGINES, *(name for format in FORMATS.values() for name in format.engines)}
    packages = {"publish": "publish-toolkit", **{name: name for name in sorted(engines)}}
    return {name: importlib.metadata.version(package) for name, package in packages.items()}


def unmoved(before: Manifest | None, now: Manifest) -> tuple[Problem, ...]:
    """A Problem if the text has changed, but not ``modified``.

    Reading apps know an EPUB by its identifier and ``dcterms:modified`` (EPUB 3.3
    §5.5.4): with the same ones they keep the copy that they have.
    """
    if (
        before is None
        or before.modified != now.modified
        or before.inputs.get("page") == now.inputs["page"]
    ):
        return ()
    return (
        Problem(
            "modified-unmoved",
            "the article has changed since it was last built, but its `modified:` has not",
            "Set `modified:` in the front matter, or readers' apps keep the old EPUB.",
            severity=Severity.HINT,
        ),
    )


def load(folder: Path) -> Manifest | None:
    """The manifest in ``folder``; None if there is none. ``SourceError`` if it cannot be read."""
    file = folder / NAME
    try:
        table = json.loads(read_anywhere(file, MOST_BYTES))
        return _manifest(table)
    except (CannotRead, ValueError, TypeError, RecursionError) as error:
        if isinstance(error, CannotRead) and error.why is Why.MISSING:
            return None
        raise SourceError(
            Problem(
                "manifest-broken",
                f"the manifest cannot be used: {error}",
                "Remove the folder and build again.",
                Where(str(file)),
            )
        ) from error


def _manifest(table: Any) -> Manifest:
    """The manifest from its JSON; ``ValueError`` or ``TypeError`` if it is malformed."""
    record = Manifest(**table)
    for texts in (record.inputs, record.versions, record.outputs):
        if not isinstance(texts, dict) or not all(isinstance(v, str) for v in texts.values()):
            raise ValueError("it has other values in place of texts")
    if any(Path(name).name != name or name in ("", "..") for name in record.outputs):
        raise ValueError("an output has a path, where names belong")
    if not all(isinstance(text, str) for text in (record.slug, record.source, record.theme)):
        raise ValueError("it does not say what was built")
    editions, pictures = read_editions(record.editions), read_pictures(record.pictures)
    return replace(record, editions=editions, pictures=pictures)
