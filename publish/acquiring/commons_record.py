"""What the page of a file says, as a credit; and what it does not say, as Problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.acquiring.commons_api import Found
from publish.acquiring.commons_licenses import Terms, terms
from publish.acquiring.html_text import Seen, read_html
from publish.errors import Problem, Severity, Where
from publish.reading.text import NOT_TEXT

PROVIDER = "Wikimedia Commons"

UNKNOWN = frozenset(
    {
        "",
        "-",
        "?",
        "n/a",
        "author unknown",
        "not known",
        "not provided",
        "unidentified",
        "unknown",
        "unknown artist",
        "unknown author",
        "unknown author or not provided",
        "unknown or not provided",
        "unknown photographer",
    }
)
"""How pages say in English (which the API is asked for) that they know no author."""

RESTRICTIONS = {
    "2257": "pictures of sexual content fall under 18 U.S.C. § 2257",
    "communist": "it shows a communist symbol, which some countries forbid",
    "costume": "it shows a costume, whose design may be protected",
    "currency": "it shows money, of which some countries restrict copies",
    "design": "it shows an industrial design, which may be protected",
    "fan-art": "it is fan art, whose characters are somebody else's",
    "ihl": "it shows a sign protected by the Geneva Conventions",
    "insignia": "it shows an official emblem, whose use is restricted",
    "ita-mibac": "it shows Italian cultural heritage: commercial use may need a permission",
    "nazi": "it shows a Nazi symbol, which some countries forbid outside of reporting",
    "personality": "the persons in it have rights of their own (privacy, publicity)",
    "trademarked": "it shows a trademark",
}
"""Restrictions other than copyright, by the names that the templates of Commons give them."""

_LONG = 200
"""Characters of a creator's name beyond which it is no name any more."""
_MADE_BY_AI = re.compile(r"AI[- ]generated|AI[- ]modified|PD-algorithm|AI upscaled", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """A credit by the keys of the front matter, what else is known, and what is missing."""

    credit: dict[str, str | tuple[str, ...]]
    facts: tuple[tuple[str, str], ...]
    """For the editor alone: what it shows, when, where it was taken from."""
    problems: tuple[Problem, ...]


def record(found: Found) -> Record:
    """The credit of a file of Commons; nothing in it is anybody's guess."""
    chosen = terms(found)
    creator = _creator(found)
    credit: dict[str, str | tuple[str, ...]] = {}
    if title := _clean(_title(found)):
        credit["title"] = title
    if creator:
        credit["creator"] = creator
    credit |= {"source": found.page, "provider": PROVIDER}
    if chosen.license:
        credit["license"] = chosen.license.id
    if line := _clean(_seen(found, "Attribution").text):
        credit["line"] = line
    if usage := _usage_terms(chosen):
        credit["usage-terms"] = usage
    if creator is None and _creator_unknown(found):
        credit["not-supplied"] = ("creator",)
    problems = (*_about_license(found, chosen), *_about_creator(found, creator), *_notes(found))
    return Record(credit, tuple(_facts(found)), problems)


def _title(found: Found) -> str:
    return _seen(found, "ObjectName").text or found.title.removeprefix("File:").rpartition(".")[0]


def _creator(found: Found) -> str | None:
    seen = _seen(found, "Artist")
    # A long text is a whole card about somebody, in which the name is marked.
    lines = seen.names if seen.names and len(seen.text) > _LONG else seen.lines
    names = (_clean(line) for line in lines)
    return ", ".join(dict.fromkeys(name for name in names if not _is_unknown(name))) or None


def _creator_unknown(found: Found) -> bool:
    """Does the page say that it knows no author? (To say nothing is something else.)"""
    return bool(_seen(found, "Artist").text)


def _is_unknown(name: str) -> bool:
    """It may stand there twice, for people and for machines."""
    half = len(name) // 2
    first, second = name[:half].strip().casefold(), name[half:].strip().casefold()
    return name.casefold() in UNKNOWN or (first == second and first in UNKNOWN)


def _usage_terms(chosen: Terms) -> str:
    if chosen.license is None:
        return chosen.stated
    if not chosen.others:
        return ""
    return f"Also licensed under {', '.join(other.short or other.id for other in chosen.others)}"


def _about_license(found: Found, chosen: Terms) -> Iterator[Problem]:
    several = (chosen.license, chosen.free_too, *chosen.others, *chosen.conflict)
    names = {license.id: license.short or license.id for license in several if license}
    fix = f"Read {found.page}, and state it with `publish credit`."
    if chosen.conflict:
        named = " and ".join(names[license.id] for license in chosen.conflict)
        yield _problem(
            found, "commons-license", f"its page names {named} as its one license; none was taken",
            fix,
        )  # fmt: skip
    elif chosen.license is None and chosen.stated:
        message = f"its license, “{chosen.stated[:200]}”, is none that is known here"
        yield _problem(found, "commons-license", message, fix)
    elif chosen.license is None:
        yield _problem(found, "commons-license", "its page states no license", fix)
    elif chosen.free_too:
        yield _problem(
            found,
            "commons-layers",
            f"its page names {names[chosen.license.id]}, and {names[chosen.free_too.id]} too: "
            "perhaps of the photograph and of what it shows",
            f"{names[chosen.license.id]} was taken, which demands more. {fix}",
        )
    elif chosen.others:
        others = ", ".join(names[license.id] for license in chosen.others)
        yield _problem(
            found,
            "commons-license-chosen",
            f"it may be used under one of several licenses; {names[chosen.license.id]} was taken",
            f"The others are {others}.",
            Severity.HINT,
        )
    demanded = found.said.get("AttributionRequired", "").casefold() == "true"
    if demanded and chosen.license and not chosen.license.attribution:
        message = f"its page demands attribution, though it is under {names[chosen.license.id]}"
        yield _problem(found, "commons-attribution", message, fix)


def _about_creator(found: Found, creator: str | None) -> Iterator[Problem]:
    if creator is None and _creator_unknown(found):
        yield _problem(
            found,
            "commons-creator",
            f"its page says of its author: “{_seen(found, 'Artist').text[:100]}”",
            "It is recorded as not supplied; nobody is named in the author's place.",
            Severity.HINT,
        )
    elif creator is None:
        yield _problem(
            found,
            "commons-creator",
            "its page names no author that a program could read",
            f"Look for one on {found.page}, and state it with `publish credit`.",
        )
    elif len(creator) > _LONG:
        yield _problem(
            found,
            "commons-creator-long",
            f"what its page says of its author has {len(creator)} characters",
            "Shorten `creator:` to the name, or the names.",
        )


def _notes(found: Found) -> Iterator[Problem]:
    for code in re.split(r"[|,]\s*", found.said.get("Restrictions", "")):
        if code:
            meaning = RESTRICTIONS.get(code.casefold(), f"it is restricted: {code}")
            fix = "A license does not lift this; ask whoever decides on such uses in your house."
            yield _problem(found, "commons-restricted", meaning, fix)
    if reason := _seen(found, "DeletionReason").text:
        yield _problem(
            found,
            "commons-deletion",
            f"it is proposed for deletion: {reason[:200]}",
            f"Read why on {found.page} before you publish it.",
        )
    if any(_MADE_BY_AI.search(category) for category in found.categories):
        yield _problem(
            found,
            "commons-origin",
            "its categories say that it was made or changed by a machine",
            "If so, state it: `origin: AI-generated`.",
        )


def _facts(found: Found) -> Iterator[tuple[str, str]]:
    artist, credit = _seen(found, "Artist"), _seen(found, "Credit")
    text = _clean(credit.text)
    rows = (
        ("shows", _clean(_seen(found, "ImageDescription").text)),
        ("dated", _clean(_seen(found, "DateTimeOriginal").text)),
        ("creator's page", " ".join(artist.links)),
        ("taken from", " ".join([text, *(link for link in credit.links if link not in text)])),
        ("uploaded by", found.user or ""),
    )
    yield from ((label, value.strip()) for label, value in rows if value.strip())


def _seen(found: Found, name: str) -> Seen:
    return read_html(found.said.get(name, ""))


def _clean(text: str) -> str:
    return " ".join(NOT_TEXT.sub(" ", text).split())


def _problem(
    found: Found, rule: str, message: str, fix: str, severity: Severity = Severity.WARNING
) -> Problem:
    return Problem(rule, message, fix, Where(found.title), severity)
