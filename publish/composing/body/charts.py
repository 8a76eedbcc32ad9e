"""Charts in a theme: drawn in its colors and fonts, and their numbers as tables at the end."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from publish.charts.drawing import PLAIN, drawn
from publish.charts.look import Look
from publish.charts.numbers import written
from publish.composing import markup
from publish.composing.body import contents
from publish.composing.body.numbering import CHART_TABLE
from publish.composing.markup import tag
from publish.composing.theme.labels import Words
from publish.composing.theme.loading import Theme
from publish.fonts.advances import ems
from publish.model.article import Article, Image
from publish.model.charts import Chart

_COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_POINTS = re.compile(r"(\d{2,3}(?:\.\d+)?)pt")
_COLORS = ("text", "quiet", "rule", "accent", "background")


def drawn_in(article: Article, theme: Theme) -> Article:
    """The article with its charts drawn in the look of a theme."""
    look = look_of(theme)
    return replace(article, images=tuple(_drawn(image, look) for image in article.images))


def look_of(theme: Theme) -> Look:
    """The look of charts in a theme, from its tokens; what they do not say is plain."""
    colors = {
        name: value.lower()
        for name in _COLORS
        if _COLOR.fullmatch(value := theme.tokens.get(name, ""))
    }
    family = theme.tokens.get("display-font", PLAIN.family)
    first = family.split(",")[0].strip().strip("\"'")
    files = {
        face.weight: face.data
        for face in theme.fonts
        if face.family == first and face.style == "normal"
    }

    def measure(text: str, bold: bool) -> float:
        return ems(text, files.get(600 if bold else 400))

    width = _POINTS.fullmatch(theme.tokens.get("chart-width", ""))
    points = float(width[1]) if width else PLAIN.width
    stated = {name: colors.get(name, getattr(PLAIN, name)) for name in _COLORS}
    return Look(width=points, family=family, measure=measure, **stated)


def _drawn(image: Image, look: Look) -> Image:
    if image.chart is None:
        return image
    share = int(image.share) / 100 if image.share and image.share.isdecimal() else 1.0
    drawing = drawn(image.chart, replace(look, width=max(150.0, look.width * share)))
    return replace(image, data=drawing.data, width=drawing.width, height=drawing.height)


def add_tables(
    body: etree._Element,
    images: Sequence[Image],
    ids: Mapping[str, str],
    withheld: Collection[str],
    words: Words,
) -> None:
    """Add the numbers of the charts behind the text, and to each chart a link to its own."""
    shown = {image.name: image for image in images if image.name not in withheld}
    section = etree.Element(tag("section"))
    section.set("class", "matter chart-data")
    heading = etree.SubElement(section, tag("h2"), id="chart-data")
    heading.text = words("chart-data")
    for figure in body.iter(tag("figure")):
        image = next((shown.get(img.get("src", "")) for img in figure.iterfind(tag("img"))), None)
        if image is None or image.chart is None or not image.chart.table:
            continue
        id = f"data-{ids[image.name]}"
        section.append(_table(image.chart, id, image, ids[image.name], words))
        _link(figure, f"#{id}", words("chart-data"))
    if len(section) > 1:
        body.insert(_end_of_text(body), section)


def _end_of_text(body: etree._Element) -> int:
    """The place behind the last block that is neither references nor notes."""
    at = len(body)
    while at and markup.name(body[at - 1]) in ("section", "aside"):
        at -= 1
    return at


def _link(figure: etree._Element, address: str, words: str) -> None:
    legend = figure.find(tag("figcaption"))
    if legend is None:
        legend = etree.SubElement(figure, tag("figcaption"))
    around = etree.SubElement(legend, tag("span"))
    around.set("class", "chart-link")
    etree.SubElement(around, tag("a"), href=address).text = words


def _table(chart: Chart, id: str, image: Image, figure: str, words: Words) -> etree._Element:
    table = etree.Element(tag("table"), id=id)
    table.set("class", CHART_TABLE)
    caption = etree.SubElement(etree.SubElement(table, tag("caption")), tag("span"))
    caption.set("class", "caption")
    link = etree.SubElement(caption, tag("a"), href=f"#{figure}")
    link.text = contents.titled(image.caption or "") or words("chart-data")
    if chart.unit:
        link.tail = f" ({chart.unit})"
    row = etree.SubElement(etree.SubElement(table, tag("thead")), tag("tr"))
    for n, name in enumerate((chart.heading, *(series.name for series in chart.series))):
        cell = etree.SubElement(row, tag("th"), scope="col")
        cell.text = name
        if n:
            cell.set("class", "align-right")
    inside = etree.SubElement(table, tag("tbody"))
    for n, category in enumerate(chart.categories):
        row = etree.SubElement(inside, tag("tr"))
        etree.SubElement(row, tag("th"), scope="row").text = category
        for series in chart.series:
            value = series.values[n]
            cell = etree.SubElement(row, tag("td"))
            cell.set("class", "align-right numeric")
            cell.text = "–" if value is None else written(value, chart.decimals, chart.lang)
    return table
