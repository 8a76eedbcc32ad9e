"""Inlines as Markdown; each text is read back, and written more plainly if it is read otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from itertools import groupby

from publish.intake.journal import Journal
from publish.intake.markdown import escaping
from publish.intake.markdown.escaping import Escape
from publish.intake.markdown.reading_back import CALLED, COUNTED, folded, read_block, read_line
from publish.intake.model import (
    Break,
    Call,
    Formula,
    Inline,
    Look,
    Paragraph,
    Place,
    Shown,
    Text,
    Tick,
)
from publish.values import dataclass

_SPAN = {"small_caps": ".smallcaps", "marked": ".mark", "underlined": ".underline"}
_MARKS = {"struck": "~~", "bold": "**", "italic": "*", "raised": "^", "lowered": "~"}
_NESTED = ("link", "span", "struck", "bold", "italic", "raised", "lowered", "code")
_OTHERWISE = ("link", "span", "struck", "italic", "bold", "raised", "lowered", "code")
_SMALL = ("raised", "lowered", "struck")
_ALL = (*_SMALL, "bold", "italic", "code", *_SPAN)
BREAK, CELL_BREAK = "\\\n", "<br>"


@dataclass(frozen=True)
class _Way:
    """A way to write a text: how letters are escaped, how marks nest, which are left out."""

    escape: Escape = escaping.light
    order: tuple[str, ...] = _NESTED
    without: tuple[str, ...] = ()
    loses: str = ""


_WAYS = (
    _Way(),
    _Way(order=_OTHERWISE),
    _Way(escaping.full),
    _Way(escaping.full, _OTHERWISE),
    _Way(escaping.full, without=_SMALL, loses="raised, lowered or struck letters"),
    _Way(escaping.full, without=_ALL, loses="bold, italic or other letters"),
    _Way(escaping.full, without=(*_ALL, "link", "lang"), loses="links and looks of letters"),
)


@dataclass(frozen=True)
class Writer:
    """Writes inlines for an article in a language."""

    lang: str
    journal: Journal = field(compare=False)

    def block(self, paragraph: Paragraph) -> str:
        """The Markdown of a paragraph, which is a block of its own."""

        def read(markdown: str) -> str | None:
            return read_block(markdown, self.lang)

        return self._written(paragraph.inlines, paragraph.place, BREAK, read)

    def line(self, inlines: Sequence[Inline], place: Place, *, cell: bool = False) -> str:
        """The Markdown of a text within a line: a heading, a caption, a cell."""
        end = CELL_BREAK if cell else " "

        def read(markdown: str) -> str | None:
            return read_line(markdown, self.lang)

        written = self._written(inlines, place, end, read)
        return re.sub(r"(?<!\\)\||\\\|", r"\\|", written) if cell else written

    def _written(
        self,
        inlines: Sequence[Inline],
        place: Place,
        end: str,
        read: Callable[[str], str | None],
    ) -> str:
        wanted = folded("".join(map(_sign, inlines)))
        written = ""
        if (plain := _unlowered(inlines)) != list(inlines):
            self.journal.change("lowered letters after no letter", "plain letters", place)
            inlines = plain
        for way in _WAYS:
            written = "".join(_parts(_settled(inlines, way), way, end)).strip(" ")
            lines = written.split("\n") if end == BREAK else [written]
            if end == BREAK:
                written = "\n".join(map(escaping.at_start, lines))
            found = read(written)
            if found is not None and folded(found) == wanted:
                if way.loses:
                    self.journal.change(way.loses, "plain letters", place)
                return written
        return written


def _unlowered(inlines: Sequence[Inline]) -> list[Inline]:
    """Inlines without lowered letters after a space: a tilde strikes out there."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and inline.look.lowered and inline.text.strip():
            before = _edge(found, -1)
            same = bool(found) and isinstance(found[-1], Text) and found[-1].look.lowered
            after = before.isalnum() or before in (")", "]")
            if inline.text[0].isspace() or not (same or after):
                inline = replace(inline, look=replace(inline.look, lowered=False))
        found.append(inline)
    return found


