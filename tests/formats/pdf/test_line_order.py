"""Lines that run both ways are drawn in the order of UAX #9, by the places of their glyphs.

Headless Chromium draws each of these paragraphs in the same order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout.engine import measured
from publish.formats.pdf.layout.lines import order
from publish.page import PAPER

END = "■"
HEBREW = re.compile("[\u05d0-\u05ea]+")
CSS = (
    "@page { size: 210mm 1500mm }"
    "main p { text-align: right; font-size: 9pt; margin: 0; text-indent: 0 }"
    "main p.lead { font-size: 9pt } .spaced { letter-spacing: 2pt } em { padding: 0 2pt }"
    "main p.narrow { width: 64pt } main p.first { text-indent: 40pt } main p.just {"
    " text-align: justify; width: 150pt }"
)

IN_HEBREW = [
    ("פרק The <a href='https://a.example'>Board</a> is old.", ". The Board is old פרק"),
    (
        "ספר Smith, J. <em>The Long <b>Way</b></em>. Oslo, 20.",
        ". Smith, J. The Long Way. Oslo, 20 ספר",
    ),
    ("עוד <code>-n 53 /tmp/</code> סוף.", ". סוף -n 53 /tmp/ עוד"),
    ("עוד <code>10</code><code>.0.0.1</code> סוף", "סוף .0.0.1 10 עוד"),
    ("טל +972-3-1234567 עוד", "עוד +972-3-1234567 טל"),
    ("ראו https://a.example/b/ ועוד", "ועוד https://a.example/b/ ראו"),
    ("ראו a@b.example, כאן", "כאן, a@b.example ראו"),
    ("ראו (Smith <a href='https://c.example'>2020</a>, p. 5) כאן", "כאן (Smith 2020, p. 5) ראו"),
    ("מחיר <b>12.5</b>$ או 30%", "30% או 12.5$ מחיר"),
    ("שנת <b>2024</b>–<b>2025</b>.", ". 2025 – 2024 שנת"),
    ("אלה <em>שלום <b>Big</b> עולם</em> סוף", "סוף עולם Big שלום אלה"),
    ("שם <bdi>Ada (1)</bdi> / <bdi>נועה</bdi> / 7", "7 / נועה / Ada (1) שם"),
    ("שם <span dir='ltr'>Hi, <i>you</i>!</span> סוף", "סוף Hi, you! שם"),
    ("שם <span dir='ltr'>Hi שלום <i>12</i>!</span> סוף", "סוף Hi 12 שלום! שם"),
    ("חזק x<sup>2</sup> וכו", "וכו x 2 חזק"),
    ("קטע <span class='spaced'>Abc, <i>def</i></span>.", ". Abc, def קטע"),
    ("האות “The <b>Port</b>” כאן", "כאן ” The Port “ האות"),
    ("א<br/>The <b>B</b>. ג", "ג . The B"),
]
IN_ENGLISH = [
    ("Say יפה <b>עולם</b> שלום now.", "Say שלום עולם יפה now."),
    ("Say שלום <b>12</b> now", "Say 12 שלום now"),
    ("Say <span dir='rtl'>שלום <b>12</b>!</span> now", "Say !12 שלום now"),
    ("Say <bdi>שלום</bdi> 12 now", "Say שלום 12 now"),
    ("Say <code>a = 'שלום'</code> 5 now", "Say a = 'שלום' 5 now"),
    ("Say (<i>שלום</i>) <b>(a)</b>", "Say (שלום) (a)"),
]


LONG = (
    "<p class='{}'>אחת שתיים The <a href='https://a.example'>Harbor Board</a>, vol. 3(4), is "
    "<em>the <b>oldest</b> office</em> of a port 2024 שלוש ארבע חמש שש.</p>"
)
LAID_OUT = {
    "plain": LONG.format("plain"),
    "just": LONG.format("just"),
    "first": LONG.format("first"),
    "first of one way": "<p class='first'>רק עברית כאן</p>",
    "link": "<p>אחת <a href='https://b.example'>שתיים Harbor 12</a> Port שלוש</p>",
    "narrow": "<p class='narrow'>ספר <em>Commons</em> NoDerivatives 4.0 Int</p>",
}
BODIES = {
    "he": [*(body for body, _ in IN_HEBREW), *LAID_OUT.values()],
    "en": [body for body, _ in IN_ENGLISH],
}


@pytest.mark.parametrize("n", range(len(IN_HEBREW)), ids=str)
def test_a_line_in_hebrew(n: int) -> None:
    assert text(drawn("he")[n][-1]) == visual(IN_HEBREW[n][1])


@pytest.mark.parametrize("n", range(len(IN_ENGLISH)), ids=str)
def test_a_line_in_english(n: int) -> None:
    assert text(drawn("en")[n][-1]) == visual(IN_ENGLISH[n][1])


def visual(seen: str) -> str:
    """Words from the left, in which Hebrew is written as it is read."""
    return plain(HEBREW.sub(lambda word: word[0][::-1], seen))


def text(line: list[LTChar]) -> str:
    return plain("".join(char.get_text() for char in line))


def plain(text: str) -> str:
    """Without spaces; a bracket and its mirror image are one glyph, and may be one letter."""
    return re.sub(r"\s", "", text).translate(str.maketrans(")>]", "(<["))


@cache
def drawn(lang: str) -> list[list[list[LTChar]]]:
    """The glyphs of every line of every paragraph, from the left."""
    paragraphs: list[list[list[LTChar]]] = [[]]
    for line in lines_of(written(lang)):
        if text(line) == END:
            paragraphs.append([])
        else:
            paragraphs[-1].append(line)
    return paragraphs


@cache
def written(lang: str) -> bytes:
    body = "".join(f"{p if p[:2] == '<p' else f'<p>{p}</p>'}<p>{END}</p>" for p in BODIES[lang])
    article = replace(
        specimen_article(lang), body=f"{f'<p>{END}</p>' * 2}{body}", images=(), abstract=None
    )
    page = compose(article, load("briefing"))
    return write(replace(page, look=replace(page.look, sheets=((PAPER, page.look.paper + CSS),))))


def lines_of(data: bytes) -> Iterator[list[LTChar]]:
    """Raised text belongs to its line."""
    started = False
    for page in extract_pages(io.BytesIO(data)):
        line: list[LTChar] = []
        for char in sorted(chars_of(page), key=lambda char: -char.matrix[5]):
            if line and line[-1].matrix[5] - char.matrix[5] > 5:
                if started:
                    yield sorted(line, key=lambda char: char.x0)
                started |= text(line) == END
                line = []
            line.append(char)
        yield sorted(line, key=lambda char: char.x0)


def chars_of(item: object) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, Iterable):
        for part in item:
            yield from chars_of(part)


# -- lines of paragraphs -------------------------------------------------------------------


def laid_out(name: str) -> list[list[LTChar]]:
    return drawn("he")[len(IN_HEBREW) + list(LAID_OUT).index(name)]


def test_a_number_at_a_line_start_stays_with_its_words() -> None:
    """A line's order comes from the whole paragraph, also where Latin words go on."""
    texts = [text(line) for line in laid_out("narrow")]
    assert any(line.startswith("4.0") for line in texts), texts


