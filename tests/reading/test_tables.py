"""Tables: GFM's own examples, captions, files, spans, and input that wants to do harm."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import SourceError, Where
from publish.reading import read
from publish.reading.body import read_body
from publish.reading.findings import Findings
from publish.reading.tables.csv_files import MOST_BYTES, Options, TableFile, rows_of

SPEC = Path(__file__).parents[3] / "shared/corpus/specs/gfm/spec.txt"
"""GitHub's own text, where it is at hand."""
HEAD = "---\ntitle: A title\ndate: 2026-03-01\nlang: en\n---\n\n"


def body(source: str, data: bytes = b"") -> str:
    findings = Findings("article.md")

    def open_file(name: str, line: int, column: int) -> TableFile:
        return TableFile(name, name, data)

    html = read_body(source, "en", lambda *_: None, findings, open_file).html
    # That it makes no table is told; what it makes instead is for the example to say.
    assert {problem.rule for problem in findings.problems} <= {"table-mark", "table-row-joined"}
    return html


def squeezed(html: str) -> str:
    """Markup without the white space between elements, and without what is ours alone."""
    html = html.replace(' scope="col"', "")
    html = re.sub(r'align="(\w+)"', r'class="align-\1"', html)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", html).strip()


OWN_EXAMPLES = {
    "a table": (
        "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
        (
            "<table><thead><tr><th>foo</th><th>bar</th></tr></thead>"
            "<tbody><tr><td>baz</td><td>bim</td></tr></tbody></table>"
        ),
    ),
    "sides": (
        "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
        (
            '<table><thead><tr><th class="align-center">abc</th><th class="align-right">defghi</th>'
            '</tr></thead><tbody><tr><td class="align-center">bar</td>'
            '<td class="align-right">baz</td></tr></tbody></table>'
        ),
    ),
    "bars that are text": (
        "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
        (
            "<table><thead><tr><th>f|oo</th></tr></thead><tbody><tr><td>b<code>|</code>az</td></tr>"
            "<tr><td>b<strong>|</strong>im</td></tr></tbody></table>"
        ),
    ),
    "a quotation ends it": (
        "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
        (
            "<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td>"
            "<td>baz</td></tr></tbody></table><blockquote><p>bar</p></blockquote>"
        ),
    ),
    "a blank line ends it": (
        "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
        (
            "<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td>"
            "<td>baz</td></tr><tr><td>bar</td><td></td></tr></tbody></table><p>bar</p>"
        ),
    ),
    "no table": (
        "| abc | def |\n| --- |\n| bar |\n",
        "<p>| abc | def |\n| --- |\n| bar |</p>",
    ),
    "cells that are not there": (
        "| abc | def |\n| --- | --- |\n| bar |\n",
        (
            "<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td>"
            "<td></td></tr></tbody></table>"
        ),
    ),
    "a header alone": (
        "| abc | def |\n| --- | --- |\n",
        "<table><thead><tr><th>abc</th><th>def</th></tr></thead></table>",
    ),
}
"""The demands of GFM §4.10, in our own examples."""


@pytest.mark.parametrize("name", OWN_EXAMPLES)
def test_a_table_is_gfms(name: str) -> None:
    source, html = OWN_EXAMPLES[name]
    assert squeezed(body(source)) == squeezed(html)


def spec_examples() -> list[tuple[str, str]]:
    if not SPEC.is_file():
        return []
    text = SPEC.read_text("utf-8").replace("→", "\t")
    start = text.index("## Tables (extension)")
    section = text[start : text.index("\n# Container blocks", start)]
    return re.findall(r"`{32} example table\n(.*?)\n\.\n(.*?)\n`{32}", section, re.DOTALL)


@pytest.mark.skipif(not SPEC.is_file(), reason="GitHub's specification is not at hand")
def test_the_examples_of_the_specification() -> None:
    examples = spec_examples()
    assert len(examples) >= 7
    for source, html in examples:
        if "boo |" in source:
            continue  # its last cell is dropped there; here that is an error: no cell is lost
        assert squeezed(body(source)) == squeezed(html), source


def test_a_caption_can_be_above_or_below() -> None:
    table = "| a |\n|---|\n| 1 |\n"
    for source in (
        f"{table}: C {{#tbl-c}}",
        f"{table}\n: C {{#tbl-c}}",
        f": C {{#tbl-c}}\n\n{table}",
    ):
        html = squeezed(body(source))
        assert html.startswith(
            '<table id="tbl-c"><caption><span class="caption">C</span></caption>'
        )
        assert html.count("C</span>") == 1


def test_between_two_tables_it_is_the_first_ones_unless_that_has_one() -> None:
    table = "| {} |\n|---|\n| 1 |\n\n"
    one, two = table.format("a"), table.format("b")
    html = squeezed(body(f"{one}: C\n\n{two}"))
    assert html.index("C</span>") < html.index("<th>a</th>")
    html = squeezed(body(f": A\n\n{one}: B\n\n{two}"))
    assert html.index("<th>a</th>") < html.index("B</span>") < html.index("<th>b</th>")


