"""Inline content of the markup as runs, links, pictures and marks.

White space is collapsed as CSS does it (CSS Text 3 §4.1.1): across elements, and
away at both ends of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from unicodedata import bidirectional
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import CharacterLook
from publish.errors import Problem, SourceError, ThemeError
from publish.formats.docx.blocks.cross_references import Numbers
from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import (
    CheckBox,
    Field,
    FieldEdge,
    Formula,
    Inline,
    Link,
    Mark,
    NoteCall,
    NoteNumber,
    Picture,
    Run,
    Stretch,
    runs,
)
from publish.formats.docx.model.direction import _DIRECTIONS, directed
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.xml.math import MATH

Node = str | Element
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "doi", "urn"})
_HOST = re.compile(r"[^\s/\\@:<>\"%^`{|}\[\]]+")
_SAFE = "/:?#[]@!$&'()*+,;=~%-._"
_SIGNS = {"br": "\n", "wbr": "\u200b"}
_MARKS = {False: "\N{LEFT-TO-RIGHT MARK}", True: "\N{RIGHT-TO-LEFT MARK}"}
_LONGEST = 2048
"""Characters: a longer address makes Word call the whole file damaged."""


@dataclass
class Phrases:
    """Builds the content of one paragraph after another.

    ``picture`` sizes an inline picture for the measure at hand; ``lang`` is the
    document's language, which runs need not repeat.
    """

    cascade: Cascade
    book: FontBook
    lang: str
    picture: Callable[[Element, float], Picture]
    numbers: Numbers
    hung: set[Element]
    """Gets the boxes of tasks that hang beside their text."""
    measure: float = 0.0
    _preserve: bool = False
    _hanging: bool = False
    _blank: bool = field(default=True)
    """Has the paragraph, so far, nothing or a space at its end?"""

    def of(self, element: Element, nodes: Iterable[Node], lang: str) -> tuple[Inline, ...]:
        """The content that ``nodes``, children of the block ``element``, make."""
        self._preserve = self.cascade.box(element).preserve
        self._hanging = self.cascade.box(element).indent.points < 0
        self._blank = True
        look = self.cascade.characters(element)
        content = self._nodes(nodes, look, None, (), lang)
        return _trimmed(content, self._preserve)

    def _nodes(
        self,
        nodes: Iterable[Node],
        look: CharacterLook,
        parent: CharacterLook | None,
        names: tuple[str, ...],
        lang: str,
    ) -> tuple[Inline, ...]:
        content: list[Inline] = []
        for node in nodes:
            if isinstance(node, str):
                text = self._spaced(node)
                for piece, rtl in directed(text, look.rtl):
                    content.append(self._run(piece, look, parent, names, lang, rtl))
            else:
                content.extend(self._element(node, look, parent, names, lang))
        return tuple(content)

    def _run(
        self,
        text: str,
        look: CharacterLook,
        parent: CharacterLook | None,
        names: tuple[str, ...],
        lang: str,
        rtl: bool = False,
    ) -> Run:
        foreign = lang if lang != self.lang else None
        return Run(text, self.book.format(look, parent), names, foreign, rtl)

    def _element(
        self,
        element: Element,
        look: CharacterLook,
        parent: CharacterLook | None,
        names: tuple[str, ...],
        lang: str,
    ) -> Iterable[Inline]:
        if element.tag not in roles.PHRASES:
            raise roles.unknown(element, "a line of text")
        if self.cascade.box(element).display == "none":
            raise hidden(element)
        lang = element.get("lang", lang)
        if roles.is_note_mark(element):
            yield self._note(element, look, names, lang)
            return
        if roles.BOX in roles.classes(element):
            yield from self._box(element, look, names, lang)
            return
        if element.get("id"):
            yield Mark(element.get("id", ""))
        if element.tag in _SIGNS:
            self._blank = element.tag == "br"
            yield self._run(_SIGNS[element.tag], look, parent, names, lang)
            return
        if element.tag == "img":
            self._blank = False
            yield self.picture(element, self.measure)
            return
        if element.tag == MATH:
            self._blank = False
            run = self._run("", look, parent, names, lang)
            yield Formula(element, run, element.get("display") == "block")
            return
        inner = self.cascade.characters(element)
        name = roles.phrase(element)
        if name in names or (name not in roles.NAMED_PHRASES and inner == look):
            name = None
        path = (*names, name) if name else names
        if told := self._number(element, inner, look, path, lang):
            yield from told
            return
        nodes = children(element)
        if element.tag == "bdi":
            content = self._nodes(nodes, inner, look, path, lang)
            yield from content
            yield from self._turned_back(content, look, names, lang)
        elif element.tag == "a" and element.get("href"):
            content = self._nodes(nodes, inner, look, path, lang)
            yield Link(address(element.get("href", "")), content, element.get("title", ""))
        else:
            yield from self._nodes(nodes, inner, look, path, lang)
        if roles.is_entry_number(element):
            # The words of the entry begin where its further lines do.
            yield self._run("\t", inner, look, path, lang)
            self._blank = True

    def _box(
        self, element: Element, look: CharacterLook, names: tuple[str, ...], lang: str
    ) -> Iterable[Inline]:
        """A task's box, and what keeps the text from it: a tab where that hangs beside it."""
        sign = "".join(element.itertext()).strip()
        inner = self.cascade.characters(element)
        yield CheckBox(self._run(sign, inner, look, names, lang), sign != roles.EMPTY_BOX)
        self._blank = True
        if self._hanging:
            self.hung.add(element)
        yield self._run("\t" if self._hanging else " ", look, None, names, lang)

    def _number(
        self,
        element: Element,
        look: CharacterLook,
        parent: CharacterLook,
        names: tuple[str, ...],
        lang: str,
    ) -> tuple[Inline, ...]:
        """What has a number or refers to one: Word counts, and follows."""
        if not (element.get("data-of") or element.get("data-kind")):
            return ()

        def run(text: str) -> Run:
            rtl = next((way for _, way in directed(text, look.rtl)), False)
            return self._run(text, look, parent, names, lang, rtl)

        self._blank = False
        text = _BLANKS.sub(" ", "".join(element.itertext()))
        if element.tag == "a":
            return self.numbers.reference(element, text, run)
        return self.numbers.number(element, text, run)

    def _turned_back(
        self,
        content: tuple[Inline, ...],
        look: CharacterLook,
        names: tuple[str, ...],
        lang: str,
    ) -> Iterator[Inline]:
        """A mark of the line's own direction behind what runs against it.

        Word knows no isolation (UAX #9, 6.3): what follows, a number or another such
        part, would be drawn to the side of this one.
        """
        ways = [
            _DIRECTIONS[kind]
            for run in runs(content)
            for kind in map(bidirectional, run.text)
            if kind in _DIRECTIONS
        ]
        if ways and (not look.rtl) in ways:
            yield self._run(_MARKS[look.rtl], look, None, names, lang, look.rtl)

    def _note(
        self, element: Element, look: CharacterLook, names: tuple[str, ...], lang: str
    ) -> Inline:
        """A call of a note, or the number of one: Word counts, the text is what it will show."""
        self._blank = False
        inner = self.cascade.characters(element)
        text = "".join(element.itertext()).strip()
        run = self._run(text, inner, look, (*names, roles.NOTE_REFERENCE), lang)
        if element.get("role") == roles.BACK:
            return NoteNumber(run)
        return NoteCall(element.get("href", "").removeprefix("#"), run, element.get("id", ""))

    def _spaced(self, text: str) -> str:
        if self._preserve:
            return text
        text = _BLANKS.sub(" ", text)
        if self._blank:
            text = text.removeprefix(" ")
        if text:
            self._blank = text.endswith(" ")
        return text


