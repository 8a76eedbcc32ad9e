"""A mend that quotes code is tried: applied to its case, the message is gone, and no new comes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from publish.errors import Problem, PublishError
from publish.reading import read
from tests.reading.test_cases import CASES

PUBLICATION = '[publication]\nid = "8e5f7f5c-0f0d-4f3e-9d0b-6d6a3d1c7b11"\n'
CODE = re.compile(
    r"^(?:Write|Did you mean|There is|Put quotes around the value:"
    r"|If it belongs to the text, put quotes around the value:"
    r"|Add the closing quote; if it is an apostrophe, write:) (?P<code>\S.*?)[.?]?$"
)
EXAMPLES = re.compile(
    r"…|such as| or |, and |, for |instead|;|^(?:it|out|paragraphs)\b|\bfile\.|\baddress\b"
    r"|^(?:\S+ ){3,}\S+$"
)
"""In what is quoted: an example to be filled in, a choice, or words."""


def problems_of(folder: Path) -> tuple[Problem, ...]:
    try:
        return read(folder).problems
    except PublishError as error:
        return error.problems


def code_of(problem: Problem) -> str | None:
    """The code that a message tells people to write; None if it quotes none."""
    line = problem.fix.split("\n")[0]
    found = CODE.match(line)
    code = found["code"].strip("`") if found else ""
    if problem.rule in ("missing-key", "heading-level", "include-missing"):
        return None  # a line to add, all headings at once, another file
    is_line = line.startswith(("Put quotes", "If it belongs", "Add the closing"))
    return code if code and (is_line or not EXAMPLES.search(code)) else None


def mended(lines: list[str], problem: Problem, code: str) -> Iterator[list[str]]:
    """The article with the code where an editor might put it, the likeliest place first."""
    at, column = problem.where.line - 1, problem.where.column - 1  # type: ignore[union-attr]
    line = lines[at]

    def changed(text: str) -> list[str]:
        return [*lines[:at], text, *lines[at + 1 :]]

    indent = line[: len(line) - len(line.lstrip())]
    if re.match(r"(- )?[\w-]+: |- ", code):
        yield changed(indent + code)
    for quoted in re.findall(r"`([^`]+)`|“([^”]+)”|(\S+)", problem.message):
        typed = next(filter(None, quoted)).rstrip(".,:;")
        if typed and typed in line:
            yield changed(line.replace(typed, code, 1))
            yield changed(re.sub(re.escape(typed) + r"[^\s}]*", lambda _: code, line, count=1))
    if html := re.search(r"<(\w+)[^>]*>.*?</\1>", line[max(column, 0) :]):
        yield changed(line.replace(html[0], code, 1))
    if column >= 0:
        rest = line[column:]
        for token in (r"[^\s,\]}:]+", r"[^\s\]})]+", r".*"):
            if found := re.match(token, rest):
                yield changed(line[:column] + code + rest[found.end() :])


def mended_below(lines: list[str], problem: Problem, code: str) -> Iterator[list[str]]:
    """The same where a message names the first line of what it is about."""
    at = problem.where.line - 1  # type: ignore[union-attr]
    patterns = {"|": r"[^\s{}]+(?=.*\})", " ": r"<b>.*?</b>|#\w+"}  # a table's, a caption's
    pattern = patterns.get(lines[at][:1])
    for n, below in enumerate(lines[at + 1 : at + 6] if pattern else (), at + 1):
        for typed in re.findall(pattern or "", below):
            yield [*lines[:n], below.replace(typed, code, 1), *lines[n + 1 :]]


def tried() -> Iterator[tuple[Path, tuple[Problem, ...], Problem, str]]:
    for folder in CASES:
        found = problems_of(folder)
        for problem in found:
            code = code_of(problem)
            file = (folder / "article.md").as_posix()
            if code and problem.where and problem.where.file == file and problem.where.line:
                yield folder, found, problem, code


def reported(problems: Iterable[Problem]) -> set[tuple[str, str, int]]:
    return {(p.rule, p.message, p.where.line if p.where else 0) for p in problems}


TRIED = list(tried())


@pytest.mark.parametrize(
    ("folder", "found", "problem", "code"), TRIED, ids=[f"{f.name}-{c}" for f, _, _, c in TRIED]
)
def test_the_code_of_a_message_mends_its_case(
    tmp_path: Path, folder: Path, found: tuple[Problem, ...], problem: Problem, code: str
) -> None:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    house = next(p for p in folder.parents if (p / "publish.toml").is_file())
    shutil.copy(house / "publish.toml", tmp_path)
    lines = (folder / "article.md").read_text("utf-8").split("\n")
    new: set[tuple[str, str, int]] = set()
    ways = (mended(lines, problem, code), mended_below(lines, problem, code))
    for text in (text for way in ways for text in way):
        (copy / "article.md").write_text("\n".join(text), "utf-8")
        after = reported(problems_of(copy))
        # What a mend brings to light elsewhere, as behind an error of YAML, is no fault of it.
        new = {one for one in after - reported(found) if one[0] in ("yaml-syntax", problem.rule)}
        if not reported([problem]) & after and not new:
            return
    raise AssertionError(f"{problem}: {new}")


ENTRIES = {
    "authors: [@ada]": ("authors", ["@ada"]),
    "authors: [Ada Example, @ben]": ("authors", ["Ada Example", "@ben"]),
    'authors: [Ada, "Ben" Junior]': ("authors", ["Ada", '"Ben" Junior']),
    "authors: {@ada}": ("authors", ["@ada"]),
    "keywords: [50%, %share, a: b]": ("keywords", ["50%", "%share", "a: b"]),
    "authors: Ada: an example": ("authors", ["Ada: an example"]),
    "subtitle: The Ferry: a story": ("subtitle", "The Ferry: a story"),
    "subtitle: [Updated] The Ferry": ("subtitle", "[Updated] The Ferry"),
    "subtitle: @home": ("subtitle", "@home"),
    "subtitle: 'Tis the season": ("subtitle", "'Tis the season"),
    "subtitle: The Ferry # 4": ("subtitle", "The Ferry # 4"),
    'subtitle: "The "new" ferry"': ("subtitle", 'The "new" ferry'),
}
"""A line of a front matter that YAML reads otherwise, and what its author meant."""


@pytest.mark.parametrize("line", ENTRIES)
def test_a_line_with_quotes_says_what_its_author_meant(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "ferry"
    folder.mkdir()
    (tmp_path / "publish.toml").write_text(PUBLICATION)
    lines = ["---", "title: A", line, "date: 2026-03-01", "lang: en", "---", "Text.", ""]
    (folder / "article.md").write_text("\n".join(lines), "utf-8")
    (problem,) = (p for p in problems_of(folder) if p.where and p.where.line == 3)
    code = code_of(problem)
    assert code, problem
    (folder / "article.md").write_text("\n".join([*lines[:2], code, *lines[3:]]), "utf-8")
    article = read(folder)
    assert not [p for p in article.problems if p.where and p.where.line == 3]
    key, meant = ENTRIES[line]
    value = getattr(article.metadata, key)
    assert (value if isinstance(value, str) else [getattr(v, "name", v) for v in value]) == meant
