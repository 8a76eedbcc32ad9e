"""The people and groups who made an article."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model.history import Prose
from publish.values import dataclass

AUTHORIAL = frozenset({"aut", "cre", "jrn", "ivr"})
"""MARC roles of authors, Dublin Core's creators."""
CONTRIBUTIONS = (
    "conceptualization",
    "data-curation",
    "formal-analysis",
    "funding-acquisition",
    "investigation",
    "methodology",
    "project-administration",
    "resources",
    "software",
    "supervision",
    "validation",
    "visualization",
    "writing-original-draft",
    "writing-review-editing",
)
"""The 14 roles of CRediT (ANSI/NISO Z39.104-2022)."""
CREDIT_ROLES = "https://credit.niso.org/contributor-roles/"
"""The addresses of these roles begin with this, and end with the name of one."""
_NEVER_FIRST = frozenset({"trl", "red", "pfr", "rev", "nrt", "res", "clb", "ctb", "ive"})
"""Roles of contributors, even if no author is stated."""


@dataclass(frozen=True)
class Person:
    """A person or group who made the article. ``role`` is a MARC relator code (EPUB 3.3 §5.5.3)."""

    name: str
    file_as: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()
    role: str = "aut"
    position: str | None = None
    """A job title, with the part of the house: ``Senior Fellow, Energy Programme``."""
    contributions: tuple[str, ...] = ()
    """Parts of the work, of :data:`CONTRIBUTIONS`, in the order of that list."""
    portrait: str | None = None
    """The name of the person's picture, one of the article's."""
    email: str | None = None
    url: str | None = None
    """A page about the person."""
    corresponding: bool = False
    """Readers should write to them."""
    note: Prose | None = None
    """A short biography, in paragraphs."""
    group: bool = False
    """An institution, a team, a working group; it has no first name."""
    members: tuple[str, ...] = ()
    """Of a group, by name."""


def creators(people: Iterable[Person]) -> tuple[Person, ...]:
    """The authors, in their order.

    Where no author is stated, the first person counts as one (the photographer of a photo essay,
    the editor of a collection), with all of the same role.
    """
    people = tuple(people)
    written = tuple(person for person in people if person.role in AUTHORIAL)
    if written or not people or people[0].role in _NEVER_FIRST:
        return written
    return tuple(person for person in people if person.role == people[0].role)


def contributors(people: Iterable[Person]) -> tuple[Person, ...]:
    """All others, in their order."""
    people = tuple(people)
    made = creators(people)
    return tuple(person for person in people if person not in made)
