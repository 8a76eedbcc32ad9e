"""Pictures in the text become figures between the blocks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from markdown_it.token import Token

from publish.errors import Severity
from publish.model.charts import Chart
from publish.reading.dialects.placeholders import placeholders, remark
from publish.reading.figures.caption_lines import CAPTION_LABEL, CaptionLine, caption_line
from publish.reading.findings import Findings
from publish.reading.front_matter.figure_attributes import NOT_STATED, Placed, placed
from publish.reading.front_matter.texts import StatedText
from publish.reading.positions import Places, offset
from publish.reading.syntax import attributes
from publish.values import dataclass

Resolve = Callable[[str, int, int], str | None]
"""From a picture's address, line and column to its name; None after a noted error."""

CHARTED = "charted"
"""The key of a chart in the ``meta`` of the picture that it becomes."""
_PICTURED = "pictured"
"""The key that marks a link around a picture."""
_BREAKS = ("softbreak", "hardbreak")
_ENDS = ("paragraph_close", "heading_close", "table_close")


@dataclass(frozen=True)
class Charted:
    """A chart, and the name of the file with its numbers."""

    name: str
    chart: Chart


@dataclass(frozen=True)
class Figure:
    """A picture at its place in the text, with the text's statements about it."""

    name: str
    line: int
    column: int
    alt: str | None = None
    caption: StatedText | None = None
    placed: Placed = NOT_STATED
    link: str | None = None
    """The address of the picture's own link."""
    grouped: bool = False
    chart: Chart | None = None


def lift_figures(
    tokens: list[Token],
    places: Places,
    resolve: Resolve,
    findings: Findings,
    named: Mapping[str, str],
) -> tuple[list[Token], tuple[Figure, ...]]:
    """The tokens with a ``figure`` token for each picture, and the figures in order.

    A picture alone in a paragraph replaces it. A picture on a line above the text of its paragraph
    goes before it; others go right after their paragraph, heading or table, with a Problem.
    ``named`` are the ids that the front matter gives to pictures.
    """
    out: list[Token] = []
    figures: list[Figure] = []
    waiting: list[Token] = []
    dropping = False
    for token in tokens:
        if dropping:
            dropping = token.type not in _ENDS
            continue
        if token.type == "inline" and token.children:
            above = _pictures_above(token.children)
            found = [
                replace(figure, placed=replace(figure.placed, id=named[figure.name]))
                if figure.name in named
                else figure
                for figure in _take(token, places, resolve, findings)
            ]
            figures += found
            marks = [_mark(figure, token) for figure in found]
            if (
                found
                and not _has_text(token)
                and out[-1].type in ("paragraph_open", "heading_open")
            ):
                if out.pop().type == "heading_open":
                    _note(found[0], "a heading that is nothing but a picture", findings)
                _note_label_above(out, found[0], findings)
                out += marks
                dropping = True
                continue
            if above and out[-1].type == "paragraph_open":
                out[-1:] = [*marks[:above], out[-1]]
                _note_line(found[:above], token, findings)
            else:
                above = 0
            for figure in found[above:]:
                _note(figure, f"a picture inside {_WHAT.get(out[-1].type, 'a text')}", findings)
            waiting += marks[above:]
            if not found:
                _note_paragraph(out, figures, token, findings)
        out.append(token)
        if waiting and token.type in _ENDS:
            out += waiting
            waiting = []
    return out, tuple(figures)


def _pictures_above(children: list[Token]) -> int:
    """The number of pictures on lines of their own, above the text of a paragraph."""
    count = 0
    for n, child in enumerate(children):
        if child.type == "image":
            count += 1
        elif child.type in _BREAKS and count:
            after = [c.type for c in children[n + 1 : n + 3]]
            if "image" not in after[: 2 if after[:1] == ["link_open"] else 1]:
                return count
        elif child.type not in ("link_open", "link_close") and child.content.strip():
            return 0
    return 0


def _note_line(figures: list[Figure], inline: Token, findings: Findings) -> None:
    """Note the text right under a picture: a caption typed as text, or other text."""
    if not figures:
        return
    line = caption_line(inline.children or [])
    figure = figures[-1]
    if line is None:
        _note(figure, "a picture above running text", findings, "before")
    else:
        _note_caption(figure, line, figure.line + 1, findings)


def _note_paragraph(
    out: list[Token], figures: list[Figure], inline: Token, findings: Findings
) -> None:
    """Note a paragraph that is all emphasis right after a picture."""
    after = len(out) > 1 and out[-1].type == "paragraph_open" and out[-2].type == "figure"
    line = caption_line(inline.children or []) if after and figures else None
    if line is not None and inline.map:
        _note_caption(figures[-1], line, inline.map[0] + 1, findings)


def _note_label_above(out: list[Token], figure: Figure, findings: Findings) -> None:
    """Note a paragraph such as "Figure 2: The ferry" right above a picture."""
    inline = out[-2] if len(out) > 1 and out[-1].type == "paragraph_close" else None
    if inline is None or not inline.map or not CAPTION_LABEL.match(inline.content.lstrip("*_")):
        return
    line = caption_line(inline.children or [])
    if line is not None:
        _note_caption(figure, line, inline.map[0] + 1, findings, "above")


