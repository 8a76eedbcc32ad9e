"""Formulas: ``$…$`` in a line, ``$$…$$`` on lines of their own, numbered with ``{#eq-name}``.

Money is no formula. The opening ``$`` has no space after it and no letter or digit before it; the
next ``$`` closes it, if it has no space before it and no digit after it; and the text between the
two is no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publish.formulas import FormulaError, markup
from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.reading.slugs import is_free
from publish.reading.syntax import attributes

FORMULA, DISPLAY, EQUATION = "formula", "display", "equation"
"""Tokens: a formula in a line; one on a line of its own, while it is in a paragraph, and after."""

_INLINE = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])++)(?<!\s)\$(?![0-9$])", re.DOTALL)
_DISPLAY = re.compile(r"\$\$(?!\$)((?:\\.|[^\\$])++)\$\$(?!\$)", re.DOTALL)
_BEHIND = re.compile(r"[ \t]*(\{[^{}\n]*\})")
_CLOSED = re.compile(r"((?:\\.|[^\\$])*+)\$\$(?!\$)(.*)", re.DOTALL)
_SPLIT = re.compile(r"\]\((?:[a-z]+:|[/#.<])", re.IGNORECASE)
"""The middle of a link: the two signs are in different parts of the text."""
_WORD = re.compile(r"(?<![\\A-Za-z{^_])[A-Za-z]{2,}(?![A-Za-z({\\_^])")
_AMOUNT = re.compile(r"[0-9][0-9.,]*")
_AMOUNTS = re.compile(r"[0-9][0-9.,]*(?:[\s/–—-]+[0-9.,]*)+|[0-9]+,")
"""Only figures and separators: prices side by side."""
_LIKELY = re.compile(
    r"\$[^$\n]{0,200}?(?:\\[A-Za-z]|[_^{}])[^$\n]{0,200}\$|(?<!^)\$\$", re.MULTILINE
)
_PREFIX = "eq-"


# -- parsing --------------------------------------------------------------------------------


def enable_formulas(parser: MarkdownIt) -> None:
    """Teach the parser formulas."""
    parser.inline.ruler.after("escape", FORMULA, _inline)
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", EQUATION, _block, {"alt": ends})


def is_prose(content: str) -> bool:
    """Whether the text between two ``$`` is prose: an amount and words, or several words."""
    if _SPLIT.search(content):
        return True
    plain = re.sub(r"\\[A-Za-z]+\s*(?:\{[^{}]*\})?", " ", content)
    words = _WORD.findall(plain)
    if _AMOUNTS.fullmatch(content):
        return True
    amount = _AMOUNT.match(content)
    if amount and words:
        return True
    return "\\" not in content and len(words) > 1


def _inline(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    before = src[start - 1] if start else " "
    if src.startswith("$$", start):
        match = _DISPLAY.match(src, start, state.posMax)
        if match is None or not match[1].strip():
            return False
        return _push(state, silent, DISPLAY, match)
    match = _INLINE.match(src, start, state.posMax)
    if match is None or before.isalnum() or before == "$" or is_prose(match[1]):
        return False
    return _push(state, silent, FORMULA, match)


def _push(state: StateInline, silent: bool, kind: str, match: re.Match[str]) -> bool:
    end = match.end()
    found = None
    if kind == DISPLAY and (behind := _BEHIND.match(state.src, end, state.posMax)):
        found = attributes.parse(behind[1])
        end = behind.end() if found else end
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = match[1]
        token.meta["offset"] = match.start(1)
        if found:
            attributes.keep(token, found)
    state.pos = end
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not re.match(r"\$\$(?!\$)", state.src[first : first + 3]):
        return False
    lines = [state.src[first + 2 : state.eMarks[start]]]
    line = start
    while (closed := _CLOSED.fullmatch(lines[-1])) is None:
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            state.env.setdefault(_OPEN, set()).add(start + 1)
            return False
        lines.append(state.getLines(line, line + 1, state.blkIndent, False))
    behind = closed[2].strip()
    found = attributes.parse(behind) if behind else attributes.NONE
    if found is None:
        # Words follow: it is in a paragraph.
        return False
    if not silent:
        token = state.push(EQUATION, "div", 0)
        token.content = "\n".join((*lines[:-1], closed[1]))
        token.map, token.block = [start, line + 1], True
        attributes.keep(token, found)
    state.line = line + 1
    return True


_OPEN = "open formulas"


# -- passes ---------------------------------------------------------------------------------


def refuse_open_formulas(env: dict[str, object], findings: Findings) -> None:
    """Report each ``$$`` that begins a line and is never closed as an error."""
    lines = env.get(_OPEN)
    for line in sorted(lines) if isinstance(lines, set) else ():
        fix = "Close it with $$ before the next empty line; write \\$\\$ for the signs."
        findings.error("formula-open", "the formula that begins here is never closed", fix, line)


def set_formulas(tokens: Iterable[Token], places: Places, findings: Findings) -> list[Token]:
    """The tokens with every formula in MathML, and displayed formulas outside paragraphs."""
    out: list[Token] = []
    for token in tokens:
        if token.type == EQUATION:
            _convert(token, Token("inline", "", 0, content=token.content, map=token.map), 0,
                     places, findings)  # fmt: skip
        for child in _formulas(token):
            _convert(child, token, offset(child) or 0, places, findings)
        _note_leftovers(token, places, findings)
        if token.type == "inline" and any(c.type == DISPLAY for c in token.children or ()):
            _lift(token, out, places, findings)
        elif token.type == "paragraph_close" and out and out[-1].type == EQUATION:
            pass  # The paragraph ends with the formula.
        else:
            out.append(token)
    _continue(out)
    return out


def name_equations(
    tokens: Iterable[Token], places: Places, findings: Findings, taken: frozenset[str]
) -> frozenset[str]:
    """Give formulas the ids after them; return all ids, with those ``taken``."""
    ids = set(taken)
    for token in tokens:
        if token.type != EQUATION:
            continue
        place = places.of(token)
        stated = attributes.take(token, "a formula", findings, place, id=True)
        if stated.id is None:
            continue
        if stated.id in ids or not (stated.id.startswith(_PREFIX) or is_free(stated.id)):
            message = f"the id #{stated.id} is already taken"
            fix = f"Choose another, such as {{#{_PREFIX}{stated.id.removeprefix(_PREFIX)}-2}}."
            findings.error("formula-id", message, fix, *place)
        ids.add(stated.id)
        token.attrs["id"] = stated.id
    return frozenset(ids)


def number_equations(tokens: Iterable[Token]) -> None:
    """Number the formulas that have an id, in their order."""
    named = (token for token in tokens if token.type == EQUATION and "id" in token.attrs)
    for number, token in enumerate(named, 1):
        token.meta["number"] = number


def refuse_displays(
    tokens: Iterable[Token], where: str, places: Places, findings: Findings
) -> None:
    """Note displayed formulas as errors: ``where`` allows none."""
    for token in tokens:
        for child in token.children or ():
            if child.type == DISPLAY:
                _misplaced(where, findings, places.of(token, offset(child)))


def equation(token: Token) -> str:
    """A displayed formula as XHTML."""
    id, number = token.attrs.get("id"), token.meta.get("number")
    named = f' id="{escape(str(id))}"' if id else ""
    shown = f'<span class="equation-number">({number})</span>' if number else ""
    return f'<div class="equation"{named}>{token.meta.get("mathml", "")}{shown}</div>\n'


def _formulas(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        if child.type in (FORMULA, DISPLAY):
            yield child
        elif child.type != "image":
            yield from _formulas(child)


def _convert(token: Token, block: Token, start: int, places: Places, findings: Findings) -> None:
    """Keep a formula's MathML with its token, and its LaTeX without the space around it."""
    latex = token.content.strip()
    before = len(token.content) - len(token.content.lstrip())
    token.content = latex
    try:
        token.meta["mathml"] = markup(latex, display=token.type != FORMULA)
    except FormulaError as error:
        place = places.of(block, start + before + error.offset)
        findings.error("formula", f"in a formula: {error.message}", error.fix, *place)


