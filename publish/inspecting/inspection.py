"""What an inspection finds, as values: the same shape whatever kind of file it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from publish.errors import Problem, Severity

CREDITING = frozenset(
    {"creator", "source", "provider", "line", "copyright", "usage_terms", "basis"}
    | {"license_id", "license_name", "license_url"}
)
"""The fields of which one at least makes a record a credit: somebody is named, or terms are."""


@dataclass(frozen=True)
class Value:
    """One text, and every place that states it."""

    text: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A field that two places state differently. The first value is the one that is told."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class FoundCredit:
    """One credit, merged from all places that state it.

    ``fields`` has the names of ``publish.metadata.credits.MAPPING``, but a text that
    is only shown to readers is the ``line``. ``shown`` is what readers see of it.
    """

    fields: Mapping[str, str]
    found_in: tuple[str, ...]
    shown: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def credits(self) -> bool:
        """Whether it names somebody, or terms; a title alone does not."""
        return not CREDITING.isdisjoint(self.fields)


@dataclass(frozen=True)
class Credentials:
    """Content Credentials (C2PA) in a picture.

    ``read`` is False where the library that reads them is not installed, or fails;
    ``state`` is its verdict on the signature, ``valid`` or ``invalid``, in its words.
    """

    read: bool = False
    generator: str | None = None
    signer: str | None = None
    signed: str | None = None
    """When, as the time stamp says."""
    state: str | None = None
    actions: tuple[str, ...] = ()
    """What is said to have been done, by C2PA's own names, each with its source type."""
    made_by_ai: bool | None = None
    """Whether an action says that a trained model made it, or part of it."""


@dataclass(frozen=True)
class FoundImage:
    """A picture with all that is said about it.

    ``data`` is its file, or None where there is none in the file inspected (a picture
    that is only linked, pixels in a PDF that were not asked for). ``uses`` are the
    places that show it; empty if none does.
    """

    name: str
    media_type: str | None = None
    data: bytes | None = field(default=None, repr=False)
    alt: str | None = None
    caption: str | None = None
    credits: tuple[FoundCredit, ...] = ()
    width: int | None = None
    height: int | None = None
    uses: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    external: str | None = None
    """The address that it is fetched from, where it is no part of the file."""
    credentials: Credentials | None = None
    digest: str | None = None

    @property
    def sha256(self) -> str | None:
        """The hash of its bytes as the file holds them, in hex."""
        return self.digest or (sha256(self.data).hexdigest() if self.data is not None else None)

    @property
    def credited(self) -> bool:
        """Whether anything at all says whose it is, or on what terms it is used."""
        return any(credit.credits for credit in self.credits)


@dataclass(frozen=True)
class Inspection:
    """What one file says: about itself, and about every picture in it.

    ``format`` is ``pdf``, ``epub``, ``docx`` or ``image``; ``unknown`` if it is none of them.
    """

    name: str
    format: str
    media_type: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    """What the places for the document's own metadata state differently."""
    images: tuple[FoundImage, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether the file could be read as what it is; parts of it may still be broken."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def uncredited(self) -> tuple[FoundImage, ...]:
        """The pictures of which nothing says whose they are."""
        return tuple(image for image in self.images if not image.credited)
