"""People: the authors of the article, its contributors, and facts about them.

Dublin Core's creators are the authors; translators, editors and photographers are contributors
(EPUB 3.3 §5.5.3.3 makes the same distinction). XMP's and Word's lists hold only names, so other
facts about a person have names of our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from publish.metadata.property import Kind, Refinement
from publish.metadata.row import Field, Shown, Slot, Type
from publish.metadata.values import Get, Values
from publish.model.article import Metadata
from publish.model.people import CREDIT_ROLES, Person, contributors, creators


def creator_names(m: Metadata) -> Values:
    """The names of the authors, in their order."""
    return tuple(person.name for person in creators(m.authors))


def contributor_names(m: Metadata) -> Values:
    """The names of all others."""
    return tuple(person.name for person in contributors(m.authors))


def _orcid(person: Person) -> str | None:
    """The full address, as ORCID demands wherever an iD is shown."""
    return person.orcid and f"https://orcid.org/{person.orcid.rsplit('/', 1)[-1]}"


def _of_people(get: Callable[[Person], str | None]) -> Get:
    """A fact that not everybody states, with the person's name before it."""
    return lambda m: tuple(f"{p.name}: {value}" for p in m.authors if (value := get(p)))


def _group(person: Person) -> str | None:
    return (", ".join(person.members) or "yes") if person.group else None


def _contributions(person: Person) -> str | None:
    """The addresses of the person's CRediT roles, which no language changes."""
    return " ".join(CREDIT_ROLES + role + "/" for role in person.contributions) or None


_FACTS: tuple[tuple[str, str, str, Callable[[Person], str | None]], ...] = (
    ("file_as", "FileAs", "sort names", lambda p: p.file_as),
    ("orcid", "Identifier", "identifiers", _orcid),
    ("affiliations", "Affiliation", "affiliations", lambda p: "; ".join(p.affiliations) or None),
    ("role", "Role", "roles", lambda p: p.role if p.role != "aut" else None),
    ("position", "Position", "positions", lambda p: p.position),
    ("contributions", "Contribution", "contributions", _contributions),
    ("email", "Email", "e-mail", lambda p: p.email),
    ("url", "Page", "pages", lambda p: p.url),
    ("note", "Note", "notes", lambda p: p.note.words if p.note else None),
    (
        "corresponding",
        "Corresponding",
        "correspondence",
        lambda p: "yes" if p.corresponding else None,
    ),
    ("group", "Group", "groups", _group),
)
"""Field, the end of its name in XMP, the end of its name in Word, its getter."""


def _refinements(
    who: Callable[[Iterable[Person]], tuple[Person, ...]], m: Metadata, n: int
) -> Iterator[Refinement]:
    """Facts about the n-th person (EPUB 3.3 §D.3.3, §D.3.5)."""
    person = who(m.authors)[n]
    yield Refinement("role", person.role, scheme="marc:relators")
    if person.file_as:
        yield Refinement("file-as", person.file_as)
    if orcid := _orcid(person):
        yield Refinement("dcterms:identifier", orcid)
    for affiliation in person.affiliations:
        yield Refinement("schema:affiliation", affiliation)
    for name, value in (
        ("schema:jobTitle", person.position),
        ("schema:roleName", _contributions(person)),
        ("schema:email", person.email),
        ("schema:url", person.url),
        ("schema:description", person.note and person.note.words),
        ("schema:contactType", "correspondence" if person.corresponding else None),
        ("schema:additionalType", "https://schema.org/Organization" if person.group else None),
    ):
        if value:
            yield Refinement(name, value)
    for member in person.members:
        yield Refinement("schema:member", member)


def _fact(row: tuple[str, str, str, Callable[[Person], str | None]]) -> Field:
    field, xmp, custom, get = row
    values = _of_people(get)
    return Field(
        f"authors.{field}",
        get=values,
        xmp=(Slot(f"publish:author{xmp}", Kind.SEQ),),
        custom=(Slot(f"Author {custom}"),),
    )


PEOPLE: tuple[Field, ...] = (
    Field(
        "authors",
        "somebody who made the article",
        Type.PEOPLE,
        synonyms=(
            "author",
            "byline",
            "contributors",
            "editors",
            "photographer",
            "photographers",
            "translator",
            "translators",
        ),
        get=creator_names,
        shown=Shown.TITLE_BLOCK,
        xmp=(Slot("dc:creator", Kind.SEQ),),
        info=(Slot("Author"),),
        opf=(Slot("dc:creator", refine=lambda m, n: _refinements(creators, m, n)),),
        core=(Slot("dc:creator"),),
    ),
    Field(
        "authors.contributors",
        get=contributor_names,
        xmp=(Slot("dc:contributor", Kind.BAG),),
        opf=(Slot("dc:contributor", refine=lambda m, n: _refinements(contributors, m, n)),),
        custom=(Slot("Contributors"),),
    ),
    *map(_fact, _FACTS),
)
