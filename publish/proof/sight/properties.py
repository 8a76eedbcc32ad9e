"""Every CSS property that a theme can use: whether its value hides content.

A property that is in none of the tables is unknown, so nobody can say that it hides nothing: it is
reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tinycss2.ast import Node

from publish.proof.sight.values import HEIGHT, WIDTH, bare, number, paint, points, word

Answer = bool | None
"""Whether a value hides; None for one that means nothing, so that a browser passes it by."""
Question = Callable[[Sequence[Node], float], Answer]
"""Of a value, without white space, and the size of the type in points."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


INHERITED = _names(
    "visibility letter-spacing word-spacing line-height text-indent white-space text-fill-color "
    "text-security font-size-adjust"
)
_NARROW, _LOW = 2.0, 1.0
"""Ems that a box must be wide and high."""
_FAR = 24.0
"""Points by which something may be moved from its place."""


def _words(fine: str, hiding: str = "") -> Question:
    """A property with keywords: those that show, and those that hide."""
    shows, hides = _names(fine), _names(hiding)

    def ask(value: Sequence[Node], em: float) -> Answer:
        found = {word([node]) for node in value}
        if not value or not found <= shows | hides:
            return None
        return not found.isdisjoint(hides)

    return ask


def _only(fine: str) -> Question:
    """A property that hides, or may hide, with any value but some keywords."""
    shows = _names(fine)
    return lambda value, em: word(value) not in shows


def _between(
    least: float, most: float, keywords: str = "normal", em_share: bool = True
) -> Question:
    """A length between so many ems, or a number that counts as ems."""
    known = _names(keywords)

    def ask(value: Sequence[Node], em: float) -> Answer:
        if word(value) in known:
            return False
        factor = number(value) if value and value[0].type == "number" else None
        found = factor * em if factor is not None else points(value, em, em)
        return None if found is None else not least * em <= found <= most * em

    return ask


def _side(least: float, whole: float) -> Question:
    """A width or a height, in ems that it must have."""

    def ask(value: Sequence[Node], em: float) -> Answer:
        found = points(value, em, whole)
        if found is None:
            keyword = word(value)
            sized = not keyword and value and value[0].type == "function"
            return False if keyword or sized else None
        return found < least * em

    return ask


def _transform(value: Sequence[Node], em: float) -> Answer:
    if word(value) == "none":
        return False
    if not value or any(node.type != "function" for node in value):
        return None
    return any(_moves(node.lower_name, _arguments(node), em) for node in value)


def _arguments(call: Node) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for node in bare(call.arguments):
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _moves(name: str, arguments: list[list[Node]], em: float) -> bool:
    """Whether a step of a transformation takes something out of sight."""
    if name.startswith("translate"):
        moved = (points(argument, em, WIDTH) for argument in arguments)
        return any(by is None or abs(by) > _FAR for by in moved)
    if name in ("scale", "scalex", "scaley"):
        return any(_shrinks(argument) for argument in arguments)
    if name in ("rotate", "rotatez", "skew", "skewx", "skewy"):
        return any(_turns(argument) for argument in arguments)
    return True


def _shrinks(value: Sequence[Node]) -> bool:
    factor = number(value)
    return factor is None or not 0.8 <= factor <= 3


def _turns(value: Sequence[Node]) -> bool:
    degrees = {"deg": 1.0, "grad": 0.9, "rad": 57.3, "turn": 360.0}
    if len(value) != 1 or value[0].type not in ("dimension", "number"):
        return True
    unit = getattr(value[0], "lower_unit", "deg")
    return abs(float(value[0].value) * degrees.get(unit, 360.0)) > 15


def _scale(value: Sequence[Node], em: float) -> Answer:
    return False if word(value) in ("none", "normal") else any(_shrinks([n]) for n in value)


def _rotate(value: Sequence[Node], em: float) -> Answer:
    return False if word(value) == "none" else _turns(value)


def _translate(value: Sequence[Node], em: float) -> Answer:
    return False if word(value) == "none" else _moves("translate", [[n] for n in value], em)


def _color(value: Sequence[Node], em: float) -> Answer:
    """Whether it can be seen is asked with the ground behind it."""
    return None if paint(value) is None and word(value) != "canvastext" else False


def _opacity(value: Sequence[Node], em: float) -> Answer:
    return None if number(value) is None else False


def _size(value: Sequence[Node], em: float) -> Answer:
    known = points(value, em, em) is not None or "small" in word(value) or "large" in word(value)
    keyword = word(value) == "medium"
    return False if known or keyword else (True if value and value[0].type == "function" else None)


