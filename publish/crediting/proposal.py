"""Puts all missing statements about pictures into one ``images:`` block, ready to paste.

Facts that the source states elsewhere (a caption typed below a picture) are in its entry; unknown
facts are empty keys, which count as not stated. Nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from publish.crediting.gaps import Gap, gaps
from publish.editing.front_matter import change
from publish.editing.pictures import Statement, changes
from publish.errors import Problem, SourceError
from publish.model.article import Article, Image
from publish.reading.front_matter.image import IMAGE

FILL = {
    "alt": "what it shows, in one sentence",
    "creator": "who made it",
    "title": "its title",
    "source": "the address where it was found",
    "license": "such as CC-BY-4.0; or, without one, basis: permission",
    "basis": "why it may be used: permission, handout, own, quotation …",
    "evidence": "what is on file about that; never published",
    "changes": "what was changed, such as cropped",
}
"""Comments for empty keys."""

_TOKEN = "to-be-filled-in"
_EMPTY = re.compile(
    rf"^(?P<key>\s*(?:- )?(?P<name>[a-z-]+):) [\"']?{_TOKEN}[\"']?(?P<noted>[ \t]+#.*)?$",
    re.MULTILINE,
)


def proposed_block(
    article_md: bytes, article: Article, problems: Iterable[Problem], day: date
) -> str:
    """Return the whole ``images:`` block with the missing keys; "" if none are missing.

    It replaces the block in ``article_md``, if there is one: its entries and comments are kept.
    """
    known: dict[str, dict[str, str]] = {}
    for problem in problems:
        known.setdefault(problem.about, {}).update(problem.proposed)
    lacking = [(image, gaps(article, image, day)) for image in article.images]
    for empties in (True, False):  # A key within braces cannot be empty and have a comment.
        data = article_md
        for image, missing in lacking:
            wanted = _statements(image, known.get(image.source_name, {}), missing, empties)
            try:
                found = [c for one in wanted for c in changes(image.source_name, one)]
                data = change(data, found, "")
            except SourceError:
                continue  # Only its author can change this entry: the others still help.
        block = _block("\n".join(data.decode("utf-8-sig").splitlines()))
        block = _EMPTY.sub(_emptied, block)
        if _TOKEN not in block:
            return "" if data == article_md else block
    return ""


def _statements(
    image: Image, known: Mapping[str, str], missing: tuple[Gap, ...], empties: bool
) -> list[Statement]:
    """The statements for a picture: by credit, the known values, then the open keys."""
    found: list[Statement] = []
    for part in range(max(1, len(image.credits))):
        credit = image.credits[part] if image.credits else None
        values = {
            key: text
            for key, text in known.items()
            if part == 0 and getattr(image if key in IMAGE.keys else credit, key, None) is None
        }
        lacking = [gap.keys[0] for gap in missing if gap.part == part]
        if credit is None and lacking:
            lacking += ["creator", "source"]
        if empties:
            values |= {key: _TOKEN for key in lacking if key not in values}
        picture = {key: text for key, text in values.items() if key in IMAGE.keys}
        rest = {key: text for key, text in values.items() if key not in IMAGE.keys}
        found.append(replace(Statement(picture, rest), part=part))
    return found


def _emptied(key: re.Match[str]) -> str:
    note = FILL.get(key["name"])
    return key["key"] + (key["noted"] or (f"  # {note}" if note else ""))


def _block(text: str) -> str:
    """The ``images:`` block of a front matter, without the lines after it."""
    head = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)[1]
    found = re.search(r"^images:.*\n(?:[ \t#].*\n|\n)*", head + "\n", re.MULTILINE)
    return found[0].rstrip() if found else ""
