"""A chart shows each of its numbers, tells series apart without color, and is always the same."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from publish.charts.drawing import PLAIN, drawn, in_words
from publish.charts.look import mixed
from publish.charts.numbers import NotANumber, number, written
from publish.charts.scale import scale
from publish.model.charts import KINDS, Chart, Series

SVG = "{http://www.w3.org/2000/svg}"
YEARS = Chart(
    "bar", ("2021", "2022", "2023"), (Series("Ships", (212.0, None, 391.0)),), "en", "ships a year"
)
LONG = replace(
    YEARS,
    categories=("A country with a very long name indeed, in two lines", "B", "C"),
    series=(Series("One", (1.0, -2.5, 3.0)), Series("Two & more", (2.0, 4.0, None))),
    decimals=1,
)


def texts(chart: Chart) -> list[str]:
    return [str(e.text) for e in etree.fromstring(drawn(chart).data).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_all_is_drawn_inside_the_sheet(kind: str, lang: str) -> None:
    chart = replace(LONG, kind=kind, lang=lang)
    made = drawn(chart)
    root = etree.fromstring(made.data)
    width, height = (float(n) for n in root.get("viewBox", "").split()[2:])
    for text in root.iter(f"{SVG}text"):
        room = PLAIN.measure(str(text.text), False) * float(text.get("font-size", 0))
        x, anchor = float(text.get("x", 0)), text.get("text-anchor", "")
        left = x - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
        assert -1 <= left, text.text
        assert left + room <= width + 1, text.text
        assert 0 < float(text.get("y", 0)) <= height
    for bar in root.iter(f"{SVG}rect"):
        if bar.get("x"):
            assert float(bar.get("x", 0)) >= -0.01
            assert float(bar.get("x", 0)) + float(bar.get("width", 0)) <= width + 0.01
            assert float(bar.get("height", 0)) >= 0
    assert drawn(chart).data == made.data


def test_bars_are_labeled_and_a_gap_is_no_zero() -> None:
    shown = texts(YEARS)
    assert {"212", "391", "–", "2021", "2022", "2023", "ships a year"} <= set(shown)


def test_lengths_are_as_the_numbers() -> None:
    heights = [
        float(bar.get("height", 0))
        for bar in etree.fromstring(drawn(YEARS).data).iter(f"{SVG}rect")
        if bar.get("x") and bar.get("fill") != "none"
    ]
    assert heights[1] / heights[0] == pytest.approx(391 / 212, rel=0.01)


def test_names_are_escaped_and_whole() -> None:
    shown = texts(replace(LONG, kind="line"))
    assert "Two & more" in shown
    assert not any("…" in text for text in shown)


def test_the_mirror_turns_bars_around() -> None:
    def left_ends(lang: str) -> list[float]:
        root = etree.fromstring(drawn(replace(LONG, lang=lang)).data)
        return [float(bar.get("x", 0)) for bar in root.iter(f"{SVG}rect") if bar.get("x")]

    assert min(left_ends("ar")) < 100 < max(left_ends("en"))


def test_series_differ_in_more_than_color() -> None:
    gray = replace(PLAIN, accent=PLAIN.text)
    for look in (PLAIN, gray):
        fills = [look.fill(n) for n in range(6)]
        assert len({(f.color, f.line, f.hatch, f.crossed) for f in fills}) == 6
        strokes = [(look.stroke(n).dash, look.stroke(n).mark) for n in range(6)]
        assert len(set(strokes)) == 6


@pytest.mark.parametrize("place", range(6))
def test_lines_and_outlines_are_seen(place: int) -> None:
    for color in (PLAIN.fill(place).line, PLAIN.stroke(place).color):
        assert contrast(color, PLAIN.background) >= 3  # WCAG 2.2, 1.4.11
    assert contrast(PLAIN.name_color(place), PLAIN.background) >= 4.5  # 1.4.3


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colors_mix() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_the_words_have_every_number_of_a_small_chart() -> None:
    assert in_words(YEARS) == "Ships: 2021 212, 2023 391 (ships a year)"
    many = Chart(
        "line",
        tuple(map(str, range(100))),
        (Series("A", tuple(float(n % 37) for n in range(100))),),
        "en",
    )
    assert in_words(many) == "A: 0 0 … 36 36 … 99 25"


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1234.5", False, (1234.5, 1)),
        ("1,234.50", False, (1234.5, 2)),
        ("1 234", False, (1234.0, 0)),
        ("−3", False, (-3.0, 0)),
        ("12 %", False, (12.0, 0)),
        ("1.234,5", True, (1234.5, 1)),
        ("n/a", False, (None, 0)),
        ("", True, (None, 0)),
    ],
)
def test_numbers_are_read(cell: str, comma: bool, value: tuple[float | None, int]) -> None:
    assert number(cell, comma=comma) == value


@pytest.mark.parametrize(
    "cell", ["many", "1,5", "1.2.3", "12,34,567", "1e5", "12 or 13", "1.234.5"]
)
def test_anything_else_is_refused(cell: str) -> None:
    with pytest.raises(NotANumber):
        number(cell)


def test_numbers_are_written_in_their_language() -> None:
    assert written(-1234.5, 1, "de") == "−1.234,5"
    assert written(1234.0, 0, "fa") == "۱٬۲۳۴"


@pytest.mark.parametrize("values", [[1, 2, 3], [-5, 1000], [0.001, 0.002], [7], [0], [-3, -9]])
def test_scales_hold_all_values_in_few_round_steps(values: list[float]) -> None:
    for zero in (True, False):
        made = scale(values, zero=zero)
        assert made.low <= min(values) <= max(values) <= made.high
        assert 2 <= len(made.ticks) <= 7
        assert re.fullmatch(r"(1|2|2\.5|5|10)", f"{made.step / 10 ** _power(made.step):g}")
        assert not zero or made.low <= 0 <= made.high


def _power(step: float) -> int:
    return int(f"{step:e}".partition("e")[2])
