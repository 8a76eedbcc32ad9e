"""The walk that notes marks of other houses in an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from publish.errors import Severity
from publish.reading.dialects import emoji, layout
from publish.reading.dialects.edits import EDITS
from publish.reading.dialects.lines import LINES
from publish.reading.dialects.mark import Mark, quoted
from publish.reading.dialects.pictures import PICTURES
from publish.reading.dialects.placeholders import placeholders, remark
from publish.reading.dialects.text import TEXT
from publish.reading.dialects.typed import TYPED
from publish.reading.findings import Findings
from publish.reading.positions import Places
from publish.reading.syntax.formulas import DISPLAY, FORMULA

MARKS: tuple[Mark, ...] = (*EDITS, *PICTURES, *LINES, *TEXT, *TYPED)
"""Every mark; where two match the same text, the first counts."""

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:[^`]|(?<!`)(?!\1(?!`))`+)*?(?<!`)\1(?!`)")
_TAG = re.compile(r"(?<!\{)<[A-Za-z/!][^<>]{0,400}>")
_ADDRESS = re.compile(r"(?<=\])\([^()\s]{0,400}(?:\([^()\s]{0,100}\)[^()\s]{0,300})?[^()]{0,200}\)")
_BARE = re.compile(r"\b(?:https?://|www\.)[^\s<>]{1,400}")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_UNLIKE = re.compile(r"[\s\0*_~`\"'“”„«»‘’‚]+")
_STRONG = re.compile(r"\*\*(?P<text>[^*\n\0]{1,200})\*\*|__(?P<line>[^_\n\0]{1,200})__")

_OPEN = re.compile(r"(?<=\s)\*[^\W\d_][^\s*\0]*")


def note_marks(tokens: Sequence[Token], places: Places, findings: Findings) -> None:
    """Note every mark of another house in the tokens of a text."""
    lines = getattr(places, "lines", ())
    for found in layout.remarks(tokens, lines):
        _note(findings, found.severity, found.rule, found.message, found.fix, found.line)
    for inline in tokens:
        if inline.type == "inline" and inline.children:
            _note_inline(inline, places, findings)


def _note_inline(inline: Token, places: Places, findings: Findings) -> None:
    source = blanked(inline)
    shown = "".join(_shown(child) for child in inline.children or ())
    likeness = _like(shown)
    for mark, match in _matches(source, shown, likeness):
        place = places.of(inline, match.start())
        typed = inline.content[match.start() : match.end()]
        message, fix = mark.message(typed.strip()), mark.fix(match)
        _note(findings, mark.severity, mark.rule, message, fix, *place)
    for offset, text in placeholders(source):
        if _like(text) in likeness:
            findings.warn("placeholder", *remark(text), *places.of(inline, offset))
    for offset, sequence in emoji.sequences(source):
        findings.hint("emoji-parts", *emoji.remark(sequence), *places.of(inline, offset))
    if (open_ := _OPEN.search(shown)) and shown.count("*") == 1:
        at = inline.content.find(open_.group())
        findings.warn(
            "emphasis-mark",
            f"{quoted(open_.group())} begins italic words that never end, and is shown as typed",
            "Write * right behind the last of them, too; or a backslash before a * that is text.",
            *places.of(inline, at if at >= 0 else None),
        )
    for match in _STRONG.finditer(shown):
        words = (match["text"] or match["line"]).strip()
        at = inline.content.find(match.group())
        findings.warn(
            "emphasis-mark",
            f"{quoted(match.group())} is not set bold, and is shown with its marks",
            f"Leave no space inside the marks, and one outside: **{words}**",
            *places.of(inline, at if at >= 0 else None),
        )


def _note(
    findings: Findings, severity: Severity, rule: str, message: str, fix: str, *place: int
) -> None:
    notes = {
        Severity.ERROR: findings.error,
        Severity.WARNING: findings.warn,
        Severity.HINT: findings.hint,
    }
    notes[severity](rule, message, fix, *place)


def _matches(source: str, shown: str, likeness: str) -> Iterator[tuple[Mark, re.Match[str]]]:
    """The marks in a text, each with its match; no two of them overlap."""
    taken: list[tuple[int, int]] = []
    for mark in MARKS:
        if not any(sign in source for sign in mark.signs):
            continue
        for match in mark.compiled().finditer(source):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            if mark.is_shown and _like(match.group()) not in likeness:
                continue  # the parser took it: it is not text
            taken.append((start, end))
            yield mark, match


def blanked(inline: Token) -> str:
    """The source of a block, with code, formulas, addresses and escapes as so many ``\\0``."""
    text = inline.content
    formulas = {c.content for c in inline.children or () if c.type in (FORMULA, DISPLAY)}
    for formula in sorted(formulas, key=len, reverse=True):
        text = text.replace(f"${formula}$", "\0" * (len(formula) + 2))
    for pattern in (_CODE, _ESCAPE, _TAG, _ADDRESS, _BARE):
        text = pattern.sub(lambda match: "\0" * len(match.group()), text)
    return text


def _like(text: str) -> str:
    """A text without what typography changes and what the parser takes away."""
    return _UNLIKE.sub("", text)


def _shown(child: Token) -> str:
    if child.type == "text":
        return child.content
    return "\n" if child.type in ("softbreak", "hardbreak") else "\0"
