r"""Numbers and cross-references as Word's fields (ISO 29500-1 §17.16.5).

A caption counts with ``SEQ``. A reference repeats its label and number, or its number,
with ``REF`` and a bookmark; a section's number with ``REF \\r``, a note's with ``NOTEREF``. So
a partner who removes a figure presses F9, and all numbers are right again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.formats.docx.model import roles
from publish.formats.docx.model.inlines import BookmarkedText, Field, Inline, Link, Run
from publish.values import dataclass

_COUNTS = re.compile(r"[1-9][0-9]*")
"""Numbers that Word can count to; it has no fields for other digits."""
_LONGEST = 40
"""Characters of a sequence's name."""

MakeRuns = Callable[[str], tuple[Run, ...]]
"""Makes runs of the current style, one for each language in the text."""


@dataclass
class Numbers:
    """The numbers of a document's captions, equations and headings, by their ids."""

    labels: dict[str, str] = field(default_factory=dict)
    """The labels of figures and tables in their captions: "Figure 2"."""
    groups: dict[str, str] = field(default_factory=dict)
    """The groups that figures are parts of."""
    headings: dict[str, str] = field(default_factory=dict)
    """The text of headings."""
    sequences: dict[str, str] = field(default_factory=dict)
    """The sequences that Word counts them in."""
    heading_styles: dict[str, str] = field(default_factory=dict)
    """The styles of headings that are not Word's Heading 1 to 9."""

    @classmethod
    def of(cls, root: Element) -> Numbers:
        """The numbers in the markup of a whole document."""
        found = cls()
        for element in root.iter():
            id = element.get("id", "")
            if element.tag == "span" and (of := element.get("data-of")):
                found._learn(of, element)
            elif id and roles.outline(element) is not None:
                found.headings[id] = " ".join("".join(element.itertext()).split())
            elif element.tag == "section" and (place := roles.place(element)):
                headings = (h for h in element if roles.outline(h) is not None)
                found.heading_styles.update({h.get("id", ""): f"{place} Heading" for h in headings})
            elif element.tag == "figure":
                parts = (p.get("id", "") for p in element.iter("figure") if p is not element)
                found.groups.update(dict.fromkeys(parts, id))
        return found

    def _learn(self, id: str, span: Element) -> None:
        label, own = span.get("data-label", ""), span.get("data-n", "")
        if label:
            self.labels[id] = label
        kind = "Equation" if "equation-number" in classes(span) else label.replace(own, "")
        name = re.sub(r"[\W\d_]+", "_", kind).strip("_")[:_LONGEST]
        if name and _COUNTS.fullmatch(own):
            self.sequences[id] = name

    def number(self, span: Element, text: str, run: MakeRuns) -> tuple[Inline, ...]:
        """A number at its place: counted by Word, with bookmarks that fields may repeat."""
        id, own, label = (span.get(f"data-{key}", "") for key in ("of", "n", "label"))
        sequence = self.sequences.get(id)
        counted: tuple[Inline, ...] = run(own)
        if sequence:
            counted = (_field(f"SEQ {sequence} \\* ARABIC", run(own)),)
        shown = label if label and text.startswith(label) else own
        before, _, after = shown.partition(own)
        number = BookmarkedText(_number(id), counted)
        inner: tuple[Inline, ...] = (*_runs(before, run), number, *_runs(after, run))
        start, _, end = text.partition(shown)
        return (*_runs(start, run), BookmarkedText(_label(id), inner), *_runs(end, run))

    def reference(self, link: Element, text: str, run: MakeRuns) -> tuple[Inline, ...]:
        """A cross-reference: fields for the parts that may change, and the words around them."""
        id, own = link.get("href", "")[1:], link.get("data-n", "")
        match link.get("data-kind"):
            case "section" if own.isascii():
                return self._linked(id, text, (own, "REF {} \\r \\h", id), run)
            case "heading" if (words := self.headings.get(id, "")) and words in text:
                return self._linked(id, text, (words, "REF {} \\h", id), run)
            case "note":
                return self._linked(id, text, (own, "NOTEREF {} \\h", id), run)
            case "figure" | "table" | "equation":
                return self._to_number(id, own, text, run)
        return (Link(f"#{id}", run(text)),)

    def _to_number(self, id: str, own: str, text: str, run: MakeRuns) -> tuple[Inline, ...]:
        group = self.groups.get(id)
        label = self.labels.get(group or id)
        if group and label and text.startswith(label):
            whole = _field("REF {} \\h", run(label), _label(group))
            part = _field("REF {} \\h", run(text[len(label) :]), _number(id))
            return (Link(f"#{id}", (whole, part)),)
        if group:
            return (Link(f"#{id}", run(text)),)
        if text == label:
            return (_field("REF {} \\h", run(text), _label(id)),)
        return self._linked(id, text, (own, "REF {} \\h", _number(id)), run)

    def _linked(
        self, id: str, text: str, field: tuple[str, str, str], run: MakeRuns
    ) -> tuple[Inline, ...]:
        """A link to ``id`` with one part as a field."""
        words, instruction, target = field
        before, _, after = text.partition(words)
        part = _field(instruction, run(words), target)
        inner: tuple[Inline, ...] = (*_runs(before, run), part, *_runs(after, run))
        return (Link(f"#{id}", inner),)


def _runs(text: str, run: MakeRuns) -> tuple[Run, ...]:
    return run(text) if text else ()


def _field(instruction: str, results: tuple[Run, ...], target: str = "") -> Field:
    return Field(instruction, results[0], target, results[1:])


def _label(id: str) -> str:
    """The bookmark around label and number; no id has a line break in it."""
    return f"{id}\nlabel"


def _number(id: str) -> str:
    return f"{id}\nnumber"


def is_for_fields(id: str) -> bool:
    """Is it the id of bookmarked text, which only fields refer to?"""
    return "\n" in id
