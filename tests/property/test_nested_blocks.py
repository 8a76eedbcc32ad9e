"""Blocks in blocks at random: the same words, in the same order, in all three formats.

Other people's programs (pandoc, poppler) read them, and our own proof.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Article, Metadata
from publish.reading.body import read_body
from publish.reading.findings import Findings
from tests import judges
from tests.profiles import examples

Lines = list[str]


def inset(blocks: list[Lines], first: str, rest: str) -> Lines:
    """Blocks, an empty line between each two, behind a mark."""
    lines = [line for block in blocks for line in (*block, "")][:-1]
    return [
        (first if n == 0 else rest) + line if line or rest.strip() else ""
        for n, line in enumerate(lines)
    ]


PARAGRAPH = st.sampled_from(
    [["@"], ["@", "@"], ["@ *@* @"], ["[@]{lang=fr} @~@~"], ["~~@~~ `@`"], ["@", "@"]]
)
LEAF = st.one_of(
    PARAGRAPH,
    st.just(["    @"]),
    st.just(["```", "@", "  @", "```"]),
    st.just(["| @", "|   @"]),
    st.just(["| @ | @ |", "|---|--:|", "| @ | @ |"]),
)


def items(mark: str, tight: bool) -> st.SearchStrategy[Lines]:
    width = len(mark) + 1

    def whole(blocks: list[list[Lines]]) -> Lines:
        made = [inset(item, f"{mark} ", " " * width) for item in blocks]
        return [line for item in made for line in (*item, *([] if tight else [""]))]

    item = st.tuples(PARAGRAPH, st.lists(BLOCK, max_size=2)).map(lambda t: [t[0], *t[1]])
    return st.lists(item, min_size=1, max_size=3).map(whole)


def typed(lines: Lines) -> Lines:
    return ["{type=a}", *lines]


def quoted(blocks: list[Lines]) -> Lines:
    return inset([*blocks, ["— @"]], "> ", "> ")


def defined(blocks: list[Lines]) -> Lines:
    return ["@", *inset(blocks, ": ", "  ")]


BLOCK: st.SearchStrategy[Lines] = st.deferred(
    lambda: st.one_of(
        LEAF,
        items("-", tight=False),
        items("-", tight=True),
        items("7.", tight=False),
        items("1)", tight=True).map(typed),
        items("- [x]", tight=False).map(lambda lines: [_task(line) for line in lines]),
        st.lists(BLOCK, min_size=1, max_size=3).map(quoted),
        st.tuples(PARAGRAPH, st.lists(BLOCK, max_size=2)).map(lambda t: defined([t[0], *t[1]])),
    )
)


def _task(line: str) -> str:
    return line[4:] if line.startswith(" " * 6) else line


BOXED = st.tuples(
    st.sampled_from(["note", "warning"]), st.lists(BLOCK, min_size=1, max_size=2)
).map(lambda both: [f":::{both[0]} @", *inset(both[1], "", ""), ":::"])
DOCUMENT = st.lists(st.one_of(BLOCK, BLOCK, BOXED), min_size=1, max_size=4)


def numbered(blocks: list[Lines]) -> tuple[str, list[str]]:
    """The Markdown with a word of its own in each place, and the words."""
    count = iter(range(10_000))
    words: list[str] = []

    def word(_: re.Match[str]) -> str:
        words.append(f"w{next(count):03}q")
        return words[-1]

    # Lists of one kind side by side would be one.
    text = "\n\n".join("\n".join([*block, "", "@"]) for block in blocks)
    return re.sub("@", word, text), words


def article(markdown: str) -> Article:
    findings = Findings("article.md")
    body = read_body(markdown, "en", lambda name, line, column: name, findings)
    errors = [p for p in findings.problems if p.severity == "error"]
    assert not errors, (markdown, errors)
    day = date(2026, 3, 1)
    data = Metadata(
        "Title",
        "en",
        day,
        datetime(2026, 3, 1, tzinfo=UTC),
        "urn:uuid:3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f11",
    )
    return Article("blocks", data, body.html.strip())


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal"])
def test_no_word_is_lost_or_moved(theme: str, tmp_path: Path) -> None:
    loaded = load(theme)

    @examples(4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(DOCUMENT)
    def holds(blocks: list[Lines]) -> None:
        markdown, words = numbered(blocks)
        page = compose(article(markdown), loaded)
        made = {name: FORMATS[name].write(page) for name in FORMATS}
        report = verify(made, page)
        assert report.ok, (markdown, report.problems)
        for name, data in made.items():
            path = tmp_path / f"blocks.{name}"
            path.write_bytes(data)
            text = judges.pdf_text(path, "-raw") if name == "pdf" else judges.plain_text(path)
            assert re.findall(r"w\d{3}q", text) == words, (name, markdown, text)

    holds()
