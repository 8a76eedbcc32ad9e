"""A format as a value: everything that other rooms need of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from publish.content import Content, unreadable
from publish.errors import ProofError, SourceError, ThemeError
from publish.model.publication import Channel
from publish.picture import Size
from publish.promise import Promise
from publish.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

    from publish.errors import Problem
    from publish.page import Look, Page

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SUFFIX = re.compile(r"(?:\.[a-z0-9]+)+")


@dataclass(frozen=True)
class Notes:
    """All that a writer has to say about its file."""

    remarks: tuple[Problem, ...] = ()
    """For whoever builds."""
    details: tuple[Problem, ...] = ()
    """For whoever asks."""
    measures: Mapping[str, object] = field(default_factory=dict)
    """Data for JSON."""
    reduced: Mapping[str, tuple[Size, Size]] = field(default_factory=dict)
    """Pictures with fewer pixels than the article's, by name: theirs, and those in the file."""


@dataclass(frozen=True)
class Written:
    """A file, and its writer's notes about it."""

    data: bytes = field(repr=False)
    notes: Notes = Notes()


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format. Its module is imported with every command: import libraries in functions.

    ``writer`` and ``reader`` share no code, and use different libraries.
    """

    name: str
    """Lower-case letters, digits, hyphens; also the name of its default channel."""
    suffix: str
    """``.pdf``"""
    media_type: str
    writer: Callable[[Page], bytes | Written]
    """The same Page gives the same bytes. Raises ``SourceError`` and ``ThemeError``."""
    reader: Callable[[bytes], Content]
    """The proof's reader; raises ``ProofError`` for a file that it cannot read."""
    promise: Promise
    """The part of an article that every file holds, and that the reader reads."""
    sheet: str = ""
    """The theme's stylesheet for it, ``css/<sheet>.css``; by default, its name."""
    syndicated: bool = False
    """Its default channel goes to partners, who get only pictures that they can pass on."""
    on_demand: bool = False
    """It is made only where somebody asks for it, and not where nobody names a format."""
    reader_owned: bool = False
    """Readers choose the size and the colors of its text; a theme's root sets neither."""
    templated: bool = False
    """Its files can take looks from a file of the house's. A change of that makes no other new."""
    ignores: frozenset[str] = frozenset()
    """Properties of CSS that could hide a text and never reach its files."""
    traced: bool = False
    """Its files say which lines of the source they come from: where a line moves, so do they."""
    pages: Callable[[bytes], int] | None = None
    """Counts the pages; None where they depend on the reader's screen or program."""
    show: Callable[[bytes], Iterator[Image]] | None = None
    """Its pages as pictures, in order; raises ``EnvironmentFault`` without the program for it."""
    recognizes: Callable[[bytes], bool] | None = None
    """Recognizes its files by their content. Only then can ``publish inspect`` read them, unless
    ``publish.inspecting`` has a folder with the format's name."""
    sheets: tuple[str, ...] | None = None
    """The theme's stylesheets that its writer gets besides ``style``; None for all of them. A
    change of any other makes no new file."""
    losses: Callable[[Look], tuple[Problem, ...]] | None = None
    """Requests of a theme that the format cannot meet, or meets differently: hints for its
    author."""
    engines: tuple[str, ...] = ()
    """Distributions whose version can change a byte of its files."""
    order: int = 100
    """Its place among the formats, and of its column in tables."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"{self.name!r} is not a name: it can hold only a-z, 0-9, single hyphens"
            )
        if not _SUFFIX.fullmatch(self.suffix):
            raise ValueError(
                f"{self.suffix!r} is not a suffix: it must begin with a dot, like .txt"
            )

    @property
    def channel(self) -> Channel:
        """The channel that every publication has for it."""
        return Channel(self.name, self.name, self.syndicated)

    @property
    def stylesheet(self) -> str:
        """The name of its stylesheet in ``page.look``."""
        return self.sheet or self.name

    def own(self, page: Page) -> Page:
        """``page`` with the stylesheets and the template that this format reads, and no others."""
        if not self.templated and page.template is not None:
            page = replace(page, template=None)
        if self.sheets is None:
            return page
        sheets = tuple((name, text) for name, text in page.look.sheets if name in self.sheets)
        return replace(page, look=replace(page.look, sheets=sheets))

    def write(self, page: Page) -> bytes:
        """``page`` as a file. Raises ``SourceError`` and ``ThemeError``.

        Each Problem of a ``SourceError`` has its file and line.
        """
        return self.written(page).data

    def written(self, page: Page) -> Written:
        """The same, with the writer's notes."""
        try:
            made = self.writer(self.own(page))
            return made if isinstance(made, Written) else Written(made)
        except SourceError as error:
            raise SourceError(*map(page.located, error.problems)) from error
        except ThemeError as error:
            found = (page.located(problem, of_article=False) for problem in error.problems)
            raise ThemeError(*found) from error

    def read(self, data: bytes) -> Content:
        """The content of a file, with its expected content; ``ProofError`` if it is broken."""
        try:
            content = self.reader(data)
        except ProofError:
            raise
        except Exception as error:
            # On a broken file, libraries raise all kinds of errors.
            why = f"the file is broken: {type(error).__name__}: {error}"
            raise unreadable(self.name, why) from error
        columns = tuple(name for name in self.promise.columns if name not in content.without)
        promise = replace(self.promise, columns=columns) if content.without else self.promise
        return replace(content, format=self.name, promise=promise)
