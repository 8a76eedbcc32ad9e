"""Structure that people set by hand, where a mark does the work in every format.

A paragraph in bold is no heading for a screen reader or a table of contents; a typed number does
not change when a section moves; a credit in the text is in no list of credits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it.token import Token

from publish.errors import Severity
from publish.reading.dialects.blocks import HEADING, PARAGRAPH, PICTURE, TABLE, Block, blocks
from publish.reading.dialects.layout import Remark
from publish.reading.dialects.mark import quoted
from publish.reading.dialects.typed_notes import note_remarks
from publish.reading.figures.caption_lines import CAPTION_WORD, is_credit_line
from publish.reading.findings import Findings

_LONGEST_HEADING = 60
_CAPITALS = re.compile(r"[\w &'’/–-]{5,}")
_NO_HEADING = re.compile(r"[.!?:;,…”\"。！？：；、]$|^[\W\d]+$")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark>[.)]?)[ \u00a0]+(?=\S)")
_PAGE = re.compile(
    r"\((?:(?i:see|siehe|s\.|voir|véase|vedi|zie|se)) "
    r"(?:(?i:page|p\.|seite|página|pagina|blz\.|side|sida)|S\.)\s?\d{1,3}"
    r"(?: (?:above|below|oben|unten))?\)"
)
_COPYRIGHT = re.compile(r"(?<!\w)\([cC]\)(?= ?(?:19|20)\d\d\b)")
_MOST_LINES = 5
_WITHOUT_NUMBER = 2
"""Headings that have no number beside others that have: an introduction, a conclusion."""


def note_by_hand(tokens: Sequence[Token], findings: Findings) -> None:
    """Note in an article's text what a mark of Markdown would do better."""
    found = tuple(blocks(tokens))
    for find in (_bold_headings, _typed_numbers, _captions, _credits, note_remarks):
        for remark in find(found):
            findings.hint(remark.rule, remark.message, remark.fix, remark.line)
    for remark in _signs(tokens):
        findings.hint(remark.rule, remark.message, remark.fix, remark.line)


def _bold_headings(found: Sequence[Block]) -> Iterator[Remark]:
    """Short paragraphs in bold or in capitals as a whole, above a text.

    If one comes twice, they name who speaks.
    """
    texts = Counter(block.text for block in found if _is_bold_heading(block))
    if any(count > 1 for count in texts.values()):
        return
    level, headings = 1, []
    for n, block in enumerate(found[:-1]):
        if block.kind == HEADING:
            level = int(block.opening.tag[1:])
        beside = (found[n - 1] if n else None, found[n + 1])
        if _is_bold_heading(block) and _parts_text(block, *beside):
            headings.append((block, min(max(level + 1, 2), 6)))
    if headings:
        block, level = headings[0]
        yield Remark(
            "heading-bold",
            Severity.HINT,
            f"{quoted(block.text)} looks like a heading, but is a paragraph"
            + _so_in([block for block, _ in headings[1:]]),
            f"For a heading, write {'#' * level} {block.text}",
            block.line,
        )


def _is_bold_heading(block: Block) -> bool:
    text = (block.inline.children or []) if block.kind == PARAGRAPH and block.inline else []
    children = [child for child in text if child.content or child.nesting]
    kinds = [child.type for child in children]
    words = block.text
    if kinds == ["text"]:
        if not (words.isupper() and _CAPITALS.fullmatch(words)):
            return False
    elif kinds != ["strong_open", "text", "strong_close"]:
        return False
    return 0 < len(words) <= _LONGEST_HEADING and not _NO_HEADING.search(words)


def _parts_text(block: Block, before: Block | None, after: Block) -> bool:
    """Whether a heading can be between two blocks: not under another, nor above a table.

    In bold it can be a caption.
    """
    if before is not None and (before.kind == HEADING or _is_bold_heading(before)):
        return False
    if before is not None and before.kind in (PICTURE, TABLE) and not block.text.isupper():
        return False
    return after.kind in (PARAGRAPH, "list") and not _is_bold_heading(after)


