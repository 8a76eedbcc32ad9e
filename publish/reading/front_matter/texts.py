"""Texts that are read later, Markdown and names of files, each with its place."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Node, Sequence
from publish.reading.front_matter.values import Convert, is_empty, scalar, text
from publish.values import dataclass


@dataclass(frozen=True)
class StatedText:
    """A text with its place."""

    text: str
    line: int
    column: int


def stated_line(node: Node, findings: Findings) -> StatedText:
    """One line of Markdown."""
    written = scalar(node)
    return StatedText(text(node, findings), written.line, written.column)


def stated_lines(node: Node, findings: Findings) -> tuple[StatedText, ...]:
    """A list of lines of Markdown; one text counts as a list of one."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(stated_line(item, findings) for item in items if not is_empty(item))


def stated_blocks(node: Node, findings: Findings) -> StatedText:
    """A text of several lines, as written."""
    written = scalar(node)
    text(node, findings)
    return StatedText(written.text, written.line, written.column)


def stated_name(node: Node, findings: Findings) -> StatedText:
    """The name of a file."""
    written = scalar(node)
    return StatedText(plain_name(written.text), written.line, written.column)


def plain_name(written: str) -> str:
    """The name of a file in its simplest form: ``./photo.jpg`` is ``photo.jpg``."""
    stripped = unicodedata.normalize("NFC", written.strip())
    return str(PurePosixPath(stripped)) if stripped else ""


def each(convert: Convert) -> Convert:
    """A list of values that ``convert`` reads; one alone counts as a list of one."""

    def converted(node: Node, findings: Findings) -> tuple[object, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        values = (convert(item, findings) for item in items if not is_empty(item))
        return tuple(value for value in values if value is not None)

    return converted
