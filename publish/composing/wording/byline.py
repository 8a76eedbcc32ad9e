"""Bylines: who made the article, in the theme's words: by, photographs by, translated by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from publish.languages.lists import separators
from publish.model.article import Metadata
from publish.model.people import AUTHORIAL, CREDIT_ROLES, Person, contributors, creators

SPELLED = 3
"""The largest number of names that have their affiliations below; more need numbers."""
_PICTURING = frozenset({"pht", "ill", "art"})
_SAME: Mapping[str, str] = {"cre": "aut", "red": "edt"}
"""Roles that a byline has no other words for."""
_ORDER = ("aut", "jrn", "ivr", "ive", "com", "pht", "ill", "art")
"""The first roles; all others follow in their order, translators last."""


def credited(data: Metadata, labels: Mapping[str, str]) -> dict[str, object]:
    """People as templates get them: the byline, its people, their affiliations."""
    places = list(dict.fromkeys(a for who in data.authors for a in who.affiliations))
    # With one name or one affiliation, numbers are not needed.
    marked = len(places) > 1 and len(data.authors) > 1
    marks = {name: str(n) for n, name in enumerate(places, 1)} if marked else {}
    return {
        "authors": _joined(creators(data.authors), data.lang, marks),
        "contributors": [_person(who, marks) for who in contributors(data.authors)],
        "byline": byline(data, labels, marks),
        "contributions": byline(data, labels, marks, contributors(data.authors)),
        "spelled": len(data.authors) <= SPELLED and _apart(data) and not contributors(data.authors),
        "affiliations": [{"mark": marks.get(name), "text": name} for name in places],
        "positions": [_person(who, marks) for who in data.authors if who.position],
        "contributed": [_contributions(who, labels) for who in data.authors if who.contributions],
        "identified": [_person(who, marks) for who in data.authors if who.orcid],
        "correspondents": [_person(who, marks) for who in data.authors if who.corresponding],
        "noted": [_person(who, marks) for who in data.authors if _has_details(who)],
    }


def _contributions(who: Person, labels: Mapping[str, str]) -> dict[str, object]:
    """A person's part in the work: roles of CRediT with their addresses."""
    roles = [
        {"text": labels.get(f"contribution-{role}", role), "url": f"{CREDIT_ROLES}{role}/"}
        for role in who.contributions
    ]
    return {"name": who.name, "roles": roles}


def _apart(data: Metadata) -> bool:
    """Whether each person has details, and no two people the same affiliation."""
    places = [a for who in data.authors for a in who.affiliations]
    stated = bool(places) or any(who.orcid for who in data.authors)
    return stated and len(set(places)) == len(places)


def byline(
    data: Metadata,
    labels: Mapping[str, str],
    marks: Mapping[str, str] | None = None,
    people: Sequence[Person] | None = None,
) -> list[dict[str, object]]:
    """The byline in parts: for each role, its names and the words before and after them."""
    found = data.authors if people is None else people
    pictured = any(who.role in _PICTURING for who in data.authors)
    return [
        _part(role, list(group), labels, data.lang, marks or {}, pictured)
        for role, group in groupby(sorted(found, key=_place), key=_role)
    ]


def _part(
    role: str,
    people: Sequence[Person],
    labels: Mapping[str, str],
    lang: str,
    marks: Mapping[str, str],
    pictured: bool,
) -> dict[str, object]:
    key = "text" if role == "aut" and pictured else role
    # Older themes have words for authors alone.
    phrase = labels.get(f"byline-{key}") or (
        f"{labels['by']} {{names}}" if role == "aut" else "{names}"
    )
    before, _, after = phrase.partition("{names}")
    joined = _joined(people, lang, marks)
    return {"role": role, "before": before, "people": joined, "after": after}


def _joined(
    people: Sequence[Person], lang: str, marks: Mapping[str, str]
) -> list[dict[str, object]]:
    """People as the language lists them, each with the separator ``before`` it."""
    both = zip(separators(len(people), lang), people, strict=True)
    return [{**_person(who, marks), "before": before} for before, who in both]


def _role(who: Person) -> str:
    return _SAME.get(who.role, who.role)


def _place(who: Person) -> tuple[int, str]:
    """The sort key that puts people of one role together."""
    role = _role(who)
    if role in _ORDER:
        return _ORDER.index(role), ""
    return (len(_ORDER) + (role == "trl"), role)


def _has_details(who: Person) -> bool:
    """Whether a person has details besides name, role and affiliation."""
    details = who.note or who.url or who.members or who.portrait
    return bool(details or (who.email and not who.corresponding))


def _person(who: Person, marks: Mapping[str, str]) -> dict[str, object]:
    return {
        "name": who.name,
        "orcid": who.orcid,
        "affiliation": "; ".join(who.affiliations) or None,
        "affiliations": list(who.affiliations),
        "marks": ",".join(marks[name] for name in who.affiliations if name in marks),
        "position": who.position,
        "contributions": list(who.contributions),
        "portrait": who.portrait,
        "email": who.email,
        "url": who.url,
        "url_text": shown_address(who.url) if who.url else None,
        "corresponding": who.corresponding,
        "note": Markup(_opened(who.note.markup, who.name)) if who.note else "",
        "opens": bool(who.note and _begins(who.note.markup, who.name)),
        "members": list(who.members),
        "role": who.role,
        "author": who.role in AUTHORIAL,
    }


def _opened(text: str, name: str) -> str:
    """A note's markup without the start of its first paragraph, which the name opens.

    A note that begins with the name has it once.
    """
    if _begins(text, name):
        return text.removeprefix("<p>")[len(str(escape(name))) :]
    return text.removeprefix("<p>") if text.startswith("<p>") else f"</p>\n{text}"


def _begins(text: str, name: str) -> bool:
    """Whether a note begins with the person's name, as a whole word."""
    start = f"<p>{escape(name)}"
    return text.startswith(start) and not text[len(start) :][:1].isalnum()


def shown_address(url: str) -> str:
    """A web address as print shows it."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
