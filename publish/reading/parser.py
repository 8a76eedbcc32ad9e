"""The parser: CommonMark by markdown-it-py, and the project's additions as one list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publish.reading.citations.syntax import (
    enable_citations,
)
from publish.reading.elements.recommendations import enable_recommendations
from publish.reading.findings import Findings
from publish.reading.inclusion import enable_inclusion
from publish.reading.positions import remember_offsets
from publish.reading.syntax import typography
from publish.reading.syntax.attributes import enable_attributes
from publish.reading.syntax.autolinks import enable_autolinks
from publish.reading.syntax.boxes import enable_boxes
from publish.reading.syntax.breaks import enable_breaks
from publish.reading.syntax.code import markup
from publish.reading.syntax.definitions import enable_definitions
from publish.reading.syntax.footnotes import CALL, enable_notes
from publish.reading.syntax.formulas import enable_formulas, equation
from publish.reading.syntax.lines import enable_lines
from publish.reading.syntax.lists import enable_attribute_lines
from publish.reading.syntax.open_brackets import enable_bracket_limit, refuse_open_brackets
from publish.reading.syntax.quotation_marks import enable_quotation
from publish.reading.syntax.spans import enable_short_marks
from publish.reading.tables.build import enable_tables

DEEPEST = 40
"""Levels of nested quotes, lists and markup: layout engines recurse over them."""


class Renderer(RendererHTML):
    """markdown-it's renderer, with an element for the place of a picture."""

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
        """A note's call; composing sets its number."""
        return f"<a{self.renderAttrs(tokens[idx])}></a>"

    def plain(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A text that is shown as typed."""
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
def parser_of(lang: str) -> MarkdownIt:
    """The parser of texts in a language, with all additions to CommonMark."""
    options = {
        "html": True,  # It finds raw HTML; none is ever rendered.
        "maxNesting": DEEPEST * 2,  # Beyond this, markdown-it drops text in silence.
        "store_labels": True,  # With it, links know the definition that they use.
        "typographer": True,
    }
    parser = MarkdownIt("commonmark", options, renderer_cls=Renderer)
    parser.enable(["strikethrough", "smartquotes"])
    typography.install(parser, lang)
    enable_tables(parser)
    enable_boxes(parser)
    enable_recommendations(parser)
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
    enable_bracket_limit(parser)
    parser.add_render_rule(CALL, Renderer.footnote_ref)  # The plugin has a rule of its own.
    remember_offsets(parser)
    # Passes check addresses with their place in links and figures; they are not dropped here.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def parse(parser: MarkdownIt, source: str, env: dict[str, Any], findings: Findings) -> list[Token]:
    """The tokens of ``source``; none, and a noted error, where it nests too deeply."""
    try:
        tokens = parser.parse(source, env)
        refuse_open_brackets(env, findings)
        return tokens
    except RecursionError:
        findings.error(
            "nesting",
            "brackets or quotes in the text are too deeply nested",
            f"No text needs more than {DEEPEST} levels; simplify it.",
        )
        return []
