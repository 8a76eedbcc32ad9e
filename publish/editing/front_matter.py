"""Sets or removes single keys of a front matter; all else stays the same byte for byte."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, TypeAlias

from publish.editing.scalars import Value
from publish.editing.splicing import CannotEdit, Splice, splice_for
from publish.errors import Problem, SourceError
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import plain_name
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence, parse, split
from publish.reading.text import decode
from publish.values import dataclass

Path: TypeAlias = tuple[str | int, ...]
"""Keys from the outermost to a value; a number is an index into a list."""


@dataclass(frozen=True)
class Change:
    """A key and its new value; None removes it.

    Missing parent keys are created. ``order`` lists the usual order of keys in the
    innermost record: a new key goes after those that precede it there, or to the end.
    """

    path: Path
    value: Value | None
    order: tuple[str, ...] = ()


def change(data: bytes, changes: Iterable[Change], file: str) -> bytes:
    """Apply ``changes`` to the bytes of ``article.md`` (shown as ``file``), one by one.

    Comments, order, quotes, line endings, a byte order mark and the body are kept; equal
    values are not rewritten. The result is read again and must differ only as wanted.

    Raises :class:`publish.errors.SourceError` with the place if the front matter cannot
    be read, or a change would disturb something else.
    """
    before = _parse_file(data, file)
    for wanted in changes:
        data = _apply(data, before, wanted, file)
        before = _parse_file(data, file)
    return data


@dataclass(frozen=True)
class _ParsedFile:
    """A parsed file. ``head`` starts with the line ending of the first line."""

    text: str
    head: str
    begin: int
    """Start of ``head`` in ``text``."""
    tree: Mapping


def _parse_file(data: bytes, file: str) -> _ParsedFile:
    findings = Findings(file)
    text = decode(data, findings)
    head, _ = split(text, findings)
    tree = parse(head, findings)
    lines = head.count("\n") + 1
    fatal = [p for p in findings.problems if p.severity == "error"]
    fatal = [p for p in fatal if p.where is None or p.where.line <= lines]
    if fatal or tree is None:
        raise SourceError(*fatal)
    return _ParsedFile(text, head + "\n", text.index("\n"), tree)


def _apply(data: bytes, before: _ParsedFile, wanted: Change, file: str) -> bytes:
    path = _spelled_path(before.tree, wanted.path)
    values = _plain_tree(before.tree)
    expected = _with_value(values, path, wanted.value)
    if expected == values and not (wanted.value is not None and _value_at(values, path) is None):
        return data
    try:
        splice = splice_for(before.head, path, wanted.value, wanted.order)
        changed = _apply_splice(data, splice, before.begin)
        after = _parse_file(changed, file)
        if _plain_tree(after.tree) != expected:
            raise CannotEdit("it is written in a way that only you can change by hand")
    except (CannotEdit, SourceError) as error:
        raise _edit_error(error, before.tree, path, wanted, file) from error
    return changed


def _edit_error(
    error: Exception, tree: Mapping, path: Path, wanted: Change, file: str
) -> SourceError:
    name = ": ".join(str(part) for part in path if isinstance(part, str))
    reason = str(error) if isinstance(error, CannotEdit) else "the result could not be read"
    verb = "Delete it" if wanted.value is None else f"Write it: {_value_text(wanted.value)}"
    where = Findings(file).where(*_place(tree, path))
    return SourceError(
        Problem(
            "front-matter-edit",
            f"`{name}` cannot be changed here: {reason}",
            f"{verb} by hand; the file was not changed.",
            where,
        )
    )


def _value_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(value)
    return "; ".join(f"{key}: {_value_text(below)}" for key, below in value.items())


def _apply_splice(data: bytes, splice: Splice, begin: int) -> bytes:
    """Apply a splice to the stored file, with its own line endings and byte order mark."""
    text = data.decode("utf-8")
    mark = len(text) - len(text.removeprefix("\ufeff"))
    first = re.search(r"\r\n|\r|\n", text)
    ending = first[0] if first else "\n"
    # After the n-th \r\n, a position is n smaller in the parsed text.
    pairs = [m.start() - mark - n for n, m in enumerate(re.finditer("\r\n", text))]

    def stored(at: int) -> int:
        return at + bisect_right(pairs, at - 1) + mark

    new = splice.text.replace("\n", ending)
    start, end = stored(begin + splice.start), stored(begin + splice.end)
    return (text[:start] + new + text[end:]).encode("utf-8")


def _spelled_path(tree: Node, path: Path) -> Path:
    """Return the path with keys as spelled in the file, and with list indices.

    A list of one item and the item alone are equal, as in reading.
    """
    spelled: list[str | int] = []
    node: Node | None = tree
    for part in path:
        if isinstance(node, Sequence) and isinstance(part, str) and len(node.items) == 1:
            spelled.append(0)
            node = node.items[0]
        if isinstance(part, int):
            if not isinstance(node, Sequence):
                continue
            node = node.items[part] if part < len(node.items) else None
            spelled.append(part)
            continue
        found = _entry(node, part) if isinstance(node, Mapping) else None
        spelled.append(found[0].text if found else part)
        node = found[1] if found else None
    return tuple(spelled)


def _entry(mapping: Mapping, name: str) -> tuple[Scalar, Node] | None:
    for exact in (True, False):
        for key, value in mapping.entries:
            if key.text == name or (not exact and plain_name(key.text) == plain_name(name)):
                return key, value
    return None


def _place(tree: Node, path: Path) -> tuple[int, int]:
    """Return line and column of the innermost existing key of a path."""
    node, place = tree, (tree.line, tree.column)
    for part in path:
        if isinstance(node, Mapping) and isinstance(part, str):
            found = _entry(node, part)
            if found is None:
                break
            place, node = (found[0].line, found[0].column), found[1]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            place = (node.line, node.column)
        else:
            break
    return place


def _plain_tree(node: Node) -> Any:
    """Convert a tree to texts, lists and dictionaries; empty collections become "".

    Line endings at the end of a text depend on what follows it, and do not count.
    """
    if isinstance(node, Scalar):
        return node.text.rstrip("\n")
    if isinstance(node, Sequence):
        return [_plain_tree(item) for item in node.items] or ""
    if isinstance(node, Mapping):
        return {key.text: _plain_tree(value) for key, value in node.entries} or ""
    raise TypeError(node)


def _value_at(values: Any, path: Path) -> Any:
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _with_value(values: Any, path: Path, value: Value | None) -> Any:
    """Return the values of a tree after a change."""
    if not path:
        return _plain_value(value)
    part, rest = path[0], path[1:]
    if isinstance(values, list):
        if not isinstance(part, int) or part >= len(values):
            return None
        return [
            _with_value(item, rest, value) if n == part else item for n, item in enumerate(values)
        ]
    known = values if isinstance(values, dict) else {}
    if value is None and part not in known:
        return values
    if values and not known:
        return None  # a text cannot have keys; the splice raises
    if value is None and not rest:
        return {key: below for key, below in known.items() if key != part} or ""
    return {**known, part: _with_value(known.get(part, ""), rest, value)}


def _plain_value(value: Value | None) -> Any:
    if isinstance(value, tuple):
        return [item.rstrip("\n") for item in value] or ""
    if value is None or isinstance(value, str):
        return value and value.rstrip("\n")
    return {key: _plain_value(below) for key, below in value.items()} or ""
