"""Markdown to the vocabulary: CommonMark, tables, notes and boxes, as well-formed XHTML.

markdown-it-py parses; then each concern has a pass of its own over the tokens (raw HTML, links,
pictures, headings, notes), and the rest is rendered. Every text of the source is in the result, in
its order, or a Problem names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from publish.model.boxes import ACKNOWLEDGEMENTS
from publish.reading.citations.syntax import (
    LANGUAGE,
    LIBRARY,
    Citing,
    note_citations,
    refuse_citations,
)
from publish.reading.cleaning import checked, compose_characters
from publish.reading.dialects.by_hand import note_by_hand
from publish.reading.dialects.foreign_quotes import note_foreign_quotes
from publish.reading.dialects.typed_references import hint_typed_number, hint_typed_references
from publish.reading.elements.boxed import has_charts, set_elements
from publish.reading.figures.blocks import Resolve, lift_figures
from publish.reading.figures.groups import group_figures, name_figures
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import StatedText
from publish.reading.inclusion import Whole, include, refuse_left
from publish.reading.parser import parse, parser_of
from publish.reading.piece import Body, Piece
from publish.reading.positions import AtValue, InFile, Places, offset
from publish.reading.syntax.attributes import refuse_untaken
from publish.reading.syntax.attributions import set_attributions
from publish.reading.syntax.boxes import name_references, refuse_open, take_out, title_boxes
from publish.reading.syntax.breaks import check_breaks
from publish.reading.syntax.code import read_listings, refuse_open_listings
from publish.reading.syntax.definitions import warn_loose
from publish.reading.syntax.footnotes import CALL, lead_calls, lift_notes, refuse_calls, spell_out
from publish.reading.syntax.formulas import (
    EQUATION,
    name_equations,
    number_equations,
    refuse_displays,
    refuse_open_formulas,
    set_formulas,
)
from publish.reading.syntax.headings import alias_headings, shift_headings
from publish.reading.syntax.links import Definitions
from publish.reading.syntax.lists import dress_lists, mark_tasks, refuse_uncountable
from publish.reading.syntax.quotation_marks import hint_straight
from publish.reading.syntax.references import (
    Targets,
    check_fragments,
    mark_references,
    picture_ids,
    refuse_references,
    refuse_repeated,
    stated_ids,
)
from publish.reading.syntax.side_notes import set_side_notes
from publish.reading.syntax.spans import dress_spans
from publish.reading.syntax.typography import hint_hyphens
from publish.reading.tables.build import refuse_wide_rows, set_tables
from publish.reading.tables.csv_files import OpenFile, TableFile

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def no_file(name: str, line: int, column: int) -> TableFile | None:
    """An ``open_file`` for texts without files."""
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

    ``source`` is Markdown whose line numbers are those of the file; ``lang`` chooses the quotation
    marks; ``resolve`` finds pictures, ``open_file`` tables; ``citing`` has the records that can be
    cited, and gets the citations; ``named`` are the front matter's ids of pictures, ``beside``
    those of pictures outside the text. After a noted error the result is of no use.
    """
    parser = parser_of(lang)
    places = InFile(tuple(source.split("\n")))
    citing = citing or Citing()
    env: dict[str, Any] = {"references": Definitions(), **_known(citing, lang)}
    tokens = _parsed(parser, source, env, places, findings)
    given = name_references(tokens, findings)
    tokens, tables = set_tables(tokens, parser, env, open_file, findings)
    tokens = _with_charts(tokens, lang, open_file, findings)
    tokens = checked(tokens, places, findings)
    note_by_hand(tokens, findings)
    note_foreign_quotes(tokens, lang, places, findings)
    tokens = set_formulas(tokens, places, findings)
    note_citations(tokens, citing, places, findings)
    refuse_left(env, findings)
    given = name_equations(tokens, places, findings, given | tables)
    given |= _dress(tokens, env, lang, places, findings)
    tokens = check_breaks(set_attributions(tokens), findings)
    tokens, figures = lift_figures(tokens, places, resolve, findings, named)
    tokens, figures = group_figures(tokens, figures, findings)
    given = name_figures(tokens, given, findings)
    hint_typed_references(tokens, findings)
    tokens, notes = lift_notes(tokens, places, findings)
    number_equations(tokens)
    called = lead_calls(tokens, notes, places, findings)
    refuse_open_listings(tokens, places.lines, findings)
    given |= read_listings(tokens, findings)
    given |= beside | {id for id, _ in stated_ids(tokens)}
    ids = shift_headings(tokens, findings, given) | refuse_repeated(tokens, findings)
    ids |= picture_ids(tokens, ids)
    mark_references(tokens, places)
    aliases = alias_headings(tokens, ids)
    check_fragments(tokens, Targets.of(ids, notes, aliases), places, findings)
    refuse_untaken(tokens, places, findings)
    compose_characters(tokens)
    tokens, boxed = take_out(tokens, ACKNOWLEDGEMENTS, findings)
    html = parser.renderer.render(tokens, parser.options, env)
    thanks = None
    if boxed:
        _refuse_in_acknowledgements(boxed, places, findings)
        thanks = Piece(
            str(parser.renderer.render(boxed, parser.options, env)).strip(), _words(boxed)
        )
    return Body(html, figures, ids, notes, called, citing, aliases, thanks)


def _parsed(
    parser: MarkdownIt, source: str, env: dict[str, Any], places: InFile, findings: Findings
) -> list[Token]:
    """The tokens of a text, with titles of boxes and written-out notes.

    Errors and doubts of the parser itself are noted.
    """
    tokens = title_boxes(parse(parser, source, env, findings), parser, env, findings)
    tokens = set_elements(set_side_notes(spell_out(tokens, env)), findings)
    refuse_wide_rows(env, findings)
    refuse_open(env, findings)
    refuse_open_formulas(env, findings)
    hint_straight(env, places, findings)
    hint_hyphens(env, places, findings)
    env["references"].warn_unused(findings)
    return tokens


