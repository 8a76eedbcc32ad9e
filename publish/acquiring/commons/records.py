"""Converts the metadata of a Commons file to a credit, with Problems for what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.acquiring.commons.api import CommonsFile
from publish.acquiring.commons.licenses import Terms, find_terms
from publish.acquiring.commons.names import TALK, is_unknown, plain_name
from publish.acquiring.html_text import HtmlText, read_html
from publish.errors import Problem, Severity, Where
from publish.reading.text import NOT_TEXT
from publish.values import dataclass

PROVIDER = "Wikimedia Commons"

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
    "nazi": "it shows a Nazi symbol, which some countries forbid outside reporting",
    "personality": "the persons in it have rights of their own (privacy, publicity)",
    "trademarked": "it shows a trademark",
}
"""Restrictions other than copyright, by the names in Commons' templates."""

_LONGEST_NAME = 200
"""Longest text, in characters, that passes for a name."""
_MADE_BY_AI = re.compile(r"AI[- ]generated|AI[- ]modified|PD-algorithm|AI upscaled", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """A credit by the keys of the front matter, other facts, and problems."""

    credit: dict[str, str | tuple[str, ...]]
    facts: tuple[tuple[str, str], ...]
    """Facts only for the editor: what it shows, its date, its origin."""
    problems: tuple[Problem, ...]


def make_record(file: CommonsFile) -> Record:
    """Make the credit of a file; nothing in it is guessed."""
    terms = find_terms(file)
    creator = _creator(file)
    credit: dict[str, str | tuple[str, ...]] = {}
    if title := _clean(_title(file)):
        credit["title"] = title
    if creator:
        credit["creator"] = creator
    credit |= {"source": file.page, "provider": PROVIDER}
    if terms.license:
        credit["license"] = terms.license.id
    if line := _clean(_html(file, "Attribution").text):
        credit["line"] = line
    if usage := _usage_terms(terms):
        credit["usage-terms"] = usage
    if creator is None and _creator_unknown(file):
        credit["not-supplied"] = ("creator",)
    problems = (
        *_license_problems(file, terms),
        *_creator_problems(file, creator),
        *_other_problems(file),
    )
    return Record(credit, tuple(_facts(file)), problems)


def _title(file: CommonsFile) -> str:
    return _html(file, "ObjectName").text or file.title.removeprefix("File:").rpartition(".")[0]


def _creator(file: CommonsFile) -> str | None:
    seen = read_html(file.metadata.get("Artist", ""), without=TALK)
    # A long text is a whole profile, in which the name is marked up.
    lines = seen.names if seen.names and len(seen.text) > _LONGEST_NAME else seen.lines
    names = (plain_name(_clean(line)) for line in lines)
    return ", ".join(dict.fromkeys(name for name in names if not is_unknown(name))) or None


def _creator_unknown(file: CommonsFile) -> bool:
    """Return whether the page states that the author is unknown (an empty field does not)."""
    return bool(_html(file, "Artist").text)


def _usage_terms(terms: Terms) -> str:
    if terms.license is None:
        return terms.stated
    if not terms.others:
        return ""
    return f"Also licensed under {', '.join(other.short or other.id for other in terms.others)}"


def _license_problems(file: CommonsFile, terms: Terms) -> Iterator[Problem]:
    several = (terms.license, terms.public_domain_too, *terms.others, *terms.conflict)
    names = {license.id: license.short or license.id for license in several if license}
    fix = f"Read {file.page}, and state it with `publish credit`."
    if terms.conflict:
        named = " and ".join(names[license.id] for license in terms.conflict)
        yield _problem(
            file, "commons-license", f"its page contradicts itself: {named}; none was taken",
            fix,
        )  # fmt: skip
    elif terms.license is None and terms.stated:
        message = f"its license, “{terms.stated[:200]}”, is unknown here"
        yield _problem(file, "commons-license", message, fix)
    elif terms.license is None:
        yield _problem(file, "commons-license", "its page states no license", fix)
    elif terms.public_domain_too:
        yield _problem(
            file,
            "commons-layers",
            f"its page names {names[terms.license.id]} and {names[terms.public_domain_too.id]}, "
            "perhaps for the photograph and for the work in it",
            f"{names[terms.license.id]} was taken, which demands more. {fix}",
        )
    elif terms.others:
        others = ", ".join(names[license.id] for license in terms.others)
        yield _problem(
            file,
            "commons-license-chosen",
            f"it has several licenses to choose from; {names[terms.license.id]} was taken",
            f"The others are {others}.",
            Severity.HINT,
        )
    demanded = file.metadata.get("AttributionRequired", "").casefold() == "true"
    if demanded and terms.license and not terms.license.attribution:
        message = f"its page demands attribution, but {names[terms.license.id]} does not"
        yield _problem(file, "commons-attribution", message, fix)


def _creator_problems(file: CommonsFile, creator: str | None) -> Iterator[Problem]:
    if creator is None and _creator_unknown(file):
        yield _problem(
            file,
            "commons-creator",
            f"its page gives as author: “{_html(file, 'Artist').text[:100]}”",
            "The creator is recorded as not supplied.",
            Severity.HINT,
        )
    elif creator is None:
        yield _problem(
            file,
            "commons-creator",
            "its page names no author",
            f"Look for one on {file.page}, and state it with `publish credit`.",
        )
    elif len(creator) > _LONGEST_NAME:
        yield _problem(
            file,
            "commons-creator-long",
            f"the author on its page has {len(creator)} characters",
            "Shorten `creator:` to the name or names.",
        )


def _other_problems(file: CommonsFile) -> Iterator[Problem]:
    for code in re.split(r"[|,]\s*", file.metadata.get("Restrictions", "")):
        if code:
            meaning = RESTRICTIONS.get(code.casefold(), f"it is restricted: {code}")
            fix = "A license does not lift this; ask the person who decides on such uses."
            yield _problem(file, "commons-restricted", meaning, fix)
    if reason := _html(file, "DeletionReason").text:
        yield _problem(
            file,
            "commons-deletion",
            f"it is proposed for deletion: {reason[:200]}",
            f"Read the reason on {file.page} before you publish it.",
        )
    if any(_MADE_BY_AI.search(category) for category in file.categories):
        yield _problem(
            file,
            "commons-origin",
            "its categories state that AI made or changed it",
            "If so, write `origin: AI-generated`.",
        )


def _facts(file: CommonsFile) -> Iterator[tuple[str, str]]:
    artist, credit = _html(file, "Artist"), _html(file, "Credit")
    text = _clean(credit.text)
    rows = (
        ("shows", _clean(_html(file, "ImageDescription").text)),
        ("dated", _clean(_html(file, "DateTimeOriginal").text)),
        ("creator's page", " ".join(artist.links)),
        ("taken from", " ".join([text, *(link for link in credit.links if link not in text)])),
        ("permission", _clean(_html(file, "Permission").text)),
        ("uploaded by", file.user or ""),
    )
    yield from ((label, value.strip()) for label, value in rows if value.strip())


def _html(file: CommonsFile, name: str) -> HtmlText:
    return read_html(file.metadata.get(name, ""))


def _clean(text: str) -> str:
    return " ".join(NOT_TEXT.sub(" ", text).split())


def _problem(
    file: CommonsFile, rule: str, message: str, fix: str, severity: Severity = Severity.WARNING
) -> Problem:
    return Problem(rule, message, fix, Where(file.title), severity)
