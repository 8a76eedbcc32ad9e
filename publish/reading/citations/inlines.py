"""The processor's output as XHTML in the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape

from publish.addresses import normalized
from publish.reading.citations.clusters import shown

Inline = Mapping[str, Any]
_ELEMENTS = {
    "Emph": "<em>{}</em>",
    "Strong": "<strong>{}</strong>",
    "Superscript": "<sup>{}</sup>",
    "Subscript": "<sub>{}</sub>",
    "Strikeout": "<s>{}</s>",
    "Underline": "<u>{}</u>",
    "SmallCaps": '<span class="small-caps">{}</span>',
}
_ANCHORS = re.compile(r"</?a\b[^>]*>")
_SCHEMES = ("http", "https", "mailto")


class Unsaid(Exception):
    """TeX that cannot be set; the message is the TeX."""


def xhtml(
    inlines: Iterable[Inline],
    link: Callable[[int, str], str],
    note: Callable[[str], str] | None = None,
) -> str:
    """``inlines`` as XHTML.

    ``link`` makes the link to an entry, from the number of its record and the words; ``note`` takes
    the words of a note and returns its call. Without ``note``, they stay in line. Raises
    :class:`Unsaid` for TeX that could not be decoded.
    """
    return "".join(_one(inline, link, note) for inline in inlines)


def _one(inline: Inline, link: Callable[[int, str], str], note: Callable[[str], str] | None) -> str:
    kind, content = inline["t"], inline.get("c")

    def inside(inlines: Iterable[Inline]) -> str:
        return xhtml(inlines, link, note)

    match kind:
        case "Str":
            return str(escape(shown(str(content))))
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case _ if content is None:
            raise Unsaid(kind)
        case "Quoted":
            marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            return f"{marks[0]}{inside(content[1])}{marks[1]}"
        case "Span" | "Cite":
            return inside(content[1])
        case "Link":
            return _linked(content[2][0], inside(content[1]), link)
        case "Math" | "Code":
            return str(escape(content[1]))
        case "Note":
            words = " ".join(inside(block["c"]) for block in content)
            return note(words) if note else words
        case _ if kind in _ELEMENTS:
            return _ELEMENTS[kind].format(inside(content))
    raise Unsaid(str(content[-1])[:60] if isinstance(content, list) else kind)


def _linked(target: str, words: str, link: Callable[[int, str], str]) -> str:
    if target.startswith("#ref-r"):
        # Links do not nest: the entry itself has the address.
        return link(int(target.removeprefix("#ref-r")), _ANCHORS.sub("", words))
    try:
        parts = urlsplit(target)
        sound = parts.scheme in _SCHEMES and (parts.hostname or parts.scheme == "mailto")
    except ValueError:
        sound = False
    if not sound or any(c.isspace() for c in target) or "<a " in words:
        return words
    return f'<a href="{escape(normalized(target))}">{words}</a>'
