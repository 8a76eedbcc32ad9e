"""The aspects in which a file is compared with what it should say, one function each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar
from unicodedata import normalize
from urllib.parse import quote

from publish.addresses import fault
from publish.content import Content, Figure, Link, Setting
from publish.proof.aspects.glyphs import missing
from publish.proof.aspects.overruns import picture_overruns, text_overruns
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.word_diff import compare_words, holds, key, rough, same_text
from publish.suggest import nearest

T = TypeVar("T")

_EMBEDDED = "proof-credit-embedded"


def words(expected: Content, found: Content) -> Check:
    """The main text, and the cover's if the file has one; nothing may stand outside of both."""
    result = compare_words(expected.text, found.text, found.setting)
    findings = [
        Finding("proof-words", contrast(d.expected, d.found), d.lost, d.gained, d.expected)
        for d in result.differences
    ]
    if found.cover is not None:
        cover = compare_words(expected.cover or "", found.cover, found.setting)
        findings += (
            Finding("proof-words", f"on the cover, {contrast(d.expected, d.found)}")
            for d in cover.differences
        )
    findings += (
        Finding("proof-words", f"{quoted(text)} is neither tagged nor marked as an artifact")
        for text in found.stray
    )
    findings += text_overruns(found.overruns)
    if found.boxes:
        findings.append(missing(found.boxes))
    return Check("words", result.total, result.agreed, tuple(findings))


def headings(expected: Content, found: Content) -> Check:
    """Their texts, order and levels."""
    return tally("headings", len(expected.headings), tuple(_headings(expected, found)))


def _headings(expected: Content, found: Content) -> Iterator[Finding]:
    for said, says in pairs(expected.headings, found.headings, lambda heading: rough(heading[1])):
        if said is None:
            if says:
                message = f"there is a heading that the article does not have: {quoted(says[1])}"
                yield Finding("proof-heading", message, gained=says[1], extra=True)
        elif says is None:
            yield Finding("proof-heading", f"the heading {quoted(said[1])} is missing", said[1])
        elif not same_text(said[1], says[1], found.setting):
            message = f"a heading differs: {contrast(said[1], says[1])}"
            yield Finding("proof-heading", message, said[1], says[1])
        elif said[0] != says[0]:
            message = f"the heading {quoted(said[1])} has level {says[0]} instead of {said[0]}"
            yield Finding("proof-heading", message)


def figures(expected: Content, found: Content) -> Check:
    """The pictures themselves: none missing, none added, none exchanged, none cut off."""
    findings = (
        *_figures(expected, found),
        *_decorations(expected, found),
        *picture_overruns(found.overruns),
    )
    return tally("figures", len(expected.figures) + len(expected.decorations), findings)


def _figures(expected: Content, found: Content) -> Iterator[Finding]:
    for said, says in _pictures(expected, found):
        if said is None:
            if says:
                message = f"there is a picture that the article does not have: {_name(says)}"
                yield Finding("proof-figure", message, gained=says.legend, extra=True)
        elif says is None:
            yield Finding("proof-figure", f"the picture {_name(said)} is missing", said.legend)
        elif said.picture and not (says.picture and said.picture.same(says.picture)):
            yield Finding("proof-figure", f"the picture {_name(said)} shows another image")


def _decorations(expected: Content, found: Content) -> Iterator[Finding]:
    """Pictures that are to be passed by where the text is read aloud, and those that are."""
    for said, says in _adorning(expected, found):
        if says is None:
            about = quoted(said.legend) if said else "a picture"
            message = f"the decoration {about} is missing, or is not marked as one"
            yield Finding("proof-decoration", message)
        elif said is None:
            message = (
                f"a picture is marked as a decoration that the article has as none: {_name(says)}"
            )
            yield Finding("proof-decoration", message, extra=True)
        elif says.alt:
            message = f"a decoration has a text alternative: {quoted(says.alt)}"
            yield Finding("proof-decoration", message, gained=says.alt)


