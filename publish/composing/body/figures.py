"""Figures: the place, link and group that an article gives its pictures, in any theme.

A theme's template makes picture, caption and credits. Whatever must not depend on the
template (id, side, link, the role of a decoration) is put into its markup here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from lxml import etree

from publish.composing import markup
from publish.composing.body.picture_names import figure_id
from publish.composing.markup import tag
from publish.errors import Problem, ThemeError
from publish.model.article import Article, Image

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


def shape(image: Image, *, grouped: bool = False) -> str:
    """The classes of a picture's figure: its width and place, or by default its form.

    The forms are ``landscape`` (or square), ``portrait`` and ``tall``; a theme sets a width
    for each. In a group, the columns set it.
    """
    ratio = image.height / image.width
    form = "landscape" if ratio <= 1 else "portrait" if ratio <= 1.8 else "tall"
    if grouped:
        return "part"
    share = image.share
    if share is None and image.place in ("left", "right"):
        share = _BESIDE[form]
    names = [f"width-{share}"] if share else [form]
    return " ".join([*names, f"place-{image.place}"] if image.place else names)


def widths(article: Article) -> tuple[str, ...]:
    """The style rules for the widths of an article's figures, each once."""
    shares = {*_BESIDE.values(), *(image.share for image in article.images if image.share)}
    shares |= set(_WIDTH.findall(article.body))
    numbers = sorted(int(share) for share in shares if share.isdecimal())
    return tuple(f"figure.width-{number} {{ width: {number}% }}" for number in numbers)


_WIDTH = re.compile(r'class="[^"]*\bwidth-(\d{2})\b')
_BESIDE = {"landscape": "50", "portrait": "38", "tall": "30"}
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
    said = shape(image, grouped=grouped).split()
    root.set("class", " ".join(dict.fromkeys([*names, *said])))
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
