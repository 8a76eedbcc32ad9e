"""``:::include file.md``: texts that several articles share, inserted where they are named.

The parser finds such lines, so that one in a listing stays a listing. Every line of the whole
remembers its file, which each Problem names. A text comes from inside the folder of all sources; a
shared text can name no pictures, because these belong to an article.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import field
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from publish import files
from publish.errors import SourceError
from publish.files import CannotRead, Why
from publish.reading.figures.blocks import Resolve
from publish.reading.figures.folder_pictures import MOST_LISTED
from publish.reading.findings import Findings
from publish.reading.text import MOST_BYTES, decode
from publish.suggest import nearest, question
from publish.values import dataclass

DEEPEST = 8
"""Levels of nested inclusions."""
MOST = 200
"""Inclusions in one article."""

_LINE = re.compile(r" {0,3}:{3,}[ \t]*include(?:[ \t]+(\S.*?))?[ \t:]*", re.IGNORECASE)
_FOUND = "included texts"

Origin = tuple[str, int]
"""A file as messages name it, and a line in it, from 1."""


@dataclass(frozen=True)
class Whole:
    """A text with all its included texts. ``origins`` has one per line; ``files`` their hashes."""

    source: str
    origins: tuple[Origin, ...] = ()
    files: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True)
class _Mark:
    line: int
    written: str
    inside: bool
    """Whether it is in a list or a quotation."""


def enable_inclusion(parser: MarkdownIt) -> None:
    """Teach the parser to find these lines."""
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "include", _include, {"alt": ends})


def refuse_left(env: dict[str, Any], findings: Findings) -> None:
    """Report the lines that were not replaced as errors."""
    for mark in env.get(_FOUND, ()):
        message = "a text cannot be included inside a list, a quotation or an abstract"
        fix = "Begin the line with :::include, between two paragraphs."
        findings.error("include-place", message, fix, mark.line)


def include(
    source: str, file: Path, root: Path, parser: Callable[[], MarkdownIt], findings: Findings
) -> Whole:
    """``source``, the text of ``file``, with all texts that it includes from inside ``root``.

    An inclusion that fails is noted as an error, and left out.
    """
    if ":::" not in source or "include" not in source.lower():
        return Whole(source)
    desk = _Desk(root, parser(), findings)
    lines = list(desk.lines(source, file, findings, (file,)))
    text = "\n".join(line for line, _ in lines)
    if text == source:
        return Whole(source)
    return Whole(text, tuple(origin for _, origin in lines), tuple(desk.files.items()))


def beside(find: Resolve, folder: Path, findings: Findings) -> Resolve:
    """``find`` for the pictures of ``folder``, extended to names in the included texts.

    A picture is found beside the text that names it. A picture of another article, or of none,
    would come without a credit, and is refused.
    """
    away = PurePosixPath(findings.file).parent

    def found(written: str, line: int, column: int) -> str | None:
        here = PurePosixPath(findings.where(line).file).parent
        if here == away:
            return find(written, line, column)
        if not here.is_relative_to(away):
            message = f"{written} is named in a shared text, and belongs to no article"
            fix = "Move the picture to the article's folder, and name it in the article."
            findings.error("include-picture", message, fix, line, column)
            return None
        return find((here.relative_to(away) / written).as_posix(), line, column)

    return found


@dataclass
class _Desk:
    root: Path
    parser: MarkdownIt
    top: Findings
    files: dict[Path, str] = field(default_factory=dict)
    count: int = 0
    size: int = 0

    def lines(
        self, source: str, file: Path, findings: Findings, chain: tuple[Path, ...]
    ) -> Iterator[tuple[str, Origin]]:
        """The lines of a text and of its included texts, with their origins."""
        marks = {mark.line: mark for mark in self._marks(source)}
        for number, line in enumerate(source.split("\n"), 1):
            mark = marks.get(number)
            if mark is None or mark.inside:
                yield line, (findings.file, number)
            else:
                # The included text stays separate from the lines around it.
                yield "", (findings.file, number)
                yield from self._included(mark, file, findings, chain)
                yield "", (findings.file, number)

    def _marks(self, source: str) -> tuple[_Mark, ...]:
        env: dict[str, Any] = {}
        if _FOUND_ANY.search(source):
            try:
                self.parser.parse(source, env)
            except RecursionError:
                return ()  # This error is reported when the whole is parsed.
        return tuple(env.get(_FOUND, ()))

    def _included(
        self, mark: _Mark, file: Path, findings: Findings, chain: tuple[Path, ...]
    ) -> Iterator[tuple[str, Origin]]:
        found = self._find(mark, file, findings)
        if found is None or not self._sound(found, mark, findings, chain):
            return
        inner = Findings(_shown(found, chain[0], self.top.file))
        try:
            data = files.read(self.root, found, MOST_BYTES)
        except CannotRead as error:
            rule = "include-limit" if error.why is Why.TOO_LARGE else "include-missing"
            findings.error(rule, f"{mark.written} {error}", "Look at that file.", mark.line)
            return
        self.count, self.size = self.count + 1, self.size + len(data)
        if self.count > MOST or self.size > MOST_BYTES:
            message = f"more than {MOST} texts, or {MOST_BYTES:,} bytes, are included"
            findings.error("include-limit", message, "Include less.", mark.line)
            return
        self.files[found] = hashlib.sha256(data).hexdigest()
        try:
            text = decode(data, inner).rstrip("\n")
        except SourceError:
            text = ""
        if text.startswith("---\n"):
            message = "an included text has no front matter, but this begins with ---"
            inner.error("include-front-matter", message, "Delete it, down to the next ---.", 1)
            text = ""
        self.top.texts |= inner.texts
        yield from self.lines(text, found, inner, (*chain, found))
        self.top.problems += [p for p in inner.problems if p not in self.top.problems]

    def _find(self, mark: _Mark, file: Path, findings: Findings) -> Path | None:
        """The file that is meant: beside the file that names it, or else in the sources' folder."""
        written = mark.written.strip("<>\"'")
        if not written:
            fix = "Write :::include file.md."
            findings.error("include-missing", "this names no text", fix, mark.line)
            return None
        if _leads_away(written):
            message = f"{written} is not a relative path, so others cannot find it"
            fix = "Write the path from this file's folder, with / between folders."
            findings.error("include-outside", message, fix, mark.line)
            return None
        root = self.root.resolve()
        places = [(file.parent / written).resolve(), (self.root / written).resolve()]
        inside = [place for place in places if place.is_relative_to(root)]
        found = next((place for place in inside if files.is_file(place)), None)
        if found is None and places[0] not in inside:
            message = f"{written} is outside {root.name}"
            fix = f"Move or copy it into {root.name}."
            findings.error("include-outside", message, fix, mark.line)
            return None
        if found is None:
            message = f"no text {written} is beside this file or in {root.name}"
            findings.error("include-missing", message, _suggestion(inside), mark.line)
            return None
        if found.suffix.lower() not in (".md", ".markdown", ".txt"):
            message = f"{written} is no Markdown"
            findings.error("include-missing", message, "Name a file that ends in .md.", mark.line)
            return None
        return found

    def _sound(self, found: Path, mark: _Mark, findings: Findings, chain: tuple[Path, ...]) -> bool:
        if found in (path.resolve() for path in chain):
            names = " → ".join(path.name for path in (*chain, found))
            message = f"these texts include each other in a circle: {names}"
            findings.error("include-cycle", message, "Remove one of the lines.", mark.line)
            return False
        if len(chain) > DEEPEST:
            message = f"inclusions are nested more than {DEEPEST} deep"
            findings.error("include-limit", message, "Include it from the article.", mark.line)
            return False
        return True


