"""The contract with WeasyPrint: the computed styles of a specimen.

Everything in ``publish.cascade`` rests on names that WeasyPrint does
not promise to keep. When an upgrade changes one of them or what it gives, it is
these values that no longer hold.
"""

from __future__ import annotations

import pytest

from publish.cascade import Cascade, parse
from publish.cascade.looks import Border, Columns, Length, Part, Sides
from publish.errors import PublishError, SourceError, ThemeError
from tests.samples import STYLE, markup

BODY = """<p class="lead">Lead <em>em</em> <sup>up</sup> <sub>down</sub></p>
<h2 id="h">Heading</h2><blockquote><p>Quote</p></blockquote>
<ol><li>Item</li></ol><ul style="list-style-type: '– '"><li>Dash</li></ul>
<figure><img src="a.png" alt="" width="4" height="3"/></figure>
<table><tr><td class="align-right">1</td></tr></table>
<p style="width: calc(100% - 18pt); margin: 0 auto; color: rgb(0 0 0 / .5)">Calc</p>
<pre>x</pre><hr/>"""


@pytest.fixture(scope="module")
def cascade() -> Cascade:
    return Cascade(parse(markup(BODY)), [STYLE])


def test_characters(cascade: Cascade) -> None:
    lead, em = (cascade.characters(next(cascade.root.iter(tag))) for tag in ("p", "em"))
    assert lead.families == ("Source Sans Pro", "sans-serif")
    assert (lead.weight, lead.size, lead.color, lead.caps) == (600, 8.0, "1B1F24", True)
    assert lead.spacing == pytest.approx(0.8)
    assert em.families == ("Source Serif Pro", "serif")
    assert (em.italic, em.size, em.weight) == (True, 12.0, 400)


def test_the_computed_shift_decides_between_superscript_and_subscript(cascade: Cascade) -> None:
    up, down = (cascade.characters(next(cascade.root.iter(tag))) for tag in ("sup", "sub"))
    assert (up.shift, down.shift) == (1, -1)
    assert up.size == pytest.approx(8.16)


def test_boxes(cascade: Cascade) -> None:
    quote = cascade.box(next(cascade.root.iter("blockquote")))
    assert quote.display == "block"
    assert quote.margin == Sides(Length(12), Length(0), Length(12), Length(0))
    assert quote.padding.left == Length(12)
    assert quote.border == Sides(None, None, None, Border(2.25, "0F4C6B", "solid"))
    heading = cascade.box(next(cascade.root.iter("h2")))
    assert heading.line_height == pytest.approx(17.5)
    assert (heading.break_after, heading.break_inside, heading.hyphenate) == (
        "avoid",
        "avoid",
        False,
    )
    assert cascade.box(next(cascade.root.iter("pre"))).preserve
    assert cascade.box(next(cascade.root.iter("pre"))).ground == "EEF3F6"
    assert cascade.box(next(cascade.root.iter("td"))).align == "right"
    assert cascade.box(next(cascade.root.iter("td"))).display == "cell"
    assert cascade.box(next(cascade.root.iter("table"))).display == "table"
    assert cascade.box(next(cascade.root.iter("img"))).width == Length(0, 1)


def test_lengths_may_mix_shares_and_points(cascade: Cascade) -> None:
    box = cascade.box(list(cascade.root.iter("p"))[-2])
    assert box.width is not None
    assert box.width.of(100) == pytest.approx(82)
    assert (box.margin.left, box.margin.right) == (None, None)


def test_a_translucent_color_is_blended_with_white(cascade: Cascade) -> None:
    assert cascade.characters(list(cascade.root.iter("p"))[-2]).color in ("7F7F7F", "808080")


def test_markers(cascade: Cascade) -> None:
    number, dash = (cascade.box(item) for item in list(cascade.root.iter("li"))[:2])
    assert (number.list_style, number.list_text) == ("decimal", None)
    assert (dash.list_style, dash.list_text) == ("string", "– ")
    assert cascade.marker(next(cascade.root.iter("li"))).characters.size == 10.0


def test_pages(cascade: Cascade) -> None:
    page = cascade.page("right")
    assert (round(page.width, 2), round(page.height, 2)) == (595.28, 841.89)
    assert page.margin.left == pytest.approx(113.386, abs=0.001)
    assert page.measure == pytest.approx(396.85, abs=0.01)
    assert set(page.boxes) == {"top-left", "bottom-right"}
    assert page.boxes["top-left"].content == (Part("string", "short"),)
    assert page.boxes["bottom-right"].content == (
        Part("text", "Page "),
        Part("counter", "page"),
        Part("text", " of "),
        Part("counter", "pages"),
    )
    assert page.boxes["bottom-right"].box.vertical == "top"
    assert set(cascade.page("first").boxes) == {"bottom-right"}
    assert set(cascade.page("left").boxes) == {"top-left", "bottom-right"}


