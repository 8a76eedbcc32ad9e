"""What the articles of one publication share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from publish.errors import Where
from publish.model.people import Person as Person


@dataclass(frozen=True)
class Withdrawal:
    """A picture that was taken down, and the marks by which it is known again.

    Whatever has one of ``sha256`` (of the file, in hex) or of ``sources`` (addresses
    in credits) is shown in no channel; ``likeness`` only tells of other copies.
    """

    name: str
    sha256: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    reason: str | None = None
    """The house's own note; it leaves the house in no output."""
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
    """The OFL reserves the family's name: a changed file (a subset) needs another."""
    number: int = 0
    """Its place, where the file is a collection of fonts."""


@dataclass(frozen=True)
class Logo:
    """A brand's mark: an SVG that only draws, with its proportions in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True)
class Brand:
    """What an organisation wants said and shown in every theme; from ``publish.toml``.

    ``tokens`` overrule a theme's tokens of the same name; ``fonts`` are added to
    its faces, so that a token can name them.
    """

    name: str | None = None
    legal: str | None = None
    """A sentence for the colophon: registration, imprint, disclaimer."""
    tokens: tuple[tuple[str, str], ...] = ()
    fonts: tuple[FontFace, ...] = ()
    logo: Logo | None = None
    """Stands in the place of the name, which is then its text alternative."""


@dataclass(frozen=True)
class Channel:
    """A named destination of an article, and on what terms pictures go there."""

    name: str
    format: str
    """A name of ``publish.formats.FORMATS``."""
    syndicated: bool = False
    """Is it for partners, who may pass on only what is openly licensed or cleared for that?"""
    commercial: bool | None = None
    """None takes the publication's answer."""


@dataclass(frozen=True)
class Exemption:
    """What a publication decided about one rule: another severity, for a reason, for a time."""

    rule: str
    severity: str
    """``error``, ``warning``, ``hint`` or ``off``."""
    reason: str
    until: date | None = None
    """The last day on which it holds."""
    articles: tuple[str, ...] = ()
    """Slugs; empty for all."""
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Publication:
    """What the articles of one house share; read from ``publish.toml``."""

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
    """Whether what it publishes is commercial use; None is undeclared."""
    channels: tuple[Channel, ...] = ()
    """Those it names itself, beside a default one for every format."""
    policy: tuple[Exemption, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    """What was taken down in all of its articles."""
    data_mining: str | None = None
    """What its articles reserve against data mining, where they do not say so themselves."""
    data_mining_policy: str | None = None
    numbered: int | None = None
    """The levels of headings that its articles number, where they do not say so themselves."""
    bibliography: tuple[str, ...] = ()
    """Files with the records that its articles cite, as seen from ``root``."""
    citation_style: str | None = None
    """The style of citations in articles that name none."""