@pytest.mark.parametrize("name", ["plain", "just"])
def test_glyphs_of_a_line_neither_overlap_nor_part(name: str) -> None:
    for line in laid_out(name):
        for left, right in pairwise(line):
            assert -0.6 < right.x0 - left.x1 < 12, (left, right)


def test_a_justified_line_fills_its_measure() -> None:
    lines = laid_out("just")
    right = max(line[-1].x1 for line in lines)
    assert len(lines) > 2
    for line in lines[:-1]:
        assert line[-1].x1 == pytest.approx(right, abs=0.6)
        assert line[0].x0 == pytest.approx(right - 150, abs=0.6)


@pytest.mark.parametrize("name", ["first", "first of one way"])
def test_the_first_line_is_indented_from_the_right(name: str) -> None:
    edge = laid_out("plain")[0][-1].x1
    assert edge - laid_out(name)[0][-1].x1 == pytest.approx(40, abs=1)


def test_a_link_covers_its_words() -> None:
    """Also where another direction parts them."""
    with pikepdf.open(io.BytesIO(written("he"))) as pdf:
        links = [a for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
        rects = [
            [float(n) for n in link.Rect]
            for link in links
            if str(link.A.get("/URI", "")).startswith("https://b.")
        ]
    (line,) = laid_out("link")
    middles = [(char, (char.x0 + char.x1) / 2) for char in line if char.get_text().strip()]
    covered = [c.get_text() for c, x in middles if any(r[0] < x < r[2] for r in rects)]
    assert sorted(covered) == sorted("שתייםHarbor12")


# -- pages that need nothing -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("<p>Plain, “Zürich”, Ωμέγα</p>", False),
        ("<p>שלום</p>", True),
        ("<p dir='rtl'>a</p>", True),
        ('<html dir="ltr">', False),
        ("p { direction: rtl }", True),
    ],
)
def test_a_page_without_anything_from_right_to_left_is_left_alone(text: str, needed: bool) -> None:
    assert order.needed(text) is needed


def test_a_line_before_a_link_ends_at_the_margin_as_others_do() -> None:
    specimen = specimen_article("he", around=False, guided=False)
    words = (
        f"<p>{'שלום ' * count}<em>עולם ראשון </em><a href='https://a.example'>{'קישור' * 6}</a></p>"
        for count in range(2, 34)
    )
    article = replace(specimen, body="".join(words), images=(), abstract=None)
    assert measured(compose(article, load("journal"))).outside == ()
