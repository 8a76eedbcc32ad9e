"""Fixes for differences with a known cause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from unicodedata import name

from publish.content import Content
from publish.proof.finding import Check, Finding
from publish.proof.word_diff import INVISIBLE

GENERAL = "Build the article again; if it still differs, the fault is in publish: please report it."
_OF_LETTERS = frozenset(
    {"proof-words", "proof-heading", "proof-caption", "proof-credit", "proof-link", "proof-note"}
)
"""Rules about letters that were read from glyphs."""
_SCRIPT = (
    "The PDF engine cannot map the letters of this script ({script}) back to text: they are to be "
    "seen, but cannot be searched, copied or read out. Build without the PDF (--to "
    "names the other formats)."
)
_INVISIBLE = (
    "Remove the invisible {character} from “{word}”: the PDF engine makes one glyph of the letters "
    "around it, and no longer knows which they are. Or let the theme set "
    "font-variant-ligatures: none."
)
_MAPPED = frozenset({"Latn", "Grek", "Cyrl", "Zyyy", "Zinh", "Zzzz"})
"""Scripts in which a glyph is nearly always a letter; and characters without a script."""


def mended(check: Check, expected: Content, found: Content) -> Check:
    """A check whose findings have a fix.

    A lost script would be reported word by word: of such findings, the first stands for all.
    """
    if not check.findings:
        return check
    fixed = [f if f.fix else replace(f, fix=_fix(f, expected, found)) for f in check.findings]
    return replace(check, findings=tuple(_folded(fixed)))


def _fix(finding: Finding, expected: Content, found: Content) -> str:
    if not found.mute or finding.rule not in _OF_LETTERS:
        return GENERAL
    about = finding.lost or finding.message
    if script := _script(about):
        return _SCRIPT.format(script=script)
    words = list(_within().finditer(expected.text))
    if not words:
        return GENERAL
    # A glyph that lost its letters lost them in all other words, too.
    word = next((w for w in words if _plain(w[0]) in about), words[0])
    character = f"{name(word[1][0], 'character')} (U+{ord(word[1][0]):04X})"
    return _INVISIBLE.format(character=character, word=_plain(word[0]))


@cache
def _within() -> re.Pattern[str]:
    """A word with something invisible between its letters; four thousand characters are that."""
    unseen = "".join(sorted(INVISIBLE))
    return re.compile(rf"[\w{unseen}]*\w([{unseen}]+)\w[\w{unseen}]*")


def _script(text: str) -> str:
    """The name of the first script in which glyphs and letters are not the same; or nothing."""
    from fontTools import unicodedata  # This module has a newer Unicode than the standard library.

    for letter in text:
        if not letter.isascii() and (script := unicodedata.script(letter)) not in _MAPPED:
            return str(unicodedata.script_name(script))
    return ""


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter not in INVISIBLE)


def _folded(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Of all findings about one script, the first, and how many there are."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for n, finding in enumerate(findings):
        known = finding.fix != GENERAL and finding.rule in _OF_LETTERS
        groups.setdefault((finding.rule, finding.fix if known else str(n)), []).append(finding)
    for first, *others in groups.values():
        more = f" (and {len(others)} more like this)" if others else ""
        yield replace(first, message=first.message + more)
