"""The record of an author: name, role, affiliations, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from types import MappingProxyType

from publish.model.people import CONTRIBUTIONS, CREDIT_ROLES, Person
from publish.reading.findings import Findings
from publish.reading.front_matter.identifiers import email, orcid
from publish.reading.front_matter.records import Key, Record, read_record
from publish.reading.front_matter.texts import StatedText, stated_blocks, stated_name
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence
from publish.reading.front_matter.values import (
    Unfit,
    is_empty,
    role,
    text,
    texts,
    web_address,
    yes_or_no,
)
from publish.suggest import nearest, question
from publish.values import dataclass


@dataclass(frozen=True)
class StatedPerson:
    """A person whose note is still in Markdown."""

    person: Person
    note: StatedText | None = None
    portrait: StatedText | None = None


def names(node: Node, findings: Findings) -> tuple[str, ...]:
    """A list of names. A name can hold a comma, so one text is one name."""
    items = node.items if isinstance(node, Sequence) else (node,)
    found = (text(item, findings) for item in items if not is_empty(item))
    return tuple(dict.fromkeys(found))


def contributions(node: Node, findings: Findings) -> tuple[str, ...]:
    """Roles of CRediT, in the order of its list; raises ``Unfit`` for another word."""
    found = {_contribution(item) for item in texts(node, findings)}
    return tuple(role for role in CONTRIBUTIONS if role in found)


def _contribution(written: str) -> str:
    """A role by its name, its address or CRediT's own spelling of it."""
    bare = written.removeprefix(CREDIT_ROLES).strip("/").casefold()
    role = re.sub(r"[^a-z]+", "-", bare.replace("&", " ").replace(" and ", " ")).strip("-")
    if role not in CONTRIBUTIONS:
        meant = nearest(role, CONTRIBUTIONS)
        fix = question(f"`{meant}`") if meant else f"The roles are {', '.join(CONTRIBUTIONS)}."
        raise Unfit("contribution", f"`{written}` is no role of CRediT", fix)
    return role


AUTHOR = Record(
    "an author",
    {
        "name": Key(text, required="name: …"),
        "file-as": Key(text, ("sort", "sort-as")),
        "orcid": Key(orcid),
        "affiliation": Key(names, ("affiliations", "institution", "organization")),
        "role": Key(role),
        "position": Key(text, ("job-title", "jobtitle", "occupation")),
        "contributions": Key(contributions, ("credit-roles", "contributed", "credit")),
        "portrait": Key(stated_name, ("photo", "picture", "image", "headshot")),
        "email": Key(email, ("contact", "e-mail", "mail")),
        "url": Key(web_address, ("homepage", "link", "profile", "website")),
        "corresponding": Key(yes_or_no),
        "author-note": Key(stated_blocks, ("bio", "biography", "note")),
        "group": Key(yes_or_no),
        "members": Key(names),
    },
)
_FIELDS: Table[str, str] = MappingProxyType({"affiliation": "affiliations"})
"""Keys with a different field name in the model."""


def people(node: Node, findings: Findings) -> tuple[StatedPerson, ...]:
    """All stated people, in their order."""
    if isinstance(node, Scalar) and re.search(r";|&| and ", node.text):
        message = f"“{node.text}” is read as one author"
        fix = "Write a list if there are several: authors: [Ada Example, Ben Example]"
        findings.hint("authors-in-one", message, fix, node.line, node.column)
    items = node.items if isinstance(node, Sequence) else (node,)
    seen: dict[tuple[str, str], StatedPerson] = {}
    for item in items:
        stated = _person(item, findings)
        if stated is None:
            continue
        key = (stated.person.name, stated.person.role)
        if key in seen:
            message = f"{stated.person.name} is listed twice, in the same role"
            fix = "Delete one of the two, or give one of them another role."
            findings.error("author-twice", message, fix, item.line, item.column)
        seen[key] = stated
    return tuple(seen.values())


_MAIL = re.compile(
    r"(?P<name>[^<>()@]*[^<>()@\s,])[\s,]*[<(]?(?P<mail>[^\s<>()@,]+@[\w.-]+\.\w+)[>)]?"
)
_BY = re.compile(
    r"(?:(?:(?:Written|Text|Words)\s)?By\s|(?:Text|Words|Von|Par|Por|Door)\s?:)\s*(?=\S)", re.I
)


def _note_more_than_a_name(name: str, node: Node, findings: Findings) -> None:
    """Note a name that holds more: an address, or the word that the theme writes before it."""
    if found := _MAIL.fullmatch(name):
        findings.warn(
            "author-mail",
            f"“{name}” is read as a name, with its address",
            f"Write {{name: {found['name']}, email: {found['mail']}}}",
            node.line,
            node.column,
        )
    elif found := _BY.match(name):
        findings.warn(
            "author-by",
            f"“{found.group().strip()}” is read as a part of the name",
            f"Write {name[found.end() :]}",
            node.line,
            node.column,
        )


def _person(node: Node, findings: Findings) -> StatedPerson | None:
    if is_empty(node):
        return None
    if not isinstance(node, Mapping):
        name = text(node, findings)
        _note_more_than_a_name(name, node, findings)
        return StatedPerson(Person(name))
    values = read_record(node, AUTHOR, findings)
    if "name" not in values:
        return None
    note, portrait = values.pop("author_note", None), values.pop("portrait", None)
    person = Person(**{_FIELDS.get(key, key): value for key, value in values.items()})
    if person.members and not person.group:
        message = f"{person.name} has members, but is not marked as a group"
        fix = "Write `group: yes` beside them, or delete `members:`."
        findings.error("author-members", message, fix, node.line, node.column)
    if person.corresponding and not person.email:
        message = f"{person.name} is the corresponding author, but has no e-mail address"
        findings.error("author-address", message, "Add `email: …`.", node.line, node.column)
    return StatedPerson(person, note, portrait)