def _lift(inline: Token, out: list[Token], places: Places, findings: Findings) -> None:
    """Split a paragraph at the displayed formulas in it."""
    opening = out[-1] if out else inline
    if opening.type != "paragraph_open" or opening.attrs:
        where = _PLACES.get(opening.type, "here")
        refuse_displays([inline], where, places, findings)
        out.append(inline)
        return
    depth = 0
    rest: list[Token] = []
    for child in inline.children or ():
        depth += child.nesting
        if child.type != DISPLAY or depth:
            if child.type == DISPLAY:
                _misplaced("marked text or a link", findings, places.of(inline, offset(child)))
            rest.append(child)
            continue
        _end_paragraph(rest, inline, opening, out)
        child.type, child.tag, child.block, child.map = EQUATION, "div", True, inline.map
        out.append(child)
        rest = []
        opening = Token("paragraph_open", "p", 1, map=inline.map, level=opening.level,
                        block=True, hidden=opening.hidden)  # fmt: skip
        out.append(opening)
    _trim(rest)
    if rest:
        out.append(_inline_of(rest, inline))
    else:
        out.pop()


def _end_paragraph(rest: list[Token], inline: Token, opening: Token, out: list[Token]) -> None:
    _trim(rest)
    if not rest:
        out.pop()
        return
    out.append(_inline_of(rest, inline))
    out.append(
        Token("paragraph_close", "p", -1, level=opening.level, block=True, hidden=opening.hidden)
    )