def _typed_numbers(found: Sequence[Block]) -> Iterator[Remark]:
    """Headings whose numbers are typed, if nearly all of a level have one and they count on."""
    headings = [block for block in found if block.kind == HEADING]
    typed = [
        block
        for tag in {block.opening.tag for block in headings}
        for block in _counted([block for block in headings if block.opening.tag == tag])
    ]
    if len(typed) > 1:
        typed.sort(key=lambda block: block.line)
        yield Remark(
            "heading-numbered",
            Severity.HINT,
            f"the number of the heading {quoted(typed[0].text)} is typed" + _so_in(typed[1:]),
            "Delete the typed numbers, and write `number-sections: yes` in the front matter.",
            typed[0].line,
        )


def _counted(headings: Sequence[Block]) -> Sequence[Block]:
    """The headings of a level that are numbered from 1 on; none if others are between them."""
    typed = [
        (tuple(int(part) for part in match["number"].split(".")), block)
        for block in headings
        if (match := _NUMBERED.match(block.text)) and (match["mark"] or "." in match["number"])
    ]
    numbers = [number for number, _ in typed]
    if len(typed) < len(headings) - _WITHOUT_NUMBER or not numbers or numbers[0][-1] != 1:
        return ()
    follows = all(_follows(a, b) for a, b in pairwise(numbers))
    return [block for _, block in typed] if follows else ()


def _follows(one: tuple[int, ...], next: tuple[int, ...]) -> bool:
    begins = next[-1] == 1 and next[:-1] > one[:-1]
    return len(one) == len(next) and (begins or next == (*one[:-1], one[-1] + 1))


def _captions(found: Sequence[Block]) -> Iterator[Remark]:
    """Captions of tables that are typed as paragraphs: "Table 2. Ships by town"."""
    for n, block in enumerate(found):
        label = CAPTION_WORD.match(block.text) if block.kind == PARAGRAPH else None
        beside = {other.kind for other in (*found[max(n - 1, 0) : n], *found[n + 1 : n + 2])}
        if label and TABLE in beside and PICTURE not in beside:
            words = block.text[label.end() :].strip() or "Its caption"
            id = f" {{#tbl-{label['number']}}}" if label["number"] else ""
            yield Remark(
                "caption-typed",
                Severity.HINT,
                f"{quoted(block.text)} looks like the caption of the table, but is a paragraph",
                f"Write it right below the table as : {words}{id}",
                block.line,
            )


def _credits(found: Sequence[Block]) -> Iterator[Remark]:
    """Credits of pictures in a paragraph that is beside no picture."""
    for n, block in enumerate(found):
        beside = {other.kind for other in (*found[max(n - 1, 0) : n], *found[n + 1 : n + 2])}
        if block.kind == PARAGRAPH and PICTURE not in beside and is_credit_line(block.text):
            yield Remark(
                "credit-typed",
                Severity.HINT,
                f"{quoted(block.text)} is in the text, and in no list of credits",
                "Write it under `images:` as the picture's `credit:`, and delete the line; "
                "a picture that is not here needs no credit.",
                block.line,
            )


def _signs(tokens: Sequence[Token]) -> Iterator[Remark]:
    """Signs in running text that are typed in other characters, each once."""
    for pattern, remark in _SIGNS:
        for inline in tokens:
            texts = (c.content for c in inline.children or () if c.type == "text")
            match = next((m for text in texts for m in pattern.finditer(text)), None)
            if match and inline.map:
                at = inline.content.find(match.group())
                line = inline.map[0] + 1 + inline.content.count("\n", 0, max(at, 0))
                message = remark.message.format(quoted(match.group()))
                yield replace(remark, message=message, line=line)
                break


_SIGNS = (
    (
        _PAGE,
        Remark(
            "page-reference",
            Severity.HINT,
            "{} names a page, but pages differ in each format, and an EPUB has none",
            "For a place in this article, write [](#id), the id of a heading, picture or table.",
            0,
        ),
    ),
    (_COPYRIGHT, Remark("sign-typed", Severity.HINT, "{} is shown as typed", "Write ©.", 0)),
)


def _so_in(found: Sequence[Block]) -> str:
    """The lines of further blocks, for a message about the first."""
    if not found:
        return ""
    lines = ", ".join(str(block.line) for block in found[:_MOST_LINES])
    more = " …" if len(found) > _MOST_LINES else ""
    return f"; so in line{'s' * (len(found) > 1)} {lines}{more}"