def _adjust(value: Sequence[Node], em: float) -> Answer:
    factor = number(value)
    return False if word(value) in ("none", "from-font") else factor is None or factor < 0.4


def _shadow(value: Sequence[Node], em: float) -> Answer:
    """A shadow inside covers the ground behind a text."""
    return any(word([node]) == "inset" for node in value)


def _anything(value: Sequence[Node], em: float) -> Answer:
    return False


_CLIPPING = "hidden clip scroll auto"
QUESTIONS: Mapping[str, Question] = {
    "display": _words(
        "block inline inline-block list-item flow-root flow table inline-table table-row-group "
        "table-header-group table-footer-group table-row table-cell table-caption contents "
        "run-in flex grid inline-flex inline-grid ruby ruby-text ruby-base math",
        "none table-column table-column-group",
    ),
    "visibility": _words("visible", "hidden collapse"),
    "content-visibility": _words("visible auto", "hidden"),
    "position": _words("static relative sticky absolute fixed"),
    "overflow-x": _words(f"visible {_CLIPPING}"),
    "overflow-y": _words(f"visible {_CLIPPING}"),
    "white-space": _words("normal nowrap pre pre-wrap pre-line break-spaces wrap"),
    "clip": _only("auto"),
    "clip-path": _only("none"),
    "filter": _only("none"),
    "mix-blend-mode": _only("normal"),
    "background-clip": _words("border-box padding-box content-box", "text"),
    "contain": _words("none content layout paint style inline-size", "size strict"),
    "container-type": _words("normal inline-size", "size"),
    "text-security": _only("none"),
    "line-clamp": _only("none"),
    "content": _only("normal"),
    "transform": _transform,
    "scale": _scale,
    "rotate": _rotate,
    "translate": _translate,
    "zoom": _scale,
    "height": _side(_LOW, HEIGHT),
    "max-height": _side(_LOW, HEIGHT),
    "width": _side(_NARROW, WIDTH),
    "max-width": _side(_NARROW, WIDTH),
    "line-height": _between(0.7, 20),
    "letter-spacing": _between(-0.2, 3),
    "word-spacing": _between(-0.5, 6),
    "text-indent": _between(-4, 16, ""),
    "font-size": _size,
    "font-size-adjust": _adjust,
    "box-shadow": _shadow,
    "opacity": _opacity,
    "color": _color,
    "text-fill-color": _color,
    "background-color": _color,
    **dict.fromkeys(
        _names(
            "background-image z-index top right bottom left text-decoration-line "
            "text-decoration-thickness margin-top margin-right margin-bottom margin-left "
            "padding-top padding-right padding-bottom padding-left"
        ),
        _anything,
    ),
}
"""The properties that may hide, alone or with others; ``judging`` asks about those together."""

_HARMLESS = _names(
    "accent-color appearance aspect-ratio backdrop-filter backface-visibility bleed "
    "block-ellipsis bookmark-label bookmark-level bookmark-state box-decoration-break box-sizing "
    "anchor caption-side clear color-adjust color-scheme columns continue cursor direction "
    "empty-cells float footnote-display footnote-policy forced-color-adjust gap grid "
    "hanging-punctuation initial-letter isolation justify-content justify-items justify-self "
    "lang line-break margin-break marks max-lines min-block-size min-height min-inline-size "
    "min-width object-fit object-position order orphans page perspective place-content "
    "place-items place-self pointer-events print-color-adjust quotes resize row-gap size speak "
    "speak-as string-set tab-size table-layout touch-action unicode-bidi user-select "
    "vertical-align widows will-change word-break word-wrap writing-mode"
)
_HARMLESS_BEGINNINGS = (
    "--", "-weasy-", "align-", "animation", "background-", "border", "break-", "caret", "column-",
    "counter-", "flex", "font", "grid-", "hyphen", "image-", "list-style", "outline", "overflow-",
    "page-break-", "ruby-", "scroll", "shape-", "text-", "transition", "adjust-",
)  # fmt: skip


def is_valid(name: str, value: Sequence[Node]) -> bool:
    """Whether a value means anything, so that it takes the place of a weaker one."""
    ask = QUESTIONS.get(name)
    return ask is None or ask(value, 12.0) is not None


def is_known(name: str) -> bool:
    """Whether it is known of a property if, and with what values, it hides."""
    return name in QUESTIONS or name in _HARMLESS or name.startswith(_HARMLESS_BEGINNINGS)


def matters(name: str) -> bool:
    """Whether a property can hide what it is given to, or something else."""
    return name in QUESTIONS or name.startswith(("outline", "border")) or not is_known(name)
