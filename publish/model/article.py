"""The model of an article that has been read.

Everything here is a frozen value. ``None`` (or an empty tuple) means "not
stated": nothing is filled in on an author's or a photographer's behalf.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime

from publish.errors import Problem, Where
from publish.model.charts import Chart
from publish.model.credit import Credit, License
from publish.model.history import Appearance, Notice, Original, Prose, Retraction, Revision, Series
from publish.model.people import Person as Person
from publish.model.publication import Publication, Withdrawal
from publish.model.source_texts import SourceTexts
from publish.values import dataclass

Day = date
"""Within a class that has a ``date``, its name means that field."""


@dataclass(frozen=True)
class Image:
    """A picture as delivered, but turned upright.

    ``width`` and ``height`` are in pixels, ``dpi`` per inch.
    """

    name: str
    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    dpi: float | None = None
    alt: str | None = None
    caption: str | None = None
    """Inline HTML, from the Markdown of the source."""
    credits: tuple[Credit, ...] = ()
    keep: tuple[str, ...] = ()
    """Private metadata that stays in the picture on an editor's wish: ``location``,
    ``serial-numbers``."""
    withdrawn: Withdrawal | None = None
    decorative: bool = False
    """It is decoration: it has no alternative text, and screen readers skip it. Its credits are
    owed and shown like those of any other."""
    share: str | None = None
    """Its width: percent of the text's width, ``full`` or ``outset`` (into the margins); None
    leaves it to the theme."""
    place: str | None = None
    """``left`` or ``right`` with text beside it, ``center``, or ``here``: never on a later page
    than its place in the text."""
    link: str | None = None
    """The address of the picture's own link."""
    id: str | None = None
    """The id of its figure in the article; it begins with ``fig-``."""
    file: str | None = None
    """The name of its file in the article's folder, where ``name`` is another."""
    chart: Chart | None = None
    """The numbers that it shows; its drawing is made anew in each theme."""
    where: Where | None = field(default=None, compare=False)
    likeness: str | None = field(default=None, compare=False, repr=False)
    """Its perceptual hash, if that is known from decoding it (``publish.pictures.likeness``)."""

    @property
    def source_name(self) -> str:
        """The name of its file in the article's folder, by which editors know it."""
        return self.file or self.name


@dataclass(frozen=True)
class Metadata:
    """The statements of an article about itself; every field goes into every format.

    ``modified`` is always in UTC. ``identifier`` is a ``urn:uuid:``, stable for
    publication and slug.
    """

    title: str
    lang: str
    date: date
    modified: datetime
    identifier: str
    authors: tuple[Person, ...] = ()
    subtitle: str | None = None
    short_title: str | None = None
    category: str | None = None
    keywords: tuple[str, ...] = ()
    description: str | None = None
    abstract: str | None = None
    """In plain words; the article also has it with markup."""
    publisher: str | None = None
    contact: str | None = None
    license: License | None = None
    rights: str | None = None
    received: Day | None = None
    """The day on which a journal got it; then it was revised and accepted."""
    revised: Day | None = None
    accepted: Day | None = None
    publisher_address: str | None = None
    version: str | None = None
    status: str | None = None
    """``draft`` if it is not for release, or None."""
    standfirst: Prose | None = None
    """A sentence or two under the title; inline markup."""
    key_points: tuple[Prose, ...] = ()
    """Inline markup each."""
    department: str | None = None
    """The part of the publication in which it appears; ``category`` is the kind of article."""
    dateline: str | None = None
    """The place of the report."""
    author_note: Prose | None = None
    acknowledgements: Prose | None = None
    funding: Prose | None = None
    competing_interests: Prose | None = None
    data_availability: Prose | None = None
    corrections: tuple[Notice, ...] = ()
    """The newest first, as are updates and versions."""
    updates: tuple[Notice, ...] = ()
    versions: tuple[Revision, ...] = ()
    retracted: Retraction | None = None
    embargo: datetime | None = None
    """The moment before which nothing of it can be published, in the stated zone. None once it has
    passed: no file mentions it then."""
    also_published_in: tuple[Appearance, ...] = ()
    first_published_in: Appearance | None = None
    translation_of: Original | None = None
    series: Series | None = None
    doi: str | None = None
    """Without the resolver's address: ``10.5555/12345678``."""
    isbn: str | None = None
    issn: str | None = None
    canonical: str | None = None
    """The article's own address on the web."""
    data_mining: str | None = None
    """The reservation against mining the text: the end of a PLUS data mining code."""
    data_mining_policy: str | None = None
    """The address of the terms on which mining is still allowed."""
    ai: str | None = None
    """How AI was used for the text, in the editor's words."""
    ai_origin: str | None = None
    """AI's part in the text: a term of IPTC's Digital Source Type."""


LISTS = ("figures", "tables")
"""The lists that an article can have."""


@dataclass(frozen=True)
class Guide:
    """An article's aids to navigation."""

    numbered: int | None = None
    """The levels of headings that have numbers, from the highest; None leaves it to the theme."""
    contents: int = 0
    """The levels of its contents; 0 for no contents."""
    lists: tuple[str, ...] = ()
    """The members of ``LISTS`` in this article."""
    paragraphs: bool = False
    """Its paragraphs have numbers."""


@dataclass(frozen=True)
class SourceFile:
    """A file that is an input of the article; ``sha256`` in hex."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Article:
    """An article, read: its metadata, its body as HTML in the vocabulary, its pictures.

    ``body`` is well-formed XHTML without a root element. Each picture is a ``<figure
    data-image="NAME"/>`` there, in the order of the source; the theme's templates add captions and
    credits. Notes are ``aside``s at its end; an ``a`` of the role ``doc-noteref``, here or in a
    caption, calls one by its id. Composing assigns its number, and fills a cross-reference, an
    empty ``a.xref``.
    """

    slug: str
    metadata: Metadata
    body: str
    images: tuple[Image, ...] = ()
    abstract: str | None = None
    """Paragraphs and lists, as XHTML."""
    hero: str | None = None
    """The name of the picture under the title, if any."""
    guide: Guide = Guide()
    qr_code: bool = False
    """Whether pages show its address as a QR code, too."""
    publication: Publication | None = None
    sources: tuple[SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    where: Where | None = field(default=None, compare=False)
    """The article's beginning, for Problems without a place of their own."""
    texts: SourceTexts = field(default=SourceTexts(), compare=False, repr=False)
    """The texts it was made from, by which later stages find the line of any words."""

    def image(self, name: str) -> Image:
        """The picture of that name; raises ``KeyError`` if there is none."""
        for image in self.images:
            if image.name == name:
                return image
        raise KeyError(name)
