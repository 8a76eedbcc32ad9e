"""Single keys of a front matter set or taken away; all else stays as it was, to the byte."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from publish.editing.scalars import Value
from publish.editing.splicing import Cannot, Splice, splice_for
from publish.errors import Problem, SourceError
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import plain_name
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence, parse, split
from publish.reading.text import decode

Path: TypeAlias = tuple[str | int, ...]
"""The keys that lead to a value, from the outermost; a number counts items of a list from 0."""


@dataclass(frozen=True)
class Change:
    """One key and what it shall say; None takes it away.

    Keys on the way that are missing are made. ``order`` lists the keys of the
    innermost record as they are usually written: a new one goes behind those
    that come before it there, or to the end.
    """

    path: Path
    value: Value | None
    order: tuple[str, ...] = ()


def change(data: bytes, changes: Iterable[Change], file: str) -> bytes:
    """The bytes of ``article.md`` (shown as ``file``) with ``changes`` made, one by one.

    Comments, order, quotes, line ends, a byte order mark and the body stay as
    they are; a value that is already so is not written anew. What comes out is
    read again, and says what was asked for and else what it said.

    Raises :class:`publish.errors.SourceError`, with the place, if the front
    matter cannot be read, or if a change cannot be made without disturbing
    something else.
    """
    before = _read(data, file)
    for wanted in changes:
        data = _change(data, before, wanted, file)
        before = _read(data, file)
    return data


@dataclass(frozen=True)
class _Read:
    """A file taken apart. ``head`` begins with the line end of the first line."""

    text: str
    head: str
    begin: int
    """Where ``head`` begins in ``text``."""
    tree: Mapping


def _read(data: bytes, file: str) -> _Read:
    findings = Findings(file)
    text = decode(data, findings)
    head, _ = split(text, findings)
    tree = parse(head, findings)
    lines = head.count("\n") + 1
    fatal = [p for p in findings.problems if p.severity == "error"]
    fatal = [p for p in fatal if p.where is None or p.where.line <= lines]
    if fatal or tree is None:
        raise SourceError(*fatal)
    return _Read(text, head + "\n", text.index("\n"), tree)


def _change(data: bytes, before: _Read, wanted: Change, file: str) -> bytes:
    path = _as_written(before.tree, wanted.path)
    said = _plain(before.tree)
    expected = _with(said, path, wanted.value)
    if expected == said and not (wanted.value is not None and _at(said, path) is None):
        return data
    try:
        splice = splice_for(before.head, path, wanted.value, wanted.order)
        changed = _spliced(data, splice, before.begin)
        after = _read(changed, file)
        if _plain(after.tree) != expected:
            raise Cannot("it is written in a way that only a person can change")
    except (Cannot, SourceError) as error:
        raise _refused(error, before.tree, path, wanted, file) from error
    return changed


def _refused(error: Exception, tree: Mapping, path: Path, wanted: Change, file: str) -> SourceError:
    name = ": ".join(str(part) for part in path if isinstance(part, str))
    reason = str(error) if isinstance(error, Cannot) else "what would come out cannot be read"
    verb = "Delete it" if wanted.value is None else f"Write it: {_shown(wanted.value)}"
    where = Findings(file).where(*_place(tree, path))
    return SourceError(
        Problem(
            "front-matter-edit",
            f"`{name}` cannot be changed here: {reason}",
            f"{verb} by hand; the file is as it was.",
            where,
        )
    )


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(value)
    return "; ".join(f"{key}: {_shown(below)}" for key, below in value.items())


def _spliced(data: bytes, splice: Splice, begin: int) -> bytes:
    """The splice made in the file as it is stored: with its own line ends and mark."""
    text = data.decode("utf-8")
    mark = len(text) - len(text.removeprefix("\ufeff"))
    first = re.search(r"\r\n|\r|\n", text)
    ending = first[0] if first else "\n"
    # Behind the n-th pair of \r and \n a position is n smaller in the text that was read.
    pairs = [m.start() - mark - n for n, m in enumerate(re.finditer("\r\n", text))]

    def stored(at: int) -> int:
        return at + bisect_right(pairs, at - 1) + mark

    new = splice.text.replace("\n", ending)
    start, end = stored(begin + splice.start), stored(begin + splice.end)
    return (text[:start] + new + text[end:]).encode("utf-8")


def _as_written(tree: Node, path: Path) -> Path:
    """The path with keys as the file spells them, and with the items of lists told apart.

    A list of one stands for its item, and an item for a list of one, as in reading.
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
    """Line and column of the innermost key of a path that is there."""
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


def _plain(node: Node) -> Any:
    """What a tree says, as texts, lists and dictionaries; an empty collection says nothing: "".

    Line ends at the end of a text come and go with what stands behind it, and never count.
    """
    if isinstance(node, Scalar):
        return node.text.rstrip("\n")
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items] or ""
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.entries} or ""
    raise TypeError(node)


def _at(said: Any, path: Path) -> Any:
    for part in path:
        try:
            said = said[part]
        except (KeyError, IndexError, TypeError):
            return None
    return said


def _with(said: Any, path: Path, value: Value | None) -> Any:
    """What a tree shall say after a change."""
    if not path:
        return _said(value)
    part, rest = path[0], path[1:]
    if isinstance(said, list):
        if not isinstance(part, int) or part >= len(said):
            return None
        return [_with(item, rest, value) if n == part else item for n, item in enumerate(said)]
    known = said if isinstance(said, dict) else {}
    if value is None and part not in known:
        return said
    if said and not known:
        return None  # a text cannot have keys; the splice will say so
    if value is None and not rest:
        return {key: below for key, below in known.items() if key != part} or ""
    return {**known, part: _with(known.get(part, ""), rest, value)}


def _said(value: Value | None) -> Any:
    if isinstance(value, tuple):
        return [item.rstrip("\n") for item in value] or ""
    if value is None or isinstance(value, str):
        return value and value.rstrip("\n")
    return {key: _said(below) for key, below in value.items()} or ""
