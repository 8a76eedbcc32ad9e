"""Boxes, ``:::note`` to ``:::``; in a source, the list of references is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from publish.model.boxes import BOXES, LINES, REFERENCES
from publish.reading.findings import Findings
from publish.reading.slugs import is_free
from publish.reading.syntax import attributes
from publish.reading.syntax.headings import TOP
from publish.reading.syntax.lines import tokenize_lines

_OPEN = re.compile(r":{3,}[ \t]*([a-z][a-z-]*)(?:[ \t]+(\S.*?))?[ \t:]*", re.IGNORECASE)
_CLOSE = re.compile(r":{3,}[ \t]*")
_CODE = re.compile(r"`{3,}|~{3,}")
_ID = re.compile(r"[ \t]*\{#([A-Za-z][\w.:-]*)\}[ \t]*$")
_UNCLOSED = "unclosed boxes"


def enable_boxes(parser: MarkdownIt) -> None:
    """Teach the parser boxes. A box in another needs longer marks around it.

    A box's name is its token's ``meta["box"]``, the text after the name its ``info``. Its
    ``{attributes}`` stay with the token (``attributes.take``).
    """
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "box", _box, {"alt": ends})


def refuse_open(env: dict[str, Any], findings: Findings) -> None:
    """Report boxes that are never closed as errors: all that follows would be in them."""
    for line, name in env.get(_UNCLOSED, ()):
        message = f"the box :::{name} that begins here is never closed"
        findings.error("box-open", message, "Put a line with nothing but ::: after it.", line)


def title_boxes(
    tokens: Sequence[Token], parser: MarkdownIt, env: dict[str, Any], findings: Findings
) -> list[Token]:
    """The tokens with the titles of boxes; a heading right above references is their title."""
    top = min((int(t.tag[1]) for t in tokens if t.type == "heading_open"), default=TOP)
    out: list[Token] = []
    for token in tokens:
        if token.type != "box_open":
            out.append(token)
            continue
        name, title = str(token.meta["box"]), token.info
        heading = _heading_before(out) if name == REFERENCES and not title else []
        out.append(token)
        if heading:
            del out[-len(heading) - 1 : -1]
            out += heading
        elif title and name == REFERENCES:
            out += _block("heading", f"h{top}", title, token, parser, env)
        elif title and BOXES[name].framed:
            out += _block("paragraph", "p", title, token, parser, env, "note-title")
        elif title and not BOXES[name].argued:
            line = token.map[0] + 1 if token.map else 0
            fix = "Move its words to the next line."
            findings.error("box-title", f"the box :::{name} has no title", fix, line)
    return out


def take_out(
    tokens: Sequence[Token], name: str, findings: Findings
) -> tuple[list[Token], list[Token]]:
    """The tokens without the one box of that ``name``, and the tokens in it."""
    rest: list[Token] = []
    inside: list[Token] = []
    depth, found = 0, 0
    for token in tokens:
        opens = token.type == "box_open" and token.meta["box"] == name
        if opens and not depth:
            found += 1
            depth = 1
            if found > 1:
                line = token.map[0] + 1 if token.map else 0
                message, fix = f"a second box :::{name}", "Move all of it to one box."
                findings.error("box-twice", message, fix, line)
        elif depth:
            depth += token.nesting if token.type in ("box_open", "box_close") else 0
            if depth:
                inside.append(token)
        else:
            rest.append(token)
    return rest, inside


def name_references(tokens: Sequence[Token], findings: Findings) -> frozenset[str]:
    """Give entries of references the ids ``{#id}`` at their ends; return the ids."""
    taken: set[str] = set()
    for token, owner in _entries(tokens):
        last = (token.children or [token])[-1]
        match = _ID.search(last.content) if last.type == "text" else None
        if match is None:
            continue
        last.content = last.content[: match.start()]
        id, line = match[1], token.map[0] + 1 if token.map else 0
        if id in taken:
            message, fix = f"two entries have the id #{id}", "Give one of them another id."
            findings.error("reference-id", message, fix, line)
            continue
        if not is_free(id):
            message, fix = f"the id #{id} is already taken", f"Write {{#ref-{id}}}."
            findings.error("reference-id", message, fix, line)
        taken.add(id)
        owner.attrs["id"] = id
    return frozenset(taken)


def _entries(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """The text of every entry of references, and the token that gets its id."""
    inside = False
    items: list[Token] = []
    for n, token in enumerate(tokens):
        if token.type in ("box_open", "box_close") and token.tag == "section":
            inside = token.nesting == 1
        elif token.type == "list_item_open":
            items.append(token)
        elif token.type == "list_item_close":
            items.pop()
        elif inside and token.type == "inline" and tokens[n - 1].type == "paragraph_open":
            yield token, items[-1] if items else tokens[n - 1]


def _heading_before(out: Sequence[Token]) -> list[Token]:
    ends = len(out) > 2 and out[-1].type == "heading_close"
    return list(out[-3:]) if ends and out[-3].type == "heading_open" else []


def _block(
    kind: str,
    tag: str,
    text: str,
    box: Token,
    parser: MarkdownIt,
    env: dict[str, Any],
    name: str = "",
) -> list[Token]:
    (inline,) = parser.parseInline(text, env)
    inline.map, inline.level, inline.block = box.map, box.level + 2, True
    level = box.level + 1
    begin = Token(f"{kind}_open", tag, 1, map=box.map, level=level, block=True)
    if name:
        begin.attrs["class"] = name
    return [begin, inline, Token(f"{kind}_close", tag, -1, level=level, block=True)]


# -- parsing --------------------------------------------------------------------------------


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = None if state.is_code_block(start) else _OPEN.fullmatch(_text(state, start))
    if opening is None or opening[1].lower() not in BOXES:
        return False
    if silent:
        return True
    name = opening[1].lower()
    last = _last(state, start, end)
    if last is None:
        state.env.setdefault(_UNCLOSED, []).append((start + 1, name))
    inner = end if last is None else last
    outer, lines = state.parentType, state.lineMax
    # No lazy line continues past the mark.
    state.parentType, state.lineMax = "box", inner
    box = BOXES[name]
    begin = state.push("box_open", box.tag, 1)
    begin.attrs = {"class": box.classes}
    begin.meta["box"] = name
    if box.role:
        begin.attrs["role"] = box.role
    begin.info, found = attributes.split(opening[2] or "")
    attributes.keep(begin, found)
    begin.map, begin.block = [start, inner], True
    if name == LINES:
        tokenize_lines(state, start + 1, inner)
    else:
        state.md.block.tokenize(state, start + 1, inner)
    close = state.push("box_close", begin.tag, -1)
    close.block = True
    close.meta["box"] = name
    state.parentType, state.lineMax = outer, lines
    state.line = inner + (last is not None)
    return True


def _last(state: StateBlock, start: int, end: int) -> int | None:
    """The line that closes the box from line ``start``."""
    depth, code = 1, ""
    for line in range(start + 1, end):
        text = _text(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return None
        fence = _CODE.match(text)
        if fence and (not code or text.startswith(code)):
            code = "" if code else fence[0]
        elif code:
            continue
        elif _CLOSE.fullmatch(text):
            depth -= 1
            if not depth:
                return line
        elif (inner := _OPEN.fullmatch(text)) and inner[1].lower() in BOXES:
            depth += 1
    return None


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def boxes_named() -> str:
    """The names of all boxes, for messages."""
    return ", ".join(f":::{name}" for name in BOXES)
