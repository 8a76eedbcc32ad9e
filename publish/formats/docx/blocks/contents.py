r"""Contents and lists of figures and tables: Word's own fields, with their entries in them.

``TOC \\o`` (ISO 29500-1 §17.16.5.68) is made of headings, ``TOC \\c`` of captions. What page
an entry stands on only Word knows: its ``PAGEREF`` is empty until fields are updated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.cross_references import Numbers
from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import Block, Field, FieldEdge, Inline, Link, Paragraph, Run
from publish.formats.docx.model.formatting import ParagraphFormat, twips


def entry(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """An entry with the page that it leads to, at the end of its line."""
    link = next((piece for piece in content if isinstance(piece, Link)), None)
    if link is None:
        return content
    last = next((p for p in reversed(link.content) if isinstance(p, Run)), None)
    if last is None:
        return content
    page = Field("PAGEREF {} \\h", replace(last, text=""), link.target[1:])
    led = replace(link, content=(*link.content, replace(last, text="\t"), page))
    return tuple(led if piece is link else piece for piece in content)


def at_edge(format: ParagraphFormat, measure: float) -> ParagraphFormat:
    """The format of an entry: its page stands at the other edge."""
    return replace(format, tabs=(("right", (format.left or 0) + twips(measure)),))


def held(blocks: Sequence[Block], nav: Element, numbers: Numbers) -> list[Block]:
    """The blocks of a list, its entries the result of a field, if it is a list and no box."""
    entries = [
        n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and roles.is_entry(b.role)
    ]
    instruction = _instruction(nav, numbers)
    out = list(blocks)
    if not entries or not instruction or entries != list(range(entries[0], entries[-1] + 1)):
        return out
    first, last = out[entries[0]], out[entries[-1]]
    assert isinstance(first, Paragraph)
    out[entries[0]] = replace(first, content=(FieldEdge(instruction), *first.content))
    last = out[entries[-1]]
    assert isinstance(last, Paragraph)
    out[entries[-1]] = replace(last, content=(*last.content, FieldEdge()))
    return out


def _instruction(nav: Element, numbers: Numbers) -> str:
    targets = [link.get("href", "")[1:] for link in nav.iter("a")]
    if nav.get("role") == "doc-toc":
        levels = [int(c[-1]) for li in nav.iter("li") for c in roles.classes(li)[:1]]
        others = {numbers.others.get(target, "") for target in targets} - {""}
        more = "".join(f' \\t "{name},1"' for name in sorted(others))
        return f'TOC \\o "1-{max(levels, default=1)}"{more} \\h \\z'
    counted = {numbers.sequences.get(target, "") for target in targets}
    name = counted.pop() if len(counted) == 1 else ""
    return f'TOC \\h \\z \\c "{name}"' if name else ""
