"""Editions: the article as it goes to each channel, and what the manifest keeps of that."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from publish.building.manifest import sha256
from publish.building.records import Edition, Picture
from publish.composing.body.names import with_plain_names
from publish.composing.compose import compose
from publish.composing.theme.loading import Theme
from publish.errors import Problem, UsageError
from publish.formats import FORMATS
from publish.formats.channels import channels
from publish.model.article import Article, Image
from publish.model.publication import Channel, Publication
from publish.page import Page
from publish.pictures.likeness import likeness
from publish.rights.channels import withheld
from publish.suggest import did_you_mean

_MARKS = ("title", "source", "asset_id")


def wanted(
    publication: Publication,
    formats: Iterable[str] | None = None,
    names: Iterable[str] | None = None,
) -> tuple[Channel, ...]:
    """The default channels of ``formats``, and the channels called ``names``, each once.

    Where neither is given, every format. Raises ``UsageError`` for a format or a channel
    that does not exist, and for an empty list of either: it asks for nothing, not for all.
    """
    known = channels(publication)
    own = _listed(names, "channel", known)
    made = _listed(formats, "format", FORMATS, default=() if own else FORMATS)
    for name in sorted(made - set(FORMATS)):
        fix = f"Known are: {', '.join(FORMATS)}."
        if name in known:
            fix = f"It is a channel: write --channel {name}."
        raise UsageError(Problem("format-unknown", f"there is no format {name!r}", fix))
    for name in sorted(own - set(known)):
        fix = did_you_mean(name, known, f"There are: {', '.join(known)}.")
        raise UsageError(Problem("channel-missing", f"there is no channel {name!r}", fix))
    return tuple(known[name] for name in known if name in made | own)


def _listed(
    names: Iterable[str] | None, kind: str, known: Iterable[str], default: Iterable[str] = ()
) -> frozenset[str]:
    """``names``, or ``default`` without any; ``UsageError`` if there are none in the list."""
    listed = frozenset(default if names is None else names)
    if names is not None and not listed:
        fix = f"Name at least one of: {', '.join(known)}; or leave the option out."
        raise UsageError(Problem("build-nothing", f"the list of {kind}s is empty", fix))
    return listed


def file_name(slug: str, channel: Channel) -> str:
    """``slug.docx``; for a channel that the publication named, ``slug-partner-a.docx``."""
    suffix = FORMATS[channel.format].suffix
    of = "" if f".{channel.name}" == suffix else f"-{channel.name}"
    return f"{slug}{of}{suffix}"


class Pages:
    """The Pages of an article by the names of its channels, composed when they are asked for.

    Channels that withhold the same have the very same Page.
    """

    def __init__(self, article: Article, theme: Theme) -> None:
        self.channels = channels(article.publication)
        self._article = article
        self._theme = theme
        self._composed: dict[tuple[str | None, ...], Page] = {}

    @property
    def main(self) -> Page:
        """That of the first channel: what the article is, told in general."""
        return self.of(next(iter(self.channels)))

    def of(self, name: str) -> Page:
        """The Page of a channel; raises ``ThemeError``, and ``KeyError`` if there is none such."""
        channel = self.channels[name]
        reasons = (withheld(image, channel) for image in self._article.images)
        key = tuple(reason.id if reason else None for reason in reasons)
        if key not in self._composed:
            self._composed[key] = compose(self._article, self._theme, channel)
        return self._composed[key]

    def format_of(self, name: str) -> str:
        """The format of a channel."""
        return self.channels[name].format


def edition(article: Article, channel: Channel, page: Page) -> Edition:
    """The record of what ``page``, made of ``article``, is in ``channel``."""
    digests, called = source_hashes(article), _source_names(article)
    return Edition(
        channel.name,
        channel.format,
        page_hash(page),
        {called[image.name]: digests[called[image.name]] for image in page.images},
        {called[absent.image.name]: absent.reason for absent in page.withheld},
    )


def pictures(article: Article) -> dict[str, Picture]:
    """All pictures of ``article``, as their source files are called."""
    digests = source_hashes(article)
    plain = {original: name for name, original in _source_names(article).items()}
    return {
        image.name: Picture(
            digests[image.name], likeness(image.data), plain[image.name], tuple(_works(image))
        )
        for image in article.images
    }


def page_hash(page: Page) -> str:
    """Templates, labels and what is withheld show in the markup, so its hash stands for them."""
    return sha256((page.markup + page.cover).encode())


def source_hashes(article: Article) -> dict[str, str]:
    """The hash of every picture's file, as it is in the source."""
    folder = PurePosixPath(article.sources[0].path).parent if article.sources else PurePosixPath()
    files = {file.path: file.sha256 for file in article.sources}
    return {
        image.name: files.get((folder / image.name).as_posix()) or sha256(image.data)
        for image in article.images
    }


def _works(image: Image) -> Iterable[dict[str, str]]:
    for credit in image.credits:
        stated = {mark: getattr(credit, mark) for mark in _MARKS}
        if work := {mark: text for mark, text in stated.items() if text}:
            yield work


def _source_names(article: Article) -> dict[str, str]:
    """From the names that a Page has for pictures to those of their files."""
    plain = with_plain_names(article).images
    return {new.name: old.name for new, old in zip(plain, article.images, strict=True)}