def _adorning(expected: Content, found: Content) -> Iterator[tuple[Figure | None, Figure | None]]:
    """Decorations side by side, as far as they show the same; a layout may paint them elsewhere."""
    left = list(found.decorations)
    for said in expected.decorations:
        same = (says for says in left if said.picture and says.picture)
        fitting = [
            says
            for says in same
            if said.picture and says.picture and said.picture.same(says.picture)
        ]
        best = max(fitting, key=lambda says: says.embedded == said.embedded, default=None)
        if best is not None:
            left = [says for says in left if says is not best]
        yield said, best
    for says in left:
        yield None, says


def alts(expected: Content, found: Content) -> Check:
    """Every picture's text alternative, to the letter."""
    findings = []
    for said, says in _both(expected, found):
        if normalize("NFC", said.alt) != normalize("NFC", says.alt):
            missing = f"the alt text {quoted(said.alt)} is missing"
            differs = f"an alt text differs: {contrast(said.alt, says.alt)}"
            findings.append(Finding("proof-alt", differs if says.alt else missing))
    return tally("alt texts", sum(bool(f.alt) for f in expected.figures), tuple(findings))


def captions(expected: Content, found: Content) -> Check:
    """Every picture's caption, at the picture."""
    findings = tuple(
        finding
        for said, says in _both(expected, found)
        for finding in _in_legend(
            "proof-caption", "caption", said.caption or "", says.caption, says, found.setting
        )
    )
    return tally("captions", sum(bool(f.caption) for f in expected.figures), findings)


def credits(expected: Content, found: Content) -> Check:
    """Every credit at its picture, and every entry of the list of credits."""
    findings = [*_credits_at_pictures(expected, found), *_credits_listed(expected, found)]
    owed = sum(len(figure.credits) for figure in expected.figures) + len(expected.credits)
    return tally("credits", owed, tuple(findings))


def _credits_at_pictures(expected: Content, found: Content) -> Iterator[Finding]:
    for said, says in _both(expected, found):
        # Where a format keeps caption and credits apart, they come one by one.
        apart = says.credits if says.caption is not None else (None,) * len(said.credits)
        for credit, here in zip_longest(said.credits, apart, fillvalue=""):
            yield from _in_legend("proof-credit", "credit", credit or "", here, says, found.setting)


def _credits_listed(expected: Content, found: Content) -> Iterator[Finding]:
    whole = " ".join(found.credits)
    for entry in expected.credits:
        # An entry that a page ends in the midst of is two in a layout.
        laid_out = found.setting is not Setting.FLOWING
        if entry in found.credits or (laid_out and holds(whole, entry, found.setting)):
            continue
        if any(same_text(entry, one, found.setting) for one in found.credits):
            continue
        near = nearest(entry, found.credits, 0.6)
        differs = f"in the list of credits, {contrast(entry, near)}" if near else ""
        missing = f"the list of credits lacks {quoted(entry)}"
        yield Finding("proof-credit", differs or missing, entry, near or "")


def _in_legend(
    rule: str, kind: str, said: str, says: str | None, figure: Figure, setting: Setting
) -> Iterator[Finding]:
    """A caption or a credit; ``says`` is None where a format only has the whole legend."""
    if says is None:
        if not holds(figure.legend, said, setting):
            yield Finding(
                rule, f"the {kind} {quoted(said)} is missing at its picture", said, figure.legend
            )
    elif said and not says:
        yield Finding(
            rule, f"the {kind} {quoted(said)} is missing at its picture", said, figure.legend
        )
    elif says and not said:
        message = f"a picture has a {kind} that the article does not have: {quoted(says)}"
        yield Finding(rule, message, gained=says, extra=True)
    elif not same_text(said, says, setting):
        yield Finding(rule, f"a {kind} differs: {contrast(said, says)}", said, says)


def embedded(expected: Content, found: Content) -> Check:
    """What every picture's own XMP says, and what the file says of it beside the text."""
    adorning = (pair for pair in _adorning(expected, found) if pair[0] and pair[1])
    both = (*_both(expected, found), *adorning)
    findings = [f for said, says in both if said and says for f in _inside(said, says, found)]
    if found.records is not None:
        absent = Counter(expected.records) - Counter(found.records)
        if absent:
            message = f"the record of the credits lacks {quoted('; '.join(absent))}"
            findings.append(Finding(_EMBEDDED, message, extra=True))
    findings += _beside(expected, found)
    owed = sum(bool(f.embedded) for f in (*expected.figures, *expected.decorations))
    return tally("embedded", owed, tuple(findings))


