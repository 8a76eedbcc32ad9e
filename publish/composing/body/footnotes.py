"""Notes and references of the composed body: their numbers, order and links.

Readers and importers know notes by their ids alone. Only here are all calls in the order
in which people meet them, those in captions too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from lxml import etree

from publish.cascade.formula_text import one_line
from publish.composing import markup
from publish.composing.body.citations import lead_back
from publish.composing.markup import tag
from publish.errors import Problem, SourceError, ThemeError
from publish.values import dataclass

CALL, NOTE, BACK = "doc-noteref", "doc-footnote", "doc-backlink"
NOTES, REFERENCES, ABSTRACT = "doc-endnotes", "doc-bibliography", "doc-abstract"


@dataclass
class _Note:
    aside: etree._Element
    number: int = 0
    calls: list[etree._Element] = field(default_factory=list)


def settle(roots: Sequence[etree._Element], words: Mapping[str, str]) -> None:
    """Number the notes that ``roots`` call, in their order, and put them at the end of the last.

    A note is ``aside#fn-N``, its number a link back to the first call,
    ``#fnref-N``. References get a heading if they have none. Raises
    ``SourceError`` for a call without a note and a note without a call.
    """
    notes = {str(aside.get("id")): _Note(aside) for aside in _of(roots, "aside", NOTE)}
    for call in _of(roots, "a", CALL):
        target = call.get("href", "").removeprefix("#")
        if target not in notes:
            raise _broken(f"a note is called that is not there: {target!r}")
        note = notes[target]
        note.number = note.number or 1 + sum(1 for other in notes.values() if other.number)
        note.calls.append(call)
    for id, note in notes.items():
        if not note.calls:
            raise _broken(f"nothing calls the note {id!r}")
    ordered = sorted(notes.values(), key=lambda note: note.number)
    referring = [
        (link, notes[target])
        for root in roots
        for link in root.iter(tag("a"))
        if link.get("role") is None and (target := link.get("href", "")[1:]) in notes
    ]
    for note in ordered:
        _lead(note)
    for link, note in referring:
        link.set("href", f"#{note.aside.get('id')}")
    if ordered:
        _gather(roots[-1], ordered, _word(words, "notes"))
    _head_references(roots, words)
    lead_back(roots, words)


def ensure_kept(text: str, body: etree._Element, abstract: str | None, theme: str) -> None:
    """Raise ``ThemeError`` if a Page's markup lacks a note, a reference or the abstract."""
    root = markup.document(text)
    there = {(e.get("id"), one_line(e)) for e in root.iter() if e.get("id")}
    sections = [*_of([body], "aside", NOTE), *_of([body], "section", REFERENCES)]
    for element in (e for section in sections for e in section.iter() if e.get("id")):
        if (element.get("id"), one_line(element)) not in there:
            raise _lost(theme, "theme-note-lost", "a note or a reference", "body")
    if abstract is not None:
        shown = " ".join(one_line(section) for section in _of([root], "section", ABSTRACT))
        if one_line(markup.fragment(abstract)) not in shown:
            raise _lost(theme, "theme-abstract-lost", "the abstract", "article.abstract")


def _lead(note: _Note) -> None:
    """Numbers at the calls and before the note, each a link to the other."""
    for n, call in enumerate(note.calls, 1):
        call.set("id", f"fnref-{note.number}" + (f"-{n}" if n > 1 else ""))
        call.set("href", f"#fn-{note.number}")
        call.text = str(note.number)
    note.aside.set("id", f"fn-{note.number}")
    back = etree.Element(tag("a"), href=f"#fnref-{note.number}", role=BACK)
    back.text = str(note.number)
    first = next(iter(note.aside), None)
    if first is None or first.tag != tag("p"):
        # The number of a note that begins with a list or a quotation has a line of its own.
        first = etree.Element(tag("p"))
        note.aside.insert(0, first)
    back.tail = f" {(first.text or '').lstrip()}" if len(first) or first.text else None
    first.text = None
    first.insert(0, back)


def _gather(root: etree._Element, notes: Iterable[_Note], label: str) -> None:
    section = etree.SubElement(root, tag("section"), role=NOTES)
    section.set("class", "notes")
    section.set("aria-label", label)
    for note in notes:
        _take_out(note.aside)
        note.aside.tail = "\n"
        section.append(note.aside)


def _take_out(element: etree._Element) -> None:
    """Remove ``element``, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _head_references(roots: Sequence[etree._Element], words: Mapping[str, str]) -> None:
    entries: set[str] = set()
    for n, section in enumerate(_of(roots, "section", REFERENCES), 1):
        entries.update(str(e.get("id")) for e in section.iter() if e.get("id"))
        heading = next(iter(section), None)
        if heading is None or heading.tag not in (tag(f"h{level}") for level in range(2, 7)):
            heading = etree.Element(tag("h2"))
            heading.set("id", "references-title" + (f"-{n}" if n > 1 else ""))
            heading.text = _word(words, "references")
            section.insert(0, heading)
        entries.discard(str(heading.get("id")))
        section.set("aria-labelledby", str(heading.get("id")))
    for root in roots:
        for link in root.iter(tag("a")):
            href = link.get("href", "")
            if href.startswith("#") and href[1:] in entries and link.get("role") is None:
                link.set("role", "doc-biblioref")


def _of(roots: Iterable[etree._Element], name: str, role: str) -> Iterator[etree._Element]:
    for root in roots:
        yield from [e for e in root.iter(tag(name)) if e.get("role") == role]


def _word(words: Mapping[str, str], key: str) -> str:
    if key not in words:
        message = f"the theme has no word for {key!r}, which this article needs"
        fix = f'Add {key} = "…" under [labels.en] in theme.toml.'
        raise ThemeError(Problem("theme-label", message, fix))
    return words[key]


def _broken(message: str) -> SourceError:
    return SourceError(Problem("note-broken", message, "Correct the call, or the note."))


def _lost(theme: str, rule: str, what: str, value: str) -> ThemeError:
    message = f"the theme {theme} does not show {what}"
    return ThemeError(Problem(rule, message, f"Its templates must print `{value}`, whole."))
