"""Blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.intake.journal import Journal
from publish.intake.markdown.inlines import Writer
from publish.intake.markdown.tables import written_table
from publish.intake.model import (
    Arranged,
    Block,
    Box,
    Code,
    Figure,
    Formula,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
    Terms,
)
from publish.values import dataclass


@dataclass
class Blocks:
    """Writes blocks for an article that runs in one direction."""

    inlines: Writer
    journal: Journal
    rtl: bool = False

    def body(self, arranged: Arranged) -> str:
        """The text of an article: its blocks, then its notes."""
        parts = [self.several(arranged.blocks)]
        for label, blocks in arranged.notes:
            parts.append(self._note(label, blocks))
        return "\n\n".join(part for part in parts if part) + "\n"

    def several(self, blocks: Sequence[Block], top: bool = True) -> str:
        """Blocks with empty lines between them."""
        written: list[str] = []
        lists, before = 0, None
        for block in blocks:
            alike = isinstance(block, List) and bool(block.kind) == before
            before = bool(block.kind) if isinstance(block, List) else None
            lists = lists + 1 if alike else 0
            written += filter(None, self._block(block, top, lists))
        return "\n\n".join(written)

    def _block(self, block: Block, top: bool, lists: int) -> Iterator[str]:
        match block:
            case Paragraph(role="heading"):
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block, top)
            case List():
                yield self._list(block, lists % 2 == 1)
            case Quote(blocks=blocks):
                yield _prefixed(self.several(blocks, False), "> ", "> ")
            case Code():
                yield _fenced(block)
            case Terms(entries=entries):
                yield "\n\n".join(map(self._term, entries))
            case Figure():
                yield self._figure(block)
            case Table():
                table, figures = written_table(block, self.inlines, self.journal)
                yield table
                yield from map(self._figure, figures)
            case Box():
                yield self._box(block)
            case Rule(page=page):
                yield ":::page-break" if page and top else "***" if not page else ""

    def _heading(self, heading: Paragraph) -> str:
        text = self.inlines.line(heading.inlines, heading.place)
        mark = f" {{#{heading.id}}}" if heading.id else ""
        return f"{'#' * heading.level} {text}{mark}" if text else ""

    def _paragraph(self, paragraph: Paragraph, top: bool) -> str:
        alone = paragraph.inlines[0] if len(paragraph.inlines) == 1 else None
        if isinstance(alone, Formula) and alone.latex and alone.display:
            name = f" {{#{paragraph.id}}}" if paragraph.id else ""
            return f"$$\n{alone.latex}\n$${name}"
        text = self.inlines.block(paragraph)
        turned = paragraph.rtl != self.rtl and top
        marks = [f"#{paragraph.id}"] if paragraph.id and top else []
        marks += [f"dir={'rtl' if paragraph.rtl else 'ltr'}"] if turned else []
        if paragraph.id.startswith("ref-") and not top:
            return f"{text} {{#{paragraph.id}}}"
        return f"{{{' '.join(marks)}}}\n{text}" if marks and text else text

    def _list(self, found: List, other: bool) -> str:
        """A list; every second one of neighbors has other signs, so that they stay two."""
        loose = any(sum(not isinstance(b, List) for b in item.blocks) > 1 for item in found.items)
        lines: list[str] = []
        for at, item in enumerate(found.items):
            sign = ("*" if other else "-") if not found.kind else f"{found.start + at}"
            mark = sign if not found.kind else sign + (")" if other else ".")
            task = "" if item.done is None else "[x] " if item.done else "[ ] "
            inner = _stacked([self._in_item(b) for b in item.blocks], loose)
            lines.append(_prefixed(task + inner, f"{mark} ", " " * (len(mark) + 1)))
        kind = f"{{type={found.kind}}}\n" if found.kind not in ("", "1") else ""
        return kind + ("\n\n" if loose else "\n").join(lines)

    def _in_item(self, block: Block) -> str:
        return "\n\n".join(filter(None, self._block(block, False, 0)))

    def _term(self, entry: tuple[Paragraph, tuple[Paragraph, ...]]) -> str:
        term, meanings = entry
        lines = [self.inlines.line(term.inlines, term.place)]
        lines += (f": {self.inlines.line(m.inlines, m.place)}" for m in meanings)
        return "\n".join(lines)

    def _figure(self, figure: Figure) -> str:
        plain = re.fullmatch(r"[^\s()<>]+", figure.shown.name)
        shown = f"![]({figure.shown.name if plain else f'<{figure.shown.name}>'})"
        shown += f"{{#{figure.id}}}" if figure.id else ""
        return f"[{shown}](<{figure.shown.link}>)" if figure.shown.link else shown

    def _box(self, box: Box) -> str:
        inner = self.several(box.blocks, False)
        if box.name == "lines":
            inner = inner.replace("\\\n", "\n")
        marks = [f"#{box.id}"] if box.id else []
        if box.value:
            key = "columns" if box.name == "figures" else "value"
            quoted = box.value if box.value.isdigit() else f'"{box.value}"'.replace("\\", "")
            marks.append(f"{key}={quoted}")
        braces = f" {{{' '.join(marks)}}}" if marks else ""
        title = self.inlines.line(box.title.inlines, box.title.place) if box.title else ""
        return f":::{box.name}{f' {title}' if title else ''}{braces}\n{inner}\n:::" if inner else ""

    def _note(self, label: str, blocks: Sequence[Block]) -> str:
        inner = self.several(blocks, False)
        lead = f"[^{label}]: "
        if blocks and not isinstance(blocks[0], Paragraph):
            return f"{lead.rstrip()}\n\n{_prefixed(inner, '    ', '    ')}" if inner else ""
        return _prefixed(inner, lead, "    ") if inner else ""


def _prefixed(text: str, first: str, others: str) -> str:
    """Lines with one thing before the first and another before the rest."""
    lines = text.split("\n")
    quoted = others.strip()
    rest = [others + line if line else (others.rstrip() if quoted else "") for line in lines[1:]]
    return "\n".join([first + lines[0], *rest])


def _stacked(blocks: Sequence[str], loose: bool) -> str:
    """The blocks of an item; a line in braces interrupts no paragraph, so it has a line before."""
    found = ""
    for block in filter(None, blocks):
        close = not loose and not block.startswith("{")
        found += ("\n" if close else "\n\n") * bool(found) + block
    return found


def _fenced(listing: Code) -> str:
    code = listing.text
    marks = [f"#{listing.id}"] if listing.id else []
    if listing.caption:
        marks.append('caption="{}"'.format(listing.caption.replace('"', "”")))
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    head = fence + (f"text {{{' '.join(marks)}}}" if marks else "")
    return f"{head}\n{code}\n{fence}"
