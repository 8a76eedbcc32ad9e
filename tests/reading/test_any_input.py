"""Whatever is written, reading gives an Article or a PublishError, and never anything else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.errors import PublishError
from publish.languages.tags import NotALanguage, language_tag
from publish.model.article import Article
from publish.model.publication import Publication
from publish.reading import read
from publish.reading.body import read_body, read_line
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import StatedText
from publish.reading.piece import Body
from publish.reading.text import NOT_TEXT
from publish.rights import registry
from tests.profiles import examples

HOUSE = Publication(root="/a/publication", id="390facdd-d0fc-4395-8fa3-99987dd78ff3", lang="en")
HEAD = "---\ntitle: T\ndate: 2026-03-01\n---\n"

YAML_PARTS = """
title:|date: |authors:|images:|credit:|license: |hero: |lang: |modified: |- |  |    |: |"|'|[|]
{|}|,|#|&a|*a|!t|<<: *a|>-|'|| |%|@|~|null|2026-03-01|2026-02-30|CC-BY-4.0|a.jpg:|alt: |\t|\\x07|?
""".replace("\n", "|").split("|")
MARKDOWN_PARTS = """
# |## |###### |> |- |1. |```|~~~|***|**|*|_|`|![|](|)|[|]|]: |<b>|</b>|<!--|-->|<br>|<x:y>|<a@b.c>
<http://x.y>|javascript:x|data:,|#a|http://[|mailto:|tel:|&#12;|&#0;|&nbsp;|&#x110000;|\\|~~|\t
| a | b |||---|:-:|||1|2|3|---|===|"|'|...|(c)|  |\u0338|\u0301|\u2028|\ufeff|%zz|//x|x.jpg|[^1]|$$
""".replace("\n", "|").split("|")

many = examples(200)


def documents(parts: list[str]) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(parts), st.text(max_size=6), st.just("\n"), st.just("\n\n"))
    return st.lists(piece, max_size=40).map("".join)


def outcome(data: bytes) -> Article | PublishError:
    with TemporaryDirectory() as place:
        folder = Path(place) / "an-article"
        folder.mkdir()
        (folder / "article.md").write_bytes(data)
        try:
            return read(folder, HOUSE)
        except PublishError as error:
            assert error.problems
            assert all(problem.fix and problem.message for problem in error.problems)
            return error


@many
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    outcome(data)
    outcome(HEAD.encode() + data)


@many
@given(documents(YAML_PARTS))
def test_any_front_matter(head: str) -> None:
    outcome(f"---\n{head}\n---\ntext\n".encode("utf-8", "replace"))


@many
@given(documents(MARKDOWN_PARTS))
def test_any_body_is_well_formed(body: str) -> None:
    article = outcome((HEAD + body).encode("utf-8", "replace"))
    if isinstance(article, Article):
        well_formed(article.body)


@many
@given(documents(MARKDOWN_PARTS))
def test_any_caption_is_well_formed(caption: str) -> None:
    findings = Findings("article.md")
    stated = StatedText(NOT_TEXT.sub("", caption), 3, 5)
    html = read_line(stated, "fr", Body("", ids=frozenset({"a"})), findings).html
    if not any(problem.severity == "error" for problem in findings.problems):
        well_formed(html)
    assert all(problem.where and problem.where.line == 3 for problem in findings.problems)


@many
@given(documents(MARKDOWN_PARTS))
def test_problems_name_lines_of_the_file(body: str) -> None:
    findings = Findings("article.md")
    source = body.replace("\r", "\n")
    read_body(source, "en", lambda name, line, column: name, findings)
    last = len(source.split("\n"))
    for problem in findings.problems:
        assert problem.where is not None
        assert 0 <= problem.where.line <= last


@many
@given(st.text(max_size=30))
def test_any_license_or_language(text: str) -> None:
    try:
        assert registry.find(registry.find(text).id) == registry.find(text)
    except registry.Unknown as unknown:
        assert unknown.text == text
    with suppress(NotALanguage):
        assert language_tag(language_tag(text)) == language_tag(text)


def well_formed(fragment: str) -> etree._Element:
    return etree.fromstring(f"<body>{fragment}</body>")