def _note_caption(
    figure: Figure, line: CaptionLine, at: int, findings: Findings, where_to: str = "under"
) -> None:
    message = f"the line {where_to} {figure.name} looks like its caption, but is shown as text"
    where = findings.where(at)
    findings.note(
        line.problem(figure.name, message, where, Severity.WARNING, rule="image-caption-line")
    )


_WHAT = {
    "paragraph_open": "running text",
    "heading_open": "a heading",
    "th_open": "a table",
    "td_open": "a table",
}


def alternative_text(image: Token) -> str | None:
    """The text between ``![`` and ``]``, without its markup."""
    parts = (
        " "
        if child.type in _BREAKS
        else (alternative_text(child) or "")
        if child.type == "image"
        else child.content
        for child in image.children or ()
    )
    return unicodedata.normalize("NFC", " ".join("".join(parts).split())) or None


def _take(inline: Token, places: Places, resolve: Resolve, findings: Findings) -> list[Figure]:
    """Remove the pictures from a text, with the space around them."""
    found: list[Figure] = []
    kept: list[Token] = []
    link: Token | None = None
    for child in inline.children or ():
        if child.type in ("link_open", "link_close"):
            link = child if child.nesting > 0 else None
        if child.type != "image":
            if kept and kept[-1].type == "image":
                kept.pop()
                _close_gap(kept, child)
            kept.append(child)
            continue
        place = places.of(inline, offset(child))
        figure = _figure(child, link, place, resolve, findings)
        found += [figure] if figure else []
        if not kept or kept[-1].type != "image":
            kept.append(child)
    if kept and kept[-1].type == "image":
        kept.pop()
    inline.children = _stripped(_without_empty_links(_stripped(kept)))
    return found


def _figure(
    image: Token,
    link: Token | None,
    place: tuple[int, int],
    resolve: Resolve,
    findings: Findings,
) -> Figure | None:
    """The figure that a picture becomes, with the ``link`` around it; None without a file."""
    charted: Charted | None = image.meta.get(CHARTED)
    name = charted.name if charted else resolve(str(image.attrs["src"]), *place)
    title = str(image.attrs.get("title", "")).strip()
    caption = StatedText(title, *place) if title else None
    if link is not None:
        link.meta[_PICTURED] = True
        if not attributes.of(image):
            # The attributes in [![](a.jpg)](https://…){width=50%} belong to the picture.
            attributes.move(link, image)
    stated = placed(image, "a picture", findings, place)
    target = _target(link, findings, place) if link is not None else None
    if name is None:
        return None
    alt = alternative_text(image)
    for _, text in placeholders(alt or ""):
        findings.warn("placeholder", *remark(text), *place)
    chart = charted.chart if charted else None
    return Figure(name, *place, alt, caption, stated, target, chart=chart)


def _stripped(children: list[Token]) -> list[Token]:
    """Remove line ends at both ends."""
    kept = list(children)
    while kept and kept[-1].type in _BREAKS:
        kept.pop()
    while kept and kept[0].type in _BREAKS:
        kept.pop(0)
    return kept


def _target(link: Token, findings: Findings, place: tuple[int, int]) -> str | None:
    """The target of the link around a picture."""
    address = str(link.attrs["href"])
    if address.startswith("#"):
        fix = "Move that link to the caption."
        findings.error("image-linked", "a picture's link leads within the article", fix, *place)
        return None
    if "title" in link.attrs:
        message = "the title of a picture's link is not shown anywhere"
        findings.warn("image-linked", message, "Move it to the caption.", *place)
    return address


def _without_empty_links(children: list[Token]) -> list[Token]:
    """Remove links that held only a picture; a link with words stays.

    An empty link stays too: it is a cross-reference.
    """
    kept: list[Token] = []
    for child in children:
        last = kept[-1] if kept else None
        if child.type == "link_close" and last is not None and _PICTURED in last.meta:
            kept.pop()
            continue
        kept.append(child)
    return kept


def _close_gap(before: list[Token], after: Token) -> None:
    """Leave one space, not two, in place of a picture between two words."""
    spaced = before and before[-1].type == "text" and before[-1].content.endswith(" ")
    if spaced and after.type == "text":
        after.content = after.content.removeprefix(" ")
    elif before and before[-1].type in _BREAKS and after.type in _BREAKS:
        before.pop()


def _has_text(inline: Token) -> bool:
    return any(
        child.content.strip() or child.type in ("link_open", "footnote_ref")
        for child in inline.children or ()
    )


def _mark(figure: Figure, inline: Token) -> Token:
    attrs: dict[str, str | int | float] = {"data-image": figure.name}
    if figure.placed.id:
        attrs["id"] = figure.placed.id
    level = max(inline.level - 1, 0)
    return Token("figure", "figure", 0, attrs=attrs, map=inline.map, level=level, block=True)


def _note(figure: Figure, where: str, findings: Findings, side: str = "after") -> None:
    findings.warn(
        "image-in-text",
        f"{figure.name}: {where}; it was put {side} it",
        "Put the picture in a paragraph of its own where you want it.",
        figure.line,
        figure.column,
    )
