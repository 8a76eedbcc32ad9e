"""Headings: the body's begin at level 2, no level is skipped, each has an id."""

from __future__ import annotations

from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.slugs import heading_aliases, heading_slug, is_free, unique
from publish.reading.syntax import attributes

TOP = 2
"""Level 1 is the article's title."""
DEEPEST = 6
UNNUMBERED = "unnumbered"
"""The class of a heading without a number where others have one."""


def shift_headings(
    tokens: list[Token], findings: Findings, given: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Give headings their levels and ids; return all ids, with those ``given`` before.

    A heading's new level is one below that of the nearest earlier heading of a higher level, so
    that none is skipped (ISO 14289-1, 7.4.2); siblings stay siblings. Where that does more than
    shift all headings alike, a Problem names the line.
    """
    openings = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    levels = [int(tokens[i].tag[1]) for i in openings]
    shift = TOP - min(levels, default=TOP)
    if shift:
        _note_shift(tokens[openings[levels.index(min(levels))]], shift, findings)
    above: list[tuple[int, int]] = []
    taken = set(given)
    _name(tokens, openings, taken, findings)
    for index, level in zip(openings, levels, strict=True):
        while above and above[-1][0] >= level:
            above.pop()
        new = min(above[-1][1] + 1 if above else TOP, DEEPEST)
        above.append((level, new))
        if new != level + shift:
            _note_repair(tokens[index], level, new, shift, findings)
        tokens[index].tag = tokens[index + 2].tag = f"h{new}"
        text = _text(tokens[index + 1])
        if not text.strip():
            fix = "Write its text, or delete the line."
            findings.error("heading-empty", "a heading without text", fix, _line(tokens[index]))
        if "id" not in tokens[index].attrs:
            tokens[index].attrs["id"] = unique(heading_slug(text), taken)
    return frozenset(taken)


def alias_headings(tokens: list[Token], ids: frozenset[str]) -> dict[str, str]:
    """Other names of headings (GitHub's, pandoc's, MkDocs's) and their ids, for links.

    The first of two headings with the same text has the name; GitHub's second is ``name-1``.
    """
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        id = str(token.attrs["id"])
        for alias in heading_aliases(_text(tokens[index + 1])):
            again = counts.get(alias, 0)
            counts[alias] = again + 1
            name = f"{alias}-{again}" if again else alias
            if name not in ids:
                found.setdefault(name, id)
    return found


def _name(tokens: list[Token], openings: list[int], taken: set[str], findings: Findings) -> None:
    """Read the ids that headings state, before any id is made from a text."""
    for heading in (tokens[index] for index in openings):
        line = _line(heading)
        stated = attributes.take(
            heading, "a heading", findings, (line, 0), id=True, classes=(UNNUMBERED,)
        )
        if UNNUMBERED in stated.classes:
            heading.attrs["class"] = UNNUMBERED
        if stated.id is None:
            continue
        if stated.id in taken or not is_free(stated.id):
            message = f"the id #{stated.id} is already taken"
            fix = f"Choose another, such as {{#sec-{stated.id}}}."
            findings.error("heading-id", message, fix, line)
            continue
        taken.add(stated.id)
        heading.attrs["id"] = stated.id


def _text(inline: Token) -> str:
    parts = (
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
    )
    return "".join(parts)


def _note_shift(heading: Token, shift: int, findings: Findings) -> None:
    marks, right = "#" * (TOP - shift), "#" * TOP
    findings.hint(
        "heading-level",
        f"the highest headings of the text are {marks}; they are read "
        f"as {right}, because # is the article's title",
        f"Write {right}.",
        _line(heading),
    )


def _note_repair(heading: Token, level: int, new: int, shift: int, findings: Findings) -> None:
    fault = "is too deep" if level + shift > new == DEEPEST else "skips a level"
    fix = f"Write {'#' * new}{' where the highest headings are ##' if shift else ''}."
    message = f"this heading {fault}; it is read as one of level {new}"
    findings.warn("heading-level", message, fix, _line(heading))


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
