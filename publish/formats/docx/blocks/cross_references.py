r"""Numbers and what refers to them, as fields of Word's (ISO 29500-1 §17.16.5).

A caption counts with ``SEQ``; a reference repeats its label and number, or its number,
by ``REF`` and a bookmark; a section's number by ``REF \\r``, a note's by ``NOTEREF``. So a
partner who takes a figure out presses F9, and all numbers are right again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import Field, Inline, Link, Run, Stretch

_COUNTS = re.compile(r"[1-9][0-9]*")
"""Numbers that Word can count to; it has no fields for other digits."""
_LONGEST = 40

Set = Callable[[str], Run]
"""A text as a run of the look at hand."""


@dataclass
class Numbers:
    """What a document's captions, equations and headings are numbered by."""

    labels: dict[str, str] = field(default_factory=dict)
    """What captions call their figures and tables, by the ids of these: "Figure 2"."""
    groups: dict[str, str] = field(default_factory=dict)
    """The figures that others are parts of, by the ids of the parts."""
    headings: dict[str, str] = field(default_factory=dict)
    sequences: dict[str, str] = field(default_factory=dict)
    """What Word counts them as, by their ids."""
    others: dict[str, str] = field(default_factory=dict)
    """The styles of headings that have one of their own: of the references."""

    @classmethod
    def of(cls, root: Element) -> Numbers:
        """Those of a whole document."""
        found = cls()
        for element in root.iter():
            id = element.get("id", "")
            if element.tag == "span" and (of := element.get("data-of")):
                found._learn(of, element)
            elif id and roles.outline(element) is not None:
                found.headings[id] = " ".join("".join(element.itertext()).split())
            elif element.tag == "section" and (place := roles.place(element)):
                headings = (h for h in element if roles.outline(h) is not None)
                found.others.update({h.get("id", ""): f"{place} Heading" for h in headings})
            elif element.tag == "figure":
                parts = (p.get("id", "") for p in element.iter("figure") if p is not element)
                found.groups.update(dict.fromkeys(parts, id))
        return found

    def _learn(self, id: str, span: Element) -> None:
        label, own = span.get("data-label", ""), span.get("data-n", "")
        if label:
            self.labels[id] = label
        kind = "Equation" if "equation-number" in roles.classes(span) else label.replace(own, "")
        name = re.sub(r"[\W\d_]+", "_", kind).strip("_")[:_LONGEST]
        if name and _COUNTS.fullmatch(own):
            self.sequences[id] = name

    def number(self, span: Element, text: str, run: Set) -> tuple[Inline, ...]:
        """A number where it stands: counted by Word, and with bookmarks that fields repeat."""
        id, own, label = (span.get(f"data-{key}", "") for key in ("of", "n", "label"))
        sequence = self.sequences.get(id)
        counted: Inline = run(own)
        if sequence:
            counted = Field(f"SEQ {sequence} \\* ARABIC", run(own))
        told = label if label and text.startswith(label) else own
        before, _, after = told.partition(own)
        number = Stretch(_number(id), (counted,))
        inner: tuple[Inline, ...] = (*_run(before, run), number, *_run(after, run))
        start, _, end = text.partition(told)
        return (*_run(start, run), Stretch(_label(id), inner), *_run(end, run))

    def reference(self, link: Element, text: str, run: Set) -> tuple[Inline, ...]:
        """A cross-reference: fields for what may change, and words around them."""
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
        return (Link(f"#{id}", (run(text),)),)

    def _to_number(self, id: str, own: str, text: str, run: Set) -> tuple[Inline, ...]:
        group = self.groups.get(id)
        label = self.labels.get(group or id)
        if group and label and text.startswith(label):
            whole = Field("REF {} \\h", run(label), _label(group))
            part = Field("REF {} \\h", run(text[len(label) :]), _number(id))
            return (Link(f"#{id}", (whole, part)),)
        if group:
            return (Link(f"#{id}", (run(text),)),)
        if text == label:
            return (Field("REF {} \\h", run(text), _label(id)),)
        return self._linked(id, text, (own, "REF {} \\h", _number(id)), run)

    def _linked(
        self, id: str, text: str, repeated: tuple[str, str, str], run: Set
    ) -> tuple[Inline, ...]:
        """A link to ``id`` in which one part is a field, and the rest as it is."""
        words, instruction, target = repeated
        before, _, after = text.partition(words)
        part = Field(instruction, run(words), target)
        inner: tuple[Inline, ...] = (*_run(before, run), part, *_run(after, run))
        return (Link(f"#{id}", inner),)


def _run(text: str, run: Set) -> tuple[Run, ...]:
    return (run(text),) if text else ()


def _label(id: str) -> str:
    """The bookmark around label and number; no id has a line's end in it."""
    return f"{id}\nlabel"


def _number(id: str) -> str:
    return f"{id}\nnumber"


def is_repeated(id: str) -> bool:
    """Is it a stretch that only fields lead to?"""
    return "\n" in id
