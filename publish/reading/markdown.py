"""Markdown to the vocabulary: CommonMark, tables, notes and boxes, as well-formed XHTML.

markdown-it-py parses; each concern then has a pass of its own over the tokens
(raw HTML, links, pictures, headings, notes), and what is left is rendered.
Every text of the source is in the result, in its order, or a Problem names it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publish.reading import languages
from publish.reading.attributes import enable_attributes, refuse_untaken
from publish.reading.boxes import (
    ACKNOWLEDGEMENTS,
    enable_boxes,
    name_references,
    refuse_open,
    take_out,
    title_boxes,
)
from publish.reading.figures import Figure, Resolve, lift_figures
from publish.reading.findings import Findings
from publish.reading.headings import shift_headings
from publish.reading.links import Definitions, check_fragments, check_links
from publish.reading.notes import (
    CALL,
    Note,
    enable_notes,
    lead_calls,
    lift_notes,
    refuse_calls,
    spell_out,
)
from publish.reading.positions import AtValue, InFile, Places, offset, remember_offsets
from publish.reading.raw_html import refuse_html
from publish.reading.stated import StatedText
from publish.reading.tables import dress_tables, note_wide_rows, refuse_wide_rows
from publish.reading.text import NOT_TEXT, explain
from publish.reading.unsupported import warn_unsupported

DEEPEST = 40
"""Levels of quotes, lists and markup in each other: layout engines recurse over them."""


@dataclass(frozen=True)
class Body:
    """A body, read: XHTML without a root element, its pictures in order, its ids.

    ``ids`` are those of headings and references, ``notes`` the notes that were
    written, ``called`` the labels of those that the body calls.
    """

    html: str
    figures: tuple[Figure, ...] = ()
    ids: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    called: frozenset[str] = frozenset()
    acknowledgements: Piece | None = None
    """What a box of that name holds; it is no part of ``html``."""


@dataclass(frozen=True)
class Piece:
    """A text beside the body, read: as XHTML, as plain words, with the labels it calls."""

    html: str = ""
    words: str = ""
    called: frozenset[str] = frozenset()


def read_body(source: str, lang: str, resolve: Resolve, findings: Findings) -> Body:
    """The body of an article.

    ``source`` is Markdown whose line numbers are those of the file; ``lang``
    chooses the quotation marks; ``resolve`` finds pictures. What cannot be
    published is noted as an error, and then the result is of no use.
    """
    parser = _parser(lang)
    places = InFile(tuple(source.split("\n")))
    env: dict[str, Any] = {"references": Definitions()}
    tokens = title_boxes(_parse(parser, source, env, findings), parser, env, findings)
    tokens = spell_out(tokens, env)
    refuse_wide_rows(env, findings)
    refuse_open(env, findings)
    env["references"].warn_unused(findings)
    given = name_references(tokens, findings)
    tokens = _checked(tokens, places, findings)
    tokens, figures = lift_figures(tokens, places, resolve, findings)
    tokens, notes = lift_notes(tokens, places, findings)
    called = lead_calls(tokens, notes, places, findings)
    ids = shift_headings(tokens, findings, given)
    check_fragments(tokens, ids, places, findings)
    dress_tables(tokens)
    refuse_untaken(tokens, places, findings)
    _compose_characters(tokens)
    tokens, boxed = take_out(tokens, ACKNOWLEDGEMENTS, findings)
    html = parser.renderer.render(tokens, parser.options, env)
    thanks = None
    if boxed:
        refuse_too_much(boxed, "the box :::acknowledgements", findings)
        refuse_calls(boxed, "the box :::acknowledgements", places, findings)
        thanks = Piece(
            str(parser.renderer.render(boxed, parser.options, env)).strip(), _words(boxed)
        )
    return Body(html, figures, ids, notes, called, thanks)


def read_line(
    stated: StatedText, lang: str, body: Body, findings: Findings, what: str = "a caption"
) -> Piece:
    """A caption: inline Markdown. ``body`` has what its links and calls may lead to.

    ``what`` is how a line that is something else is spoken of; it may call no note.
    """
    parser = _parser(lang)
    places = AtValue(stated.line, stated.column)
    env: dict[str, Any] = {}
    try:
        tokens = parser.parseInline(stated.text, env)
    except RecursionError:
        findings.error("nesting", "too deeply nested", "Simplify it.", stated.line, stated.column)
        return Piece()
    _refuse_pictures(tokens, what, places, findings)
    tokens = _checked(tokens, places, findings, (stated.line, stated.column))
    if what != "a caption":
        refuse_calls(tokens, f"{what}, which also stands alone", places, findings)
    if env.get("footnotes", {}).get("list", {}) and any(
        "label" not in child.meta
        for token in tokens
        for child in token.children or ()
        if child.type == CALL
    ):
        fix = "Write [^a] in the caption, and [^a]: … below the text."
        findings.error("footnote-place", "a caption cannot hold a note", fix, *places.of(tokens[0]))
        return Piece()
    alone = what != "a caption"
    called = frozenset() if alone else lead_calls(tokens, body.notes, places, findings)
    check_fragments(tokens, body.ids, places, findings)
    refuse_untaken(tokens, places, findings)
    _compose_characters(tokens)
    html = str(parser.renderer.render(tokens, parser.options, env)).strip()
    return Piece(html, _words(tokens), called)


def read_abstract(
    stated: StatedText, lang: str, body: Body, findings: Findings, what: str = "an abstract"
) -> Piece:
    """An abstract: paragraphs and lists, without headings, pictures and notes of its own.

    ``what`` is how another text of that kind is spoken of.
    """
    parser = _parser(lang)
    places = AtValue(stated.line, stated.column)
    env: dict[str, Any] = {"references": Definitions()}
    tokens = _parse(parser, stated.text.strip(), env, findings)
    _refuse_pictures(tokens, what, places, findings)
    tokens = _checked(tokens, places, findings, (stated.line, stated.column))
    refuse_calls(tokens, f"{what}, which also stands alone", places, findings)
    refuse_too_much(tokens, what, findings, (stated.line, stated.column))
    check_fragments(tokens, body.ids, places, findings)
    refuse_untaken(tokens, places, findings)
    _compose_characters(tokens)
    html = str(parser.renderer.render(tokens, parser.options, env)).strip()
    return Piece(html, _words(tokens))


def refuse_too_much(
    tokens: Sequence[Token], what: str, findings: Findings, at: tuple[int, int] | None = None
) -> None:
    """Note what a text beside the body cannot hold; without ``at``, where it stands itself."""
    for token in tokens:
        if token.type in _TOO_MUCH:
            message = f"{what} cannot hold {_TOO_MUCH[token.type]}"
            place = at or ((token.map[0] + 1, 0) if token.map else (0, 0))
            findings.error("abstract-content", message, "Write paragraphs.", *place)


_TOO_MUCH = {
    "heading_open": "a heading",
    "table_open": "a table",
    "box_open": "a box",
    "footnote_reference_open": "a note",
    "figure": "a picture",
}


def _checked(
    tokens: list[Token],
    places: Places,
    findings: Findings,
    at: tuple[int, int] | None = None,
) -> list[Token]:
    """The tokens without raw HTML, once what cannot be published was noted."""
    _refuse_depth(tokens, findings, at)
    _refuse_characters(tokens, places, findings)
    tokens = refuse_html(tokens, places, findings)
    warn_unsupported(tokens, places, findings)
    check_links(tokens, places, findings)
    return tokens


def _refuse_pictures(tokens: list[Token], where: str, places: Places, findings: Findings) -> None:
    for inline in tokens:
        for child in inline.children or ():
            if child.type == "image":
                findings.error(
                    "image-in-caption",
                    f"{where} cannot hold a picture",
                    "Put the picture into the text.",
                    *places.of(inline, offset(child)),
                )


def _words(tokens: list[Token]) -> str:
    """What the blocks say, on one line."""
    texts = (child.content if child.content else " " for t in tokens for child in _spaced(t))
    return " ".join("".join(texts).split())


def _spaced(block: Token) -> Iterator[Token]:
    """The texts in a block, and the breaks between and behind them."""
    for child in block.children or ():
        if child.content or child.type in ("softbreak", "hardbreak"):
            yield child
    yield block if block.type in ("fence", "code_block") else Token("break", "", 0)


class _Renderer(RendererHTML):
    """markdown-it's renderer, and the element that holds a picture's place."""

    def figure(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A picture's place; composing fills it."""
        return f"\n<figure{self.renderAttrs(tokens[idx])}></figure>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A note's call; composing gives it its number."""
        return f"<a{self.renderAttrs(tokens[idx])}></a>"