def _inside(said: Figure, says: Figure, found: Content) -> Iterator[Finding]:
    """What is in one picture, or hangs on it. One with Content Credentials is to be untouched."""
    if said.sealed and says.picture and says.picture.data:
        if not said.picture or said.picture.sha256 != says.picture.sha256:
            message = f"the picture {_name(said)} was changed: its Content Credentials are broken"
            yield Finding(_EMBEDDED, message)
            return
        if not found.hung:
            return
    lost = [name for name, values in said.embedded.items() if says.embedded.get(name) != values]
    if lost:
        message = f"the picture {_name(said)} does not carry its own {', '.join(lost)}"
        yield Finding(_EMBEDDED, message)


def _beside(expected: Content, found: Content) -> Iterator[Finding]:
    """What the file's own metadata say of each picture."""
    for column in found.promise.beside if found.promise else found.beside:
        said, says = expected.beside[column], found.beside.get(column, ())
        for n in range(max(len(said), len(says))):
            owed = said[n] if n < len(said) else {}
            there = says[n] if n < len(says) else {}
            wrong = [name for name in (*owed, *there) if owed.get(name) != there.get(name)]
            if wrong:
                names = ", ".join(dict.fromkeys(wrong))
                message = f"{column} does not say what it should of picture {n + 1}: {names}"
                yield Finding(_EMBEDDED, message, extra=True)


def links(expected: Content, found: Content) -> Check:
    """Every link out of the document: its target, its place in the order, its words."""
    return tally("links", len(expected.links), tuple(_links(expected, found)))


def _links(expected: Content, found: Content) -> Iterator[Finding]:
    setting = found.setting
    for said, says in pairs(expected.links, found.links, _target):
        if said is None:
            if says:
                message = f"there is a link that the article does not have: {says.target}"
                yield Finding("proof-link", message, extra=True)
        elif says is None:
            message = f"the link {quoted(said.text)} to {said.target} is missing"
            yield Finding("proof-link", message, said.text)
        elif _target(said) != _target(says):
            message = (
                f"the link {quoted(said.text)} leads to {says.target} instead of {said.target}"
            )
            yield Finding("proof-link", message)
        elif key(said.text, setting) != key(says.text, setting) and holds(
            found.text, said.text, setting
        ):
            # Words that are missing altogether are told among the words.
            message = (
                f"the link to {said.target} is on {quoted(says.text)}, not {quoted(said.text)}"
            )
            yield Finding("proof-link", message)
    for link in found.links:
        if wrong := fault(link.target):
            message = f"the address of the link {quoted(link.text)} is malformed at {wrong!r}"
            fix = "Write the address anew, with %XX for signs that no address holds."
            yield Finding("proof-address", f"{message}: {link.target}", link.text, fix=fix)


def _target(link: Link) -> str:
    """An address with what is not ASCII encoded, as some formats ask for."""
    return quote(link.target, safe="%:/?#[]@!$&'()*+,;=-._~")


def pairs(
    expected: Sequence[T], found: Sequence[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[T | None, T | None]]:
    """Both sequences side by side: what has no counterpart stands beside None."""
    matcher = SequenceMatcher(None, [key(e) for e in expected], [key(f) for f in found], False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield from zip_longest(expected[a:b], found[c:d])


def _pictures(expected: Content, found: Content) -> Iterator[tuple[Figure | None, Figure | None]]:
    if len(expected.figures) == len(found.figures):
        return zip_longest(expected.figures, found.figures)
    return pairs(expected.figures, found.figures, lambda figure: rough(figure.alt))


def _both(expected: Content, found: Content) -> Iterator[tuple[Figure, Figure]]:
    """The pictures that stand in both, side by side."""
    for said, says in _pictures(expected, found):
        if said and says:
            yield said, says


def _name(figure: Figure) -> str:
    return quoted(figure.alt or figure.legend or "without a text alternative")
