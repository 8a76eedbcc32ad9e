"""The comparisons of a file with its expected content, one function per aspect."""

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
from publish.proof.aspects.invisible import invisible
from publish.proof.aspects.order import wrong_orders
from publish.proof.aspects.overruns import picture_overruns, text_overruns
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.word_diff import compare_words, holds, key, rough, same_text
from publish.suggest import nearest

T = TypeVar("T")

_EMBEDDED = "proof-credit-embedded"


def words(expected: Content, found: Content) -> Check:
    """The main text, and the cover's if the file has one; no text is outside both."""
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
    findings += wrong_orders(expected, found)
    if found.boxes:
        findings.append(missing(found.boxes))
    return Check("words", result.total, result.agreed, tuple(findings))


def headings(expected: Content, found: Content) -> Check:
    """Their texts, order and levels."""
    return tally("headings", len(expected.headings), tuple(_headings(expected, found)))


def _headings(expected: Content, found: Content) -> Iterator[Finding]:
    for want, got in pairs(expected.headings, found.headings, lambda heading: rough(heading[1])):
        if want is None:
            if got:
                message = f"there is a heading that the article does not have: {quoted(got[1])}"
                yield Finding("proof-heading", message, gained=got[1], extra=True)
        elif got is None:
            yield Finding("proof-heading", f"the heading {quoted(want[1])} is missing", want[1])
        elif not same_text(want[1], got[1], found.setting):
            message = f"a heading differs: {contrast(want[1], got[1])}"
            yield Finding("proof-heading", message, want[1], got[1])
        elif want[0] != got[0]:
            message = f"the heading {quoted(want[1])} has level {got[0]} instead of {want[0]}"
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
    for want, got in _pictures(expected, found):
        if want is None:
            if got:
                message = f"there is a picture that the article does not have: {_name(got)}"
                yield Finding("proof-figure", message, gained=got.legend, extra=True)
        elif got is None:
            yield Finding("proof-figure", f"the picture {_name(want)} is missing", want.legend)
        elif want.picture and not (got.picture and want.picture.same(got.picture)):
            yield Finding("proof-figure", f"the picture {_name(want)} shows another image")


def _decorations(expected: Content, found: Content) -> Iterator[Finding]:
    """Pictures that screen readers must skip, and those that they skip."""
    for want, got in _adorning(expected, found):
        if got is None:
            about = quoted(want.legend) if want else "a picture"
            message = f"the decoration {about} is missing, or is not marked as one"
            yield Finding("proof-decoration", message)
        elif want is None:
            message = (
                f"a picture is marked as a decoration, which it is not in the article: {_name(got)}"
            )
            yield Finding("proof-decoration", message, extra=True)
        elif got.alt:
            message = f"a decoration has a text alternative: {quoted(got.alt)}"
            yield Finding("proof-decoration", message, gained=got.alt)


def _adorning(expected: Content, found: Content) -> Iterator[tuple[Figure | None, Figure | None]]:
    """Decorations side by side, as far as they show the same; a layout can paint them elsewhere."""
    left = list(found.decorations)
    for want in expected.decorations:
        same = (got for got in left if want.picture and got.picture)
        fitting = [
            got for got in same if want.picture and got.picture and want.picture.same(got.picture)
        ]
        best = max(fitting, key=lambda got: got.embedded == want.embedded, default=None)
        if best is not None:
            left = [got for got in left if got is not best]
        yield want, best
    for got in left:
        yield None, got


def alts(expected: Content, found: Content) -> Check:
    """Every picture's alternative text, to the letter."""
    findings = []
    for want, got in _both(expected, found):
        if normalize("NFC", want.alt) != normalize("NFC", got.alt):
            missing = f"the alt text {quoted(want.alt)} is missing"
            differs = f"an alt text differs: {contrast(want.alt, got.alt)}"
            findings.append(Finding("proof-alt", differs if got.alt else missing))
    return tally("alt texts", sum(bool(f.alt) for f in expected.figures), tuple(findings))


def captions(expected: Content, found: Content) -> Check:
    """Every picture's caption, at the picture."""
    findings = tuple(
        finding
        for want, got in _both(expected, found)
        for finding in _in_legend(
            "proof-caption", "caption", want.caption or "", got.caption, got, found.setting
        )
    )
    return tally("captions", sum(bool(f.caption) for f in expected.figures), findings)


def credits(expected: Content, found: Content) -> Check:
    """Every credit at its picture, and every entry of the list of credits."""
    findings = [
        *_credits_at_pictures(expected, found),
        *_credits_listed(expected, found),
        *invisible(expected, found),
    ]
    owed = sum(len(figure.credits) for figure in expected.figures) + len(expected.credits)
    return tally("credits", owed, tuple(findings))


def _credits_at_pictures(expected: Content, found: Content) -> Iterator[Finding]:
    for want, got in _both(expected, found):
        # Where a format separates caption and credits, they come one by one.
        apart = got.credits if got.caption is not None else (None,) * len(want.credits)
        for credit, here in zip_longest(want.credits, apart, fillvalue=""):
            yield from _in_legend("proof-credit", "credit", credit or "", here, got, found.setting)


