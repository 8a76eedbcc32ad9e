"""The manifest's records of editions, one for each channel, and of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from publish.building.digest import sha256
from publish.building.manifest import edition_hash
from publish.building.pages import Pages
from publish.building.records import Edition, Picture
from publish.composing.body.picture_names import with_plain_names
from publish.model.article import Article, Image
from publish.picture import Size
from publish.pictures.likeness import likeness

_MARKS = ("title", "source", "asset_id")


def edition(
    pages: Pages, channel: str, reduced: Mapping[str, tuple[Size, Size]] | None = None
) -> Edition:
    """The record of the article's edition for a channel, with pictures that it has ``reduced``."""
    page, digests = pages.of(channel), source_hashes(pages.article)
    fewer = reduced or {}
    return Edition(
        channel,
        pages.format_of(channel),
        edition_hash(page),
        {image.source_name: digests[image.source_name] for image in page.images},
        {absent.image.source_name: absent.reason for absent in page.withheld},
        {
            image.source_name: " of ".join(f"{x}x{y}" for x, y in reversed(fewer[image.name]))
            for image in page.images
            if image.name in fewer
        },
    )


def pictures(article: Article) -> dict[str, Picture]:
    """The records of all pictures of ``article``, by the names of their files."""
    digests = source_hashes(article)
    return {
        image.source_name: Picture(
            digests[image.source_name],
            image.likeness or likeness(image.data),
            image.name,
            tuple(_works(image)),
        )
        for image in with_plain_names(article).images
    }


def source_hashes(article: Article) -> Mapping[str, str]:
    """The hash of each picture's file in the source, by the file's name."""
    folder = PurePosixPath(article.sources[0].path).parent if article.sources else PurePosixPath()
    files = {file.path: file.sha256 for file in article.sources}
    names = {image.source_name: image for image in article.images}
    return {
        name: files.get((folder / name).as_posix()) or sha256(image.data)
        for name, image in names.items()
    }


def _works(image: Image) -> Iterator[Mapping[str, str]]:
    """The marks of a work that each credit states."""
    for credit in image.credits:
        stated = {mark: getattr(credit, mark) for mark in _MARKS}
        if work := {mark: text for mark, text in stated.items() if text}:
            yield work
