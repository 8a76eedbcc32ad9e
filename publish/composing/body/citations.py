"""Citations and the entries that they lead to: each entry leads back to where it is cited.

Reading sets the citations. Their ids and the links back are made here, where it is known
which captions are on the Page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from publish.composing.markup import tag

CITED = "data-cites"
"""The ids of all entries that a citation cites, also within a range such as [3–5]."""
ARROW = "↑"
_TOGETHER = 8


def lead_back(roots: Sequence[etree._Element], words: Mapping[str, str]) -> None:
    """Give each citation in ``roots`` an id, and each entry a link back to each citation.

    A single link is an arrow, several are letters after it.
    """
    entries = {
        str(entry.get("id")): entry
        for root in roots
        for section in root.iter(tag("section"))
        if section.get("role") == "doc-bibliography"
        for entry in section.iter(tag("li"), tag("p"))
        if entry.get("id")
    }
    calls: dict[str, list[str]] = {}
    number = 0
    for citation in _citations(roots):
        links = {_target(link): link for link in citation.iter(tag("a")) if _target(link)}
        for target in dict.fromkeys([*links, *citation.attrib.pop(CITED, "").split()]):
            if target not in entries:
                continue
            place = links.get(target, citation)
            if place.get("id") is None:
                number += 1
                place.set("id", f"citeref-{number}")
            calls.setdefault(target, []).append(str(place.get("id")))
    for target, ids in calls.items():
        _append(entries[target], ids, words.get("cited", ""))


def _citations(roots: Sequence[etree._Element]) -> Iterator[etree._Element]:
    for root in roots:
        for element in root.iter(tag("span")):
            if "citation" in (element.get("class") or "").split():
                yield element


def _target(link: etree._Element) -> str:
    return link.get("href", "").removeprefix("#") if link.get("role") == "doc-biblioref" else ""


def _append(entry: etree._Element, ids: Sequence[str], label: str) -> None:
    ways = etree.Element(tag("span"))
    ways.set("class", "cited-at")
    if len(entry):
        entry[-1].tail = f"{(entry[-1].tail or '').rstrip()}\u00a0"
    else:
        entry.text = f"{(entry.text or '').rstrip()}\u00a0"
    entry.append(ways)  # never alone on a line
    # A few stay together on a line.
    gap = "\u00a0" if len(ids) <= _TOGETHER else " "
    if len(ids) > 1:
        ways.text = f"{ARROW}{gap}"
    for n, id in enumerate(ids):
        way = etree.SubElement(ways, tag("a"), href=f"#{id}", role="doc-backlink")
        way.set("class", "way-back")
        way.text = letters(n) if len(ids) > 1 else ARROW
        if label:
            way.set("aria-label", f"{label} {way.text}" if len(ids) > 1 else label)
        way.tail = gap if n < len(ids) - 1 else None


def letters(number: int) -> str:
    """``a`` for 0, ``z`` for 25, ``aa`` for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = "abcdefghijklmnopqrstuvwxyz"[rest] + name
    return name
