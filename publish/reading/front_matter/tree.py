"""The front matter as a tree: YAML 1.2 in which every scalar is text.

ruamel.yaml scans and parses; this module builds the tree from its events. So values are never
converted (``NO``, ``0123`` and ``1.10`` stay as typed), and everything has its place in
``article.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from publish.reading.findings import Findings
from publish.reading.front_matter.yaml_errors import about_comment, glued_key, in_plain_words
from publish.reading.text import NOT_TEXT, explain
from publish.values import dataclass

MOST_CHARACTERS = 200_000
DEEPEST = 12
"""Levels of nesting; the schema needs five."""

EXAMPLE = "Begin the file with:\n  ---\n  title: …\n  date: 2026-03-01\n  ---"


@dataclass(frozen=True)
class Node:
    """A place in the tree; ``line`` and ``column`` are those of ``article.md``, from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Scalar(Node):
    """A text. ``plain``: it has no quotes."""

    text: str
    plain: bool = True
    hash_at: tuple[int, int] | None = None
    """Line and column of a # after one space, which may be meant as text."""


@dataclass(frozen=True)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapping(Node):
    """Keys with their values, in the order of the source; each key once."""

    entries: tuple[tuple[Scalar, Node], ...]


class _Broken(Exception):
    """The YAML cannot be read further; the error is noted."""


