"""Attributes: ``{#id .class key="value"}`` after a heading, a picture, a span or a box's name.

They are parsed here and kept in the token's ``meta``. The pass that knows their meaning takes them
(:func:`take`); attributes that no pass takes are an error, so that none is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.suggest import did_you_mean
from publish.values import dataclass

_PART = r"""(?:\#[^\s\#.{}"'=<>&]+|\.[A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:"[^"\n]*"|[^\s"'{}]+))"""
_WHOLE = re.compile(rf"\{{[ \t]*({_PART}(?:[ \t]+{_PART})*)[ \t]*\}}")
_TRAILING = re.compile(rf"(?:^|[ \t]+){_WHOLE.pattern}[ \t]*$")
_PARTS = re.compile(_PART)

_META = "attributes"
_BEFORE = ("image", "code_inline", "link_close", "span_close")
"""Inline tokens that attributes can follow, without a space."""


@dataclass(frozen=True)
class Attributes:
    """The contents of the braces."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.id or self.classes or self.values)


NONE = Attributes()


def parse(text: str) -> Attributes | None:
    """The attributes in ``text``, braces included; None if it is anything else."""
    match = _WHOLE.fullmatch(text.strip())
    return _read(match[1]) if match else None


def split(text: str) -> tuple[str, Attributes]:
    """``text`` without the attributes at its end, and these."""
    match = _TRAILING.search(text)
    if match is None:
        return text, NONE
    return text[: match.start()], _read(match[1])


def keep(token: Token, attributes: Attributes) -> None:
    """Keep ``attributes`` with ``token`` until a pass takes them."""
    if attributes:
        token.meta[_META] = attributes


def restate(token: Token, attributes: Attributes) -> None:
    """Keep these ``attributes`` alone with ``token``."""
    token.meta.pop(_META, None)
    keep(token, attributes)


def of(token: Token) -> Attributes:
    """The attributes kept with a token."""
    found = token.meta.get(_META, NONE)
    return found if isinstance(found, Attributes) else NONE


def move(source: Token, target: Token) -> None:
    """Move the attributes of ``source`` to ``target``."""
    keep(target, of(source))
    source.meta.pop(_META, None)


def take(
    token: Token,
    what: str,
    findings: Findings,
    place: tuple[int, int],
    *,
    id: bool = False,
    classes: Iterable[str] = (),
    values: Iterable[str] = (),
) -> Attributes:
    """The attributes of ``token``, which keeps none.

    ``what`` names the token ("a picture"); the keywords say what it can have. Other attributes are
    noted as errors, with a suggestion, and are not in the result.
    """
    found = of(token)
    token.meta.pop(_META, None)
    known, keys = frozenset(classes), frozenset(values)
    shown = [*(f".{name}" for name in sorted(known)), *(f"{key}=" for key in sorted(keys))]
    if found.id and not id:
        _refuse(f"#{found.id}", what, (), findings, place)
    for name in found.classes:
        if name not in known:
            _refuse(f".{name}", what, shown, findings, place)
    for key in found.values:
        if key not in keys:
            _refuse(f"{key}=", what, shown, findings, place)
    return Attributes(
        found.id if id else None,
        tuple(name for name in found.classes if name in known),
        {key: value for key, value in found.values.items() if key in keys},
    )


def refuse_untaken(tokens: Iterable[Token], places: Places, findings: Findings) -> None:
    """Note as errors the attributes that no pass took: they would have no effect."""
    for block in tokens:
        if of(block):
            take(block, "this", findings, places.of(block))
        for child in _within(block):
            if of(child):
                take(child, "this", findings, places.of(block, offset(child)))


def enable_attributes(parser: MarkdownIt) -> None:
    """Teach the parser attributes, and ``[spans]{lang=fr}``."""
    parser.inline.ruler.after("link", "span", _span)
    parser.inline.ruler.push("attributes", _behind)
    parser.core.ruler.after("block", "heading attributes", _of_headings)


_QUOTES = '"“”„«»'
"""Marks around a value: Word types curved ones."""


def _read(parts: str) -> Attributes:
    id: str | None = None
    classes: list[str] = []
    values: dict[str, str] = {}
    for part in _PARTS.findall(parts):
        if part.startswith("#"):
            id = part[1:]
        elif part.startswith("."):
            classes.append(part[1:])
        else:
            key, _, value = part.partition("=")
            values[key] = value.strip(_QUOTES)
    return Attributes(id, tuple(classes), values)


def _within(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _within(child)


def _refuse(
    written: str, what: str, known: Sequence[str], findings: Findings, place: tuple[int, int]
) -> None:
    some = ", ".join(known)
    other = f"It can have: {some}." if some else "Delete it."
    sides = [side for side in (".left", ".center", ".right") if side in known]
    if written in _SIDES and sides:
        other = f"Write {' or '.join(sides)}."
    fix = other if written in _SIDES else did_you_mean(written, known, other)
    findings.error("attribute-unknown", f"{what} has no attribute {written}", fix, *place)


_SIDES = frozenset(("align=", "float=", "fig-align=", "position="))
"""Attributes of other Markdowns for the side of a picture."""


# -- parsing --------------------------------------------------------------------------------


def _of_headings(state: StateCore) -> None:
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if before.type == "heading_open" and token.type == "inline":
            token.content, found = split(token.content)
            keep(before, found)


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    start, end = state.pos + 1, state.md.helpers.parseLinkLabel(state, state.pos, False)
    match = _WHOLE.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        limit = state.posMax
        opening = state.push("span_open", "span", 1)
        opening.meta["offset"] = state.pos
        keep(opening, _read(match[1]))
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = limit
    state.pos = match.end()
    return True


def _behind(state: StateInline, silent: bool) -> bool:
    """Keep attributes right after a link or a picture with its opening token."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    match = _WHOLE.match(state.src, state.pos, state.posMax) if last.type in _BEFORE else None
    if match is None:
        return False
    if not silent:
        keep(_opening(state.tokens), _read(match[1]))
    state.pos = match.end()
    return True


def _opening(tokens: list[Token]) -> Token:
    depth = 0
    for token in reversed(tokens):
        depth += token.nesting
        if not depth:
            return token
    return tokens[-1]
