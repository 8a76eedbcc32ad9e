"""Marks that look like Markdown, but are shown as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from publish.model.boxes import BOXES
from publish.reading.findings import Findings
from publish.reading.positions import Places
from publish.reading.syntax.boxes import boxes_named
from publish.suggest import nearest, question
from publish.values import dataclass

_OTHER = "\0"
"""A placeholder for a link, a call or a piece of code."""

_FENCE = re.compile(r"(?m)^:{3,} *(?:\w.*)?$")
_NAME = re.compile(r":+ *([\w-]*)")
_MARKED = (*BOXES, "page-break", "include")
"""Words that can follow three colons."""

_HEADING = re.compile(r"(?m)^#{2,6}(?=\w).*$")
_RULE = re.compile(r"(?m)^\|?(?: ?:?-{2,}:? ?\|)+(?: ?:?-{2,}:? ?)?$")
_STRONG = re.compile(
    r"^(?P<before>(?:(?!\*\*)[^\n]){0,400}(?<![*\w]))?(?P<open>\*\*(?=\w)[^*\n]{1,80})"
    r"(?![^\n]*\*\*)",
    re.MULTILINE,
)
_LATEX = re.compile(r"(?<!\\)\\(?P<open>[(\[])(?P<formula>[^\n]{1,300}?)(?<!\\)\\[)\]]")
_MATHEMATICAL = re.compile(r"[=^_\\+{}<>]|^[^\W\d]$")
_OPEN = re.compile(
    r"\{(?:#[\w-]+|\.[A-Za-z][\w-]*|[A-Za-z][\w-]*=[^\s{}]+)(?: [^{}\n]*)?$", re.MULTILINE
)


@dataclass(frozen=True)
class Remark:
    """A message about a faulty mark: rule, message, fix."""

    rule: str
    wrong: str
    fix: str


AMISS = (
    (
        _HEADING,
        Remark(
            "heading-mark",
            "is not a heading, and is shown as typed",
            "Put a space after the #.",
        ),
    ),
    (
        _RULE,
        Remark(
            "table-mark",
            "makes no table: all of these lines are shown as typed",
            "Give this line as many cells as the line above it, which begins the table.",
        ),
    ),
    (
        _OPEN,
        Remark(
            "attribute-open",
            "has no closing brace, and is shown as typed",
            "Close it with }, or put a backslash before the {.",
        ),
    ),
)
"""Faulty marks by their look in the text. No pattern looks far ahead."""

_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]\s?\((?P<name>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_BROKEN = re.compile(
    r"!\[[^\[\]\n]*\] ?\[[^\[\]\n]*\]"
    r"|!(?:\[[^\[\]()\n]*|\([^()\n]*\)\[|\[[^\[\]\n]*\] ?\{)?\(?[^()\[\]{}!\n]*"
    r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)[)\]}]",
    re.IGNORECASE,
)
"""A picture whose brackets are not as they should be, or whose address is given nowhere."""
_FILE = re.compile(r"[^\s()\[\]{}<>\"'/]+\.\w{3,4}\b")
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]+\] ?\((?P<name>[^()\n]*)\)")


def warn_unsupported(tokens: Iterable[Token], places: Places, findings: Findings) -> None:
    """Note text that the author probably did not mean to be shown as typed."""
    for inline in tokens:
        if inline.type != "inline" or not inline.children:
            continue
        shown = "".join(_shown(child) for child in inline.children)
        for match in _FENCE.finditer(shown):
            findings.warn(
                "box-mark",
                f"`{match.group().strip()}` begins or ends no box, and is shown as typed",
                _box_meant(match.group()),
                *_line_place(match, inline, places),
            )
        for pattern, remark in AMISS:
            for match in pattern.finditer(shown):
                message = f"`{match.group().strip()}` {remark.wrong}"
                findings.warn(remark.rule, message, remark.fix, *_place(match, inline, places))
        for match in _PICTURE.finditer(shown):
            findings.error(
                "image-mark",
                f"`{match.group()}` does not work as a picture",
                _picture_meant(match["alt"], match["name"]),
                *_place(match, inline, places),
            )
        for match in _BROKEN.finditer(_PICTURE.sub(_OTHER, shown)):
            file = _FILE.search(match.group())
            findings.error(
                "image-mark",
                f"`{match.group()}` is no picture, and is shown as typed",
                f"Write ![]({file[0] if file else 'file.jpg'}): brackets, then the file's name in "
                "parentheses.",
                *_place(match, inline, places),
            )
        _warn_of_latex(inline, places, findings)
        for match in _STRONG.finditer(shown):
            findings.warn(
                "emphasis-mark",
                f"`{match['open']}` begins bold words that never end, and is shown as typed",
                "Write ** right behind the last of them, too; or a backslash before each * that "
                "is text.",
                *places.of(inline, max(inline.content.find(match["open"]), 0)),
            )
        for match in _LINK.finditer(shown):
            findings.warn(
                "link-mark",
                f"`{match.group().replace(_OTHER, '…')}` does not work as a link, and is shown "
                "as typed",
                "Leave no space between ] and (, write spaces in an address as %20, and call "
                "notes after a link, not in it.",
                *_place(match, inline, places),
            )


def _warn_of_latex(inline: Token, places: Places, findings: Findings) -> None:
    """Note LaTeX's brackets around a formula: here a backslash only makes text of a bracket."""
    code = [child.content for child in inline.children or () if child.type == "code_inline"]
    for match in _LATEX.finditer(inline.content):
        formula = match["formula"].strip()
        if _MATHEMATICAL.search(formula) and not any(match.group() in text for text in code):
            block = match["open"] == "["
            findings.warn(
                "formula-mark",
                f"`{match.group()}` is a formula in LaTeX; here it is shown as text",
                f"Write $$ {formula} $$ on a line of its own." if block else f"Write ${formula}$.",
                *places.of(inline, match.start()),
            )


def _picture_meant(alt: str, written: str) -> str:
    name = _SIZE.sub("", written).strip().strip("<>")
    if " " not in name:
        size = "; a width is {width=50%} behind the )" if _SIZE.search(written) else ""
        return f"Write ![{alt}]({name}), without a space before ({size}."
    return (
        f"Write ![{alt}](<{name}>), without a space before (; the <> are needed where a name "
        "holds spaces."
    )


_SIZE = re.compile(r"\s+=\d*x?\d*%?\s*$")
"""A picture's size, as some programs have it."""


def _shown(child: Token) -> str:
    if child.type == "text":
        return child.content
    if child.markup == "linkify":
        return ""  # A bare address is already a link.
    return "\n" if child.type in ("softbreak", "hardbreak") else _OTHER


def _box_meant(mark: str) -> str:
    named = _NAME.match(mark)
    guess = nearest(named[1], _MARKED) if named and named[1] else None
    known = f"The boxes are {boxes_named()}; each ends with a line :::."
    return f"{question(f':::{guess}')} {known}" if guess else known


def _line_place(match: re.Match[str], inline: Token, places: Places) -> tuple[int, int]:
    """The place of a match on a whole line, at its first occurrence as a line."""
    found = re.search(rf"(?m)^{re.escape(match.group())}$", inline.content)
    return places.of(inline, found.start() if found else None)


def _place(match: re.Match[str], inline: Token, places: Places) -> tuple[int, int]:
    at = inline.content.find(match.group())
    return places.of(inline, at if at >= 0 else None)
