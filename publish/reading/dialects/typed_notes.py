"""Notes that are typed: a mark behind a word, and below it a paragraph that begins with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from publish.errors import Severity
from publish.reading.dialects.blocks import PARAGRAPH, TABLE, Block
from publish.reading.dialects.layout import Remark
from publish.reading.dialects.mark import quoted

_SHOWN = 40
"""Characters of a note's text in a message."""
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(
    rf"(?P<mark>\*{{1,3}}|[†‡]{{1,2}}|[{_DIGITS[1:]}][{_DIGITS}]?|\(\d{{1,2}}\))[ \u00a0]?"
    r"(?=[^\W\d_]|[“\"‘(])"
)
_LABELS = str.maketrans(_DIGITS, "0123456789", "()")
_CALL = re.compile(r"\[\^([\w-]+)\]")
_UNIT = re.compile(r"(?:^|[\W\d])(?:[kdcmµn]?m|ft|in|yd|mi|\w)$|\d$")
"""Before a superscript that is a power: ``km²``, ``x²``, ``10²``."""


def note_remarks(found: Sequence[Block]) -> Iterator[Remark]:
    """A remark for each typed note whose mark is called once in the text above it."""
    taken = {label for block in found for t in block.tokens for label in _CALL.findall(t.content)}
    for n, block in enumerate(found):
        note = _note(block)
        if note is None:
            continue
        mark, text = note
        if mark.startswith("(") and not all(_note(b) for b in found[n:]):
            continue  # a numbered paragraph: notes are at the end
        calls = [call for above in found[:n] for call in _calls(above, mark)]
        if len(calls) != 1:
            continue
        label = mark.translate(_LABELS)
        label = label if label.isdigit() and label not in taken else _free(taken)
        taken.add(label)
        yield Remark(
            "note-typed",
            Severity.HINT,
            f"{quoted(mark)} looks like the mark of a note, whose text is in line {block.line}",
            f"Write [^{label}] here, and begin the note with [^{label}]: {_begun(text)}",
            calls[0],
        )


def _note(block: Block) -> tuple[str, str] | None:
    """The mark and the words of a paragraph, or a list's only item, that looks like a note."""
    if block.kind == PARAGRAPH:
        match = _NOTE.match(block.text)
        return (match["mark"], block.text[match.end() :]) if match else None
    items = [t for t in block.tokens if t.type == "list_item_open"]
    if block.kind == "list" and len(items) == 1 and items[0].markup == "*":
        return "*", next((t.content for t in block.tokens if t.type == "inline"), "")
    return None


def _calls(block: Block, mark: str) -> Iterator[int]:
    """The lines in which a word of the block has ``mark`` behind it; marks in tables stay."""
    if block.kind == TABLE:
        yield from (0, 0) if any(t.content.rstrip().endswith(mark) for t in block.tokens) else ()
        return
    space = " ?" if mark.startswith("(") else ""
    behind = re.compile(rf"(?<=[\w.,;:!?)”’%»]){space}{re.escape(mark)}(?![\w*†‡{_DIGITS}])")
    for inline in (t for t in block.tokens if t.type == "inline"):
        shown = "".join(_shown(child) for child in inline.children or ())
        for match in behind.finditer(shown):
            if mark[0] in _DIGITS and _UNIT.search(shown[: match.start()]):
                continue
            yield (inline.map[0] if inline.map else 0) + 1 + shown.count("\n", 0, match.start())


def _begun(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def _shown(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    return child.content if child.type == "text" else "x" if child.content else ""


def _free(taken: set[str]) -> str:
    return next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
