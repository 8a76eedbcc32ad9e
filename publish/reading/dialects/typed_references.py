"""Numbers of pictures and tables that are typed: "see Figure 2", and captions that begin so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from publish.reading.dialects.mark import quoted
from publish.reading.figures.caption_lines import CAPTION_LABEL, FIGURE_WORDS, TABLE_WORDS
from publish.reading.findings import Findings
from publish.values import dataclass

_TYPED = re.compile(
    rf"\b(?P<word>{'|'.join(map(re.escape, TABLE_WORDS + FIGURE_WORDS))})[ \u00a0]?"
    r"(?P<number>[1-9]\d?)(?![\w%]|[.,:–-]\d| ?(?:of|in|by|from|von|aus|im|de|du|dans)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Typed:
    """A number that is typed, what it counts, and the line."""

    words: str
    id: str
    table: bool
    line: int


def hint_typed_references(tokens: Sequence[Token], findings: Findings) -> None:
    """Note once where a picture or table of the text is named by a typed number.

    Captions of tables that begin with one are noted, too.
    """
    for before, inline in pairwise(tokens):
        if before.type == "caption_text_open" and inline.map:
            hint_typed_number(inline.content, findings, inline.map[0] + 1)
    ids = {
        False: [str(t.attrs.get("id", "")) for t in tokens if t.type == "figure"],
        True: [str(t.attrs.get("id", "")) for t in tokens if t.type == "table_open"],
    }
    found = list(_typed(tokens, ids))
    if not found:
        return
    first = found[0]
    name = first.id or ("tbl-a" if first.table else "fig-a")
    give = (
        "" if first.id else f"Give it an id ({_GIVEN[first.table]}), and write it as a reference. "
    )
    lines = ", ".join(dict.fromkeys(str(one.line) for one in found[1:6] if one.line != first.line))
    also = f" (also in line {lines})" if lines else ""
    findings.hint(
        "reference-typed",
        f"{quoted(first.words)}{also} is typed: it is no link, and stays when the numbers change",
        f"{give}Write [](#{name})",
        first.line,
    )


_GIVEN = {False: "`id: fig-a` under `images:`", True: ": Its caption {#tbl-a}"}


def _typed(tokens: Sequence[Token], ids: dict[bool, list[str]]) -> Iterator[_Typed]:
    for inline in tokens:
        if (
            inline.type != "inline"
            or not inline.map
            or CAPTION_LABEL.match(inline.content.lstrip("*_"))
        ):
            continue
        depth = 0
        for child in inline.children or ():
            depth += child.nesting if child.type.startswith("link") else 0
            for match in (
                _TYPED.finditer(child.content) if child.type == "text" and not depth else ()
            ):
                table = match["word"].lower() in TABLE_WORDS
                number = int(match["number"])
                if number <= len(ids[table]):
                    at = max(inline.content.find(match.group()), 0)
                    line = inline.map[0] + 1 + inline.content.count("\n", 0, at)
                    yield _Typed(match.group(), ids[table][number - 1], table, line)


def hint_typed_number(caption: str, findings: Findings, line: int, column: int = 0) -> None:
    """Note a caption that begins with a typed number."""
    label = CAPTION_LABEL.match(caption)
    if label:
        findings.hint(
            "caption-numbered",
            f"{quoted(label.group().strip())} is typed in the caption, and is shown twice where "
            "captions have numbers",
            "Delete it: a reference such as [](#fig-a) or [](#tbl-a) gives captions their numbers.",
            line,
            column,
        )
