"""Cross-references: links without words, which composing fills ("Figure 2").

``[](#fig-map)`` leads to anything with that id: a picture, a table, an equation, a heading;
``[](#^label)`` to a note. A link with words of its own keeps them. This module collects the
targets; a link that leads nowhere is an error that lists the targets of the kind that was meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.reading.slugs import heading_slug, picture_id
from publish.reading.syntax.footnotes import Note
from publish.suggest import nearest, question
from publish.values import dataclass

XREF = "xref"
"""The class of a link whose words composing supplies."""
PLACE = "data-place"
"""Its place in the source, ``line:column``: composing uses it in messages and removes it."""
_NOTE = "^"
_SHOWN = 8


@dataclass(frozen=True)
class _Kind:
    """A kind of target, by the beginning of its id."""

    one: str
    none: str


_KINDS = {
    "fig-": _Kind("picture", "The article has no pictures"),
    "tbl-": _Kind("table", "No table has an id"),
    "eq-": _Kind("equation", "No equation has an id"),
    "lst-": _Kind("listing", "No listing has an id"),
    "rec-": _Kind("recommendation", "The article has no recommendations"),
    "ref-": _Kind("reference", "No reference has an id"),
    _NOTE: _Kind("note", "The article has no notes"),
}
_OTHER = _Kind("heading", "The article has no headings")


@dataclass(frozen=True)
class Targets:
    """The targets of links in an article: ids as they are, notes by their labels."""

    ids: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names for ids, such as GitHub's for headings."""

    @classmethod
    def of(cls, ids: Iterable[str], notes: Iterable[Note], aliases: Mapping[str, str]) -> Targets:
        """Targets of those ids, and of the notes with a label."""
        named = {note.label: note.id for note in notes if " " not in note.label}
        return cls(frozenset(ids), named, aliases)

    def find(self, wanted: str) -> str | None:
        """The id that ``#wanted`` leads to; None if there is none."""
        if wanted.startswith(_NOTE):
            return self.notes.get(wanted[1:])
        lowered = wanted.lower()
        return next(
            (id for id in (wanted, self.aliases.get(lowered), lowered) if id in self.ids), None
        )

    def names(self) -> list[str]:
        """Everything that can follow a ``#``, sorted."""
        return [*sorted(self.ids), *(f"{_NOTE}{label}" for label in sorted(self.notes))]


def mark_references(tokens: Iterable[Token], places: Places) -> None:
    """Give every link without words its class, and its place in the source."""
    for inline, link in _wordless(tokens):
        line, column = places.of(inline, offset(link))
        link.attrs["class"] = XREF
        link.attrs[PLACE] = f"{line}:{column}"


def refuse_references(
    tokens: Iterable[Token], where: str, places: Places, findings: Findings
) -> None:
    """Note every cross-reference as an error: ``where`` allows none."""
    for inline, link in _wordless(tokens):
        findings.error(
            "xref-place",
            f"{where} cannot refer to a number",
            f"Write words between the brackets: [the map]({link.attrs['href']}).",
            *places.of(inline, offset(link)),
        )


def _wordless(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    """Every link into the article without words, after the block that contains it."""
    for inline in tokens:
        children = inline.children or []
        for link, after in pairwise(children):
            inside = link.type == "link_open" and str(link.attrs["href"]).startswith("#")
            if inside and after.type == "link_close":
                yield inline, link


def check_fragments(
    tokens: Iterable[Token], targets: Targets, places: Places, findings: Findings
) -> None:
    """Refuse a ``#fragment`` that leads nowhere; spell the others as their targets."""
    for inline in tokens:
        for child in inline.children or ():
            address = str(child.attrs.get("href", ""))
            if child.type != "link_open" or not address.startswith("#") or address == "#":
                continue
            wanted = unicodedata.normalize("NFC", unquote(address[1:]))
            found = targets.find(wanted)
            if found is not None:
                child.attrs["href"] = f"#{found}"
                continue
            message = f"the {_kind(wanted).one} #{wanted} does not exist"
            if _kind(wanted) is _OTHER:
                message = f"no heading or reference has the id #{wanted}"
            findings.error(
                "link-target",
                message,
                _suggestion(wanted, targets),
                *places.of(inline, offset(child)),
            )


def _suggestion(wanted: str, targets: Targets) -> str:
    """The target that was probably meant, or all of its kind."""
    kind = _kind(wanted)
    names = targets.names()
    known = [name for name in names if _kind(name) is kind]
    slug = wanted if kind is not _OTHER else heading_slug(wanted)
    guess = nearest(slug, known) or nearest(slug, names)
    if guess:
        others = [name for name in known if name != guess][: _SHOWN - 1]
        more = f" Others are {_listed(others, len(known) - 1)}." if others else ""
        return question(f"#{guess}") + (more if kind is not _OTHER else "")
    if known:
        return _there(known)
    if names and kind is _OTHER:
        return _there(names)
    return f"{kind.none}; delete the link."


def _there(names: list[str]) -> str:
    verb = "is" if len(names) == 1 else "are"
    return f"There {verb} {_listed(names[:_SHOWN], len(names))}."


def _listed(names: list[str], count: int) -> str:
    return ", ".join(f"#{name}" for name in names) + (" …" if count > len(names) else "")


def _kind(id: str) -> _Kind:
    return next((kind for start, kind in _KINDS.items() if id.startswith(start)), _OTHER)


def stated_ids(tokens: Iterable[Token]) -> Iterator[tuple[str, Token]]:
    """Every id in the text, with its block; the ids of notes are not the author's."""
    for block in tokens:
        for token in (block, *_within(block)):
            id = str(token.attrs.get("id", ""))
            if id and token.attrs.get("role") != "doc-footnote":
                yield id, block


def refuse_repeated(tokens: Iterable[Token], findings: Findings) -> frozenset[str]:
    """All ids in the text; a repeated id is an error."""
    seen: dict[str, int] = {}
    for id, block in stated_ids(tokens):
        line = block.map[0] + 1 if block.map else 0
        if id in seen and not _is_reported(id, line, findings):
            findings.error(
                "id-repeated",
                f"the id #{id} is used twice; the first time in line {seen[id]}",
                "Change one of the two: a link can lead to only one place.",
                line,
            )
        seen.setdefault(id, line)
    return frozenset(seen)


def _is_reported(id: str, line: int, findings: Findings) -> bool:
    """Whether the reader of figures, tables or formulas already reported that id on that line."""
    return any(
        problem.where is not None and problem.where.line == line and f"#{id} " in problem.message
        for problem in findings.problems
    )


def picture_ids(tokens: Iterable[Token], taken: Iterable[str]) -> frozenset[str]:
    """The ids that pictures get from their file names, where they state none.

    Of two pictures with the same id, the first has it.
    """
    names = (
        str(t.attrs["data-image"]) for t in tokens if t.type == "figure" and not t.attrs.get("id")
    )
    return frozenset(picture_id(name) for name in names) - frozenset(taken)


def _within(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _within(child)
