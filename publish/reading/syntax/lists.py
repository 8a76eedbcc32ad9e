"""Lists and quotations: the ``{…}`` on the line before, numbering, tasks.

CommonMark counts only in decimals. ``{type=a}`` on the line before a list makes it count in letters
or Roman numerals, from its first number as always. ``- [ ]`` and ``- [x]`` are tasks (GFM §5.3):
their boxes are text, so that every reader sees what is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.model.boxes import BOXES
from publish.reading.findings import Findings
from publish.reading.positions import Places
from publish.reading.syntax import attributes
from publish.reading.syntax.places import stays
from publish.reading.syntax.spans import set_language

TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
"""Types of numbering: HTML's ``type``, and a class for stylesheets, in which ``[type=a]`` also
matches ``[type=A]``."""
OPEN, DONE = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}"

_COUNTED = {"a": "letters", "A": "letters", "i": "Roman numerals", "I": "Roman numerals"}
_MOST = {"1": 32_767, "a": 780, "A": 780, "i": 3_999, "I": 3_999}
"""The largest number of a list: in figures Word's own, in letters its zz…z of 30 letters."""
_BLOCKS = {
    "ordered_list_open": "a list",
    "bullet_list_open": "a list",
    "blockquote_open": "a quotation",
    "dl_open": "a definition list",
    "paragraph_open": "a paragraph",
}
_BOXES = frozenset(box.name for box in BOXES.values() if box.framed or box.plain)
"""Boxes of text alone; other boxes handle their attributes themselves."""
_MARK = "attributes_line"
_TASK = re.compile(r"\[(?P<done>[ xX])\](?=\s)")
_LISTS = ("ordered_list_open", "bullet_list_open")


def enable_attribute_lines(parser: MarkdownIt) -> None:
    """Teach the parser ``{…}`` on a line of its own, right before a block."""
    parser.block.ruler.before("table", _MARK, _attribute_line)
    parser.core.ruler.after("block", _MARK, _hand_over)


def dress_lists(
    tokens: Iterable[Token], lang: str, places: Places, findings: Findings
) -> frozenset[str]:
    """Apply the attributes of lists, quotations and paragraphs; return the ids."""
    ids: set[str] = set()
    for token in tokens:
        what = "a box" if token.meta.get("box") in _BOXES else _BLOCKS.get(token.type)
        if what is None or not attributes.of(token):
            continue
        place = (token.map[0] + 1 if token.map else 0, 0)
        counted = token.type == "ordered_list_open"
        boxed = token.type == "box_open"
        keys = ("lang", "dir", *(["type"] if counted else ()), *(["place"] if boxed else ()))
        stated = attributes.take(token, what, findings, place, id=True, values=keys)
        if stated.id:
            token.attrs["id"] = stated.id
            ids.add(stated.id)
        if "type" in stated.values:
            _set_type(token, stated.values["type"], place, findings)
        if kept := stays(stated.values.get("place"), findings, place):
            token.attrs["class"] = " ".join((str(token.attrs["class"]), *kept))
        set_language(token, stated.values, lang, place, findings)
    return frozenset(ids)


def refuse_uncountable(tokens: Iterable[Token], findings: Findings) -> None:
    """Note lists with numbers that Word, or the way they count in, does not have."""
    lists: list[tuple[Token, int]] = []
    for token in tokens:
        if token.type in _LISTS:
            lists.append((token, 0))
        elif token.type == "list_item_open":
            lists[-1] = (lists[-1][0], lists[-1][1] + 1)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            opened, items = lists.pop()
            if opened.type == "ordered_list_open":
                _refuse_uncountable(opened, items, findings)


def _refuse_uncountable(token: Token, items: int, findings: Findings) -> None:
    first, type = int(token.attrs.get("start", 1)), str(token.attrs.get("type", "1"))
    last, most = first + items - 1, _MOST[type]
    if last > most:
        mark = token.markup or "."
        message = (
            f"this list counts to {last}; {most} is the most in {_COUNTED.get(type, 'figures')}"
        )
        fix = f"Begin with a smaller number; or, if it is no list, write {first}\\{mark}"
        place = (token.map[0] + 1 if token.map else 0, 0)
        findings.error("list-number", message, fix, *place)


def mark_tasks(tokens: list[Token]) -> None:
    """Make boxes of ``[ ]`` and ``[x]`` at the beginning of items."""
    lists: list[Token] = []
    for n, token in enumerate(tokens):
        if token.type in _LISTS:
            lists.append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and n + 2 < len(tokens):
            paragraph, inline = tokens[n + 1 : n + 3]
            if paragraph.type == "paragraph_open" and _mark_task(token, inline):
                lists[-1].attrs["class"] = _with(lists[-1], "tasks")


def _mark_task(item: Token, inline: Token) -> bool:
    first = next(iter(inline.children or ()), None)
    mark = _TASK.match(first.content) if first and first.type == "text" else None
    if first is None or mark is None or inline.children is None:
        return False
    done = mark["done"] != " "
    item.attrs["class"] = "task done" if done else "task"
    first.content = first.content[mark.end() :]
    box = Token("task_open", "span", 1, attrs={"class": "checkbox"})
    text = Token("text", "", 0, content=DONE if done else OPEN)
    inline.children[:0] = [box, text, Token("task_close", "span", -1)]
    return True


def _with(token: Token, name: str) -> str:
    names = str(token.attrs.get("class", "")).split()
    return " ".join(names if name in names else [*names, name])


def _set_type(token: Token, type: str, place: tuple[int, int], findings: Findings) -> None:
    if type not in TYPES:
        message = f"a list cannot count by type={type}"
        findings.error("list-type", message, f"Write one of {', '.join(TYPES)}.", *place)
    elif type != "1":
        token.attrs["type"] = type
        token.attrs["class"] = _with(token, TYPES[type])


# -- parsing --------------------------------------------------------------------------------


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.is_code_block(start) or start + 1 >= end or state.isEmpty(start + 1):
        return False
    if state.sCount[start + 1] < state.blkIndent:
        return False
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    found = attributes.parse(text) if text.startswith("{") else None
    if found is None:
        return False
    token = state.push(_MARK, "", 0)
    token.map, token.hidden = [start, start + 1], True
    attributes.keep(token, found)
    state.line = start + 1
    return True


def _hand_over(state: StateCore) -> None:
    """Give a block the attributes on the line before it."""
    kept: list[Token] = []
    waiting: Token | None = None
    for token in state.tokens:
        if token.type == _MARK:
            waiting = token
            continue
        if waiting is not None:
            attributes.keep(token, attributes.of(waiting))
            waiting = None
        kept.append(token)
    state.tokens = kept