def _suggestion(places: list[Path]) -> str:
    for place in places:
        if place.parent.is_dir():
            names = sorted(path.name for path in islice(place.parent.glob("*.md"), MOST_LISTED))
            if guess := nearest(place.name, names):
                return question(guess)
    return "Add it, or correct the name."


_FOUND_ANY = re.compile(r"(?mi)^ {0,3}:{3,}[ \t]*include")


def _leads_away(written: str) -> bool:
    """Whether a path is absolute, or another system's."""
    absolute = PurePosixPath(written).is_absolute() or PureWindowsPath(written).anchor
    return bool(absolute) or "\\" in written or "\0" in written or ":" in written


def _shown(file: Path, article: Path, name: str) -> str:
    """An included file's name in messages, beside the article's."""
    away = os.path.relpath(file, article.resolve().parent)
    return PurePosixPath(os.path.normpath(PurePosixPath(name).parent / away)).as_posix()


def _include(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    match = _LINE.fullmatch(state.src[begin : state.eMarks[start]])
    if state.is_code_block(start) or match is None:
        return False
    if not silent:
        first = state.src.rfind("\n", 0, begin) + 1
        alone = _LINE.fullmatch(state.src[first : state.eMarks[start]])
        inside = alone is None or state.blkIndent > 0
        mark = _Mark(start + 1, match[1] or "", inside)
        state.env.setdefault(_FOUND, []).append(mark)
        state.line = start + 1
    return True
