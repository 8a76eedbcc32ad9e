"""Computes the text range of a front matter to replace so that one key changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from publish.editing.outline import USUAL_STEP, Entry, Outline, is_empty, is_flow
from publish.editing.scalars import Value, block, flow, scalar
from publish.values import dataclass


class CannotEdit(Exception):
    """The change would disturb something else; the message says why."""


@dataclass(frozen=True)
class Splice:
    """Replaces the range from ``start`` to ``end`` by ``text``."""

    start: int
    end: int
    text: str


def splice_for(
    head: str, path: tuple[str | int, ...], value: Value | None, order: tuple[str, ...]
) -> Splice:
    """Return the splice that sets ``path`` to ``value``, or removes it for None.

    Raises :class:`CannotEdit` if no splice leaves all else unchanged.
    """
    outline = Outline(head)
    entry, parent, missing = _find(outline, path)
    if value is None:
        if missing or entry is None:
            raise CannotEdit("there is nothing to remove")
        return _removal(outline, parent, entry)
    if not missing:
        return _replacement(outline, parent, entry, value)
    for name in reversed(missing[1:]):
        value = {str(name): value}
    name = str(missing[0])
    if isinstance(parent, MappingNode) and parent.value:
        ranks = order if len(missing) == 1 else ()
        return _addition(outline, parent, name, value, ranks)
    if parent is not None and not is_empty(parent) and not isinstance(parent, MappingNode):
        raise CannotEdit("it has another kind of value instead of keys")
    return _first_key(outline, entry, parent, name, value)


def _find(
    outline: Outline, path: tuple[str | int, ...]
) -> tuple[Entry | None, Any, tuple[str | int, ...]]:
    """Return the last entry on the path, the node to continue in, and the missing parts.

    If nothing is missing, the node is the one that holds the entry.
    """
    entry: Entry | None = None
    holder = node = outline.root
    for number, part in enumerate(path):
        if isinstance(part, int):
            if not isinstance(node, SequenceNode) or part >= len(node.value):
                raise CannotEdit(f"there is no item number {part + 1}")
            node, entry = node.value[part], None
            continue
        found = next((e for e in outline.entries(node) if e.name == part), None)
        if found is None:
            return entry, node, path[number:]
        entry, holder, node = found, node, found.value
    return entry, holder, ()


def _replacement(outline: Outline, parent: Any, entry: Entry | None, value: Value) -> Splice:
    if entry is None:
        raise CannotEdit("a whole item of a list cannot be replaced")
    old = entry.value
    if is_empty(old):
        return _fill_empty(outline, parent, entry, value)
    if isinstance(old, ScalarNode) and isinstance(value, str):
        start, end = old.start_mark.index, entry.end
        written = outline.text[start:end]
        new = scalar(value, in_flow=is_flow(parent), quoted=written[0] in "\"'")
        if old.style in ("|", ">"):
            comment = re.search(r"\s+#.*", written.split("\n", 1)[0])
            new += comment[0] if comment else ""
        return Splice(start, end, new)
    blank = isinstance(old, ScalarNode) and not old.value
    if not blank and not isinstance(value, str | tuple):
        raise CannotEdit("it has another kind of value instead of keys")
    if re.search(r"(^|\s)#", outline.text[entry.colon : entry.end]):
        raise CannotEdit("it contains comments")
    return Splice(entry.colon, entry.end, f" {_one_line(value, in_flow=is_flow(parent))}")


def _fill_empty(outline: Outline, parent: Any, entry: Entry, value: Value) -> Splice:
    """Add a value after a key without one."""
    if is_flow(parent):
        at = entry.end
        return Splice(at, at, f"{'' if entry.colon >= 0 else ':'} {flow(value)}")
    if isinstance(value, str | tuple):
        return Splice(entry.end, entry.end, f" {_one_line(value, in_flow=False)}")
    return _add_below(outline, entry, value)


def _one_line(value: Value, *, in_flow: bool) -> str:
    return scalar(value, in_flow=in_flow) if isinstance(value, str) else flow(value)


def _first_key(outline: Outline, entry: Entry | None, node: Any, name: str, value: Value) -> Splice:
    """Add the first key: below ``entry``, in ``{}``, or in an empty file."""
    if isinstance(node, MappingNode):
        at = node.start_mark.index + 1
        return Splice(at, at, flow({name: value})[1:-1])
    if entry is None:
        if node is not None:
            raise CannotEdit("an item of a list is empty")
        lines = "\n".join(block(name, value, 0, USUAL_STEP))
        return Splice(1, 1, f"{lines}\n")
    if "{" in outline.text[outline.line_start(entry.end) : entry.end]:
        return Splice(entry.end, entry.end, f" {flow({name: value})}")
    return _add_below(outline, entry, {name: value})


def _add_below(outline: Outline, entry: Entry, keys: Mapping[str, Value]) -> Splice:
    """Add keys in the lines below a key without a value."""
    step = outline.step()
    indent = entry.key.start_mark.column + step
    lines = [line for name, value in keys.items() for line in block(name, value, indent, step)]
    at = outline.line_end(entry.end)
    return Splice(at, at, "".join(f"\n{line}" for line in lines))


def _addition(
    outline: Outline, parent: Any, name: str, value: Value, order: tuple[str, ...]
) -> Splice:
    """Add a key to a mapping that has some."""
    entries = outline.entries(parent)
    before = _predecessor(entries, name, order)
    first = entries[0].key.start_mark.index
    if is_flow(parent):
        written = flow({name: value})[1:-1]
        if before is None:
            return Splice(first, first, f"{written}, ")
        return Splice(before.end, before.end, f", {written}")
    line = outline.line_start(first)
    lines = "\n".join(block(name, value, entries[0].key.start_mark.column, outline.step()))
    if before is None and not outline.text[line:first].strip():
        return Splice(line, line, f"{lines}\n")
    at = outline.line_end((before or entries[-1]).end)
    return Splice(at, at, f"\n{lines}")


def _predecessor(entries: list[Entry], name: str, order: tuple[str, ...]) -> Entry | None:
    """Return the entry after which a new one is written; None if it comes first."""
    if name not in order:
        return entries[-1]
    earlier = order[: order.index(name)]
    known = [e for e in entries if e.name in earlier]
    if known:
        return max(known, key=lambda e: earlier.index(e.name))
    return None if entries[0].name in order else entries[-1]


def _removal(outline: Outline, parent: Any, entry: Entry) -> Splice:
    entries = outline.entries(parent)
    number = [e.key for e in entries].index(entry.key)
    later = entries[number + 1] if number + 1 < len(entries) else None
    start = entry.key.start_mark.index
    if is_flow(parent):
        if number:
            return Splice(entries[number - 1].end, entry.end, "")
        return Splice(start, later.key.start_mark.index if later else entry.end, "")
    line = outline.line_start(start)
    if not outline.text[line:start].strip():
        return Splice(line, outline.line_end(entry.end) + 1, "")
    # The key is on the line of a list's dash.
    if later is None:
        return Splice(start, entry.end, "{}")
    if "#" in outline.text[entry.end : later.key.start_mark.index]:
        raise CannotEdit("there is a comment between it and the next key")
    return Splice(start, later.key.start_mark.index, "")
