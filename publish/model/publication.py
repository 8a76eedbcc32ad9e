"""A publication, and the settings that its articles share."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from publish.errors import Where
from publish.model.edition import Edition
from publish.model.people import Person as Person
from publish.model.press import Percents
from publish.values import dataclass


@dataclass(frozen=True)
class Withdrawal:
    """A withdrawn picture, and the marks that identify its copies.

    No channel shows a picture with one of ``sha256`` (of the file, in hex) or of ``sources``
    (addresses in credits); ``likeness`` only points to other copies.
    """

    name: str
    sha256: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    reason: str | None = None
    """The publication's own note, which is never published."""
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True)
class FontFace:
    """One font file of a theme, as CSS names it."""

    family: str
    weight: int
    style: str
    """``normal`` or ``italic``."""
    name: str
    """The file name under which stylesheets refer to it: ``fonts/<name>``."""
    data: bytes = field(repr=False)
    reserved: bool = False
    """The OFL reserves the family's name: a changed file (a subset) needs another name."""
    number: int = 0
    """Its place in the file, if that is a collection of fonts."""


@dataclass(frozen=True)
class Logo:
    """A brand's mark: an SVG that only draws, with its proportions in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True)
class Brand:
    """An organization's name, texts and looks in every theme; from ``publish.toml``.

    ``tokens`` overrule a theme's tokens of the same name; ``fonts`` are added to
    its faces, so that a token can name them.
    """

    name: str | None = None
    legal: str | None = None
    """A sentence for the colophon: registration, imprint, disclaimer."""
    tokens: tuple[tuple[str, str], ...] = ()
    fonts: tuple[FontFace, ...] = ()
    logo: Logo | None = None
    """Replaces the name, which becomes its text alternative."""
    logo_dark: Logo | None = None
    """The logo for dark screens."""
    logo_mono: Logo | None = None
    """The logo for printing in one color."""
    inks: tuple[tuple[str, Percents, str], ...] = ()
    """Device values of tokens that are colors: the token, its inks, and its spot color or none."""


@dataclass(frozen=True)
class Template:
    """A house's own Word file: its styles and its page win over the theme's."""

    name: str
    data: bytes = field(repr=False)
    styles: tuple[tuple[str, str], ...] = ()
    """Names of the house's styles, by the names of Publish's."""
    where: Where | None = field(default=None, compare=False)
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """The lines of ``styles``."""

    def place(self, style: str) -> Where | None:
        """The file and line that name a style of Publish's."""
        if self.where is None:
            return None
        return Where(self.where.file, dict(self.lines).get(style, self.where.line))


@dataclass(frozen=True)
class Channel:
    """A named destination of an article, and the terms on which pictures go there."""

    name: str
    format: str
    """A name of ``publish.formats.FORMATS``."""
    syndicated: bool = False
    """It goes to partners, who can pass on only pictures with an open license or a clearance."""
    commercial: bool | None = None
    """None takes the publication's answer."""
    edition: Edition | None = None
    """The settings of its files; None where the format has no editions."""

    @property
    def in_credits(self) -> str:
        """Its name in credits: pictures go to all editions of a format, or to none."""
        return self.format if self.edition and self.edition.name == self.name else self.name


@dataclass(frozen=True)
class Exemption:
    """A publication's decision about one rule: another severity, with a reason, for a time."""

    rule: str
    severity: str
    """``error``, ``warning``, ``hint`` or ``off``."""
    reason: str
    until: date | None = None
    """Its last day."""
    articles: tuple[str, ...] = ()
    """Slugs; empty for all."""
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Publication:
    """The settings that the articles of one publication share, from ``publish.toml``."""

    root: str
    id: str
    """A UUID; with the slug it makes every article's identifier."""
    name: str | None = None
    publisher: str | None = None
    contact: str | None = None
    theme: str = "briefing"
    lang: str | None = None
    brand: Brand = Brand()
    commercial: bool | None = None
    """Whether it uses pictures commercially. None is undeclared."""
    channels: tuple[Channel, ...] = ()
    """Its own channels, besides a default one for every format."""
    editions: tuple[Edition, ...] = ()
    """Its own editions, and built-in ones with other settings."""
    policy: tuple[Exemption, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    """Pictures withdrawn from all of its articles."""
    data_mining: str | None = None
    """Its articles' reservation against data mining, unless they state their own."""
    data_mining_policy: str | None = None
    numbered: int | None = None
    """The numbered levels of its articles' headings, unless they state their own."""
    bibliography: tuple[str, ...] = ()
    """Files with the records that its articles cite, relative to ``root``."""
    citation_style: str | None = None
    """The style of citations in articles that name no style."""
    address: str | None = None
    """The publisher's postal address, on one line."""
    word: Template | None = None
    """Its own Word file."""
    qr_code: bool = False
    """Whether its articles show their addresses as QR codes, unless they say otherwise."""