def _sign(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Formula(latex=latex, text=text):
            return COUNTED if latex else text
        case Call():
            return CALLED
        case Break():
            return " "
        case _:
            return ""


def _settled(inlines: Iterable[Inline], way: _Way) -> list[Inline]:
    """Inlines as one way has them: without some looks, equal neighbors joined, spaces outside."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Formula) and not inline.latex:
            inline = Text(inline.text)
        if not isinstance(inline, Text):
            found.append(inline)
            continue
        for part in _split(_reduced(inline, way)):
            last = found[-1] if found else None
            if isinstance(last, Text) and last.look == part.look and not part.look.refers:
                found[-1] = replace(last, text=last.text + part.text)
            elif part.text or part.look.refers:
                found.append(part)
    return _moved(found)


def _reduced(text: Text, way: _Way) -> Text:
    blank = {name: "" if name in ("link", "lang") else False for name in way.without}
    look = replace(text.look, **blank)  # type: ignore[arg-type]
    if look.code:
        look = Look(code=True, link=look.link)
    return replace(text, look=look, text=re.sub(r"\s*\n\s*| {2,}", " ", text.text))


def _split(text: Text) -> Iterator[Text]:
    """A text with the spaces at its ends outside of its marks."""
    if text.look == Look() or text.look.code or text.look.refers:
        yield text
        return
    core = text.text.strip()
    if not core:
        yield Text(text.text)
        return
    start = text.text.index(core)
    yield Text(text.text[:start])
    yield Text(core, text.look)
    yield Text(text.text[start + len(core) :])


def _moved(inlines: list[Inline]) -> list[Inline]:
    """Signs at the edge of bold or italic letters go outside where a letter is beside them.

    A mark between a sign and a letter neither opens nor closes (CommonMark §6.2).
    """
    found: list[Inline] = []
    for at, inline in enumerate(inlines):
        emphatic = isinstance(inline, Text) and (
            inline.look.bold or inline.look.italic or inline.look.struck
        )
        if not isinstance(inline, Text) or not emphatic or inline.look.link:
            found.append(inline)
            continue
        text, calm = inline.text, replace(inline.look, bold=False, italic=False, struck=False)
        before, after = _edge(found, -1), _edge(inlines[at + 1 :], 0)
        lead, tail = _lead(text, before), _tail(text, after)
        middle = text[len(lead) : len(text) - len(tail)]
        if not middle:
            found.append(Text(text, calm))
            continue
        found += (
            t for t in (Text(lead, calm), Text(middle, inline.look), Text(tail, calm)) if t.text
        )
    return found


def _edge(inlines: Sequence[Inline], at: int) -> str:
    """The letter of a neighbor that touches, empty if none does."""
    if not inlines:
        return ""
    beside = inlines[at]
    if not isinstance(beside, Text) or not beside.text:
        return ""
    return beside.text[at] if at else beside.text[0]


def _lead(text: str, before: str) -> str:
    count = len(text) - len(text.lstrip("".join(set(filter(_is_sign, text)))))
    return text[:count] if before and not before.isspace() and not _is_sign(before) else ""


def _tail(text: str, after: str) -> str:
    count = len(text.rstrip("".join(set(filter(_is_sign, text)))))
    return text[count:] if after and not after.isspace() and not _is_sign(after) else ""


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _parts(inlines: Sequence[Inline], way: _Way, end: str) -> Iterator[str]:
    """The Markdown of inlines, mark by mark from the outside in."""
    yield from _nested(inlines, way, end, way.order)


def _nested(inlines: Sequence[Inline], way: _Way, end: str, order: Sequence[str]) -> Iterator[str]:
    if not order:
        yield from (_plain(inline, way, end) for inline in inlines)
        return
    mark, *rest = order
    for key, several in groupby(inlines, lambda inline: _value(inline, mark)):
        group = list(several)
        inner = "".join(_nested(group, way, end, rest))
        yield _wrapped(mark, key, inner, group) if key else inner


def _value(inline: Inline, mark: str) -> object:
    """The value of a mark at an inline; empty without it."""
    if not isinstance(inline, Text):
        return ""
    if mark == "span":
        classes = [name for key, name in _SPAN.items() if getattr(inline.look, key)]
        lang = [f"lang={inline.look.lang}"] if inline.look.lang else []
        return " ".join((*classes, *lang))
    return getattr(inline.look, mark)


def _wrapped(mark: str, key: object, inner: str, group: Sequence[Inline]) -> str:
    if mark == "link":
        address = str(key)
        safe = re.fullmatch(r"[^\s()<>\\]+", address)
        clean = re.sub(r"[\s<>]", lambda m: f"%{ord(m[0]):02X}", address)
        return f"[{inner}]({address if safe else f'<{clean}>'})"
    if mark == "span":
        return f"[{inner}]{{{key}}}"
    if mark == "code":
        return escaping.code("".join(i.text for i in group if isinstance(i, Text)))
    sign = _MARKS[mark]
    return f"{sign}{inner}{sign}"


def _plain(inline: Inline, way: _Way, end: str) -> str:
    match inline:
        case Text(text=text, look=look):
            if look.code:
                return text
            escape = (
                escaping.within_link if look.link and way.escape is escaping.light else way.escape
            )
            return escape(text)
        case Break():
            return end
        case Call(note=note):
            return f"[^{note}]"
        case Formula(latex=latex, display=display):
            return f"$${latex}$$" if display and end == BREAK else f"${latex}$"
        case Tick(done=done):
            return "☑" if done else "☐"
        case Shown():
            return ""
