"""Figures: the place, link and group that an article gives its pictures, in any theme.

A theme's template makes picture, caption and credits. Whatever must not depend on the
template (id, side, link, the role of a decoration) is put into its markup here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from string import ascii_lowercase

from lxml import etree

from publish.composing import markup
from publish.composing.body.picture_names import figure_id
from publish.composing.markup import tag
from publish.errors import Problem, ThemeError
from publish.model.article import Article, Image
from publish.values import dataclass

GROUP = "group"


@dataclass(frozen=True)
class Places:
    """The ids of an article's pictures, and their letters in groups."""

    ids: Mapping[str, str]
    """By the names of pictures; the id of the first figure if there are two."""
    letters: Mapping[str, str] = field(default_factory=dict)


def places(article: Article) -> Places:
    """The ids that the article gives its pictures; for others, ids made from their names."""
    body = markup.fragment(article.body)
    given = {image.name: image.id for image in article.images if image.id}
    for figure, name in markup.pictures(body):
        if id := figure.get("id"):
            given.setdefault(name, id)
    taken = {*given.values(), *(id for e in body.iter(tag("figure")) if (id := e.get("id")))}
    ids: dict[str, str] = {}
    for image in article.images:
        ids[image.name] = given.get(image.name) or _free(figure_id(image.name), taken)
        taken.add(ids[image.name])
    letters: dict[str, str] = {}
    for group in body.iter(tag("figure")):
        if GROUP in group.get("class", "").split():
            inside = [name for _, name in markup.pictures(group)]
            letters.update(zip(inside, ascii_lowercase, strict=False))
    return Places(ids, letters)


def close_up(root: etree._Element) -> None:
    """Remove white space between the pictures of a group, which would not fit beside them."""
    for group in root.iter(tag("figure")):
        if GROUP in group.get("class", "").split():
            for part in group:
                part.tail = None
            group.text = None


def _free(id: str, taken: set[str]) -> str:
    number, free = 1, id
    while free in taken:
        number += 1
        free = f"{id}-{number}"
    return free


def _form(image: Image) -> str:
    if image.chart:
        return "chart"
    ratio = image.height / image.width
    return next((form for form, most in _FORMS if ratio <= most), "tall")


_FORMS = (("landscape", 1.0), ("portrait", 1.8))
"""The most that a picture of each form is higher than wide."""


def shape(image: Image, *, grouped: bool = False) -> str:
    """The classes of a picture's figure: its width and place, or by default its form.

    The forms are ``landscape`` (or square), ``portrait``, ``tall`` and ``chart``; a theme
    sets a width for each; ``bleeds`` is a photograph that is wide and fine enough to reach the
    paper's edges. In a group, the columns set it. ``at-most-N`` is the width in
    pixels of a picture to which the article gives no width; ``small`` is one that is narrower
    than the text.
    """
    form = _form(image)
    limit = [f"at-most-{image.width}"] if _is_limited(image) else []
    if limit and image.width < _NARROW[form]:
        form = "small"
    if grouped:
        return " ".join(["part", *limit])
    share = image.share
    if share is None and image.place in ("left", "right"):
        share = _BESIDE[form]
    names = [f"width-{share}" if share else form, *limit, *["bleeds"] * _may_bleed(image)]
    return " ".join([*names, f"place-{image.place}"] if image.place else names)


def widths(article: Article) -> tuple[str, ...]:
    """The style rules for the widths of an article's figures, each once.

    A pixel is a 96th of an inch (CSS Values 4 §6.2), and ``max-width`` keeps it so.
    """
    shares = {*_BESIDE.values(), *(image.share for image in article.images if image.share)}
    shares |= set(_WIDTH.findall(article.body))
    numbers = sorted(int(share) for share in shares if share.isdecimal())
    limits = sorted({image.width for image in article.images if _is_limited(image)})
    return (
        *(f"figure.width-{number} {{ width: {number}% }}" for number in numbers),
        *(f"figure.at-most-{pixels} img {{ max-width: {pixels}px }}" for pixels in limits),
        *(
            f"figure.small.at-most-{pixels} img {{ width: {pixels}px; max-width: 100% }}"
            for pixels in limits
            if pixels < max(_NARROW.values())
        ),
    )


def _may_bleed(image: Image) -> bool:
    """Return whether a theme may take it to the paper's edges, and so cut its own a little."""
    if any(credit.license and credit.license.no_derivatives for credit in image.credits):
        return False
    whole = not image.share and not image.chart and not _is_drawn(image)
    return whole and image.width >= _FINE and image.height <= image.width * _FLAT


def _is_limited(image: Image) -> bool:
    """Return whether the widest page would show fewer than 96 pixels of it per inch."""
    return not image.share and not _is_drawn(image) and image.width < _WIDEST


def _is_drawn(image: Image) -> bool:
    return image.media_type == "image/svg+xml"


_WIDTH = re.compile(r'class="[^"]*\bwidth-(\d{2})\b')
_WIDEST = 840
"""Pixels: 222 mm at 96 pixels per inch, the width of no text area upright."""
_FINE, _FLAT = 1240, 0.6
"""Pixels: 150 per inch over 210 mm, the width of A4; and the most height for width."""
_NARROW = {"landscape": 560, "portrait": 240, "tall": 240}
"""Pixels below which a picture is narrower than a theme sets its form."""
_BESIDE = {"landscape": "50", "portrait": "38", "tall": "30", "chart": "50"}
"""Percent of the text's width for a picture with text beside it, by its form."""


def finished(text: str, image: Image, id: str, theme: str, *, grouped: bool = False) -> str:
    """A figure's markup from a template, with what the article demands for the picture.

    Raises ``ThemeError`` where the template shows no picture, or several.
    """
    root = markup.fragment(text)[0]
    pictures = [img for img in root.iter(tag("img")) if img.get("src") == image.name]
    if len(pictures) != 1:
        message = f"the theme {theme} shows {image.name} {len(pictures)} times in its figure"
        fix = "Its template figure.html.j2 must print one <img>, with `image.name`."
        raise ThemeError(Problem("theme-figure", message, fix))
    root.set("id", id)
    names = root.get("class", "").split()
    own = shape(image, grouped=grouped).split()
    root.set("class", " ".join(dict.fromkeys([*names, *own])))
    if image.decorative:
        pictures[0].set("alt", "")
        pictures[0].set("role", "presentation")
    if image.link:
        _wrap(pictures[0], image.link)
    return markup.text(root)


def _wrap(picture: etree._Element, address: str) -> None:
    parent = picture.getparent()
    assert parent is not None
    link = etree.Element(tag("a"), href=address)
    parent.replace(picture, link)
    link.tail, picture.tail = picture.tail, None
    link.append(picture)
