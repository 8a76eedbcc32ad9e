"""Width, place and id of a picture, from the front matter or from the braces after it.

``![](a.jpg){width=50% place=left}``, or in short ``{.half .left}``; under ``images:``
the same as ``width: 50%`` and ``place: left``. ``place=here`` is for groups, tables and boxes, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Node
from publish.reading.front_matter.values import Unfit, text, yes_or_no
from publish.reading.syntax import attributes
from publish.reading.syntax.places import HERE
from publish.suggest import did_you_mean
from publish.values import dataclass

WIDTHS = {"third": "33", "half": "50", "two-thirds": "67", "full": "full", "outset": "outset"}
"""Widths with a name: shares of the text's width in percent, all of it, and beyond it."""
PLACES = ("left", "center", "right", HERE)
_DECORATIVE = "decorative"
CLASSES = (*WIDTHS, *PLACES, _DECORATIVE)
LEAST, MOST = 10, 100
"""Percent of the text's width."""
_BESIDE = 67
"""Percent; a wider picture leaves no room for text beside it."""
_SHARE = re.compile(r"(\d{1,4})(?:\.\d+)?\s*%?")
_ID = re.compile(r"fig-[A-Za-z0-9][\w.-]*", re.ASCII)


@dataclass(frozen=True)
class Placed:
    """The stated width and place of a picture; None is "not stated"."""

    width: str | None = None
    """Percent of the text's width (``50``), ``full`` or ``outset``."""
    place: str | None = None
    id: str | None = None
    decorative: bool | None = None


NOT_STATED = Placed()


def placed(token: Token, what: str, findings: Findings, place: tuple[int, int]) -> Placed:
    """The attributes in the braces after a picture; invalid ones are noted."""
    found = attributes.take(
        token, what, findings, place, id=True, classes=CLASSES, values=("width", "place")
    )
    width = _stated(found.values.get("width"), share, findings, place)
    side = _stated(found.values.get("place"), side_of, findings, place)
    id = _stated(found.id, figure_id, findings, place)
    for name in found.classes:
        width = WIDTHS.get(name, width)
        side = name if name in PLACES else side
    decorative = True if _DECORATIVE in found.classes else None
    return beside(Placed(width, side, id, decorative), findings, place)


def beside(stated: Placed, findings: Findings, place: tuple[int, int]) -> Placed:
    """``stated``, without a side if the picture is too wide for text beside it."""
    width = stated.width or "0"
    wide = not width.isdigit() or int(width) > _BESIDE
    if stated.place not in ("left", "right") or not wide:
        return stated
    findings.warn(
        "image-place",
        f"a picture this wide leaves no room for text beside it, so “{stated.place}” does nothing",
        f"Make it at most {_BESIDE}% wide, or delete the side.",
        *place,
    )
    return replace(stated, place=None)


def share(written: str) -> str:
    """A width in the model's form; raises :class:`Unfit` for any other text."""
    plain = written.strip().casefold()
    if plain in WIDTHS:
        return WIDTHS[plain]
    match = _SHARE.fullmatch(plain)
    if match is None:
        other = f"Write a share of the text's width, such as 50%, or {', '.join(WIDTHS)}."
        fix = did_you_mean(plain, WIDTHS, other)
        raise Unfit("image-width", f"`{written}` is not a width of a picture", fix)
    percent = int(match[1])
    if not LEAST <= percent <= MOST:
        what = "too small to be seen" if percent < LEAST else "wider than the text"
        fix = f"Write {LEAST}% to {MOST}%; `outset` for one that extends into the margins."
        raise Unfit("image-width", f"a picture of {written} is {what}", fix)
    return str(percent) if percent < MOST else "full"


def side_of(written: str) -> str:
    """A side; raises :class:`Unfit` for any other text."""
    plain = {"centre": "center", "middle": "center"}.get(written.casefold(), written.casefold())
    if plain in PLACES:
        return plain
    fix = did_you_mean(plain, PLACES, f"Write one of {', '.join(PLACES)}.")
    raise Unfit("image-place", f"`{written}` is not a place of a picture", fix)


def figure_id(written: str) -> str:
    """A picture's id; raises :class:`Unfit` for any other text."""
    plain = written.removeprefix("#")
    if _ID.fullmatch(plain):
        return plain
    bare = re.sub(r"[^\w.-]+", "-", re.sub(r"^[a-z]+-", "", plain), flags=re.ASCII).strip("-.")
    fix = f"Write fig-{bare or 'ferry'}."
    raise Unfit("figure-id", f"`{plain}` cannot be a picture's id, which begins with fig-", fix)


def read_width(node: Node, findings: Findings) -> str:
    """A ``width:`` of the front matter."""
    return share(text(node, findings))


def read_place(node: Node, findings: Findings) -> str:
    """A ``place:`` of the front matter."""
    return side_of(text(node, findings))


def read_id(node: Node, findings: Findings) -> str:
    """An ``id:`` of the front matter."""
    return figure_id(text(node, findings))


def read_decorative(node: Node, findings: Findings) -> bool:
    """A ``decorative:`` of the front matter."""
    return yes_or_no(node, findings)


def _stated(
    written: str | None,
    read: Callable[[str], str],
    findings: Findings,
    place: tuple[int, int],
) -> str | None:
    if written is None:
        return None
    try:
        return read(written)
    except Unfit as unfit:
        findings.error(unfit.rule, unfit.message, unfit.fix, *place)
        return None
