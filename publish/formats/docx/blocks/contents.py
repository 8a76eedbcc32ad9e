r"""Contents and lists of figures and tables: a field of Word's with the entries as its result.

``TOC \\o`` (ISO 29500-1 §17.16.5.68) is made from headings, ``TOC \\c`` from captions. Only
Word knows an entry's page: its ``PAGEREF`` is empty until fields are updated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.formats.docx.inlines.cross_references import Numbers
from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import Block, Paragraph
from publish.formats.docx.model.formatting import ParagraphFormat, twips
from publish.formats.docx.model.inlines import Field, FieldBoundary, Inline, Link, Run


def with_page(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The content of an entry, with the page that it links to at the end of its line."""
    link = next((inline for inline in content if isinstance(inline, Link)), None)
    if link is None:
        return content
    last = next((i for i in reversed(link.content) if isinstance(i, Run)), None)
    if last is None:
        return content
    page = Field("PAGEREF {} \\h", replace(last, text=""), link.target[1:])
    longer = replace(link, content=(*link.content, replace(last, text="\t"), page))
    return tuple(longer if inline is link else inline for inline in content)


def with_page_tab(format: ParagraphFormat, measure: float) -> ParagraphFormat:
    """The format of an entry, with a tab stop for its page at the other edge."""
    return replace(format, tabs=(("right", (format.left or 0) + twips(measure)),))


def as_field(blocks: Sequence[Block], nav: Element, numbers: Numbers) -> list[Block]:
    """The blocks of a list, with its entries as the result of a field if they are in sequence."""
    entries = [
        n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and roles.is_entry(b.role)
    ]
    instruction = _instruction(nav, numbers)
    out = list(blocks)
    if not entries or not instruction or entries != list(range(entries[0], entries[-1] + 1)):
        return out
    first = out[entries[0]]
    assert isinstance(first, Paragraph)
    out[entries[0]] = replace(first, content=(FieldBoundary(instruction), *first.content))
    last = out[entries[-1]]
    assert isinstance(last, Paragraph)
    out[entries[-1]] = replace(last, content=(*last.content, FieldBoundary()))
    return out


def _instruction(nav: Element, numbers: Numbers) -> str:
    targets = [link.get("href", "")[1:] for link in nav.iter("a")]
    if nav.get("role") == "doc-toc":
        levels = [int(c[-1]) for li in nav.iter("li") for c in classes(li)[:1]]
        styles = {numbers.heading_styles.get(target, "") for target in targets} - {""}
        more = "".join(f' \\t "{style},1"' for style in sorted(styles))
        return f'TOC \\o "1-{max(levels, default=1)}"{more} \\h \\z'
    sequences = {numbers.sequences.get(target, "") for target in targets}
    name = sequences.pop() if len(sequences) == 1 else ""
    return f'TOC \\h \\z \\c "{name}"' if name else ""