@cache
def _parser(lang: str) -> MarkdownIt:
    options = {
        "html": True,  # to find raw HTML; none is ever rendered
        "maxNesting": DEEPEST * 2,  # beyond, markdown-it drops text in silence
        "store_labels": True,  # so that links know the definition they use
        "typographer": True,
        "quotes": list(languages.quotes(lang)),
    }
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough", "smartquotes"])
    note_wide_rows(parser)
    enable_boxes(parser)
    enable_notes(parser)
    enable_attributes(parser)
    parser.add_render_rule(CALL, _Renderer.footnote_ref)  # the plugin has one of its own
    remember_offsets(parser)
    # Addresses are judged with their place in links and figures, not dropped here.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _parse(parser: MarkdownIt, source: str, env: dict[str, Any], findings: Findings) -> list[Token]:
    try:
        return parser.parse(source, env)
    except RecursionError:
        findings.error(
            "nesting",
            "brackets or quotes in the text are too deeply nested",
            f"No text needs more than {DEEPEST} levels; mend it.",
        )
        return []


def _refuse_depth(
    tokens: list[Token], findings: Findings, at: tuple[int, int] | None = None
) -> None:
    for token in tokens:
        deepest = max((child.level for child in token.children or ()), default=0)
        if token.level > DEEPEST or deepest > DEEPEST:
            line, column = at or ((token.map[0] + 1, 0) if token.map else (0, 0))
            findings.error(
                "nesting",
                f"nested more than {DEEPEST} levels deep",
                "Take away some of the > or list marks.",
                line,
                column,
            )
            return


def _refuse_characters(tokens: list[Token], places: Places, findings: Findings) -> None:
    """Entities such as ``&#12;`` can name characters that XML cannot hold.

    Those that stand in the source themselves were noted when it was decoded.
    """
    for block in tokens:
        for token in _descendants(block) if block.type == "inline" else (block,):
            texts = (token.content, unescapeAll(token.info), *map(str, token.attrs.values()))
            for match in (m for text in texts for m in NOT_TEXT.finditer(text)):
                if match.group() not in block.content:
                    findings.error("control-character", *explain(match.group()), *places.of(block))


def _compose_characters(tokens: list[Token]) -> None:
    """Bring texts to Unicode's NFC, each for itself: a mark never joins a tag's bracket."""
    for block in tokens:
        for token in (block, *_descendants(block)):
            token.content = unicodedata.normalize("NFC", token.content)
            if "title" in token.attrs:
                token.attrs["title"] = unicodedata.normalize("NFC", str(token.attrs["title"]))


def _descendants(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _descendants(child)
