"""Typed values of keys: one function for each kind of value.

Each takes a node of the front matter and the :class:`Findings`. It returns the value, or raises
:class:`Unfit` with message and fix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from publish.addresses import normalized
from publish.languages import tags
from publish.model.credit import License
from publish.reading.findings import Findings
from publish.reading.front_matter.dates import iso_forms
from publish.reading.front_matter.license_hints import unknown_license
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence, is_null
from publish.rights import registry
from publish.suggest import did_you_mean, question

T = TypeVar("T")
Convert = Callable[[Node, Findings], Any]


class Unfit(Exception):
    """A value that its key cannot have. ``node`` is the place, if it is not the value itself."""

    def __init__(self, rule: str, message: str, fix: str, node: Node | None = None) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix, self.node = rule, message, fix, node


LONGEST = 5_000
"""Characters of one line: no format can set a longer title."""
_SPACE = re.compile(r"[ \t\n\u2028\u2029]+")


def text(node: Node, findings: Findings) -> str:
    """One line of text in NFC; runs of spaces and line ends become one space."""
    written = unicodedata.normalize("NFC", _SPACE.sub(" ", scalar(node).text).strip())
    if len(written) > LONGEST:
        message = f"this has {len(written):,} characters; {LONGEST:,} are the most for one line"
        raise Unfit("text-long", message, "Shorten it. Longer texts belong in the article.")
    if isinstance(node, Scalar) and is_null(node):
        findings.warn(
            "yaml-null",
            f"`{node.text}` is read as the text “{node.text}”, not as an empty value",
            "Delete the key to leave it empty, or put quotes around the word.",
            node.line,
            node.column,
        )
    return written


def verbatim(node: Node, findings: Findings) -> str:
    """A text to the letter, without line ends at its end."""
    return scalar(node).text.strip("\n")


def texts(node: Node, findings: Findings) -> tuple[str, ...]:
    """A list of texts; one text counts as a list with commas."""
    if isinstance(node, Scalar):
        parts = [part.strip() for part in text(node, findings).split(",")]
        return tuple(part for part in parts if part)
    if isinstance(node, Sequence):
        return tuple(text(item, findings) for item in node.items if not is_empty(item))
    raise Unfit("value-type", "this must be a list, not a mapping", "Write [one, two].")


def day(node: Node, findings: Findings) -> date:
    """A calendar date in ISO 8601's form, ``2026-03-01``."""
    written = text(node, findings)
    if re.fullmatch(r"[1-9]\d{3}-\d\d-\d\d", written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise Unfit("date", f"the day {written} does not exist", "Correct it.") from None
    raise Unfit("date", f"`{written}` is not a date of the form 2026-03-01", _iso(written))


_MOMENT = re.compile(
    r"([1-9]\d{3}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?"
)


def moment(node: Node, findings: Findings) -> datetime:
    """A date, or a date with time and zone, in UTC and whole seconds; a date alone is 00:00 UTC."""
    written = text(node, findings)
    match = _MOMENT.fullmatch(written)
    if match is None:
        return datetime.combine(day(node, findings), datetime.min.time(), UTC)
    if not match["zone"]:
        raise Unfit(
            "date",
            f"`{written}` has a time but no time zone",
            f"Write {match[1]}T{match[2]}Z"
            " for UTC, or end it with the difference to UTC, such as +01:00.",
        )
    try:
        found = zoned(written)
        assert found is not None
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unfit("date", f"the moment {written} does not exist", "Correct it.") from None


def zoned(written: str) -> datetime | None:
    """A moment in its own zone and in whole seconds; None without a zone or a time.

    Raises ``ValueError`` for a moment that does not exist.
    """
    match = _MOMENT.fullmatch(written)
    if match is None or not match["zone"]:
        return None
    zone = "+00:00" if match["zone"] in "Zz" else match["zone"]
    return datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}")


def language(node: Node, findings: Findings) -> str:
    """A BCP 47 language tag."""
    written = text(node, findings)
    try:
        return tags.language_tag(written)
    except tags.NotALanguage as error:
        guess = (
            f"Write {error.meant}." if error.meant else "Write a tag such as en, de-AT, zh-Hant."
        )
        raise Unfit("lang", f"`{written}` is not a language tag (BCP 47)", guess) from None


def web_address(node: Node, findings: Findings) -> str:
    """An absolute http or https address."""
    written = text(node, findings)
    try:
        parts = urlsplit(written)
        whole = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if whole and not re.search(r"\s", written):
        return normalized(written)
    fix = "Give the full address, beginning with https://."
    if re.match(r"(www\.|[\w-]+\.[a-z]{2,}/)", written):
        fix = f"Write https://{written}."
    raise Unfit("address", f"`{written}` is not a web address", fix)


def license_named(node: Node, findings: Findings) -> License:
    """A license of the register."""
    written = text(node, findings)
    try:
        return registry.find(written)
    except registry.Unknown as error:
        raise Unfit("license-unknown", *unknown_license(error)) from None


