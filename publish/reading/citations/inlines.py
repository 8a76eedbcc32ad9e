"""What the processor says, as XHTML in the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape

from publish.addresses import normalized
from publish.reading.citations.clusters import shown

Inline = Mapping[str, Any]
_PLAIN = {"Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub",
          "Strikeout": "s"}  # fmt: skip
_ANCHORS = re.compile(r"</?a\b[^>]*>")
_SCHEMES = ("http", "https", "mailto")


class Unsaid(Exception):
    """Something that cannot be set: the message is what it was."""


def xhtml(
    inlines: Iterable[Inline],
    link: Callable[[int, str], str],
    note: Callable[[str], str] | None = None,
) -> str:
    """``inlines`` as XHTML.

    ``link`` makes the link to an entry, from the number of its record and the words;
    ``note`` takes the words of a note and returns its call, without it they stay in
    line. Raises :class:`Unsaid` for TeX that nothing could decode.
    """
    return "".join(_one(inline, link, note) for inline in inlines)


def _one(inline: Inline, link: Callable[[int, str], str], note: Callable[[str], str] | None) -> str:
    kind, content = inline["t"], inline.get("c")

    def inside(inlines: Iterable[Inline]) -> str:
        return xhtml(inlines, link, note)

    if kind == "Str":
        return str(escape(shown(str(content))))
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if content is None:
        raise Unsaid(kind)
    if kind in _PLAIN:
        return f"<{_PLAIN[kind]}>{inside(content)}</{_PLAIN[kind]}>"
    if kind == "SmallCaps":
        return f'<span class="small-caps">{inside(content)}</span>'
    if kind == "Underline":
        return f"<u>{inside(content)}</u>"
    if kind == "Quoted":
        marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        return f"{marks[0]}{inside(content[1])}{marks[1]}"
    if kind == "Span":
        return inside(content[1])
    if kind == "Cite":
        return inside(content[1])
    if kind == "Link":
        return _linked(content[2][0], inside(content[1]), link)
    if kind in ("Math", "Code"):
        return str(escape(content[1]))
    if kind == "Note":
        words = " ".join(inside(block["c"]) for block in content)
        return note(words) if note else words
    raise Unsaid(str(content[-1])[:60] if isinstance(content, list) else kind)


def _linked(target: str, words: str, link: Callable[[int, str], str]) -> str:
    if target.startswith("#ref-r"):
        # A link in a link is none: the entry itself has the address.
        return link(int(target.removeprefix("#ref-r")), _ANCHORS.sub("", words))
    try:
        parts = urlsplit(target)
        sound = parts.scheme in _SCHEMES and (parts.hostname or parts.scheme == "mailto")
    except ValueError:
        sound = False
    if not sound or any(c.isspace() for c in target) or "<a " in words:
        return words
    return f'<a href="{escape(normalized(target))}">{words}</a>'
