"""Puts lines that run both ways in the order of the Unicode Bidirectional Algorithm.

WeasyPrint 70 puts the children of an element from right to left if the element runs so, and lets
Pango order each text by itself: "The [Board] is old" in a Hebrew paragraph comes out as
"is old [Board] The", and "10" + ".0.0.1", two tokens of a listing, as ".0.0.110". Here each line is
put in order (UAX #9, L2) by the levels of ``levels``, when its breaks are known: a text of
several levels is parted, an element whose parts are not side by side is parted as at the end of a
line, and everything moves to its place. The tree stays in the order of reading, and its tags too.

This wraps private functions of WeasyPrint, only for pages that need it; ``tests/pdf`` fails if an
upgrade moves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout, first_line_metrics

from publish.formats.pdf.layout.lines import levels
from publish.languages.bidi import may_run_left, visual_order
from publish.values import dataclass

_LEFT, _MEASURED = "publish_left", "publish_measured"
_RIGHT_TO_LEFT = re.compile(r"""\bdir=["'](?:rtl|auto)|\bdirection\s*:\s*rtl""")

_weasyprint_next = inline.get_next_linebox
_weasyprint_split = inline.split_text_box
_weasyprint_strip = inline.remove_last_whitespace
_weasyprint_first_letter = inline.first_letter_to_box


def needed(text: str) -> bool:
    """Whether markup or a stylesheet has anything that runs from right to left."""
    return may_run_left(text) or _RIGHT_TO_LEFT.search(text) is not None


def install(*, applied: bool) -> None:
    """Wrap WeasyPrint's functions, or put them back; may be called again."""
    inline.get_next_linebox = _next_line if applied else _weasyprint_next
    inline.split_text_box = _split_text if applied else _weasyprint_split
    inline.remove_last_whitespace = _strip if applied else _weasyprint_strip
    inline.first_letter_to_box = _first_letter if applied else _weasyprint_first_letter


def _first_letter(linebox: Any, skip_stack: Any, style: Any) -> Any:
    """Called before each line; the first letter of a paragraph may become a box of its own."""
    result = _weasyprint_first_letter(linebox, skip_stack, style)
    if isinstance(linebox, boxes.LineBox) and (style or not levels.is_known(linebox)):
        levels.resolve(linebox)
    return result


def _split_text(context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True) -> Any:
    result = _weasyprint_split(context, box, width, skip, is_line_start=is_line_start)
    if result[0] is not None:
        levels.keep_start(result[0], box, skip)
    return result


def _strip(context: Any, line: Any) -> None:
    """Remember where the line begins, and keep its last text in line with the others.

    WeasyPrint moves all of a line from right to left by the space that it removes at its end.
    """
    places = [child.position_x for child in line.children if child.is_in_normal_flow()]
    last = list(_last_boxes(line))
    before = last[-1].position_x if last else 0
    _weasyprint_strip(context, line)
    moved = before - last[-1].position_x if last else 0
    for box in last:
        box.position_x += moved
    if places:
        setattr(line, _LEFT, min(places) - line.position_x)


def _last_boxes(line: Any) -> Iterator[Any]:
    """The last child of a line, its last child, and so on."""
    box = line
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        box = box.children[-1]
        yield box


def _next_line(context: Any, linebox: Any, *others: Any) -> Any:
    line, resume_at = _weasyprint_next(context, linebox, *others)
    if line is not None and hasattr(line, _LEFT):
        leftward = line.style["direction"] == "rtl"
        # WeasyPrint puts the indent of a line from right to left on its left.
        indent = linebox.text_indent if leftward else 0
        if levels.turns(linebox) and _turns(line, leftward=leftward):
            _Line(context, line).put_in_order(indent)
        elif indent:
            for child in line.children:
                child.translate(dx=-indent, ignore_floats=True)
    return line, resume_at


