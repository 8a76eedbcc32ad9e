"""XHTML in the vocabulary, taken down: for the Page itself, and for an EPUB's chapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from publish.proof.testimony import Call, Figure, Link, Picture
from publish.proof.transcript import Transcript
from publish.proof.xmp import read_picture

NAMESPACE = "http://www.w3.org/1999/xhtml"
_HTML = f"{{{NAMESPACE}}}"
_OPS = "{http://www.idpf.org/2007/ops}"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd"}
    | {"mark", "math", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"}
    | {"var", "wbr"}
)
"""Whatever does not end a word where it begins or ends; all else does."""
_BLOCK_SPANS = frozenset({"caption", "credit"})
"""Spans that stand on lines of their own in every format."""
_SILENT = frozenset({"head", "script", "style", "template", "svg"})

Fetch = Callable[[str], bytes | None]
"""The bytes of an image, by the address in its ``src``."""


def parse(markup: bytes) -> etree._Element:
    """The root of an XHTML document; no DTD is loaded and no entity resolved.

    Raises ``lxml.etree.XMLSyntaxError`` if it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    return etree.fromstring(markup, parser)


def kinds(element: etree._Element) -> frozenset[str]:
    """What an element says it is, by ``role``, ``epub:type`` or class."""
    said = (element.get("role"), element.get(f"{_OPS}type"), element.get("class"))
    return frozenset(word for value in said if value for word in value.split())


class Reading:
    """One or more XHTML documents, read one after the other.

    ``embedded``: look into every picture for what its own XMP states.
    """

    def __init__(self, fetch: Fetch, *, embedded: bool = True) -> None:
        self.fetch = fetch
        self._embedded = embedded
        self.transcript = Transcript()
        self.figures: list[Figure] = []
        self.credits: list[str] = []
        self.notes: dict[str, Transcript] = {}
        """What every note says, by its id."""
        self._in_credits = False

    def read(self, element: etree._Element) -> None:
        """Take down ``element`` and all that is in it, but not its tail."""
        # A processing instruction's tag is no text, and so in no set.
        tag = str(element.tag).removeprefix(_HTML)
        if callable(element.tag) or tag in _SILENT or element.get("hidden") is not None:
            return
        if tag == "p" and element.get("data-repeated") is not None:
            # A stamp, which the text says once and every document of an EPUB bears.
            return
        said = kinds(element)
        if tag == "a" and "doc-noteref" in said:
            self.transcript.call((element.get("href") or "").partition("#")[2])
            return
        if tag == "a" and "doc-backlink" in said:
            return
        if tag == "aside" and "doc-footnote" in said:
            self._note(element)
            return
        out = self.transcript
        block = tag not in _INLINE or (
            tag == "span" and not _BLOCK_SPANS.isdisjoint(kinds(element))
        )
        if block:
            out.divide()
        mark = out.mark()
        match tag:
            case "figure":
                self._figure(element)
            case "img":
                self.figures.append(self._picture(element))
            case "section" if "doc-credits" in kinds(element):
                self._in_credits = True
                self._inside(element)
                self._in_credits = False
            case _:
                self._inside(element)
        if tag in _HEADINGS:
            out.heading(_HEADINGS[tag], mark)
        elif tag == "a" and (target := element.get("href")):
            out.link(target, mark)
        elif tag == "li" and self._in_credits:
            self.credits.append(out.since(mark))
        if block:
            out.divide()

    def _note(self, element: etree._Element) -> None:
        """A note, taken down apart from the text."""
        outer, self.transcript = self.transcript, Transcript()
        self._inside(element)
        self.notes[element.get("id") or f"note {len(self.notes)}"] = self.transcript
        self.transcript = outer

    @property
    def links(self) -> tuple[Link, ...]:
        """The links out of the text, then those out of the notes."""
        return self.transcript.links + tuple(x for n in self.notes.values() for x in n.links)

    def said(self) -> tuple[tuple[str, ...], tuple[Call, ...]]:
        """What the notes say, and which of them the text calls, and where."""
        texts = tuple(note.text for note in self.notes.values())
        return texts, self.transcript.calls(tuple(self.notes))

    def _inside(self, element: etree._Element) -> None:
        self.transcript.write(element.text or "")
        for child in element:
            self.read(child)
            self.transcript.write(child.tail or "")

    def _figure(self, element: etree._Element) -> None:
        """A figure's pictures share its caption and credits."""
        first = len(self.figures)
        self._inside(element)
        legend = caption = ""
        credits: list[str] = []
        for part in element.iter(f"{_HTML}*"):
            if part.tag == f"{_HTML}figcaption":
                legend = _text(part)
            elif "doc-credit" in kinds(part):
                credits.append(_text(part))
            elif part.tag == f"{_HTML}span" and "caption" in kinds(part):
                caption = _text(part)
        for index in range(first, len(self.figures)):
            self.figures[index] = replace(
                self.figures[index], legend=legend, caption=caption, credits=tuple(credits)
            )

    def _picture(self, element: etree._Element) -> Figure:
        address = element.get("src") or ""
        data = self.fetch(address)
        if address.endswith(".svg"):
            # Every format draws it in its own way: it is known by its text alternative.
            data = None
        return Figure(
            alt=" ".join((element.get("alt") or "").split()),
            caption="",
            picture=Picture(data) if data else None,
            embedded=read_picture(data) if data and self._embedded else {},
        )


def _text(element: etree._Element) -> str:
    """The text of a part of a figure, blocks divided."""
    reading = Reading(lambda src: None, embedded=False)
    reading.read(element)
    return reading.transcript.text
