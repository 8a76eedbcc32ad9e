"""Citations in each format: the entry that each leads to, and the links back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Name

from publish.content import Entry
from publish.proof.readers.pdf.places import Places
from publish.proof.word_diff import rough

_BEGINNING = 24
"""The number of letters that identify an entry."""
_ENTRY, _CITATION = "ref-", "citeref-"
"""The beginnings of the ids of entries and of citations."""
_HTML = "{http://www.w3.org/1999/xhtml}"


def of_xhtml(roots: Iterable[etree._Element]) -> tuple[Entry, ...]:
    """The cited entries of a Page, or of all documents of an EPUB."""
    roots = list(roots)
    ids = {str(e.get("id")): e for root in roots for e in root.iter() if e.get("id")}
    texts: dict[str, str] = {}
    ways: dict[str, int] = {}
    for root in roots:
        for section in root.iter(f"{_HTML}section"):
            if section.get("role") != "doc-bibliography":
                continue
            for entry in section.iter(f"{_HTML}li", f"{_HTML}p"):
                if id := entry.get("id"):
                    texts[id] = _text(entry)
                    backs = (a for a in entry.iter(f"{_HTML}a") if a.get("role") == "doc-backlink")
                    ways[id] = sum(1 for a in backs if _fragment(a) in ids)
    calls: dict[str, str] = {}
    for in_notes in (False, True):
        for root in roots:
            for link in root.iter(f"{_HTML}a"):
                if _fragment(link) in texts and link.get("role") == "doc-biblioref":
                    asides = list(link.iterancestors(f"{_HTML}aside"))
                    if bool(asides) is in_notes:
                        id = _fragment(link)
                        calls[id] = calls.get(id, "") + _text(link)
    return entries(texts, calls, ways)


def _fragment(link: etree._Element) -> str:
    return link.get("href", "").partition("#")[2]


Spot = tuple[int, int, int]
"""A page, from 0, and a point of it, in whole points."""


class PdfLinks:
    """The links of a PDF that stay in it, from a walk of its structure.

    Their targets are found in two ways. From an entry back: the place is where a link begins, and
    that link leads to the entry. To an entry: the places of all entries have the order of the
    entries.
    """

    def __init__(self, places: Places) -> None:
        self._spots = places.spots()
        self._order = places.named()
        self._page = places.page
        self._calls: dict[str, str] = {}
        self._noted: dict[str, str] = {}
        self._starts: set[Spot] = set()
        self._items: list[tuple[str, list[str]]] = []

    def link(self, element: Any, words: str, in_note: bool) -> None:
        """A Link of the structure, and its words."""
        calls = self._noted if in_note else self._calls
        found = list(_targets(element))
        for target in dict.fromkeys(target for target, _, _ in found):
            calls[target] = calls.get(target, "") + words
        for target, annotation, page in found:
            if target.startswith(_ENTRY):
                left, top = (float(annotation.Rect[n]) for n in (0, 1))
                top = max(top, float(annotation.Rect[3]))
                self._starts.add((self._page(page), round(left), round(top)))

    def item(self, element: Any, words: str) -> None:
        """An item of a list; one with links to citations is an entry."""
        targets = [target for target in _links_below(element) if target.startswith(_CITATION)]
        if targets:
            self._items.append((words, targets))

    def entries(self) -> tuple[Entry, ...]:
        """The cited entries: places that links lead to, one for each item, in their order."""
        named = {**self._calls, **self._noted}
        found = [name for name in named if name.startswith(_ENTRY) and name in self._order]
        ordered = sorted(found, key=lambda name: self._order[name])
        linked = [item for item in self._items if any(map(self._is_link, item[1]))]
        calls = {n: self._calls.get(n, "") + self._noted.get(n, "") for n in named}
        texts = {name: words for name, (words, _) in zip(ordered, linked, strict=False)}
        ways = {
            name: sum(1 for target in targets if target in self._spots)
            for name, (_, targets) in zip(ordered, linked, strict=False)
        }
        return entries(texts, calls, ways)

    def _is_link(self, name: str) -> bool:
        """Whether a link to an entry begins at the place of that name."""
        spot = self._spots.get(name)
        if spot is None:
            return False
        page, left, top = spot
        near = ((page, left + x, top + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        return any(other in self._starts for other in near)


def _targets(element: Any) -> Iterator[tuple[str, Any, Any]]:
    """The names of places that a Link's annotations lead to (ISO 32000-1 §12.3.2.3).

    Each comes with its annotation, and with its page.
    """
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            annotation: Any = kid.get("/Obj", {})
            target = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
            if target is not None and not isinstance(target, Array):
                yield str(target), annotation, kid.get("/Pg", element.get("/Pg"))


def _links_below(element: Any) -> Iterator[str]:
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.get("/S") == Name.Link:
            yield from dict.fromkeys(name for name, _, _ in _targets(node))
            continue
        kids = node.get("/K")
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append(kid)


def entries(
    texts: Mapping[str, str], calls: Mapping[str, str], ways: Mapping[str, int]
) -> tuple[Entry, ...]:
    """The entries with links to them and links back, by their ids."""
    return tuple(
        Entry(rough(text)[:_BEGINNING], rough(calls.get(id, "")), ways.get(id, 0))
        for id, text in texts.items()
        if calls.get(id) and ways.get(id)
    )


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