def basis(node: Node, findings: Findings) -> str:
    """A basis for use without a license, from the register."""
    written = text(node, findings)
    try:
        return registry.find_basis(written)
    except registry.Unknown as error:
        fix = question(*error.nearest) or f"Write one of {', '.join(registry.bases())}."
        raise Unfit("basis-unknown", f"`{written}` is not a known basis", fix) from None


def origin(node: Node, findings: Findings) -> str:
    """The origin of a picture: a term of IPTC's Digital Source Type."""
    written = text(node, findings)
    try:
        return registry.find_origin(written)
    except registry.Unknown as error:
        fix = question(*error.nearest) or f"Write one of {', '.join(registry.origins())}."
        raise Unfit("origin-unknown", f"`{written}` is not a known origin", fix) from (None)


def text_origin(node: Node, findings: Findings) -> str:
    """AI's part in a text: one of IPTC's Digital Source Types that a text can have."""
    found = origin(node, findings)
    if found in registry.text_origins():
        return found
    message = f"`{text(node, findings)}` is an origin of pictures, not of texts"
    fix = f"Write one of {', '.join(registry.text_origins())}, or delete the key."
    raise Unfit("origin-unknown", message, fix)


def edits(node: Node, findings: Findings) -> tuple[str, ...]:
    """Edits of a picture: ids of the register."""
    found: list[str] = []
    for written in texts(node, findings):
        try:
            found.append(registry.find_edit(written))
        except registry.Unknown as error:
            fix = question(*error.nearest) or f"Write one of {', '.join(registry.edits())}."
            message = f"`{written}` is not a known edit"
            raise Unfit("edit-unknown", message, fix) from None
    return tuple(dict.fromkeys(found))


def data_mining(node: Node, findings: Findings) -> str:
    """A reservation against text and data mining: the end of a PLUS code."""
    written = text(node, findings)
    try:
        return registry.find_reservation(written)
    except registry.Unknown as error:
        fix = question(*error.nearest) or f"Write one of {', '.join(registry.reservations())}."
        message = f"`{written}` is not a known statement about data mining"
        raise Unfit("data-mining-unknown", message, fix) from None


_WORDS = {"yes": True, "true": True, "no": False, "false": False}


def yes_or_no(node: Node, findings: Findings) -> bool:
    """``yes`` or ``no``."""
    written = text(node, findings).casefold()
    if written in _WORDS:
        return _WORDS[written]
    raise Unfit("yes-or-no", f"`{written}` is neither yes nor no", "Write yes or no.")


def choices(known: tuple[str, ...], what: str) -> Convert:
    """A list of words that must all be in ``known``."""

    def convert(node: Node, findings: Findings) -> tuple[str, ...]:
        written = tuple(word.casefold() for word in texts(node, findings))
        for word in written:
            if word not in known:
                fix = did_you_mean(word, known, f"Write one of {', '.join(known)}.")
                raise Unfit("value-unknown", f"`{word}` is not {what}", fix)
        return tuple(dict.fromkeys(written))

    return convert


parts_of_credit = choices(
    ("title", "creator", "source", "copyright"), "a part of a credit that a licensor supplies"
)
kept = choices(("location", "serial-numbers"), "metadata that is removed from pictures")

ROLES = {
    "abr": "abridger",
    "adp": "adapter",
    "ann": "annotator",
    "art": "artist",
    "aui": "author of introduction",
    "aut": "author",
    "clb": "collaborator",
    "cmm": "commentator",
    "com": "compiler",
    "cre": "creator",
    "ctb": "contributor",
    "edt": "editor",
    "ill": "illustrator",
    "ive": "interviewee",
    "ivr": "interviewer",
    "jrn": "journalist",
    "nrt": "narrator",
    "pfr": "proofreader",
    "pht": "photographer",
    "red": "redactor",
    "res": "researcher",
    "rev": "reviewer",
    "trl": "translator",
}
"""The MARC relator codes (https://id.loc.gov/vocabulary/relators) that articles use."""


def role(node: Node, findings: Findings) -> str:
    """A MARC relator code, stated as code or as word."""
    written = text(node, findings).casefold()
    codes = {name: code for code, name in ROLES.items()}
    if written in ROLES or written in codes:
        return codes.get(written, written)
    fix = did_you_mean(written, [*ROLES, *codes], f"Write one of {', '.join(codes)}.")
    raise Unfit("role", f"`{written}` is not a known role", fix)


def scalar(node: Node) -> Scalar:
    """The node, if it is a text."""
    if isinstance(node, Scalar):
        return node
    kind = "a list" if isinstance(node, Sequence) else "a mapping"
    raise Unfit(
        "value-type",
        f"this must be one text, not {kind}",
        "Put quotes around it if it begins with [ or { or -.",
        node,
    )


def is_empty(node: Node) -> bool:
    """Whether the value is empty. Its key then counts as absent."""
    match node:
        case Scalar(text=written):
            return not written.strip()
        case Sequence(items=items):
            return not items
        case Mapping(entries=entries):
            return not entries
    return False


def _iso(written: str) -> str:
    match iso_forms(written):
        case []:
            return "Write year, month and day as 2026-03-01."
        case [one]:
            return f"Write {one}."
        case forms:
            return f"Write {' or '.join(forms)}, whichever you mean."
