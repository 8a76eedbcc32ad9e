"""The HTML has the words, headings and pictures of the Markdown, in order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.reading.body import read_body
from publish.reading.findings import Findings
from tests.profiles import examples

MARKS = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True)
class Piece:
    """Markdown, and the text that readers shall see of it."""

    markdown: str
    text: str


def escaped(text: str) -> str:
    return re.sub(f"([{MARKS}])", r"\\\1", text)


WORDS = st.text(
    st.characters(categories=["L", "N", "Mn", "Mc", "P", "S", "Zs"]), min_size=1, max_size=12
).filter(lambda text: text.strip() and not text.startswith("\u00a0"))
PLAIN = WORDS.map(lambda text: Piece(escaped(text), text))
CODE = st.text("abc <>&\"'*_[]()\\#", min_size=1, max_size=8).filter(str.strip)


def wrapped(before: str, after: str) -> st.SearchStrategy[Piece]:
    letters = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=6)
    return letters.map(lambda text: Piece(f"{before}{text}{after}", text))


INLINE = st.one_of(
    PLAIN,
    wrapped("*", "*"),
    wrapped("**", "**"),
    wrapped("~~", "~~"),
    wrapped("[", "](https://example.org/a?b=1&c=2)"),
    CODE.map(lambda text: Piece(f"`` {text} ``", text)),
)


def joined(pieces: list[Piece], between: str) -> Piece:
    return Piece(
        between.join(piece.markdown for piece in pieces), " ".join(piece.text for piece in pieces)
    )


LINE = st.lists(INLINE, min_size=1, max_size=5).map(lambda pieces: joined(pieces, " "))
LINES = st.lists(LINE, min_size=1, max_size=3)


def list_of(mark: str) -> st.SearchStrategy[Piece]:
    return LINES.map(lambda lines: joined([Piece(mark + x.markdown, x.text) for x in lines], "\n"))


def table(rows: list[Piece]) -> Piece:
    first, *rest = [f"| {row.markdown} | x |" for row in rows]
    markdown = "\n".join([first, "|:--|--:|", *rest])
    return Piece(markdown, " x ".join(row.text for row in rows) + " x")


BLOCK = st.one_of(
    LINES.map(lambda lines: joined(lines, "\n")),
    LINES.map(lambda lines: joined(lines, "  \n")),
    st.tuples(st.integers(1, 6), LINE).map(
        lambda both: Piece("#" * both[0] + " " + both[1].markdown, both[1].text)
    ),
    list_of("- "),
    list_of("1. "),
    list_of("> "),
    list_of("- > 1. "),
    st.lists(PLAIN, min_size=1, max_size=3).map(table),
    CODE.map(lambda text: Piece(f"~~~ python\n{text}\n~~~", text)),
)
DOCUMENT = st.lists(BLOCK, min_size=1, max_size=6).map(lambda blocks: joined(blocks, "\n\n"))

many = examples(200)


def seen(html: str) -> str:
    """The text of a fragment as it is compared: no space, straight quotes, NFC."""
    return comparable("".join(map(str, etree.fromstring(f"<body>{html}</body>").itertext())))


def comparable(text: str) -> str:
    straight = re.sub("[‘’]", "'", re.sub("[“”]", '"', unicodedata.normalize("NFC", text)))
    return "".join(straight.split())


@many
@given(DOCUMENT)
def test_all_text_is_there_in_order(document: Piece) -> None:
    findings = Findings("article.md")
    body = read_body(document.markdown, "en", lambda name, line, column: name, findings)
    assert not [p for p in findings.problems if p.severity == "error"]
    assert seen(body.html) == comparable(document.text)


@many
@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_no_heading_is_lost_and_no_level_is_skipped(levels: list[int]) -> None:
    source = "\n\n".join(f"{'#' * level} Heading {n}" for n, level in enumerate(levels))
    findings = Findings("article.md")
    body = read_body(source, "en", lambda name, line, column: name, findings)
    headings = list(
        etree.fromstring(f"<body>{body.html}</body>").iter("h2", "h3", "h4", "h5", "h6")
    )
    assert [heading.text for heading in headings] == [f"Heading {n}" for n in range(len(levels))]
    before = 1
    for heading in headings:
        level = int(heading.tag[1])
        assert 2 <= level <= before + 1
        before = level
    ids = [heading.get("id") for heading in headings]
    assert len(set(ids)) == len(ids)
    assert body.ids == set(ids)


@many
@given(
    st.lists(
        st.sampled_from(
            ["![]({})", "before ![]({}) after", "## over ![]({})", "- item ![]({})", "> ![]({})",
             "| a |\n|---|\n| ![]({}) |", "*![]({})*", "![]({})\n![](also-{})"]
        ),
        max_size=8,
    )
)  # fmt: skip
def test_every_picture_is_between_blocks_in_order(shapes: list[str]) -> None:
    source = "\n\n".join(
        shape.replace("{}", f"{number}.jpg") for number, shape in enumerate(shapes)
    )
    findings = Findings("article.md")
    body = read_body(source, "en", lambda name, line, column: name, findings)
    tree = etree.fromstring(f"<body>{body.html}</body>")
    figures = list(tree.iter("figure"))
    names = re.findall(r"!\[\]\((.*?)\)", source)
    assert [figure.get("data-image") for figure in figures] == names
    assert [figure.name for figure in body.figures] == names
    for figure in figures:
        parent = figure.getparent()
        assert parent is not None
        assert parent.tag in ("body", "li", "blockquote")