def split(text: str, findings: Findings) -> tuple[str, str]:
    """Front matter and body of an article, each padded so that its lines keep their numbers.

    Stops with a SourceError when there is no front matter or no end to it.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        findings.stop("front-matter-missing", *_missing(lines), 1, 1)
    ends = (n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "..."))
    end = next(ends, None)
    if end is None:
        message = "the front matter that begins here has no end"
        fix = "Put a line with nothing but --- between the front matter and the text."
        findings.stop("front-matter-open", message, fix, 1, 1)
    return "\n".join(["", *lines[1:end]]), "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def _missing(lines: list[str]) -> tuple[str, str]:
    first = next((line.strip() for line in lines if line.strip()), "")
    if first == "---":
        return "the front matter does not begin on the first line", "Delete the lines above ---."
    return "the article has no front matter", EXAMPLE


def parse(head: str, findings: Findings) -> Mapping | None:
    """The tree of a front matter; None, after a noted error, when it cannot be read."""
    if len(head) > MOST_CHARACTERS:
        findings.error(
            "front-matter-too-long",
            f"the front matter has {len(head):,} characters; the limit is {MOST_CHARACTERS:,}",
            "Is the closing line --- missing?",
            1,
        )
        return None
    try:
        return _Builder(NOT_TEXT.sub("\ufffd", head), findings).document()
    except _Broken:
        return None
    except MarkedYAMLError as error:
        message, fix, line, column = in_plain_words(error, head)
        findings.error("yaml-syntax", message, fix, line, column)
    except (YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "too deeply nested"
        findings.error("yaml-syntax", f"the front matter is not YAML: {reason}", "Mend it.", 1)
    return None


_NODES = (AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent)


class _Builder:
    """Makes nodes of events. A noted error ends the reading only if the rest is unreliable."""

    def __init__(self, head: str, findings: Findings) -> None:
        self.lines = head.split("\n")
        self.findings = findings
        self.events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(head))

    def document(self) -> Mapping:
        first = self.next_node()
        if first is None:
            return Mapping(1, 1, ())
        if not isinstance(first, MappingStartEvent):
            self.refuse_references(first)
            self.refuse_shape(first)
        mapping = self.mapping(first, 0)
        second = self.next_node()
        if second is not None:
            self.error(
                second,
                "front-matter-shape",
                "a second YAML document begins here",
                "Delete the line that begins with ---; everything belongs to one document.",
            )
        return mapping

    def next_node(self) -> Any:
        """The next event that makes a node; None at the end."""
        return next((event for event in self.events if isinstance(event, _NODES)), None)

    def refuse_shape(self, event: Any) -> NoReturn:
        glued = glued_key(self.lines, event.start_mark.line)
        if glued is not None:
            self.findings.error("yaml-syntax", *glued)
        else:
            self.error(
                event,
                "front-matter-shape",
                "the front matter is not `key: value`",
                "Write one `key: value` on each line, such as `title: …`.",
            )
        raise _Broken

    def node(self, event: Any, depth: int) -> Node:
        self.refuse_references(event)
        if depth > DEEPEST:
            self.error(
                event,
                "yaml-depth",
                f"nested more than {DEEPEST} levels deep",
                "No key of an article needs that; correct the indentation.",
            )
            raise _Broken
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if isinstance(event, SequenceStartEvent):
            items = tuple(self.children(SequenceEndEvent, depth))
            for item in items:
                self.warn_comment("this item", item)
            return Sequence(*_place(event), items)
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, depth)
        return Scalar(*_place(event), "")

    def children(self, end: type, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield self.node(event, depth + 1)

    def mapping(self, event: Any, depth: int) -> Mapping:
        self.refuse_references(event)
        entries: dict[str, tuple[Scalar, Node]] = {}
        nodes = self.children(MappingEndEvent, depth)
        for key in nodes:
            value = next(nodes)
            if isinstance(key, Scalar):
                self.warn_comment(f"the {key.text}", value, key)
            if not isinstance(key, Scalar):
                self.findings.error(
                    "yaml-key",
                    "a key must be a word, not a list or a mapping",
                    "Put quotes around it if it begins with [ or {.",
                    key.line,
                    key.column,
                )
            elif key.text == "<<" and key.plain:
                self.findings.error(
                    "yaml-merge",
                    "merge keys (<<) are not allowed here",
                    "Write out the keys.",
                    key.line,
                    key.column,
                )
            elif key.text in entries:
                first = entries[key.text][0]
                self.findings.error(
                    "yaml-duplicate",
                    f"`{key.text}` is set twice; the first time in line {first.line}",
                    "Keep one of the two.",
                    key.line,
                    key.column,
                )
            else:
                entries[key.text] = (key, value)
        return Mapping(*_place(event), tuple(entries.values()))

    def scalar(self, event: Any) -> Scalar:
        line, column = _place(event)
        for match in NOT_TEXT.finditer(event.value):
            message, fix = explain(match.group())
            self.findings.error("control-character", message, fix, line, column)
        plain = event.style in (None, "")
        end = event.end_mark
        hash_at = None
        if plain and event.value and self.lines[end.line].startswith(" #", end.column):
            hash_at = (end.line + 1, end.column + 2)
        return Scalar(line, column, event.value, plain, hash_at)

    def warn_comment(self, what: str, value: Node, key: Scalar | None = None) -> None:
        """Warn of a # after one space: a comment to YAML, but often not to authors."""
        if not isinstance(value, Scalar):
            return
        hash_at = value.hash_at or (key and not value.text and self.hash_instead_of_value(key))
        if not hash_at:
            return
        line, column = hash_at
        shown = self.lines[line - 1] if line == (key or value).line else ""
        message, fix = about_comment(what, value.text, shown)
        self.findings.warn("yaml-comment", message, fix, line, column)

    def hash_instead_of_value(self, key: Scalar) -> tuple[int, int] | None:
        """The place of a ``#word`` after a key; "# a word" counts as a comment there."""
        begin = key.column - 1 + len(key.text)
        match = re.match(r": (?=#[^\s#])", self.lines[key.line - 1][begin:])
        return (key.line, begin + match.end() + 1) if match else None

    def refuse_references(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self.error(
                event,
                "yaml-alias",
                f"`*{event.anchor}` is a YAML alias, which is not allowed here",
                "Write out the value; put quotes around it if the * belongs to the text.",
            )
        elif event.anchor is not None:
            self.error(
                event,
                "yaml-anchor",
                f"`&{event.anchor}` is a YAML anchor, which is not allowed here",
                "Delete it; put quotes around the value if the & belongs to the text.",
            )
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.error(
                event,
                "yaml-tag",
                f"`{tag}` is a YAML tag, which is not allowed here",
                "Delete it; put quotes around the value if the ! belongs to the text.",
            )

    def error(self, event: Any, rule: str, message: str, fix: str) -> None:
        self.findings.error(rule, message, fix, *_place(event))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_NULL = re.compile(r"~|null", re.IGNORECASE)


def is_null(scalar: Scalar) -> bool:
    """Whether YAML's own schema reads this as null."""
    return scalar.plain and _NULL.fullmatch(scalar.text) is not None
