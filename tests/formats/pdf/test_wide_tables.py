"""Tables of any number of columns stay on the page, and print over nothing (all themes)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from publish.cascade import Cascade, parse
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.page import Page

THEMES = ("briefing", "dispatch", "journal")
HEADS = (
    *("Harbor", "Passengers 2024", "Freight", "Crew", "Length over all", "Built", "Flag"),
    *("Operator", "Average speed in knots", "Tonnage", "Route", "Remarks"),
)
CELLS = (
    *("Nordhavn", "1,204,311", "88,402", "24", "96.5 m", "1978", "Denmark", "Example Line"),
    *("17.5", "4,203", "Aarhus–Odden", "Rebuilt in 1996 at the Nakskov yard"),
)
NUMBERS = ("1,204,311", "88,402", "1978", "4,203")
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
COUNTS = (4, 7, 9, 12)
Box = tuple[float, float, float, float]


def table(heads: tuple[str, ...], cells: tuple[str, ...], rows: int = 2) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    row = "".join(f"<td>{text}</td>" for text in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{row}</tr>' * rows}</tbody></table>"


BODY = "".join(
    (
        *(f"<p>Before {n}. {'Words. ' * 12}</p>{table(HEADS[:n], CELLS[:n])}" for n in COUNTS),
        f"<p>Long words.</p>{table((LONG, 'Zahl', LONG), (LONG, '1.204.311', 'Amt'))}",
        f"<ul><li><p>An item</p>{table(HEADS[:9], CELLS[:9])}</li></ul>",
        f'<div class="box note">{table(HEADS[:8], CELLS[:8])}</div>',
        f"<p>Very many.</p>{table(('Jahr 2024',) * 22, ('1.024',) * 22)}<p>The end.</p>",
    )
)


@cache
def page(theme: str) -> Page:
    specimen = specimen_article("en", around=False, guided=False)
    made = replace(specimen, body=BODY, images=(), abstract=None)
    return compose(made, load(theme))


@cache
def texts(theme: str) -> tuple[pypdfium2.PdfTextPage, ...]:
    return tuple(s.get_textpage() for s in pypdfium2.PdfDocument(write(page(theme))))


def sheets(theme: str) -> tuple[tuple[Box, ...], ...]:
    """The boxes of all letters, page by page: left, bottom, right, top in points."""
    return tuple(
        tuple(
            text.get_charbox(n)
            for n in range(text.count_chars())
            if not text.get_text_range(n, 1).isspace()
        )
        for text in texts(theme)
    )


def overlapping(boxes: tuple[Box, ...]) -> Iterator[tuple[Box, Box]]:
    """Letters that are drawn over each other, by a third of their width and height."""
    ordered = sorted(boxes)
    widest = max(right - left for left, _, right, _ in boxes)
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other[0] > one[0] + widest:
                break
            if one == other:
                continue  # a ligature
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            least = min(one[2] - one[0], other[2] - other[0])
            if wide > max(least, 1.0) / 3 and high > min(one[3] - one[1], other[3] - other[1]) / 3:
                yield one, other


@pytest.mark.parametrize("theme", THEMES)
def test_no_letter_leaves_the_page_or_is_printed_over_another(theme: str) -> None:
    look = Cascade(parse(page(theme).markup), (page(theme).look.style, page(theme).look.paper))
    paper = look.page("right")
    edge = min(paper.margin.left, paper.margin.right) / 2
    for boxes in sheets(theme):
        assert min(box[0] for box in boxes) > edge
        assert max(box[2] for box in boxes) < paper.width - edge
        assert not list(overlapping(boxes))


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_and_names_stay_whole(theme: str) -> None:
    """In a table between paragraphs of up to twelve columns; a word breaks before a number does."""
    words = " ".join(text.get_text_range() for text in texts(theme)).split()
    for number in NUMBERS:
        assert words.count(number) >= 2 * sum(number in CELLS[:n] for n in COUNTS)


def test_a_table_that_fits_stays_as_it_is() -> None:
    tags = re.findall("<table[^>]*>", page("briefing").markup)
    assert tags[:2] == ["<table>", '<table class="scrolling">']
    classes = [set(re.findall("broad|tight", tag)) for tag in tags]
    assert all(len(one) <= len(next_one) for one, next_one in pairwise(classes[: len(COUNTS)]))


@pytest.mark.parametrize("theme", THEMES)
def test_a_wide_table_is_turned_only_where_it_must(theme: str) -> None:
    """Columns of short numbers fit upright, with their source; those of large numbers do not."""
    source = '<p class="table-source wide">Source: the log.</p>'
    tables = (table(("Year",) * 15, (cell,) * 15) for cell in ("114", "1,204,311,500"))
    body = "".join(one.replace("<table", '<table class="wide"', 1) + source for one in tables)
    specimen = specimen_article("en", around=False, guided=False)
    made = compose(replace(specimen, body=body, images=(), abstract=None), load(theme))
    upright, turned = (
        set(re.findall("[a-z]+", tag)) for tag in re.findall("<table.*?>", made.markup)
    )
    above, below = (set(names.split()) for names in re.findall('"(table-source.*?)"', made.markup))
    assert "wide" not in upright | above
    assert above & {"broad", "reaching"} == upright & {"broad", "reaching"}
    assert "wide" in turned & below


def test_tables_of_four_columns_span_those_of_the_text() -> None:
    names = re.findall("<table[^>]*>", page("dispatch").markup)[0]
    assert "broad" in names
    assert "broad" not in re.findall("<table[^>]*>", page("journal").markup)[0]