def _turns(parent: Any, *, leftward: bool) -> bool:
    """Whether anything on a line runs against its direction."""
    for child in parent.children:
        if not child.is_in_normal_flow():
            continue
        if (child.style["direction"] == "rtl") != leftward:
            return True
        if any(level % 2 != leftward for level in levels.levels_of(child)):
            return True
        if levels.is_parent(child) and _turns(child, leftward=leftward):
            return True
    return False


@dataclass
class _Leaf:
    """A text of one level, a picture, a box; or the sign of an isolate, which has no box."""

    box: Any
    level: int
    place: int = 0
    """From the left."""


@dataclass
class _Node:
    """An element, and its content in reading order: leaves, nodes, boxes out of the flow."""

    box: Any
    parts: list[Any]

    def leaves(self) -> Iterator[_Leaf]:
        for part in self.parts:
            if isinstance(part, _Leaf):
                yield part
            elif isinstance(part, _Node):
                yield from part.leaves()

    def places(self) -> list[int]:
        return [leaf.place for leaf in self.leaves()]


@dataclass
class _Line:
    context: Any
    box: Any

    def put_in_order(self, indent: float) -> None:
        root = _Node(self.box, self._parts(self.box, int(self.box.style["direction"] == "rtl")))
        leaves = list(root.leaves())
        for place, n in enumerate(visual_order([leaf.level for leaf in leaves])):
            leaves[n].place = place
        root.parts = _side_by_side(root.parts)
        edges: dict[tuple[str, int], float] = {}
        _add_edges(root, edges)
        x = self.box.position_x + getattr(self.box, _LEFT) - indent
        for leaf in sorted((leaf for leaf in leaves if leaf.box), key=lambda leaf: leaf.place):
            x += edges.get(("left", leaf.place), 0)
            leaf.box.translate(dx=x - leaf.box.position_x, ignore_floats=True)
            x += leaf.box.margin_width() + edges.get(("right", leaf.place), 0)
        self.box.children = _boxes(root.parts)

    def _parts(self, parent: Any, level: int) -> list[Any]:
        """``level`` is that of the preceding content, which a box without text shares."""
        parts: list[Any] = []
        for child in parent.children:
            own = levels.levels_of(child)
            if not child.is_in_normal_flow():
                parts.append(child)
                continue
            if isinstance(child, boxes.TextBox) and own:
                made: list[Any] = self._texts(child, own)
            elif (inner := self._element(child, level)) is not None:
                # An isolate takes part in the order by its signs, or it would run into another.
                signs = [[_Leaf(None, own[0])] if own else [] for _ in range(2)]
                made = [*signs[0], inner, *signs[1]]
            else:
                made = [_Leaf(child, own[0] if own else level)]
            parts += made
            level = next((p.level for p in reversed(made) if isinstance(p, _Leaf)), level)
        return parts

    def _element(self, box: Any, level: int) -> _Node | None:
        """An element with anything in it that takes part in the order."""
        if not levels.is_parent(box):
            return None
        node = _Node(box, self._parts(box, level))
        return node if any(leaf.box for leaf in node.leaves()) else None

    def _texts(self, box: Any, own: list[int]) -> list[_Leaf]:
        """A text, parted where its level changes."""
        cuts = [0, *(n for n in range(1, len(own)) if own[n] != own[n - 1]), len(own)]
        if len(cuts) > 2:
            leaves = [
                _Leaf(self._text(box, box.text[a:b], own[a]), own[a]) for a, b in pairwise(cuts)
            ]
            # Half of the letter spacing goes astray at either end of a layout.
            rest = (box.width - sum(leaf.box.width for leaf in leaves)) / len(leaves)
            for leaf in leaves:
                leaf.box.width += rest
            for leaf in leaves:
                self._spell_signs(leaf)
            return leaves
        turned = _direction(own[0]) != box.style["direction"]
        stripped = box.pango_layout.text.rstrip("\u200b") != box.text.rstrip("\u200b")
        if turned or stripped:
            width, box = box.width, self._text(box, box.text, own[0])
            box.width = width
        leaf = _Leaf(box, own[0])
        self._spell_signs(leaf)
        return [leaf]

    def _spell_signs(self, leaf: _Leaf) -> None:
        """Signs alone that run to the right say so: a reader would take them for the line's."""
        text = leaf.box.text.strip()
        against = not leaf.level % 2 and self.box.style["direction"] == "rtl"
        if against and len(text) > 1 and not any(map(str.isalnum, text)):
            levels.hide_direction(leaf.box)

    def _text(self, box: Any, text: str, level: int) -> Any:
        """A part of a text as a box of its own, laid out in the direction of its level."""
        part = box.copy_with_text(text)
        part.style, part.pango_layout, part.width = self._measured(box, text, _direction(level))
        part.width += box.justification_spacing * inline.count_expandable_spaces(part)
        return part

    def _measured(self, box: Any, text: str, direction: str) -> tuple[Any, Any, float]:
        """A part's style, layout and width. Columns are laid out many times, with equal parts."""
        known: dict[Any, tuple[Any, Any, Any, float]]
        known = vars(self.context).setdefault(_MEASURED, {})
        key = (id(box.style), text, direction, box.justification_spacing)
        if key not in known:
            style = box.style
            if style["direction"] != direction:
                style = style.copy()
                style["direction"] = direction
            layout = create_layout(text, style, self.context, None, box.justification_spacing)
            line, _ = layout.get_first_line()
            metrics = first_line_metrics(line, text, layout, None, False, style)
            known[key] = (box.style, style, metrics[0], metrics[3])
        _, style, layout, width = known[key]
        return style, layout, width