def test_a_file_is_text_and_no_markdown() -> None:
    data = b'Name,Number\n"*a* | [b](c) ^^ \\\\ <i>",1\n"line\nline",2\n^^,3\n'
    html = body(":::table x.csv\n:::", data)
    assert "<td>*a* | [b](c) ^^ \\\\ &lt;i&gt;</td>" in html
    assert "line<br />\nline" in html
    assert "<td>^^</td>" in html
    assert "rowspan" not in html


def test_a_file_is_markdown_if_its_table_says_so() -> None:
    html = body(":::table x.csv {markdown=yes}\n:::", b"Name,Number\n*a*,1\n^^,2\n")
    assert '<td rowspan="2"><em>a</em></td>' in html


def test_numbers_are_to_the_right_and_names_do_not() -> None:
    data = b"Year;Tons;Share;Note\n1968;1.204,5;12 %;1\n1971;-;\xe2\x80\x93;two\n"
    html = squeezed(body(":::table x.csv\n:::", data))
    assert "<td>1968</td>" in html
    assert '<td class="align-right numeric">1.204,5</td>' in html
    assert '<td class="align-right numeric">12 %</td>' in html
    assert "<td>two</td>" in html


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_as_spreadsheets_write_it(encoding: str, mark: str, end: str) -> None:
    rows = [["Größe", "Note, and more"], ['a "q"', "x; y"], ["tab\there", "1"]]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    text = end.join(mark.join(row) for row in quoted) + end
    findings = Findings("article.md")
    file = TableFile("x.csv", "x.csv", text.encode(encoding))
    assert rows_of(file, Options(), findings) == rows
    assert findings.problems == []


def test_the_line_that_tells_the_delimiter_is_no_row() -> None:
    file = TableFile("x.csv", "x.csv", b"\xef\xbb\xbfsep=;\r\nA,B;C\r\n1;2\r\n")
    assert rows_of(file, Options(), Findings("a")) == [["A,B", "C"], ["1", "2"]]
    findings = Findings("a")
    assert rows_of(replace(file, data=b"sep=;\n"), Options(), findings) == []
    assert [problem.rule for problem in findings.problems] == ["table-empty"]
    findings = Findings("a")
    assert rows_of(replace(file, data=b"sep=;\nA;B\n1\n"), Options(), findings) == []
    assert [problem.where for problem in findings.problems] == [Where("x.csv", 3)]


def test_decimal_commas_do_not_make_columns() -> None:
    file = TableFile("x.csv", "x.csv", b"A;B\n1,5;2,5\n3,5;4,5\n")
    assert rows_of(file, Options(), Findings("a")) == [["A", "B"], ["1,5", "2,5"], ["3,5", "4,5"]]


def test_the_file_is_among_the_sources(tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(
        '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f12"\n'
    )
    folder = tmp_path / "sources/a"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text(f"{HEAD}:::table data/x.csv\n:::\n")
    (folder / "data").mkdir()
    file = folder / "data/x.csv"
    file.write_text("a,b\n1,2\n")
    before = {source.path: source.sha256 for source in read(folder).sources}
    assert "sources/a/data/x.csv" in before
    file.write_text("a,b\n1,3\n")
    after = {source.path: source.sha256 for source in read(folder).sources}
    assert [path for path in before if before[path] != after[path]] == ["sources/a/data/x.csv"]
    file.unlink()
    file.symlink_to("/etc/hostname")
    with pytest.raises(SourceError, match="outside the article's folder"):
        read(folder)


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n" + b"1,2\n" * 6_000,
        b"," * 100_000,
        b"x" * (MOST_BYTES + 1),
        b'"' * 100_001,
        b'a,"' + b"x" * 300_000 + b'"\n',
        b"a;b,c\td\n" * 4_000,
        b"\x00\xff\xfe" * 1_000,
        b"\xff\xfe\x00",
        b"\n" * 500_000,
    ],
    ids=lambda data: repr(data[:8]),
)
def test_a_file_that_wants_to_do_harm_is_refused_soon(data: bytes) -> None:
    findings = Findings("article.md")
    start = time.perf_counter()
    rows_of(TableFile("x.csv", "x.csv", data), Options(), findings)
    assert time.perf_counter() - start < 8
    assert len(findings.problems) <= 1


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_one_error(data: bytes) -> None:
    findings = Findings("article.md")
    rows = rows_of(TableFile("x.csv", "x.csv", data), Options(), findings)
    assert bool(rows) != bool(findings.problems)
    assert len({len(row) for row in rows}) <= 1


@given(st.lists(st.text(alphabet="|:-^< \n{}#.=ax`*[]\\", max_size=30), max_size=12))
def test_any_table_in_a_box_is_set_or_refused(lines: list[str]) -> None:
    findings = Findings("article.md")
    source = "\n".join([":::table {#tbl-a}", "| a | b |", "|---|---|", *lines, ":::", "", "End."])
    read_body(source, "en", lambda *_: None, findings)


def test_a_table_of_many_rows_is_read_in_time() -> None:
    source = "| a | b |\n|---|---|\n" + "| 1 || \n| ^^ | 2 |\n" * 2_000
    start = time.perf_counter()
    body(source)
    assert time.perf_counter() - start < 15
