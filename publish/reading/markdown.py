"""Markdown to the vocabulary: CommonMark, tables and strikethrough, as well-formed XHTML.

markdown-it-py parses; each concern then has a pass of its own over the tokens
(raw HTML, links, pictures, headings, tables), and what is left is rendered.
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
from publish.reading.figures import Figure, Resolve, lift_figures
from publish.reading.findings import Findings
from publish.reading.headings import shift_headings
from publish.reading.links import Definitions, check_fragments, check_links
from publish.reading.positions import AtValue, InFile, Places, offset, remember_offsets
from publish.reading.raw_html import refuse_html
from publish.reading.schema import StatedText
from publish.reading.tables import dress_tables, note_wide_rows, refuse_wide_rows
from publish.reading.text import NOT_TEXT, explain
from publish.reading.unsupported import warn_unsupported

DEEPEST = 40
"""Levels of quotes, lists and markup in each other: layout engines recurse over them."""


@dataclass(frozen=True)
class Body:
    """A body, read: XHTML without a root element, its pictures in order, its headings' ids."""

    html: str
    figures: tuple[Figure, ...] = ()
    ids: frozenset[str] = frozenset()


def read_body(source: str, lang: str, resolve: Resolve, findings: Findings) -> Body:
    """The body of an article.

    ``source`` is Markdown whose line numbers are those of the file; ``lang``
    chooses the quotation marks; ``resolve`` finds pictures. What cannot be
    published is noted as an error, and then the result is of no use.
    """
    parser = _parser(lang)
    places = InFile(tuple(source.split("\n")))
    env: dict[str, Any] = {"references": Definitions()}
    tokens = _parse(parser, source, env, findings)
    refuse_wide_rows(env, findings)
    env["references"].warn_unused(findings)
    _refuse_depth(tokens, findings)
    _refuse_characters(tokens, places, findings)
    tokens = refuse_html(tokens, places, findings)
    warn_unsupported(tokens, places, findings)
    check_links(tokens, places, findings)
    tokens, figures = lift_figures(tokens, places, resolve, findings)
    ids = shift_headings(tokens, findings)
    check_fragments(tokens, ids, places, findings)
    dress_tables(tokens)
    _compose_characters(tokens)
    return Body(parser.renderer.render(tokens, parser.options, env), figures, ids)


def read_line(stated: StatedText, lang: str, ids: frozenset[str], findings: Findings) -> str:
    """A caption: inline Markdown as inline XHTML. ``ids`` are where its links may lead."""
    parser = _parser(lang)
    places = AtValue(stated.line, stated.column)
    try:
        tokens = parser.parseInline(stated.text, {})
    except RecursionError:
        findings.error("nesting", "too deeply nested", "Simplify it.", stated.line, stated.column)
        return ""
    _refuse_depth(tokens, findings, (stated.line, stated.column))
    _refuse_characters(tokens, places, findings)
    tokens = refuse_html(tokens, places, findings)
    warn_unsupported(tokens, places, findings)
    for inline in tokens:
        for child in inline.children or ():
            if child.type == "image":
                findings.error(
                    "image-in-caption",
                    "a caption cannot hold a picture",
                    "Put the picture into the text.",
                    *places.of(inline, offset(child)),
                )
    check_links(tokens, places, findings)
    check_fragments(tokens, ids, places, findings)
    _compose_characters(tokens)
    return str(parser.renderer.render(tokens, parser.options, {})).strip()


class _Renderer(RendererHTML):
    """markdown-it's renderer, and the element that holds a picture's place."""

    def figure(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A picture's place; composing fills it."""
        return f"\n<figure{self.renderAttrs(tokens[idx])}></figure>\n"


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
