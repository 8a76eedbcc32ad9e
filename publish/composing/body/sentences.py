"""The beginnings of sentences: there "figure 2" is written "Figure 2"."""

from __future__ import annotations

from lxml import etree

from publish.composing import markup

_INLINE = frozenset(
    {"a", "em", "strong", "b", "i", "u", "s", "small", "mark", "cite", "q", "code", "sub", "sup"}
    | {"span", "del", "ins", "bdi", "bdo", "abbr", "time"}
)
_BLOCKS = frozenset(
    {"p", "ul", "ol", "dl", "table", "figure", "blockquote", "div", "pre", "hr", "section", "aside"}
    | {"br"}
)
_OPENING = "“„«‘‚‹\"'([¿¡ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_ENDS = "!?…。！？؟"
_DATELINE = " —–-:]】\N{NO-BREAK SPACE}"
"""Characters that can separate a dateline and the first words after it."""
_SHORT = 2
"""Letters of an abbreviation ("cf."), whose stop does not end a sentence."""
_REACH = 200


def capital(text: str) -> str:
    """``text`` with a capital where it begins, if its script has one."""
    return text[:1].upper() + text[1:]


def begins_sentence(element: etree._Element) -> bool:
    """Whether ``element`` is at the beginning of a sentence or of its block."""
    before = _before(element).rstrip(_OPENING + "\t\r\n")
    if not before or before[-1] in _ENDS:
        return True
    words = before[:-1].split()
    return before[-1] == "." and bool(words) and len(words[-1].strip(_OPENING)) > _SHORT


def _before(element: etree._Element) -> str:
    """The last words before ``element`` in its block."""
    text = ""
    while True:
        for sibling in element.itersiblings(preceding=True):
            text = (sibling.tail or "") + text
            if "place" in markup.classes(sibling):
                return text.lstrip(_DATELINE)
            if markup.name(sibling) in _BLOCKS or len(text.strip()) > _REACH:
                return text
            if "number" not in markup.classes(sibling):
                text = "".join(map(str, sibling.itertext())) + text
        parent = element.getparent()
        if parent is None:
            return text
        text = (parent.text or "") + text
        if markup.name(parent) not in _INLINE or "caption" in markup.classes(parent):
            return text
        element = parent
