"""Compares the elements that programs see: the tags of a file, one by one, with the article.

Each has its role, its place in the order of the source, and what the role demands: the level of a
heading, the items and numbers of a list, the headers of a cell, the way back of a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from publish.content import Content, Element, Setting, Unread
from publish.model.edition import A4F_UA2
from publish.proof.finding import Check, Finding, tally

_RULE = "proof-structure"
_MOST = 8
"""The limit of findings; one that moves would be reported at each element after it."""
_CALLED, _NO_WAY = "called", "without a way back"
_OWN: Mapping[str, frozenset[str]] = {
    "heading": frozenset({"proof-heading"}),
    "figure": frozenset({"proof-figure", "proof-alt"}),
    "caption": frozenset({"proof-caption", "proof-credit", "proof-figure"}),
    "link": frozenset({"proof-link", "proof-reference", "proof-citation", "proof-figure"}),
    "call": frozenset({"proof-note"}),
    "note": frozenset({"proof-note"}),
    "formula": frozenset({"proof-formula"}),
    "list": frozenset({"proof-number"}),
    "table": frozenset({"proof-table"}),
    "cell": frozenset({"proof-table"}),
    "language": frozenset({"proof-language"}),
}
"""The rules that report faults of a role."""


_NUMBERS = frozenset({"LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"})
"""Numbers that a theme can give a list."""


def structure(expected: Content, found: Content) -> Check:
    """Every element in its place, with its role; none that the article does not have."""
    owed = len(expected.structure)
    if isinstance(found.structure, Unread):
        return tally("structure", owed, ())
    ours, theirs = _comparable(expected, found)
    findings = list(_findings(ours, theirs, found.setting)) if ours != theirs else []
    more = len(findings) - _MOST
    if more > 0:
        last = findings[_MOST - 1]
        rest = f"{last.message} (and {more} more differences of tags)"
        findings = [*findings[: _MOST - 1], replace(last, message=rest)]
    return tally("structure", owed, tuple(findings))


def is_known(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether another rule reports a finding about a tag, for its words or its kind."""
    if finding.rule != _RULE:
        return False
    own = _OWN.get(finding.about.partition(" ")[0], frozenset())
    return any(other.rule == "proof-words" or other.rule in own for other in others)


def _comparable(expected: Content, found: Content) -> tuple[list[Element], list[Element]]:
    """The elements of both, as far as both can have them."""
    called = {e.words for e in found.structure if e.role == "note" and _CALLED in e.detail}
    ours = [e for e in expected.structure if not (e.role == "note" and e.words in called)]
    theirs = [e for e in found.structure if not (e.role == "note" and e.detail == _CALLED)]
    if found.standard != A4F_UA2:  # MathML is for PDF 2.0
        ours = [replace(e, detail="") if e.role == "formula" else e for e in ours]
    return ours, theirs


def _findings(
    ours: Sequence[Element], theirs: Sequence[Element], setting: Setting
) -> Iterator[Finding]:
    # The words of a line that runs both ways are not read in their order.
    placed = setting is not Setting.BOTH_WAYS
    matcher = SequenceMatcher(None, list(map(_key, ours)), list(map(_key, theirs)), False)
    for _, a, b, c, d in matcher.get_opcodes():
        for want, got in zip_longest(ours[a:b], theirs[c:d]):
            if want is None or got is None or not _agree(want, got, placed=placed):
                yield _finding(want, got)


def _key(element: Element) -> tuple[str, str]:
    return element.role, element.words


def _agree(want: Element, got: Element, *, placed: bool) -> bool:
    """Whether two elements are the same, as far as tags can say it."""
    if want.role != got.role or (placed and want.words != got.words):
        return False
    if want.role not in ("list", "contents"):
        return want.detail == got.detail
    count, _, kinds = got.detail.partition(" ")
    number, _, kind = want.detail.partition(" ")
    letters = kind == "numbers" and kinds in _NUMBERS
    return number == count and (letters or kind in kinds.split(" or "))


def _finding(want: Element | None, got: Element | None) -> Finding:
    if want is None:
        assert got is not None
        message = f"the tags have {_name(got)} that the article does not have there"
        return Finding(_RULE, message, extra=True, about=got.role)
    if got is None:
        return Finding(_RULE, f"{_name(want)} has no tag in its place", about=want.role)
    if _key(want) == _key(got):
        message = f"{_name(want)} is tagged as {got.detail or 'nothing more'}"
        message += f", not as {want.detail}" if want.detail else ""
    else:
        message = f"{_name(want)} is tagged as {_name(got)}"
    return Finding(_RULE, message, about=want.role)


def _name(element: Element) -> str:
    """An element in words: its role, and its first letters."""
    article = "an" if element.role[0] in "aeiouAEIOU" else "a"
    return f"{article} {element.role}" + (f" (“{element.words}…”)" if element.words else "")