def _with_charts(
    tokens: list[Token], lang: str, open_file: OpenFile, findings: Findings
) -> list[Token]:
    if not has_charts(tokens):
        return tokens
    from publish.reading.elements.charts import set_charts

    return set_charts(tokens, lang, open_file, findings)


def _refuse_in_acknowledgements(tokens: list[Token], places: Places, findings: Findings) -> None:
    """Note content that a box of acknowledgements cannot hold: it goes to the article's end."""
    where = "the box :::acknowledgements"
    refuse_too_much(tokens, where, findings)
    refuse_calls(tokens, where, places, findings)
    refuse_citations(tokens, where, places, findings)


def _known(citing: Citing, lang: str) -> dict[str, Any]:
    return {LIBRARY: citing.library, LANGUAGE: lang}


def gather(source: str, file: Path, root: Path, lang: str, findings: Findings) -> Whole:
    """The text of ``file`` with all texts that it includes from inside ``root``."""
    return include(source, file, root, lambda: parser_of(lang), findings)


def read_line(
    stated: StatedText, lang: str, body: Body, findings: Findings, what: str = "a caption"
) -> Piece:
    """A caption: inline Markdown. ``body`` has the targets of its links and calls.

    ``what`` names another kind of line in messages; such a line can call no note.
    """
    parser = parser_of(lang)
    places = AtValue(stated.line, stated.column)
    env = _known(body.citing, lang)
    try:
        tokens = parser.parseInline(stated.text, env)
    except RecursionError:
        findings.error("nesting", "too deeply nested", "Simplify it.", stated.line, stated.column)
        return Piece()
    _refuse_pictures(tokens, what, places, findings)
    tokens = checked(tokens, places, findings, (stated.line, stated.column))
    refuse_displays(tokens, what, places, findings)
    tokens = set_formulas(tokens, places, findings)
    alone = what != "a caption"
    if not alone:
        hint_typed_number(stated.text, findings, stated.line, stated.column)
    called: frozenset[str] = frozenset()
    if alone:
        where = f"{what}, which is also shown without the article"
        called = refuse_calls(tokens, where, places, findings)
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
    if not alone:
        called = lead_calls(tokens, body.notes, places, findings)
    mark_references(tokens, places)
    check_fragments(tokens, Targets.of(body.ids, body.notes, body.aliases), places, findings)
    refuse_untaken(tokens, places, findings)
    compose_characters(tokens)
    html = str(parser.renderer.render(tokens, parser.options, env)).strip()
    return Piece(html, _words(tokens), called)


def read_abstract(
    stated: StatedText, lang: str, body: Body, findings: Findings, what: str = "an abstract"
) -> Piece:
    """An abstract: paragraphs and lists, without headings, pictures and notes of its own.

    ``what`` names another text of that kind in messages.
    """
    parser = parser_of(lang)
    places = AtValue(stated.line, stated.column)
    env: dict[str, Any] = {"references": Definitions(), **_known(body.citing, lang)}
    tokens = parse(parser, stated.text.strip(), env, findings)
    _refuse_pictures(tokens, what, places, findings)
    tokens = checked(tokens, places, findings, (stated.line, stated.column))
    refuse_left(env, findings)
    _dress(tokens, env, lang, places, findings)
    tokens = set_attributions(tokens)
    refuse_open_formulas(env, findings)
    tokens = set_formulas(tokens, places, findings)
    where = f"{what}, which is also shown without the article"
    called = refuse_calls(tokens, where, places, findings)
    refuse_citations(tokens, where, places, findings)
    refuse_references(tokens, where, places, findings)
    refuse_too_much(tokens, what, findings, (stated.line, stated.column))
    check_fragments(tokens, Targets.of(body.ids, body.notes, body.aliases), places, findings)
    refuse_untaken(tokens, places, findings)
    compose_characters(tokens)
    html = str(parser.renderer.render(tokens, parser.options, env)).strip()
    return Piece(html, _words(tokens), called)


def refuse_too_much(
    tokens: Sequence[Token], what: str, findings: Findings, at: tuple[int, int] | None = None
) -> None:
    """Note content that a text beside the body cannot hold, at ``at`` or at its own place."""
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
    """Apply the attributes of lists, spans and other tokens; return the ids."""
    mark_tasks(tokens)
    warn_loose(tokens, env, places, findings)
    ids = dress_lists(tokens, lang, places, findings)
    refuse_uncountable(tokens, findings)
    return ids | dress_spans(tokens, lang, places, findings)


def _refuse_pictures(tokens: list[Token], where: str, places: Places, findings: Findings) -> None:
    for inline in tokens:
        for child in inline.children or ():
            if child.type == "image":
                findings.error(
                    "image-in-caption",
                    f"{where} cannot hold a picture",
                    "Move the picture to the text.",
                    *places.of(inline, offset(child)),
                )


def _words(tokens: list[Token]) -> str:
    """The text of the blocks, on one line."""
    texts = (child.content if child.content else " " for t in tokens for child in _spaced(t))
    return " ".join("".join(texts).split())


def _spaced(block: Token) -> Iterator[Token]:
    """The texts in a block, and the breaks between and after them."""
    for child in block.children or ():
        if child.content or child.type in ("softbreak", "hardbreak"):
            yield child
    yield block if block.type in ("fence", "code_block", EQUATION) else Token("break", "", 0)