def _direction(level: int) -> str:
    return "rtl" if level % 2 else "ltr"


def _side_by_side(parts: Sequence[Any]) -> list[Any]:
    """``parts``, every element parted where what it holds is not side by side."""
    return [one for part in parts for one in (_split(part) if isinstance(part, _Node) else [part])]


def _split(node: _Node) -> list[_Node]:
    node.parts = _side_by_side(node.parts)
    groups: list[list[Any]] = [[]]
    places: list[int] = []
    for part in node.parts:
        more = part.places() if isinstance(part, _Node) else []
        more += [part.place] if isinstance(part, _Leaf) else []
        if places and more and not _are_adjacent([*places, *more]):
            groups.append([])
            places = []
        groups[-1].append(part)
        places += more
    if len(groups) == 1:
        return [node]
    nodes = [_Node(node.box.copy_with_children([]), group) for group in groups]
    for n, part in enumerate(nodes):
        part.box.remove_decoration(start=n > 0, end=n < len(nodes) - 1)
    return nodes


def _are_adjacent(places: Sequence[int]) -> bool:
    return max(places) - min(places) == len(places) - 1


def _add_edges(node: _Node, edges: dict[tuple[str, int], float]) -> None:
    """Add the widths of elements' edges to the leaves beside them."""
    for part in node.parts:
        if isinstance(part, _Node):
            places = [leaf.place for leaf in part.leaves() if leaf.box]
            for side, place in (("left", min(places)), ("right", max(places))):
                edges[side, place] = edges.get((side, place), 0) + _edge(part.box, side)
            _add_edges(part, edges)


def _edge(box: Any, side: str) -> float:
    names = (f"margin_{side}", f"border_{side}_width", f"padding_{side}")
    return float(sum(getattr(box, name) for name in names))


def _boxes(parts: Sequence[Any]) -> list[Any]:
    """The boxes of nodes and leaves, elements in their places and of their widths."""
    found = []
    for part in parts:
        if isinstance(part, _Node):
            box = part.box
            box.children = _boxes(part.parts)
            flow = [child for child in box.children if child.is_in_normal_flow()]
            left = min(child.position_x for child in flow)
            right = max(child.position_x + child.margin_width() for child in flow)
            box.position_x, box.width = left - _edge(box, "left"), right - left
            found.append(box)
        elif not isinstance(part, _Leaf):
            found.append(part)
        elif part.box is not None:
            found.append(part.box)
    return found
