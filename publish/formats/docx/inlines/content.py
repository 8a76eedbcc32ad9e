"""The inline content of the markup as runs, links, pictures and bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import groupby
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import CharacterLook
from publish.cascade.nodes import Node, child_nodes, classes
from publish.errors import Problem, ThemeError
from publish.formats.docx.inlines.addresses import address
from publish.formats.docx.inlines.cross_references import Numbers
from publish.formats.docx.inlines.isolates import with_marks
from publish.formats.docx.inlines.white_space import BLANKS, WhiteSpace
from publish.formats.docx.model import roles
from publish.formats.docx.model.direction import directed
from publish.formats.docx.model.inlines import (
    Bookmark,
    CheckBox,
    Formula,
    Inline,
    Link,
    NoteNumber,
    NoteReference,
    PageReference,
    Picture,
    Run,
)
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.xml.mathml import MATH
from publish.languages.bidi import ISOLATES, PDI
from publish.values import dataclass

_BREAKS = {"br": "\n", "wbr": "\u200b"}


@dataclass(frozen=True)
class _Style:
    """The style of inline content: its look, and what it inherits.

    ``parent`` is the look of the element around, whose size superiors keep; ``names`` are
    the meanings of the elements around, outer first.
    """

    look: CharacterLook
    parent: CharacterLook | None
    names: tuple[str, ...]
    lang: str

    def named(self, name: str) -> _Style:
        """The style with one more meaning."""
        return replace(self, names=(*self.names, name))


@dataclass
class Inlines:
    """Builds the content of one paragraph after another.

    ``picture`` sizes an inline picture for the measure; ``lang`` is the document's
    language, which runs do not repeat.
    """

    cascade: Cascade
    book: FontBook
    lang: str
    picture: Callable[[Element, float], Picture]
    numbers: Numbers
    hanging_boxes: set[Element]
    """Gets the check boxes that hang beside their text."""
    measure: float = 0.0
    _space: WhiteSpace = field(default_factory=WhiteSpace)
    _hanging: bool = False

    def of(self, element: Element, nodes: Iterable[Node], lang: str) -> tuple[Inline, ...]:
        """The content that ``nodes``, children of the block ``element``, make."""
        box = self.cascade.box(element)
        self._space = WhiteSpace(box.preserve)
        self._hanging = box.indent.points < 0
        style = _Style(self.cascade.characters(element), None, (), lang)
        content = with_marks(self._content(nodes, style), leftward=style.look.rtl)
        return self._space.trimmed(content)

    def _content(self, nodes: Iterable[Node], style: _Style) -> tuple[Inline, ...]:
        content: list[Inline] = []
        for node in nodes:
            if isinstance(node, str):
                text = self._space.collapsed(node)
                for piece, rtl in directed(text, style.look.rtl):
                    content.append(self._run(piece, style, rtl))
            else:
                content.extend(self._element(node, style))
        return tuple(content)

    def _run(self, text: str, style: _Style, rtl: bool = False) -> Run:
        lang = style.lang if style.lang != self.lang else None
        return Run(text, self.book.format(style.look, style.parent), style.names, lang, rtl)

    def _element(self, element: Element, around: _Style) -> Iterator[Inline]:
        if element.tag not in roles.INLINE_ELEMENTS:
            raise roles.unknown(element, "a line of text")
        if self.cascade.box(element).display == "none":
            raise hidden(element)
        around = replace(around, lang=element.get("lang", around.lang))
        if roles.is_note_mark(element):
            yield self._note_mark(element, around)
        elif roles.CHECKBOX in classes(element):
            yield from self._check_box(element, around)
        else:
            if element.get("id"):
                yield Bookmark(element.get("id", ""))
            handler = _HANDLERS.get(element.tag, Inlines._phrase)
            yield from handler(self, element, around)
            if words := element.get("data-page"):
                yield self._page(element, words, around)

    # -- elements without text ---------------------------------------------------------------

    def _break(self, element: Element, around: _Style) -> Iterator[Inline]:
        self._space.at_space = element.tag == "br"
        yield self._run(_BREAKS[element.tag], around)

    def _picture(self, element: Element, around: _Style) -> Iterator[Inline]:
        self._space.at_space = False
        yield self.picture(element, self.measure)

    def _formula(self, element: Element, around: _Style) -> Iterator[Inline]:
        self._space.at_space = False
        yield Formula(element, self._run("", around), element.get("display") == "block")

    # -- phrases -----------------------------------------------------------------------------

    def _phrase(self, element: Element, around: _Style) -> Iterator[Inline]:
        """An element with text, by the name that Word's character style gets."""
        inner = replace(around, look=self.cascade.characters(element), parent=around.look)
        name = roles.character_style(element)
        changes = name in roles.ALWAYS_NAMED or inner.look != around.look
        if name and name not in around.names and changes:
            inner = inner.named(name)
        if element.get("data-of") or element.get("data-kind"):
            yield from self._number(element, inner)
            return
        content = self._content(child_nodes(element), inner)
        sign = ISOLATES.get(element.get("dir") or ("auto" if element.tag == "bdi" else ""))
        if sign:
            yield self._run(sign, replace(around, parent=None))
        if element.tag == "a" and element.get("href"):
            yield Link(address(element.get("href", "")), content, element.get("title", ""))
        else:
            yield from content
        if sign:
            yield self._run(PDI, replace(around, parent=None))
        if roles.is_entry_number(element):
            # The words of the entry begin where its further lines do.
            yield self._run("\t", inner)
            self._space.at_space = True

    def _page(self, element: Element, words: str, around: _Style) -> Inline:
        """The page that a link leads to, with the words around its number."""
        look = self.cascade.characters(element)
        run = self._run("", replace(around, look=look, parent=around.look))
        before, _, after = words.partition("{page}")
        return PageReference(element.get("href", "")[1:], run, before, after)

    def _check_box(self, element: Element, around: _Style) -> Iterator[Inline]:
        """A task's check box, and a space after it: a tab if it hangs beside its text."""
        sign = "".join(element.itertext()).strip()
        inner = replace(around, look=self.cascade.characters(element), parent=around.look)
        yield CheckBox(self._run(sign, inner), sign != roles.EMPTY_BOX)
        self._space.at_space = True
        if self._hanging:
            self.hanging_boxes.add(element)
        yield self._run("\t" if self._hanging else " ", replace(around, parent=None))

    def _number(self, element: Element, style: _Style) -> tuple[Inline, ...]:
        """A number, or a reference to one, as fields that Word updates."""

        parts = [(BLANKS.sub(" ", part), lang) for part, lang in _languages(element, style.lang)]
        text = "".join(part for part, _ in parts)
        spoken = [lang for part, lang in parts for _ in part]

        def runs(words: str) -> tuple[Run, ...]:
            start = text.find(words)
            langs = spoken[start : start + len(words)] if start >= 0 else [style.lang] * len(words)
            made, at = [], 0
            for lang, letters in groupby(langs):
                piece = words[at : (at := at + sum(1 for _ in letters))]
                rtl = next((way for _, way in directed(piece, style.look.rtl)), False)
                made.append(self._run(piece, replace(style, lang=lang), rtl))
            return tuple(made) or (self._run("", style),)

        self._space.at_space = False
        if element.tag == "a":
            return self.numbers.reference(element, text, runs)
        return self.numbers.number(element, text, runs)

    def _note_mark(self, element: Element, around: _Style) -> Inline:
        """A reference to a note, or the number of one, with the text that Word will show."""
        self._space.at_space = False
        inner = replace(around, look=self.cascade.characters(element), parent=around.look)
        text = "".join(element.itertext()).strip()
        run = self._run(text, inner.named(roles.NOTE_REFERENCE))
        if element.get("role") == roles.BACK:
            return NoteNumber(run)
        return NoteReference(element.get("href", "").removeprefix("#"), run, element.get("id", ""))


_HANDLERS: Mapping[str, Callable[[Inlines, Element, _Style], Iterator[Inline]]] = {
    **dict.fromkeys(_BREAKS, Inlines._break),
    "img": Inlines._picture,
    MATH: Inlines._formula,
}
"""Elements without text; all others are phrases."""


def _languages(element: Element, lang: str) -> Iterator[tuple[str, str]]:
    """The texts in ``element``, each with its language; ``lang`` is that around it."""
    lang = element.get("lang", lang)
    for node in child_nodes(element):
        if isinstance(node, str):
            yield node, lang
        else:
            yield from _languages(node, lang)


def hidden(element: Element) -> ThemeError:
    """The error for text that a stylesheet hides: no format may lose any."""
    text = roles.excerpt(element)
    return ThemeError(
        Problem(
            "docx-text-hidden",
            f"the stylesheet hides <{element.tag}> with its text: {text!r}",
            "Remove `display: none` from style.css and docx.css.",
            about=text,
        )
    )
