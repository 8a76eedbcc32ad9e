"""Positions of the YAML nodes in a front matter.

Positions count characters of the given text, whose lines end in ``\\n``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from publish.values import dataclass

USUAL_STEP = 2
"""Indentation per level, in spaces, if the file shows no other habit."""


@dataclass(frozen=True)
class Entry:
    """A key with its value. ``end`` is the position after the value."""

    name: str
    key: Any
    value: Any
    colon: int
    """Position after the colon; -1 without one."""
    end: int


class Outline:
    """The nodes of ``text``, which ``publish.reading.front_matter.tree.parse`` has accepted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = YAML(typ="safe", pure=True).compose(text)

    def entries(self, mapping: Any) -> list[Entry]:
        """Return the entries of a mapping, in order; empty for an empty value."""
        if not isinstance(mapping, MappingNode):
            return []
        return [self._entry(key, value) for key, value in mapping.value]

    def step(self) -> int:
        """Return the author's indentation per level, in spaces."""
        return next(self._steps(self.root), USUAL_STEP)

    def line_start(self, at: int) -> int:
        """Return the start of a position's line."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return the end of a position's line, before its line ending."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def end(self, node: Any) -> int:
        """Return the position after a node that is not empty."""
        if isinstance(node, ScalarNode):
            return self._end_of_scalar(node)
        if node.flow_style:
            return int(node.end_mark.index)
        if isinstance(node, MappingNode):
            return self._entry(*node.value[-1]).end
        last = node.value[-1]
        return self._end_of_item(last) if is_empty(last) else self.end(last)

    def _entry(self, key: Any, value: Any) -> Entry:
        found = re.compile(r"\s*:").match(self.text, key.end_mark.index)
        colon = found.end() if found else -1
        end = max(colon, key.end_mark.index) if is_empty(value) else self.end(value)
        return Entry(key.value, key, value, colon, end)

    def _end_of_scalar(self, node: Any) -> int:
        begin, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):  # the end mark is at the start of the next node
            written = self.text[begin:end]
            kept = "+" in written.split("\n", 1)[0].split("#")[0]
            return int(end - 1) if kept else self.line_end(begin + len(written.rstrip()))
        return int(end)

    def _end_of_item(self, node: Any) -> int:
        """Return the position after the dash of an empty list item."""
        return self.text.rfind("-", 0, node.start_mark.index + 1) + 1

    def _steps(self, node: Any, column: int = 0) -> Iterator[int]:
        if isinstance(node, MappingNode) and not node.flow_style:
            for key, value in node.value:
                below = isinstance(value, MappingNode) and not value.flow_style
                if below and value.start_mark.column > key.start_mark.column:
                    yield value.start_mark.column - key.start_mark.column
                yield from self._steps(value)
        elif isinstance(node, SequenceNode):
            for item in node.value:
                yield from self._steps(item)


def is_empty(node: Any) -> bool:
    """Return whether nothing is written; an empty pair of quotes is something."""
    if not isinstance(node, ScalarNode):
        return False
    return bool(node.start_mark.index == node.end_mark.index)


def is_flow(node: Any) -> bool:
    """Return whether it is written as ``{…}`` or ``[…]``."""
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)
