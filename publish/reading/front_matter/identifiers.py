"""Identifiers (ORCID iD, DOI, ISBN, ISSN) and e-mail addresses."""

from __future__ import annotations

import re

from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Node
from publish.reading.front_matter.values import Unfit, text

_ORCID = re.compile(r"(?:(?:https?://)?orcid\.org/)?(\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx])/?")


def orcid(node: Node, findings: Findings) -> str:
    """An ORCID iD as ``0000-0002-1825-0097``, with a valid check digit (ISO 7064 MOD 11-2)."""
    written = text(node, findings)
    match = _ORCID.fullmatch(written)
    if match is None:
        raise Unfit("orcid", f"`{written}` is not an ORCID iD", "Write 0000-0002-1825-0097.")
    digits = match[1].replace("-", "").upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    if digits[-1] != check:
        raise Unfit(
            "orcid",
            f"the ORCID iD `{written}` has a wrong check digit",
            "Compare it with the author's page on orcid.org.",
        )
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\"<>]+)",
    re.IGNORECASE,
)


_WITHIN = re.compile(r"10\.\d{4,9}/[^\s<>\"]*[^\s<>\".,;)]")


def doi(node: Node, findings: Findings) -> str:
    """A DOI without its resolver (ISO 26324: ``10.``, the registrant, ``/``, any suffix)."""
    written = text(node, findings)
    match = _DOI.fullmatch(written)
    if match is None:
        found = _WITHIN.search(written)
        fix = f"Write {found.group()}." if found else "Write it as 10.5555/12345678."
        raise Unfit("identifier", f"`{written}` is not a DOI", fix)
    return match[1]


def isbn(node: Node, findings: Findings) -> str:
    """An ISBN with its hyphens as written and a valid check digit (ISO 2108)."""
    written = text(node, findings)
    shown = re.sub(r"^ISBN(?:-1[03])?:?\s*", "", written, flags=re.IGNORECASE)
    digits = re.sub(r"[\s\u2010\u2011\u2013-]", "", shown).upper()
    if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", digits):
        fix = "Write its 13 digits, such as 978-3-16-148410-0."
        raise Unfit("identifier", f"`{written}` is not an ISBN", fix)
    if not (_isbn10(digits) if len(digits) == 10 else _isbn13(digits)):
        message = f"the ISBN `{written}` has a wrong check digit"
        raise Unfit("identifier", message, "Compare it with the imprint.")
    return re.sub(r"[\s\u2010\u2011\u2013]", "-", shown).upper()


def _isbn10(digits: str) -> bool:
    return _weighed(digits) % 11 == 0


def _isbn13(digits: str) -> bool:
    return sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(digits)) % 10 == 0


def _weighed(digits: str) -> int:
    """The sum of each digit times its place from the right; X is ten."""
    values = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(value * (len(digits) - n) for n, value in enumerate(values))


def issn(node: Node, findings: Findings) -> str:
    """An ISSN as ``0317-8471``, with a valid check digit (ISO 3297)."""
    written = text(node, findings)
    digits = re.sub(r"^(?:e?ISSN):?\s*|[\s\u2010\u2011\u2013-]", "", written, flags=re.IGNORECASE)
    digits = digits.upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        raise Unfit("identifier", f"`{written}` is not an ISSN", "Write it as 0317-8471.")
    if _weighed(digits) % 11:
        message = f"the ISSN `{written}` has a wrong check digit"
        raise Unfit("identifier", message, "Compare it with the imprint.")
    return f"{digits[:4]}-{digits[4:]}"


_EMAIL = re.compile(r"(?:mailto:)?([^\s@<>()\[\],;:\"\\]{1,64}@(?:[\w-]+\.)+[\w-]{2,})")


def email(node: Node, findings: Findings) -> str:
    """The address of a mailbox (RFC 5322, but without comments and quoted names)."""
    written = text(node, findings)
    match = _EMAIL.fullmatch(written)
    if match is None or len(written) > 254 or ".." in written:
        message = f"`{written}` is not an e-mail address"
        raise Unfit("address", message, "Write name@example.org.")
    return match[1]
