"""The result of an inspection, of one shape for all kinds of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256

from publish.errors import Problem, Severity
from publish.inspecting.pdf.press.facts import Printing
from publish.model.credit import ADDED
from publish.values import dataclass

CREDITING = frozenset(
    {"creator", "source", "provider", "line", "copyright", "usage_terms", "basis"}
    | {"license_id", "license_name", "license_url"}
)
"""A record is a credit if it has one of these fields: somebody or some terms are named."""


@dataclass(frozen=True)
class Value:
    """A text, and the places that state it."""

    text: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A field that places state differently; the first value is the one reported."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class FoundCredit:
    """A credit, merged from all places that state it.

    ``fields`` has the names of ``publish.metadata.credits.MAPPING``; a text that is only
    shown to readers is the ``line``. ``shown`` lists the texts that readers see.
    """

    fields: Mapping[str, str]
    found_in: tuple[str, ...]
    shown: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def credits(self) -> bool:
        """Return whether it names somebody or some terms; a title alone does not."""
        return not CREDITING.isdisjoint(self.fields)


@dataclass(frozen=True)
class Credentials:
    """Content Credentials (C2PA) in a picture.

    ``read`` is False if the library for them is missing or fails; ``state`` is that
    library's verdict on the signature: ``valid`` or ``invalid``.
    """

    read: bool = False
    generator: str | None = None
    signer: str | None = None
    signed: str | None = None
    """Time of the signature."""
    state: str | None = None
    actions: tuple[str, ...] = ()
    """Recorded actions by their C2PA names, each with its digital source type."""
    made_by_ai: bool | None = None
    """Whether an action states that a trained model made the picture, or part of it."""


@dataclass(frozen=True)
class FoundImage:
    """A picture with its credits and uses.

    ``data`` is the picture as a file; None for a linked picture, and for pixels of a PDF
    that were not decoded. ``uses`` lists the places that show it.
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
    """The address of a linked picture."""
    credentials: Credentials | None = None
    digest: str | None = None
    differences: tuple[Difference, ...] = ()
    """Captions that places in the picture state differently."""

    @property
    def is_added(self) -> bool:
        """Whether it is a drawing that publish adds to a file, and no picture of its article."""
        return any(credit.fields.get("title") == ADDED for credit in self.credits)

    @property
    def sha256(self) -> str | None:
        """SHA-256 of its bytes as stored in the file, in hexadecimal."""
        return self.digest or (sha256(self.data).hexdigest() if self.data is not None else None)

    @property
    def credited(self) -> bool:
        """Return whether any credit names somebody or some terms."""
        return any(credit.credits for credit in self.credits)


@dataclass(frozen=True)
class Inspection:
    """The metadata of one file, and its pictures.

    ``format`` is ``pdf``, ``epub``, ``docx``, ``image`` or ``unknown``.
    """

    name: str
    format: str
    media_type: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    """Contradictions in the document's own metadata."""
    images: tuple[FoundImage, ...] = ()
    problems: tuple[Problem, ...] = ()
    printing: Printing | None = None
    """All that a printer asks of a PDF."""

    @property
    def readable(self) -> bool:
        """Return whether the file could be read; parts of it may still be broken."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def uncredited(self) -> tuple[FoundImage, ...]:
        """The pictures without any credit."""
        return tuple(image for image in self.images if not image.credited)
