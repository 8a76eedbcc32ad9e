"""Lists are Word's own: counted, restarted, nested, with the markers that CSS gives them."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.errors import ThemeError
from tests.formats.docx.document import Document, W, text, written


class Numbering:
    """The numbers that Word puts before the paragraphs of a list."""

    def __init__(self, document: Document) -> None:
        self.document = document
        root = document.xml("word/numbering.xml")
        self.definitions = {d.get(f"{W}abstractNumId"): d for d in root.iter(f"{W}abstractNum")}
        self.numbers = {n.get(f"{W}numId"): n for n in root.iter(f"{W}num")}

    def of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The number and the level: the paragraph's own, or its style's."""
        style: str | None = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")  # type: ignore[union-attr]
        places = [paragraph.find(f"{W}pPr/{W}numPr")]
        while style:
            element = self.document.styles()[style]
            places.append(element.find(f"{W}pPr/{W}numPr"))
            base = element.find(f"{W}basedOn")
            style = base.get(f"{W}val") if base is not None else None
        for place in places:
            if place is not None:
                level = place.find(f"{W}ilvl")
                depth = int(level.get(f"{W}val") or 0) if level is not None else 0
                return place.find(f"{W}numId").get(f"{W}val") or "", depth  # type: ignore[union-attr]
        return None

    def level(self, number: str, depth: int) -> etree._Element:
        key = self.numbers[number].find(f"{W}abstractNumId").get(f"{W}val")  # type: ignore[union-attr]
        return list(self.definitions[key].iter(f"{W}lvl"))[depth]

    def shown(self) -> list[str]:
        """The marker and the text of every paragraph, counting as Word counts."""
        counts: dict[tuple[str, int], int] = {}
        lines = []
        for paragraph in self.document.body.iter(f"{W}p"):
            place = self.of(paragraph)
            if place is None:
                lines.append(text(paragraph))
                continue
            number, depth = place
            level = self.level(number, depth)
            start = self.numbers[number].find(
                f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}startOverride"
            )
            first = int(start.get(f"{W}val") or 0) if start is not None else 1
            counts[place] = counts.get(place, first - 1) + 1
            marker = level.find(f"{W}lvlText").get(f"{W}val") or ""  # type: ignore[union-attr]
            marker = marker.replace(f"%{depth + 1}", str(counts[place]))
            lines.append(f"{'  ' * depth}{marker} {text(paragraph)}")
        return lines


def shown(body: str, css: str = "") -> list[str]:
    return Numbering(written(body, css=css, bare=True)).shown()


def test_every_list_counts_from_its_own_start() -> None:
    body = (
        "<ol><li>a</li><li>b</li></ol><p>Text.</p><ol><li>c</li></ol>"
        '<ol start="9"><li>d</li><li>e</li></ol><ol start="0"><li>f</li></ol>'
    )
    assert shown(body) == ["1. a", "2. b", "Text.", "1. c", "9. d", "10. e", "0. f"]


def test_nested_lists() -> None:
    body = (
        "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d<ol><li>e</li></ol></li></ol>"
        "<ul><li>f<ul><li>g<ol><li>h</li></ol></li></ul></li><li>i</li></ul>"
    )
    assert shown(body) == [
        "1. a",
        "  1. b",
        "  2. c",
        "2. d",
        "  1. e",
        "• f",
        "  ◦ g",
        "    1. h",
        "• i",
    ]


def test_an_item_of_several_blocks_has_one_marker() -> None:
    body = (
        "<ol><li><p>a</p><p>more</p><pre><code>code</code></pre></li><li><p>b</p></li>"
        "<li><pre><code>listing first</code></pre></li><li>c</li><li></li><li>d</li></ol>"
    )
    assert shown(body) == [
        "1. a",
        "more",
        "code",
        "2. b",
        "3. listing first",
        "4. c",
        "5. ",
        "6. d",
    ]
    styles = [name for name, _ in written(body, bare=True).paragraphs()]
    assert styles[1].startswith("List Continue")
    assert styles[2].startswith("Source Code")


def test_an_item_that_begins_with_a_list_or_a_table() -> None:
    assert shown("<ul><li><ul><li>a</li></ul></li></ul>") == ["• ", "  ◦ a"]
    lines = shown("<ol><li><table><tr><td>x</td></tr></table></li><li>b</li></ol>")
    assert [line for line in lines if line] == ["1. ", "x", "2. b"]


def test_numbers_that_word_cannot_count_to_are_written_out() -> None:
    body = '<ol start="32767"><li>a</li><li>b</li></ol><ol start="123456789"><li>c</li></ol>'
    assert shown(body) == ["32767. a", "32768. b", "123456789. c"]


def test_an_item_with_its_own_value() -> None:
    assert shown('<ol><li>a</li><li value="7">b</li><li>c</li></ol>') == ["1. a", "7. b", "8. c"]


def test_markers_have_the_format_of_the_css() -> None:
    css = (
        "ul { list-style-type: '– ' } ol { list-style-type: lower-roman } li::marker { color: red }"
    )
    document = written("<ul><li>a</li></ul><ol><li>b</li></ol>", css=css, bare=True)
    numbering = Numbering(document)
    levels = [
        numbering.level(*place)
        for paragraph in document.body.iter(f"{W}p")
        if (place := numbering.of(paragraph))
    ]
    kinds = [level.find(f"{W}numFmt").get(f"{W}val") for level in levels]  # type: ignore[union-attr]
    assert kinds == ["bullet", "lowerRoman"]
    assert levels[0].find(f"{W}lvlText").get(f"{W}val") == "–"  # type: ignore[union-attr]
    assert {e.get(f"{W}val") for level in levels for e in level.iter(f"{W}color")} == {"FF0000"}
    assert levels[0].find(f"{W}pPr/{W}ind").get(f"{W}left") == "340"  # type: ignore[union-attr]


def test_a_marker_without_counterpart_is_an_error() -> None:
    with pytest.raises(ThemeError) as error:
        written("<ul><li>a</li></ul>", css="ul { list-style-type: hiragana }")
    assert error.value.problems[0].rule == "theme-list-style"


def test_lists_without_markers_are_plain() -> None:
    assert shown("<ul><li>a</li></ul>", css="ul { list-style: none }") == ["a"]


def test_list_styles_belong_to_one_definition() -> None:
    """So that Tab in Word moves an item to the next level's style."""
    document = written()
    root = document.xml("word/numbering.xml")
    linked = [
        [e.get(f"{W}val") for e in definition.iter(f"{W}pStyle")]
        for definition in root.iter(f"{W}abstractNum")
    ]
    assert ["ListBullet", "ListBullet2", "ListBullet3"] in linked
    assert ["ListNumber", "ListNumber2"] in linked


def test_a_marker_is_outside_of_its_item() -> None:
    """The padding of an item is between its marker and its text."""
    body = "<ul><li>Item</li></ul>"
    near, far = (
        next(written(body, css=css, bare=True).xml("word/numbering.xml").iter(f"{W}ind"))
        for css in ("", "li { padding-left: 6pt } ul { padding-left: 11pt }")
    )
    assert near.get(f"{W}left") == far.get(f"{W}left")
    assert int(far.get(f"{W}hanging") or 0) - int(near.get(f"{W}hanging") or 0) == 120
