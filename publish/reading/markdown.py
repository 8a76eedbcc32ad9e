"""Markdown to the vocabulary: CommonMark, tables, notes and boxes, as well-formed XHTML.

markdown-it-py parses; each concern then has a pass of its own over the tokens
(raw HTML, links, pictures, headings, notes), and what is left is rendered.
Every text of the source is in the result, in its order, or a Problem names it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publish.reading import typography
from publish.reading.attributes import enable_attributes, refuse_untaken
from publish.reading.attributions import set_attributions
from publish.reading.autolinks import enable_autolinks
from publish.reading.boxes import (
    ACKNOWLEDGEMENTS,
    enable_boxes,
    name_references,
    refuse_open,
    take_out,
    title_boxes,
)
from publish.reading.breaks import check_breaks, enable_breaks
from publish.reading.citations.syntax import (
    LANGUAGE,
    LIBRARY,
    Citing,
    enable_citations,
    note_citations,
    refuse_citations,
)
from publish.reading.code import markup, read_listings
from publish.reading.definitions import enable_definitions, warn_loose
from publish.reading.figure_groups import group_figures, name_figures
from publish.reading.figures import Figure, Resolve, lift_figures
from publish.reading.findings import Findings
from publish.reading.formulas import (
    EQUATION,
    enable_formulas,
    equation,
    name_equations,
    number_equations,
    refuse_displays,
    refuse_open_formulas,
    set_formulas,
)
from publish.reading.headings import shift_headings
from publish.reading.inclusion import Whole, enable_inclusion, include, refuse_left
from publish.reading.lines import enable_lines
from publish.reading.links import Definitions, check_links
from publish.reading.lists import dress_lists, enable_attribute_lines, mark_tasks
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
from publish.reading.quotation import enable_quotation
from publish.reading.raw_html import refuse_html
from publish.reading.references import (
    Targets,
    check_fragments,
    mark_references,
    picture_ids,
    refuse_references,
    refuse_repeated,
    stated_ids,
)
from publish.reading.spans import dress_spans, enable_short_marks
from publish.reading.stated import StatedText
from publish.reading.table_files import OpenFile, TableFile
from publish.reading.tables import enable_tables, refuse_wide_rows, set_tables
from publish.reading.text import NOT_TEXT, explain
from publish.reading.unsupported import warn_unsupported

DEEPEST = 40
"""Levels of quotes, lists and markup in each other: layout engines recurse over them."""


NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Body:
    """A body, read: XHTML without a root element, its pictures in order, its ids.

    ``ids`` are those that links may lead to: of headings, references, pictures and all
    else that has one. ``notes`` are the notes that were written, ``called`` the labels
    of those that the body calls. ``citing`` has what it cites, and gets what texts
    beside it do.
    """

    html: str
    figures: tuple[Figure, ...] = ()
    ids: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    called: frozenset[str] = frozenset()
    citing: Citing = field(default_factory=Citing)
    acknowledgements: Piece | None = None
    """What a box of that name holds; it is no part of ``html``."""


@dataclass(frozen=True)
class Piece:
    """A text beside the body, read: as XHTML, as plain words, with the labels it calls."""

    html: str = ""
    words: str = ""
    called: frozenset[str] = frozenset()


def no_file(name: str, line: int, column: int) -> TableFile | None:
    """What opens files where there are none."""
    return None


def read_body(
    source: str,
    lang: str,
    resolve: Resolve,
    findings: Findings,
    open_file: OpenFile = no_file,
    citing: Citing | None = None,
    named: Mapping[str, str] = NO_NAMES,
    beside: frozenset[str] = frozenset(),
) -> Body:
    """The body of an article.

    ``source`` is Markdown whose line numbers are those of the file; ``lang``
    chooses the quotation marks; ``resolve`` finds pictures, ``open_file`` tables;
    ``citing`` has the records that can be cited, and gets the citations; ``named`` are
    the ids that the front matter has for pictures, ``beside`` those of what stands in
    the article without standing in its text. What cannot be published is noted as an
    error, and then the result is of no use.
    """
    parser = _parser(lang)
    places = InFile(tuple(source.split("\n")))
    citing = citing or Citing()
    env: dict[str, Any] = {"references": Definitions(), **_known(citing, lang)}
    tokens = title_boxes(_parse(parser, source, env, findings), parser, env, findings)
    tokens = spell_out(tokens, env)
    refuse_wide_rows(env, findings)
    refuse_open(env, findings)
    refuse_open_formulas(env, findings)
    env["references"].warn_unused(findings)
    given = name_references(tokens, findings)
    tokens, tables = set_tables(tokens, parser, env, open_file, findings)
    tokens = set_formulas(_checked(tokens, places, findings), places, findings)
    note_citations(tokens, citing, places, findings)
    refuse_left(env, findings)
    given = name_equations(tokens, places, findings, given | tables)
    given |= _dress(tokens, env, lang, places, findings)
    tokens = check_breaks(set_attributions(tokens), findings)
    tokens, figures = lift_figures(tokens, places, resolve, findings, named)
    tokens, figures = group_figures(tokens, figures, findings)
    given = name_figures(tokens, given, findings)
    tokens, notes = lift_notes(tokens, places, findings)
    number_equations(tokens)
    called = lead_calls(tokens, notes, places, findings)
    given |= read_listings(tokens, findings)
    given |= beside | {id for id, _ in stated_ids(tokens)}
    ids = shift_headings(tokens, findings, given) | refuse_repeated(tokens, findings)
    ids |= picture_ids(tokens, ids)
    mark_references(tokens, places)
    check_fragments(tokens, Targets.of(ids, notes), places, findings)
    refuse_untaken(tokens, places, findings)
    _compose_characters(tokens)
    tokens, boxed = take_out(tokens, ACKNOWLEDGEMENTS, findings)
    html = parser.renderer.render(tokens, parser.options, env)
    thanks = None
    if boxed:
        refuse_too_much(boxed, "the box :::acknowledgements", findings)
        refuse_calls(boxed, "the box :::acknowledgements", places, findings)
        refuse_citations(boxed, "the box :::acknowledgements", places, findings)
        thanks = Piece(
            str(parser.renderer.render(boxed, parser.options, env)).strip(), _words(boxed)
        )
    return Body(html, figures, ids, notes, called, citing, thanks)


def _known(citing: Citing, lang: str) -> dict[str, Any]:
    return {LIBRARY: citing.library, LANGUAGE: lang}


def gather(source: str, file: Path, root: Path, lang: str, findings: Findings) -> Whole:
    """The text of ``file`` with all that it includes from inside of ``root``."""
    return include(source, file, root, lambda: _parser(lang), findings)


def read_line(
    stated: StatedText, lang: str, body: Body, findings: Findings, what: str = "a caption"
) -> Piece:
    """A caption: inline Markdown. ``body`` has what its links and calls may lead to.

    ``what`` is how a line that is something else is spoken of; it may call no note.
    """
    parser = _parser(lang)
    places = AtValue(stated.line, stated.column)
    env = _known(body.citing, lang)
    try:
        tokens = parser.parseInline(stated.text, env)
    except RecursionError:
        findings.error("nesting", "too deeply nested", "Simplify it.", stated.line, stated.column)
        return Piece()
    _refuse_pictures(tokens, what, places, findings)
    tokens = _checked(tokens, places, findings, (stated.line, stated.column))
    refuse_displays(tokens, what, places, findings)
    tokens = set_formulas(tokens, places, findings)
    alone = what != "a caption"
    if alone:
        where = f"{what}, which also stands alone"
        refuse_calls(tokens, where, places, findings)
        refuse_citations(tokens, where, places, findings)
        refuse_references(tokens, where, places, findings)
    if env.get("footnotes", {}).get("list", {}) and any(
        "label" not in child.meta
        for token in tokens
        for child in token.children or ()
        if child.type == CALL
    ):
        fix = "Write [^a] in the caption, and [^a]: … below the text."
        findings.error("footnote-place", "a caption cannot hold a note", fix, *places.of(tokens[0]))
        return Piece()
    dress_spans(tokens, lang, places, findings)
    if not alone:
        note_citations(tokens, body.citing, places, findings)
    called = frozenset() if alone else lead_calls(tokens, body.notes, places, findings)
    mark_references(tokens, places)
    check_fragments(tokens, Targets.of(body.ids, body.notes), places, findings)
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
    env: dict[str, Any] = {"references": Definitions(), **_known(body.citing, lang)}
    tokens = _parse(parser, stated.text.strip(), env, findings)
    _refuse_pictures(tokens, what, places, findings)
    tokens = _checked(tokens, places, findings, (stated.line, stated.column))
    refuse_left(env, findings)
    _dress(tokens, env, lang, places, findings)
    tokens = set_attributions(tokens)
    refuse_open_formulas(env, findings)
    tokens = set_formulas(tokens, places, findings)
    where = f"{what}, which also stands alone"
    refuse_calls(tokens, where, places, findings)
    refuse_citations(tokens, where, places, findings)
    refuse_references(tokens, where, places, findings)
    refuse_too_much(tokens, what, findings, (stated.line, stated.column))
    check_fragments(tokens, Targets.of(body.ids, body.notes), places, findings)
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
    "page_break": "a page break",
    "figure": "a picture",
}


def _dress(
    tokens: list[Token], env: dict[str, Any], lang: str, places: Places, findings: Findings
) -> frozenset[str]:
    """Give lists, spans and what else may have attributes their own; the ids are returned."""
    mark_tasks(tokens)
    warn_loose(tokens, env, places, findings)
    return dress_lists(tokens, lang, places, findings) | dress_spans(tokens, lang, places, findings)


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
    yield block if block.type in ("fence", "code_block", EQUATION) else Token("break", "", 0)


class _Renderer(RendererHTML):
    """markdown-it's renderer, and the element that holds a picture's place."""

    def figure(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A picture's place; composing fills it."""
        return f"\n<figure{self.renderAttrs(tokens[idx])}></figure>\n"

    def formula(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A formula in a line."""
        return str(tokens[idx].meta.get("mathml", ""))

    def equation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A formula on a line of its own."""
        return equation(tokens[idx])

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A note's call; composing gives it its number."""
        return f"<a{self.renderAttrs(tokens[idx])}></a>"

    def plain(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A text that is shown as it is typed."""
        return escapeHtml(tokens[idx].content)

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A listing."""
        return markup(tokens[idx])

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A listing that is indented."""
        return markup(tokens[idx])

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A citation's place; its style fills it."""
        return f"<span{self.renderAttrs(tokens[idx])}></span>"


@cache
def _parser(lang: str) -> MarkdownIt:
    options = {
        "html": True,  # to find raw HTML; none is ever rendered
        "maxNesting": DEEPEST * 2,  # beyond, markdown-it drops text in silence
        "store_labels": True,  # so that links know the definition they use
        "typographer": True,
    }
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.enable(["strikethrough", "smartquotes"])
    typography.install(parser, lang)
    enable_tables(parser)
    enable_boxes(parser)
    enable_lines(parser)
    enable_breaks(parser)
    enable_inclusion(parser)
    enable_definitions(parser)
    enable_notes(parser)
    enable_attributes(parser)
    enable_attribute_lines(parser)
    enable_short_marks(parser)
    enable_autolinks(parser)
    enable_quotation(parser, lang)
    enable_formulas(parser)
    enable_citations(parser)
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
