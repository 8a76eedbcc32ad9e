"""The one module that parses XML: sources, outputs read back, strangers' files, our own markup.

No DTD is loaded, nothing is fetched, no entity is replaced in a text, and what entities
do in attributes, how deep elements nest and how long a document is have limits. Formats
write with it and the proof reads with it: safe parsing is a service of the ground, and
says nothing of what a document means.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from lxml import etree

MOST_BYTES = 256 * 2**20
"""Of one document: a tree takes ten times as much memory."""
DEEPEST = 256
"""Levels of elements, as libxml2 has it."""
MOST_ATTRIBUTES = 1_000
"""Of one element: reading them all takes a time that grows with their square."""


class BadXML(Exception):
    """A document that is not well-formed, or beyond the limits. ``line`` is 0 if unknown."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        place = f", line {line}, column {column}" if line else ""
        super().__init__(f"{reason}{place}")
        self.reason, self.line, self.column = reason, line, column


class TooMuch(BadXML):
    """A document beyond the limits."""


def parse(data: bytes | str, *, bare: bool = False, large: bool = False) -> etree._Element:
    """The root of a document; a reference to an entity stays one.

    ``bare`` leaves out comments and processing instructions. ``large`` lifts libxml2's
    limits (10 MB for one text, 256 levels become 2048), and refuses declared entities.
    Raises :class:`BadXML`.
    """
    data = _bounded(data)
    if large and _may_declare_entities(data):
        raise BadXML("it declares entities")
    try:
        return etree.fromstring(data, _parser(bare, large, recover=False))
    except etree.XMLSyntaxError as error:
        raise _bad(error) from None
    except (ValueError, LookupError) as error:  # as for an encoding that nobody knows
        raise BadXML(str(error)) from None


def salvage(data: bytes) -> etree._Element | None:
    """The root of what can be read of a broken document, bare; None if nothing can."""
    try:
        root = etree.fromstring(_bounded(data), _parser(bare=True, large=False, recover=True))
    except (BadXML, etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return root if isinstance(root, etree._Element) else None


def declares_entities(root: etree._Element) -> bool:
    """Whether the document of ``root`` declares entities in its DOCTYPE."""
    declared: Any = root.getroottree().docinfo.internalDTD  # the stubs know too little of it
    return declared is not None and any(True for _ in declared.iterentities())


def has_doctype(root: etree._Element) -> bool:
    """Whether the document of ``root`` has a DOCTYPE."""
    return root.getroottree().docinfo.internalDTD is not None


def parse_plain(markup: str) -> ElementTree.Element:
    """The root as the standard library's element, which WeasyPrint and ziamath take.

    Comments and processing instructions vanish, the text around them stays. Raises
    :class:`BadXML`, for declared entities too.
    """
    _bounded(markup)
    if "<!ENTITY" in markup:
        raise BadXML("it declares entities")
    parser = ElementTree.XMLParser(target=_ShallowTree())
    try:
        parser.feed(markup)
        root = parser.close()
    except ElementTree.ParseError as error:
        line, column = error.position
        raise BadXML(str(error).partition(": line ")[0], line, column + 1) from None
    except ValueError as error:  # half a surrogate pair
        raise BadXML(str(error)) from None
    assert isinstance(root, ElementTree.Element)
    return root


class Tag(NamedTuple):
    """A tag, from and to which byte; that of an empty element is there as start and as end."""

    name: str
    """In Clark's notation, ``{namespace}name``."""
    begin: int
    end: int
    is_start: bool


_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
"""``>`` may be in an attribute's value."""


def tags(data: bytes) -> tuple[Tag, ...]:
    """Every tag in order, of a document in an extension of ASCII.

    Raises :class:`BadXML`, for declared entities too.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    found: list[Tag] = []
    open_tags: list[Tag] = []

    def start(name: str, _: object) -> None:
        clark = f"{{{name}" if "}" in name else name
        at = parser.CurrentByteIndex
        open_tags.append(Tag(clark, at, _tag_end(data, at), is_start=True))
        found.append(open_tags[-1])

    def end(_: str) -> None:
        opened, at = open_tags.pop(), parser.CurrentByteIndex
        # Behind the tag of an empty element expat is already at what follows.
        is_empty = at == opened.end and data[at - 2 : at] == b"/>"
        begin, end = opened[1:3] if is_empty else (at, _tag_end(data, at))
        found.append(Tag(opened.name, begin, end, is_start=False))

    def refuse(*_: object) -> None:
        raise BadXML("it declares entities", parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(_bounded(data), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise BadXML(reason, error.lineno, error.offset + 1) from None
    except (ValueError, LookupError) as error:
        raise BadXML(str(error)) from None
    return tuple(found)


def _tag_end(data: bytes, at: int) -> int:
    tag = _TAG.match(data, at)
    if tag is None:
        raise BadXML("its encoding is no extension of ASCII")
    return tag.end()


class _ShallowTree(ElementTree.TreeBuilder):
    """A tree of limited depth."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadXML(f"elements nest more than {DEEPEST} deep")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        self._depth -= 1
        return super().end(tag)


def _bounded(data: bytes | str) -> bytes:
    if len(data) > MOST_BYTES:
        raise TooMuch(f"it has more than {MOST_BYTES >> 20} MB")
    try:
        data = data if isinstance(data, bytes) else data.encode()
    except UnicodeEncodeError as error:
        raise BadXML(str(error)) from None
    if _has_many_attributes(data):
        raise TooMuch(f"an element has more than {MOST_ATTRIBUTES:,} attributes")
    return data


_ATTRIBUTE = re.compile(rb"""=\s*(?:"[^"]*"|'[^']*')""")


def _has_many_attributes(data: bytes) -> bool:
    """Count before parsing: no ``<`` is in a tag, so a tag is what is between two of them."""
    if data.count(b"=") <= MOST_ATTRIBUTES:
        return False
    pieces = _narrow(data).split(b"<")
    return any(
        len(_ATTRIBUTE.findall(_tag_of(piece))) > MOST_ATTRIBUTES
        for piece in pieces
        if piece.count(b"=") > MOST_ATTRIBUTES and piece[:1] not in (b"!", b"?")
    )


def _tag_of(piece: bytes) -> bytes:
    tag = _TAG.match(b"<" + piece)
    return tag[0] if tag else piece


def _narrow(data: bytes) -> bytes:
    """Return a document in ASCII's bytes, for counting, if it has two or four bytes a letter."""
    wide = b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data.replace(b"\0", b"") if wide else data


@cache
def _parser(bare: bool, large: bool, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=bare,
        remove_pis=bare,
        huge_tree=large,
        recover=recover,
    )


def _may_declare_entities(data: bytes) -> bool:
    """Whether the sign of it is there, in UTF-8 or in two or four bytes a letter."""
    return b"<!ENTITY" in _narrow(data)


def _bad(error: etree.XMLSyntaxError) -> BadXML:
    line, column = error.position
    return BadXML((error.msg or "it is empty").partition(", line ")[0], line, column)
