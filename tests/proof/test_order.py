"""The order in which a line is seen is proved by the places of its letters."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.content import Content, Lines, Paragraph, Piece
from publish.formats import FORMATS
from publish.formats.pdf.layout.lines import order
from publish.languages.bidi import LRI, PDI
from publish.model.article import Article
from publish.page import Page
from publish.proof.aspects.order import wrong_orders
from publish.proof.comparison import compare
from publish.proof.readers.page import read_page
from tests.proof.conftest import METADATA

BODY = (
    "<p>מקור: The <a href='https://a.example'>Board</a>, vol. 3(4), is "
    "<em>an <b>old</b> office</em><sup>2</sup>. ועוד <code>-n {10}</code> (א 12–13) "
    "<bdi>Ada (1)</bdi>, <code>-&gt;</code> סוף.</p>"
    "<ol><li>פריט The <b>first</b>.</li></ol><table><thead><tr><th>אב Two</th></tr></thead>"
    "<tbody><tr><td>1,200 ג <i>x</i></td></tr></tbody></table>"
    "<p>שורה The <b>B</b>.<br/>עוד <i>x</i> y</p>"
    + "<p>עוד Harbor <i>Board</i> 1999 מילים</p>"
    * 40
)


def page(lang: str = "he") -> Page:
    return compose(Article("order", replace(METADATA, lang=lang), BODY), load("dispatch"))


@cache
def read(*, ordered: bool) -> Content:
    made = FORMATS["pdf"]
    if ordered:
        return made.read(made.write(page()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "needed", lambda text: False)
        return made.read(made.write(page()))


def test_a_file_in_order_has_no_finding() -> None:
    assert sum(map(len, read(ordered=True).lines)) > 40
    assert compare(read_page(page()), read(ordered=True)) == ()


def test_lines_that_the_engine_puts_in_another_order_are_found() -> None:
    findings = list(wrong_orders(read_page(page()), read(ordered=False)))
    assert {finding.rule for finding in findings} == {"proof-order"}
    assert any("Board" in finding.lost for finding in findings)


def line(*words: str) -> tuple[Piece, ...]:
    """Pieces in the order of reading, each ``x:letters`` from its left."""
    pieces = []
    for word in words:
        x, _, letters = word.partition(":")
        pieces.append(Piece(tuple(letters), tuple(float(x) + n / 10 for n in range(len(letters)))))
    return tuple(pieces)


def wrong(paragraphs: list[Paragraph], *blocks: Lines) -> list[str]:
    expected = Content("article", "", paragraphs=tuple(paragraphs))
    return [f.lost for f in wrong_orders(expected, Content("pdf", "", lines=blocks))]


def test_a_line_that_is_in_order() -> None:
    there = [Paragraph("אב The Board, גד", leftward=True)]
    assert wrong(there, (line("9:בא", "5:The", "6:Board", "4:,", "1:דג"),)) == []
    assert wrong(there, (line("9:בא", "6:The", "5:Board", "4:,", "1:דג"),)) == [there[0].text]


def test_only_the_line_that_is_wrong_is_told() -> None:
    there = [Paragraph("אב The Board גד x y הו", leftward=True)]
    first, second = line("9:בא", "5:The", "6:Board"), line("8:דג", "5:y", "6:x", "1:וה")
    assert wrong(there, (first, second)) == ["גד x y הו"]


def test_isolates_spaces_marks_and_brackets_are_no_difference() -> None:
    there = [Paragraph(f"אָב {LRI}(A) 1{PDI} 2", leftward=True)]
    assert wrong(there, (line("9:בא", "5:)A)", "6:1", "4:2"),)) == []
    assert wrong(there, (line("9:בא", "6:)A)", "5:1", "4:2"),)) == ["אָב (A) 1 2"]


def test_blocks_and_paragraphs_need_not_be_the_same() -> None:
    """A stylesheet makes blocks of parts of a paragraph, and the end of a page parts one."""
    two = [Paragraph("אב A 1", leftward=True), Paragraph("ב B 2", leftward=True)]
    one_block = (line("9:בא", "5:A", "6:1"), line("9:ב", "5:B", "6:2"))
    assert wrong(two, one_block) == []
    assert wrong(two[:1], (line("9:בא"),), (line("5:A", "6:1"),)) == []
    assert wrong(two[:1], (line("9:בא"),), (line("6:A", "5:1"),)) == ["A 1"]
    assert wrong([], one_block) == []


def test_a_text_in_one_direction_is_not_asked() -> None:
    assert wrong([Paragraph("The Board")], (line("5:Board", "1:The"),)) == []


def test_capitals_and_ligatures_are_the_layouts() -> None:
    there = [Paragraph("אב straße ﬁx", leftward=True)]
    assert wrong(there, (line("9:בא", "5:STRASSE", "6:fix"),)) == []
