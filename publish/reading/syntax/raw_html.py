"""Raw HTML in Markdown: comments go, line breaks stay, anything else is an error."""

from __future__ import annotations

import re

from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.positions import Places, offset

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<\s*(?P<close>/?)\s*(?P<name>[A-Za-z][\w:-]*)")

INSTEAD = {
    "a": "Write [text](https://…).",
    "b": "Write **text**.",
    "blockquote": "Begin the lines with > instead.",
    "br": "Put it at the end of the line before, not on a line of its own.",
    "code": "Write `text` between backticks.",
    "del": "Write ~~text~~.",
    "em": "Write *text*.",
    "figcaption": "Write the caption under `images:` in the front matter.",
    "figure": "Write ![](file.jpg) in a paragraph of its own; caption and credit go under "
    "`images:` in the front matter.",
    "h1": "Begin the line with # instead.",
    "h2": "Begin the line with ## instead.",
    "h3": "Begin the line with ### instead.",
    "hr": "Write --- between two empty lines.",
    "i": "Write *text*.",
    "img": "Write ![](file.jpg) in a paragraph of its own.",
    "li": "Begin the line with - instead.",
    "ol": "Begin the lines with 1. instead.",
    "p": "Leave an empty line between paragraphs instead.",
    "pre": "Put a line ``` before and after the code instead.",
    "s": "Write ~~text~~.",
    "strong": "Write **text**.",
    "table": "Write the table in Markdown: | one | two |.",
    "ul": "Begin the lines with - instead.",
}
_OTHERWISE = "Delete it, or put `backticks` around it if it is to be read as text."


def refuse_html(tokens: list[Token], places: Places, findings: Findings) -> list[Token]:
    """The tokens without comments, ``<br>`` made a line break; the rest noted as errors."""
    kept: list[Token] = []
    for token in tokens:
        if token.type == "html_block":
            _refuse_block(token, findings)
            continue
        if token.type == "inline" and token.children:
            token.children = _inline(token, token.children, places, findings)
        kept.append(token)
    return kept


def _refuse_block(token: Token, findings: Findings) -> None:
    line = token.map[0] + 1 if token.map else 0
    rest, is_open = _without_comments(token.content)
    if is_open:
        findings.error(
            "comment-open",
            "the comment that begins here is never closed; the text after it would be lost",
            "Close it with -->.",
            line + rest.count("\n"),
        )
    if _BREAK.search(rest) and not _BREAK.sub("", rest).strip():
        findings.warn(
            "line-break",
            "a <br> between blocks does nothing; it was left out",
            "Delete it; the theme sets the distance between paragraphs.",
            line,
        )
        return
    if rest.strip():
        line += rest[: len(rest) - len(rest.lstrip())].count("\n")
        _error(rest, line, 0, findings)


def _without_comments(html: str) -> tuple[str, bool]:
    """A block without its comments, line ends kept; is its last comment never closed?"""
    parts: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        parts.append(html[at:start])
        end = html.find("-->", start + 2)  # `<!-->` is a whole comment (CommonMark 0.31, 6.6)
        if end < 0:
            return "".join(parts), True
        at = end + 3
        parts.append("\n" * html.count("\n", start, at))
    return "".join((*parts, html[at:])), False


def _inline(
    inline: Token, children: list[Token], places: Places, findings: Findings
) -> list[Token]:
    kept: list[Token] = []
    opened: set[str] = set()
    for child in children:
        if child.type != "html_inline":
            kept.append(child)
        elif _BREAK.fullmatch(child.content):
            kept.append(Token("hardbreak", "br", 0, level=child.level))
        elif not child.content.startswith("<!--"):
            tag = _TAG.match(child.content)
            name = tag["name"].lower() if tag else ""
            if not (tag and tag["close"] and name in opened):
                _error(child.content, *places.of(inline, offset(child)), findings)
            opened.add(name)
    return kept


def _error(html: str, line: int, column: int, findings: Findings) -> None:
    tag = _TAG.search(html)
    if tag is None:
        what, fix = "raw HTML", _OTHERWISE
    else:
        name = tag["name"].lower()
        what, fix = f"<{tag['close']}{name}>", INSTEAD.get(name, _OTHERWISE)
    findings.error("raw-html", f"raw HTML is not allowed: {what}", fix, line, column)