def children(element: Element) -> list[Node]:
    """The texts and elements in ``element``, in order."""
    nodes: list[Node] = [element.text] if element.text else []
    for child in element:
        nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes


def _trimmed(content: tuple[Inline, ...], preserve: bool) -> tuple[Inline, ...]:
    """The content without the space at its end, and before each line break."""
    if preserve:
        return _without_end(_without_start(content))
    tight: list[Inline] = []
    for item in content:
        if isinstance(item, Run) and item.text == "\n":
            tight = list(_without_space(tuple(tight)))
        tight.append(item)
    return _without_space(tuple(tight))


def _without_space(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    for n in range(len(content) - 1, -1, -1):
        match content[n]:
            case Run(text=text) as run:
                short = text.rstrip(" ")
                kept = (replace(run, text=short),) if short else ()
                head = content[:n] if short else _without_space(content[:n])
                return (*head, *kept, *content[n + 1 :])
            case Link(content=inner) as link:
                return (
                    *content[:n],
                    replace(link, content=_without_space(inner)),
                    *content[n + 1 :],
                )
            case (
                Picture()
                | NoteCall()
                | NoteNumber()
                | CheckBox()
                | Formula()
                | Field()
                | Stretch()
                | FieldEdge()
            ):
                return content
            case Mark():
                continue
    return content


def _without_start(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A line break right after ``<pre>`` is not part of it (HTML §13.1.2.5)."""
    first = content[0] if content else None
    if isinstance(first, Run) and first.text.startswith("\n"):
        return (replace(first, text=first.text[1:]), *content[1:])
    return content


def _without_end(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Nor does the last line's end open another line."""
    last = content[-1] if content else None
    if isinstance(last, Run) and last.text.endswith("\n"):
        return (*content[:-1], replace(last, text=last.text[:-1]))
    return content


def address(target: str) -> str:
    """A link's target as Word can hold it; ``#id`` stays as it is.

    Raises ``SourceError`` for what is no whole address, or none that Word opens:
    one malformed relationship makes the whole file unreadable.
    """
    if target.startswith("#") and len(target) > 1:
        return target
    try:
        parts = urlsplit(target)
        host = parts.hostname
    except ValueError:
        raise _dead(target) from None
    if parts.scheme not in _SCHEMES:
        raise _dead(target)
    if parts.scheme in ("http", "https", "ftp") and not (host and _HOST.fullmatch(host)):
        raise _dead(target)
    whole = quote(target.strip(), safe=_SAFE)
    if len(whole) > _LONGEST:
        raise _dead(target)
    return whole


def _dead(target: str) -> SourceError:
    return SourceError(
        Problem(
            "docx-link-address",
            f"a link to {target[:80]!r} cannot work in a document that is passed on",
            "Give a whole address (https://…, mailto:…) or an id of this article (#…).",
        )
    )


def hidden(element: Element) -> ThemeError:
    """The error for text that a style sheet takes away: no format may lose any."""
    text = " ".join("".join(element.itertext()).split())[:60]
    return ThemeError(
        Problem(
            "docx-text-hidden",
            f"the style sheet hides <{element.tag}> with its text: {text!r}",
            "Take `display: none` out of style.css and docx.css.",
        )
    )
