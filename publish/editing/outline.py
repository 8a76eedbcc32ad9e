"""Where things stand in a front matter: YAML's nodes with the places where each begins and ends.

Positions count characters of the text that was given, whose lines end in ``\\n``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

USUAL_STEP = 2
"""Spaces by which a level is indented where nothing shows what the author is used to."""


@dataclass(frozen=True)
class Entry:
    """A key with its value. ``end`` is behind the value's last character."""

    name: str
    key: Any
    value: Any
    colon: int
    """Behind the colon; -1 if none follows the key."""
    end: int


class Outline:
    """The nodes of ``text``, which :func:`publish.reading.front_matter.tree.parse` has accepted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = YAML(typ="safe", pure=True).compose(text)

    def entries(self, mapping: Any) -> list[Entry]:
        """The entries of a mapping in their order; of nothing, none."""
        if not isinstance(mapping, MappingNode):
            return []
        return [self._entry(key, value) for key, value in mapping.value]

    def step(self) -> int:
        """By how many spaces the author indents a level."""
        return next(self._steps(self.root), USUAL_STEP)

    def line_start(self, at: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of a position ends, before its line end."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def end(self, node: Any) -> int:
        """Behind the last character of a node that is not empty."""
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
        if node.style in ("|", ">"):  # the mark stands where the next thing begins
            written = self.text[begin:end]
            kept = "+" in written.split("\n", 1)[0].split("#")[0]
            return int(end - 1) if kept else self.line_end(begin + len(written.rstrip()))
        return int(end)

    def _end_of_item(self, node: Any) -> int:
        """Behind the dash of an item of a list that says nothing."""
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
    """Was nothing at all written? (Two quotes with nothing between them are something.)"""
    if not isinstance(node, ScalarNode):
        return False
    return bool(node.start_mark.index == node.end_mark.index)


def is_flow(node: Any) -> bool:
    """Is it written as ``{…}`` or ``[…]``?"""
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)