def test_named_strings(cascade: Cascade) -> None:
    strings = {name: [v.text for v in values] for name, values in cascade.strings().items()}
    assert strings == {
        "category": ["Transport"],
        "short": ["Salt"],
        "section": ["Heading", "Image credits", "About this edition"],
    }


def test_columns_and_spanning_boxes() -> None:
    css = "article { columns: 2 80pt; column-rule: 1pt solid red; column-fill: auto }"
    cascade = Cascade(parse(markup(BODY)), [css + "h2 { column-span: all; float: left }"])
    article, heading = (cascade.box(next(cascade.root.iter(tag))) for tag in ("article", "h2"))
    assert article.columns == Columns(2, 80.0, Length(12.0), Border(1.0, "FF0000", "solid"), False)
    assert (article.spanning, article.floating) == (False, False)
    assert (heading.columns, heading.spanning, heading.floating) == (None, True, True)


def test_generated_content() -> None:
    css = """h2 { counter-increment: n; counter-reset: m 3 } p::after { content: attr(class) }
    h2::before { content: "§ " counter(n, upper-roman); margin-right: 6pt }
    pre::before { content: none } .lead::first-letter { float: left; font-size: 40pt }
    .lead::first-line { color: red }"""
    cascade = Cascade(parse(markup(BODY)), [css])
    heading, pre = (next(cascade.root.iter(tag)) for tag in ("h2", "pre"))
    lead = next(p for p in cascade.root.iter("p") if p.get("class") == "lead")
    before = cascade.generated(heading, "before")
    assert before is not None
    assert before.content == (Part("text", "§ "), Part("counter", "n", "upper-roman"))
    assert before.box.margin.right == Length(6.0)
    after = cascade.generated(lead, "after")
    assert after is not None
    assert after.content is None
    assert cascade.generated(pre, "before") is None
    assert cascade.counting(heading).increments == {"n": 1}
    assert cascade.counting(heading).resets == {"m": 3}
    assert cascade.counting(pre).increments == {}
    initial = cascade.initial(lead)
    assert initial is not None
    assert (initial.characters.size, initial.box.floating) == (40.0, True)
    assert cascade.initial(pre) is None
    assert (cascade.has_first_line(lead), cascade.has_first_line(pre)) == (True, False)


def test_stated_values() -> None:
    css = "article { word-spacing: 2pt } h2 { word-spacing: 0; opacity: .5; overflow: hidden }"
    cascade = Cascade(parse(markup(BODY)), [css])
    article, lead, heading = (next(cascade.root.iter(tag)) for tag in ("article", "p", "h2"))
    assert cascade.non_default(article, "word-spacing") is not None
    assert cascade.non_default(lead, "word-spacing") is None
    assert cascade.non_default(heading, "word-spacing") == "0"
    assert cascade.non_default(heading, "opacity") == "0.5"
    assert cascade.non_default(heading, "overflow") == "hidden"
    assert cascade.non_default(lead, "overflow") is None


def test_other_margin_boxes() -> None:
    css = "@page { @left-top { content: 'x' } @right-middle { content: none } }"
    cascade = Cascade(parse(markup(BODY)), [css])
    assert cascade.other_margin_boxes("right") == ("left-top",)


def test_the_later_sheet_wins() -> None:
    cascade = Cascade(parse(markup("<p>x</p>")), ["p { color: red }", "p { color: blue }"])
    assert cascade.characters(next(cascade.root.iter("p"))).color == "0000FF"


@pytest.mark.parametrize(
    "sheet", ['@import "other.css";', '@import url("file:///etc/passwd");', "@import 'http://a/';"]
)
def test_nothing_is_fetched(sheet: str) -> None:
    with pytest.raises(ThemeError) as error:
        Cascade(parse(markup("")), [sheet])
    assert error.value.problems[0].rule == "theme-import"


def test_content_that_no_margin_box_can_hold_is_an_error() -> None:
    cascade = Cascade(parse(markup("")), ["@page { @top-left { content: attr(x) } }"])
    with pytest.raises(ThemeError):
        cascade.page("right")


def test_broken_markup_is_an_error() -> None:
    with pytest.raises(SourceError) as error:
        parse("<html><body></html>")
    assert isinstance(error.value, PublishError)
    assert error.value.problems[0].rule == "markup-broken"


def test_comments_vanish_and_their_surroundings_stay() -> None:
    root = parse(markup("<p>one<!-- two --> three</p>", head="", end=""))
    assert "".join(next(root.iter("p")).itertext()) == "one three"