def _inline_of(children: list[Token], inline: Token) -> Token:
    part = Token("inline", "", 0, children=children, map=inline.map, level=inline.level, block=True)
    part.content = inline.content
    return part


def _trim(children: list[Token]) -> None:
    """Remove spaces and line breaks at the beginning and end of a paragraph."""
    while children and (children[0].type == "softbreak" or children[0].content.isspace()):
        children.pop(0)
    while children and (children[-1].type == "softbreak" or children[-1].content.isspace()):
        children.pop()
    if children and children[0].type == "text":
        children[0].content = children[0].content.lstrip()
    if children and children[-1].type == "text":
        children[-1].content = children[-1].content.rstrip()


def _continue(tokens: list[Token]) -> None:
    """Mark a paragraph right after a formula as a continuation."""
    for before, token in pairwise(tokens):
        if before.type != EQUATION or token.type != "paragraph_open" or token.hidden:
            continue
        if before.map and token.map and token.map[0] <= before.map[1]:
            token.attrs.setdefault("class", "continued")


def _note_leftovers(token: Token, places: Places, findings: Findings) -> None:
    """Note text that looks like a formula, but is shown as typed."""
    shown = "".join(c.content if c.type == "text" else "\n" for c in token.children or ())
    for match in _LIKELY.finditer(shown):
        at = token.content.find(match.group())
        findings.warn(
            "formula-mark",
            f"`{match.group()}` looks like a formula, but is shown as typed",
            "The first $ has no letter or digit before it and no space behind it, the last no "
            "space before it and no digit after it; write \\$ for the sign.",
            *places.of(token, at if at >= 0 else None),
        )


_PLACES = {
    "heading_open": "a heading",
    "th_open": "a table's cell",
    "td_open": "a table's cell",
    "dt_open": "a term",
}


def _misplaced(where: str, findings: Findings, place: tuple[int, int]) -> None:
    message = f"a formula between $$ has no line of its own in {where}"
    findings.error("formula-place", message, "Write it between single $.", *place)