def _credits_listed(expected: Content, found: Content) -> Iterator[Finding]:
    whole = " ".join(found.credits)
    for entry in expected.credits:
        # An entry that continues on the next page is two in a layout.
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
    rule: str, kind: str, want: str, got: str | None, figure: Figure, setting: Setting
) -> Iterator[Finding]:
    """A caption or a credit; ``got`` is None where a format only has the whole legend."""
    if got is None:
        if not holds(figure.legend, want, setting):
            yield Finding(
                rule, f"the {kind} {quoted(want)} is missing at its picture", want, figure.legend
            )
    elif want and not got:
        yield Finding(
            rule, f"the {kind} {quoted(want)} is missing at its picture", want, figure.legend
        )
    elif got and not want:
        message = f"a picture has a {kind} that the article does not have: {quoted(got)}"
        yield Finding(rule, message, gained=got, extra=True)
    elif not same_text(want, got, setting):
        yield Finding(rule, f"a {kind} differs: {contrast(want, got)}", want, got)


def embedded(expected: Content, found: Content) -> Check:
    """The statements of every picture's own XMP, and the file's statements about it beside the
    text.
    """
    adorning = (pair for pair in _adorning(expected, found) if pair[0] and pair[1])
    both = (*_both(expected, found), *adorning)
    findings = [f for want, got in both if want and got for f in _inside(want, got, found)]
    if found.cover is not None:
        findings += _on_cover(expected, found)
    if found.records is not None:
        absent = Counter(expected.records) - Counter(found.records)
        if absent:
            message = f"the record of the credits lacks {quoted('; '.join(absent))}"
            findings.append(Finding(_EMBEDDED, message, extra=True))
    findings += _beside(expected, found)
    owed = sum(bool(f.embedded) for f in (*expected.figures, *expected.decorations))
    return tally("embedded", owed, tuple(findings))


def _inside(want: Figure, got: Figure, found: Content) -> Iterator[Finding]:
    """The metadata in one picture, or attached to it. Content Credentials must not change."""
    if want.sealed and got.picture and got.picture.file:
        if not want.picture or want.picture.sha256 != got.picture.sha256:
            message = f"the picture {_name(want)} was changed: its Content Credentials are broken"
            yield Finding(_EMBEDDED, message)
            return
        if not found.hung:
            return
    lost = [name for name, values in want.embedded.items() if got.embedded.get(name) != values]
    if lost:
        message = f"the picture {_name(want)} does not carry its own {', '.join(lost)}"
        yield Finding(_EMBEDDED, message)


def _on_cover(expected: Content, found: Content) -> Iterator[Finding]:
    """The metadata in the picture of the cover: those of the picture that it shows."""
    for want in expected.front:
        if not found.front:
            yield Finding(_EMBEDDED, f"the picture {_name(want)} is not on the cover")
        for got in found.front[:1]:
            yield from _inside(want, got, found)


def _beside(expected: Content, found: Content) -> Iterator[Finding]:
    """The statements of the file's own metadata about each picture."""
    for column in found.promise.beside if found.promise else found.beside:
        want, got = expected.beside[column], found.beside.get(column, ())
        for n in range(max(len(want), len(got))):
            owed = want[n] if n < len(want) else {}
            there = got[n] if n < len(got) else {}
            wrong = [name for name in (*owed, *there) if owed.get(name) != there.get(name)]
            if wrong:
                names = ", ".join(dict.fromkeys(wrong))
                message = f"{column} lacks expected statements about picture {n + 1}: {names}"
                yield Finding(_EMBEDDED, message, extra=True)


def links(expected: Content, found: Content) -> Check:
    """Every link out of the document: its target, its place in the order, its words."""
    return tally("links", len(expected.links), tuple(_links(expected, found)))


def _links(expected: Content, found: Content) -> Iterator[Finding]:
    setting = found.setting
    for want, got in pairs(expected.links, found.links, _target):
        if want is None:
            if got:
                message = f"there is a link that the article does not have: {got.target}"
                yield Finding("proof-link", message, extra=True)
        elif got is None:
            message = f"the link {quoted(want.text)} to {want.target} is missing"
            yield Finding("proof-link", message, want.text)
        elif _target(want) != _target(got):
            message = f"the link {quoted(want.text)} leads to {got.target} instead of {want.target}"
            yield Finding("proof-link", message)
        elif key(want.text, setting) != key(got.text, setting) and holds(
            found.text, want.text, setting
        ):
            # Missing words are reported among the words.
            message = f"the link to {want.target} is on {quoted(got.text)}, not {quoted(want.text)}"
            yield Finding("proof-link", message)
    for link in found.links:
        if wrong := fault(link.target):
            message = f"the address of the link {quoted(link.text)} is malformed at {wrong!r}"
            fix = "Write the address again, with %XX for signs that no address can hold."
            yield Finding("proof-address", f"{message}: {link.target}", link.text, fix=fix)


def _target(link: Link) -> str:
    """An address with its characters outside ASCII encoded, as some formats demand."""
    return quote(link.target, safe="%:/?#[]@!$&'()*+,;=-._~")


def pairs(
    expected: Sequence[T], found: Sequence[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[T | None, T | None]]:
    """Both sequences side by side: an item without a counterpart comes with None."""
    ours, theirs = [key(e) for e in expected], [key(f) for f in found]
    if ours == theirs:
        yield from zip(expected, found, strict=True)
        return
    matcher = SequenceMatcher(None, ours, theirs, False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield from zip_longest(expected[a:b], found[c:d])


def _pictures(expected: Content, found: Content) -> Iterator[tuple[Figure | None, Figure | None]]:
    if len(expected.figures) == len(found.figures):
        return zip_longest(expected.figures, found.figures)
    return pairs(expected.figures, found.figures, lambda figure: rough(figure.alt))


def _both(expected: Content, found: Content) -> Iterator[tuple[Figure, Figure]]:
    """The pictures that are in both, side by side."""
    for want, got in _pictures(expected, found):
        if want and got:
            yield want, got


def _name(figure: Figure) -> str:
    return quoted(figure.alt or figure.legend or "without a text alternative")
