"""Causes in an element and those around it that keep a reader from seeing its text.

A text is seen where every box around it shows its content, and where its letters are 5 points high
and 3 : 1 lighter or darker than the ground. A box that is moved, clipped or smaller than a line is
reported, because its place on a screen is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.proof.sight.cascade import Cause, State, Style
from publish.proof.sight.longhands import GLOBAL
from publish.proof.sight.properties import INHERITED, QUESTIONS, is_known
from publish.proof.sight.stylesheets import Declared
from publish.proof.sight.values import CLEAR, WIDTH, Paint, number, paint, points, word

LEAST_SIZE = 5.0
"""Points of type that a reader can make out."""
LEAST_CONTRAST = 3.0
"""WCAG 2.2, 1.4.3, of large text; what is small is asked for in ``theme-contrast``."""
_NEAR = 0.005
_FAR, _WIDE = 24.0, 300.0
"""Points that a box can be moved, and that can be beside it: a small screen has 340."""
_SIDES = ("top", "right", "bottom", "left")
_MARGINS = frozenset(f"margin-{side}" for side in _SIDES)
_ROOM = frozenset(f"{of}-{side}" for of in ("margin", "padding") for side in ("left", "right"))
_CLIPS = frozenset({"hidden", "clip", "scroll", "auto"})
_SIZES = ("height", "max-height", "width", "max-width")


def causes(path: Sequence[Style], state: State) -> Iterator[Cause]:
    """Everything that hides the text of the last style of ``path``, which begins at the root."""
    last = path[-1]
    for style in path:
        yield from _alone(style)
        yield from _clipped(style, last)
    for name, said in last.inherited.items():
        if _hides(name, said, last.size):
            yield Cause(said.written, last.name, said)
    yield from _beside(path)
    yield from _struck(last)
    yield from _small(path)
    yield from _faint(path, state)


def _alone(style: Style) -> tuple[Cause, ...]:
    """The causes that hide an element with any content; computed once."""
    if style.causes is None:
        said = style.own.items()
        simple = (
            Cause(one.written, style.name, one)
            for name, one in said
            if name not in INHERITED and _hides(name, one, style.size)
        )
        style.causes = (*simple, *_moved(style))
    return style.causes


def _hides(name: str, said: Declared, size: float) -> bool:
    if word(said.value) in GLOBAL:
        return False
    ask = QUESTIONS.get(name)
    return bool(ask(said.value, size)) if ask else not is_known(name)


def _moved(style: Style) -> Iterator[Cause]:
    """Content drawn away from its place, by position or a negative margin."""
    for name in _MARGINS & style.own.keys():
        margin = style.length(name, WIDTH)
        sideways = style.outdent if name in _ROOM else 0.0
        if margin is not None and margin < -max(_FAR, sideways):
            yield _cause(style, name)
    position = word(style.value("position"))
    if position in ("", "static"):
        return
    if (number(style.value("z-index")) or 0) < 0:
        yield _cause(style, "z-index")
    offsets = {side: style.length(side, WIDTH) for side in _SIDES}
    if position in ("relative", "sticky"):
        for side, offset in offsets.items():
            if offset is not None and abs(offset) > _FAR:
                yield _cause(style, side)
        return
    for side, offset in offsets.items():
        if offset is not None and not 0 <= offset <= WIDTH * 0.6:
            yield _cause(style, side)
    if not _plates(style):
        yield _cause(style, "position", "whatever is below shines through")


def _plates(style: Style) -> bool:
    """Whether an element has a ground of its own that hides what is below."""
    ground = paint(style.value("background-color"))
    return isinstance(ground, Paint) and ground.alpha > 0.95


def _clipped(style: Style, last: Style) -> Iterator[Cause]:
    """A box that cuts off what does not fit, where it is no wider or higher than so much."""
    for axis, sizes in (("overflow-x", _SIZES[2:]), ("overflow-y", _SIZES[:2])):
        if axis not in style.own or word(style.value(axis)) not in _CLIPS:
            continue
        for name in sizes:
            limit = 14 * style.size if name.endswith("height") else 8 * style.size
            found = points(style.value(name), style.size, WIDTH)
            if found is not None and found < limit:
                yield _cause(style, name, f"with {axis}: {word(style.value(axis))}")
        one_line = word(last.value("white-space")) in ("nowrap", "pre")
        if axis == "overflow-x" and one_line and word(style.value(axis)) in ("hidden", "clip"):
            yield _cause(style, axis, "and its line does not break")


def _beside(path: Sequence[Style]) -> Iterator[Cause]:
    """Margins and padding that leave no room on a small screen."""
    total, most = 0.0, 0.0
    widest: Declared | None = None
    for style in path:
        for name in _ROOM & style.own.keys():
            found = style.length(name, WIDTH) or 0.0
            total += found
            if found > most:
                most, widest = found, style.said(name)
    if total > _WIDE:
        yield Cause("no room is left beside its margins", path[-1].name, widest)


def _struck(style: Style) -> Iterator[Cause]:
    """A line through the text that is as thick as its letters."""
    thick = points(style.value("text-decoration-thickness"), style.size, style.size)
    lines = {word([node]) for node in style.value("text-decoration-line")}
    if "line-through" in lines and thick is not None and thick > style.size / 5:
        yield _cause(style, "text-decoration-thickness")


def _small(path: Sequence[Style]) -> Iterator[Cause]:
    last = path[-1]
    size = last.size
    for style in path:
        for name in ("zoom", "scale"):
            size *= number(style.value(name)[:1]) or 1.0
    if size < LEAST_SIZE - _NEAR:
        said = next((s.own["font-size"] for s in reversed(path) if "font-size" in s.own), None)
        written = f"{said.written}, which is " if said else ""
        yield Cause(f"{written}{size:.2g} pt of type", last.name, said)


def _faint(path: Sequence[Style], state: State) -> Iterator[Cause]:
    """Too little contrast with one of the grounds behind the text."""
    last = path[-1]
    ink = _ink(last, state)
    if ink is None:
        yield Cause("nobody can tell its color", last.name, _source(path, "color"))
        return
    for ground, of in _grounds(path, state):
        shown = ink.faded(_opacity(path)).over(ground)
        if shown.contrast(ground) < LEAST_CONTRAST - _NEAR:
            source = _blamed(path) or of
            written = f"{source.written}: " if source else ""
            scheme = "on a dark screen, " if state.dark else ""
            yield Cause(
                f"{written}{scheme}{shown.name} on {ground.name} has a contrast of "
                f"{shown.contrast(ground):.2f} : 1",
                last.name,
                source,
            )
            return


def _ink(style: Style, state: State) -> Paint | None:
    fill = paint(style.value("text-fill-color"))
    found = fill if isinstance(fill, Paint) or fill == "unknown" else style.ink
    if found == "unknown":
        return None
    return found if isinstance(found, Paint) else state.ink


def _opacity(path: Sequence[Style]) -> float:
    share = 1.0
    for style in path:
        known = number(style.value("opacity"))
        share *= 1.0 if known is None else min(1.0, max(0.0, known))
    return share


def _blamed(path: Sequence[Style]) -> Declared | None:
    """The declaration that makes a text faint: the lowest opacity, otherwise its color, nearest
    first.
    """
    faded = [s.own["opacity"] for s in path if (number(s.value("opacity")) or 0) < 1
             and "opacity" in s.own]  # fmt: skip
    fill = path[-1].said("text-fill-color")
    return next(iter(faded), None) or fill or _source(path, "color")


def _source(path: Sequence[Style], name: str) -> Declared | None:
    return next((s.own[name] for s in reversed(path) if name in s.own), None)


def _grounds(path: Sequence[Style], state: State) -> list[tuple[Paint, Declared | None]]:
    """The possible grounds of the text: one color, or all those of a gradient."""
    grounds: list[tuple[Paint, Declared | None]] = [(state.ground, None)]
    for style in path:
        color = paint(style.value("background-color"))
        if color == "currentcolor":
            color = _ink(style, state)
        layers = [color] if isinstance(color, Paint) else [CLEAR]
        said = style.said("background-color")
        if stops := list(_stops(style)):
            layers = [stop.over(below) if layers[0].alpha else stop
                      for stop in stops for below in layers]  # fmt: skip
            said = style.said("background-image")
        if any(layer.alpha for layer in layers):
            grounds = [(layer.over(g), said) for layer in layers for g, _ in grounds][:64]
    return grounds


def _stops(style: Style) -> Iterator[Paint]:
    """The colors of the gradients behind an element."""
    for call in style.value("background-image"):
        for node in getattr(call, "arguments", ()):
            if isinstance(found := paint([node]), Paint):
                yield found


def _cause(style: Style, name: str, more: str = "") -> Cause:
    said = style.said(name)
    written = said.written if said else name
    return Cause(f"{written}{f', {more}' if more else ''}", style.name, said)
