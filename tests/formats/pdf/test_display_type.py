"""Lines of display type are of one length, and lines of text part few words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from publish.cascade import sheets
from publish.formats.pdf.layout.lines import breaks, column_ends, hyphenation, kept, shaped

WORDS = """a of to in the and who pays water price harbor lighthouse insurance retreat coast
institutional responsibility governments one two eleven count dike sea risk house""".split()  # noqa: SIM905
GERMAN = """Die Landeshöfe haben darauf mehrfach hingewiesen, zuletzt mit einem gemeinsamen Bericht,
welcher alle Zuständigkeiten tabellarisch auflistet und Reibungsverluste feststellt. Verwaltungen
und Verteilungen bleiben, obwohl niemand Vereinfachungen gefunden hätte. """.replace("\n", " ")

FONTS = FontConfiguration()


@pytest.fixture(autouse=True)
def _patches() -> None:
    for room in (breaks, shaped, column_ends, kept):
        room.install()


def laid_out(body: str, css: str, lang: str = "en") -> list[Any]:
    style = """@page { size: 500px 400px; margin: 20px } body { margin: 0 }
        h1 { font: 20px/24px serif; margin: 0 } p { font: 12px/14px serif; margin: 0 } """
    html = weasyprint.HTML(string=f'<html lang="{lang}"><body>{body}</body></html>')
    return [
        page._page_box
        for page in html.render(stylesheets=[sheets.sheet(style + css)], font_config=FONTS).pages
    ]


def lines(pages: list[Any], tag: str = "h1") -> Iterator[Any]:
    for page in pages:
        for box in page.descendants():
            if isinstance(box, boxes.LineBox) and box.element_tag.startswith(tag):
                yield box


def text(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def titles() -> list[str]:
    chance = random.Random(14)
    return [
        " ".join(chance.choices(WORDS, k=chance.randint(5, 14))).capitalize() for _ in range(12)
    ]


def widths(title: str) -> dict[tuple[int, int], float]:
    """The widths of all lines that a title can be broken into, by their first and last words."""
    words = title.split()
    spans = [(a, b) for a in range(len(words)) for b in range(a + 1, len(words) + 1)]
    body = "".join(f"<h1>{' '.join(words[a:b])}</h1>" for a, b in spans)
    found = lines(laid_out(body, "h1 { white-space: nowrap }"))
    return dict(zip(spans, (line.width for line in found), strict=True))


def shortest(spans: dict[tuple[int, int], float], count: int, start: int = 0) -> float:
    """The longest line, where words are broken into ``count`` lines so that it is shortest."""
    end = max(b for _, b in spans)
    if count == 1:
        return spans[start, end]
    return min(
        max(spans[start, b], shortest(spans, count - 1, b))
        for b in range(start + 1, end - count + 2)
    )


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_titles_are_balanced(align: str) -> None:
    css = f"h1 {{ text-align: {align}; "
    body = "".join(f"<h1>{title}</h1>" for title in titles())
    filled = list(lines(laid_out(body, css + "}")))
    balanced = list(lines(laid_out(body, css + "text-wrap: balance }")))
    shares = set()
    for title in titles():
        before = [line for line in filled if line.element.text == title]
        after = [line for line in balanced if line.element.text == title]
        assert " ".join(map(text, after)) == title
        assert len(after) == len(before)
        assert all(_is_at(line, align) for line in after)
        if 2 <= len(after) <= 4:
            spans, longest = widths(title), max(line.width for line in after)
            least = shortest(spans, len(after))
            assert longest <= least + 2 or len(text(after[-1]).split()) == 2, list(map(text, after))
            shares.add(min(line.width for line in after) / longest)
    assert min(shares) > 0.4
    assert sum(shares) / len(shares) > 0.75


def _is_at(line: Any, align: str) -> bool:
    left, right = line.position_x - 20, 480 - line.position_x - line.width
    off = {"left": left, "right": right, "center": left - right}
    return bool(abs(off[align]) < 1)


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("The institutionalization of risk and of retreat on low coasts and in Denmark", "Denmark"),
        ("A dike is a promise that somebody else will one day have to pay for it.", "it."),
    ],
)
def test_a_last_line_has_more_than_a_word(title: str, last: str) -> None:
    for width in range(240, 440, 20):
        *_, end = lines(
            laid_out(f"<h1>{title}</h1>", f"h1 {{ width: {width}px; text-wrap: balance }}")
        )
        assert text(end) != last


def test_each_part_of_a_divided_title_is_balanced() -> None:
    deck = "Insurance and retreat, and the price that is paid by all the others on low coasts"
    body = f"<h1><span style='font-size: 40px'>The Price of Water:</span> <br/>{deck}</h1>"
    first, *others = lines(laid_out(body, "h1 { text-wrap: balance; line-height: 40px }"))
    assert text(first).strip() == "The Price of Water:"
    assert len(others) == 2
    assert abs(others[0].width - others[1].width) < 60


def test_balanced_lines_from_right_to_left_begin_at_the_right() -> None:
    words = "הספינה יוצאת מהנמל אל העיר ואז חוזרת אל הנמל הישן שעל החוף"
    css = "h1 { text-wrap: balance; direction: rtl }"
    first, *others = lines(laid_out(f"<h1>{words}</h1>", css, "he"))
    assert others
    assert all(abs(line.position_x + line.width - 480) < 1 for line in (first, *others))


def test_no_word_breaks_to_make_lines_alike() -> None:
    title = "Niemand hat eine Zuständigkeitsverteilungsvereinbarung noch einmal verhandelt"
    css = "h1 { text-wrap: balance; overflow-wrap: break-word; width: 460px }"
    found = list(map(text, lines(laid_out(f"<h1>{title}</h1>", css, "de"))))
    assert " ".join(found) == title


def test_text_is_left_as_it_is() -> None:
    body = f"<p>{' '.join(WORDS * 3)}</p>"
    filled = [(text(b), b.width) for b in lines(laid_out(body, ""), "p")]
    assert filled == [
        (text(b), b.width) for b in lines(laid_out(body, "p { text-wrap: balance }"), "p")
    ]


HYPHENATED = "p { text-align: justify; hyphens: auto; width: 220px; hyphenate-limit-chars: 5 2 2; "


SMALL = HYPHENATED + "font-size: 8px; "


def hyphens(pages: list[Any]) -> list[bool]:
    return [text(line).endswith(("-", "\u2010")) for line in lines(pages, "p")]


def in_a_row(found: list[bool]) -> int:
    runs = "".join("-" if hyphen else " " for hyphen in found).split()
    return max(map(len, runs), default=0)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_few_lines_in_a_row_end_in_a_hyphen(limit: int) -> None:
    body = f"<p>{GERMAN * 4}</p>"
    free = in_a_row(hyphens(laid_out(body, HYPHENATED + "}", "de")))
    found = laid_out(body, HYPHENATED + f"hyphenate-limit-lines: {limit} }}", "de")
    assert in_a_row(hyphens(found)) <= limit < free
    assert text_of(found) == GERMAN.split() * 4


def text_of(pages: list[Any]) -> list[str]:
    joined = ""
    for line in lines(pages, "p"):
        part = text(line)
        joined += part[:-1] if part.endswith("\u2010") else part + " "
    return joined.split()


@pytest.mark.parametrize("columns", [1, 2])
def test_no_page_or_column_ends_in_a_part_of_a_word(columns: int) -> None:
    css = f"body {{ columns: {columns}; column-gap: 20px }}" + SMALL
    ends = 0
    for start in (0, 4):
        body = f"<p>{GERMAN[start * 9 :]}{GERMAN * 20}</p>"
        free, found = (
            laid_out(body, css + more, "de") for more in ("}", "hyphenate-limit-last: always }")
        )
        ends += sum(map(_is_full_without_part, _last_lines(free)))
        assert not any(map(_is_full_without_part, _last_lines(found)))
        assert text_of(found) == (GERMAN[start * 9 :] + GERMAN * 20).split()
    assert ends


def _parted(line: Any) -> bool:
    return text(line).endswith("\u2010")


def _is_full_without_part(line: Any) -> bool:
    """Whether a line ends in a part of a word, and its spaces are hardly wider without it."""
    words, _, _ = text(line).rpartition(" ")
    left = line.width * (1 - len(words) / len(text(line)))
    return _parted(line) and left < 0.6 * line.style["font_size"] * words.count(" ")


def _last_lines(pages: list[Any]) -> Iterator[Any]:
    """The last line of each column."""
    for page in pages:
        found = list(lines([page], "p"))
        for line, after in zip(found, [*found[1:], None], strict=True):
            if after is None or after.position_y < line.position_y:
                yield line


def test_no_paragraph_ends_in_the_rest_of_a_word() -> None:
    parted = 0
    for start in range(18, 23):
        body = f"<p>{'wir es so in am ' * 9}{'i ' * start}werden.</p>"
        free, found = (
            list(lines(laid_out(body, SMALL + more, "de"), "p"))[-2:]
            for more in ("}", "hyphenate-limit-last: always }")
        )
        parted += _is_full_without_part(free[0]) and len(text(free[1]).split()) == 1
        assert not _is_full_without_part(found[0]) or len(text(found[1]).split()) > 1
    assert parted


def test_a_line_knows_whether_it_may_end_in_a_hyphen() -> None:
    class Context:
        """As WeasyPrint's, which anybody may set attributes of."""

    context = Context()
    assert not hyphenation.is_off(context)
    with hyphenation.off(context):
        assert hyphenation.is_off(context)
    assert not hyphenation.is_off(context)
