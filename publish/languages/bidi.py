"""The Unicode Bidirectional Algorithm: the visual order of a line's characters.

UAX #9 for one paragraph (rules X1 to I2) and its lines (L2), with the character properties of
Python's Unicode. The PDF's layout orders its lines by it, and the proof compares them with the
places of the glyphs on the page. Tests compare it with Pango's own implementation (FriBidi), which
the layout does not use: its versions differ, and 1.0.8 errs beside isolates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ISOLATES = {"ltr": LRI, "rtl": RLI, "auto": FSI}
"""The sign that begins an isolate of each direction, by HTML's name for it; PDI ends it."""

_LEFTWARD = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of the scripts that run from right to left (DerivedBidiClass), and their controls."""
_BETWEEN_BREAKS = re.compile("[^\n\u2029]*[\n\u2029]?")
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
"""BidiBrackets.txt: opening and closing brackets by turns."""
_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_BRACKETS = frozenset(_PAIRS)
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_DEEPEST = 125
_MOST_BRACKETS = 63

_ISOLATING = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDING = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = frozenset({*_EMBEDDING, "PDF", "BN"})
"""Rule X9."""
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI", *_ISOLATING})
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""The direction that a neutral sees in its neighbor (N0, N1)."""


def may_run_left(text: str) -> bool:
    """Whether any character can run from right to left; quick where none does."""
    return not text.isascii() and _LEFTWARD.search(text) is not None


def levels(text: str, *, leftward: bool) -> list[int]:
    """The embedding level of every character of a paragraph: odd from right to left.

    ``leftward`` is the direction of the paragraph, its level 1 or 0.
    """
    base = int(leftward)
    kinds = [bidirectional(character) or "L" for character in text]
    found, types = _explicit(kinds, base)
    for run in list(_sequences(kinds, found, base)):
        _resolve(run, text, types)
        for at in run.places:
            found[at] += _implicit(types[at], found[at])
    before = base
    for at, kind in enumerate(kinds):
        # A removed character goes with the one before it; separators with the paragraph (L1).
        found[at] = before if kind in _REMOVED else base if kind in ("S", "B") else found[at]
        before = found[at]
    return found


def levels_between_breaks(text: str, *, leftward: bool) -> list[int]:
    """The same, where forced breaks end paragraphs; open isolates begin again after a break."""
    found: list[int] = []
    open: list[str] = []
    for part in _BETWEEN_BREAKS.findall(text):
        before = "".join(open)
        found += levels(before + part, leftward=leftward)[len(before) :]
        for sign in part:
            if sign in (LRI, RLI, FSI):
                open.append(sign)
            elif sign == PDI and open:
                open.pop()
    return found


def visual_order(found: Sequence[int]) -> list[int]:
    """The places of a line's characters, from left to right, by their levels (L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        at = 0
        for inside, group in groupby([found[n] >= level for n in order]):
            end = at + sum(1 for _ in group)
            if inside:
                order[at:end] = order[at:end][::-1]
            at = end
    return order


# -- explicit levels -------------------------------------------------------------------------


class _Status(NamedTuple):
    level: int
    override: str
    isolate: bool


def _explicit(kinds: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """Levels by embeddings and isolates, and the types that overrides leave (X1 to X8)."""
    stack = [_Status(base, "", False)]
    overflowing, embedded, valid = 0, 0, 0
    found: list[int] = []
    types = list(kinds)
    for at, kind in enumerate(kinds):
        if kind == "PDI":
            if overflowing:
                overflowing -= 1
            elif valid:
                embedded = 0
                while not stack[-1].isolate:
                    stack.pop()
                stack.pop()
                valid -= 1
        status = stack[-1]
        found.append(base if kind == "B" else status.level)
        if status.override and kind not in _REMOVED and kind != "B":
            types[at] = status.override
        if kind in _ISOLATING or kind in _EMBEDDING:
            level = _next_level(status.level, _direction(kinds, at))
            fits = level <= _DEEPEST and not overflowing and not embedded
            if fits:
                stack.append(_Status(level, _EMBEDDING.get(kind, (0, ""))[1], kind in _ISOLATING))
            valid += fits and kind in _ISOLATING
            overflowing += not fits and kind in _ISOLATING
            embedded += not fits and kind in _EMBEDDING and not overflowing
        elif kind == "PDF" and not overflowing:
            if embedded:
                embedded -= 1
            elif not status.isolate and len(stack) > 1:
                stack.pop()
    return found, types


def _next_level(level: int, leftward: int) -> int:
    """The least level above, of a direction."""
    return level + 1 + (level + 1 + leftward) % 2


def _direction(kinds: Sequence[str], at: int) -> int:
    """The direction that a control at this place gives to the text after it."""
    if (kind := kinds[at]) in _EMBEDDING:
        return _EMBEDDING[kind][0]
    if kind != "FSI":
        return int(kind == "RLI")
    depth = 0
    for other in kinds[at + 1 :]:  # P2 and P3, up to the end of the isolate.
        depth += (other in _ISOLATING) - (other == "PDI")
        if depth < 0:
            break
        if not depth and other in ("L", "R", "AL"):
            return int(other != "L")
    return 0


# -- runs ------------------------------------------------------------------------------------


class _Run(NamedTuple):
    """An isolating run sequence: its places in the text, and the directions around (BD13, X10)."""

    places: list[int]
    level: int
    before: str
    after: str


def _sequences(kinds: Sequence[str], found: Sequence[int], base: int) -> Iterator[_Run]:
    kept = [at for at, kind in enumerate(kinds) if kind not in _REMOVED]
    runs = [list(group) for _, group in groupby(kept, key=found.__getitem__)]
    joined: list[list[int]] = []
    waiting: list[list[int]] = []
    for run in runs:
        if kinds[run[0]] == "PDI" and waiting and found[waiting[-1][-1]] == found[run[0]]:
            sequence = waiting.pop()
            sequence += run
        else:
            sequence = list(run)
            joined.append(sequence)
        if kinds[run[-1]] in _ISOLATING:
            waiting.append(sequence)
    place = {at: n for n, at in enumerate(kept)}
    for sequence in joined:
        level = found[sequence[0]]
        first, last = place[sequence[0]], place[sequence[-1]]
        before = found[kept[first - 1]] if first else base
        open_ended = kinds[sequence[-1]] in _ISOLATING or last + 1 == len(kept)
        after = base if open_ended else found[kept[last + 1]]
        yield _Run(sequence, level, _side(max(level, before)), _side(max(level, after)))


def _side(level: int) -> str:
    return "R" if level % 2 else "L"


# -- weak and neutral types --------------------------------------------------------------------


def _resolve(run: _Run, text: str, types: list[str]) -> None:
    """Change the types of a run's characters to L, R, EN or AN (W1 to N2)."""
    places = run.places
    weak = _weak([types[at] for at in places], run.before)
    _brackets([text[at] for at in places], [types[at] for at in places], weak, run)
    at = 0
    for neutral, group in groupby([kind in _NEUTRAL for kind in weak]):
        end = at + sum(1 for _ in group)
        if neutral:
            before = _STRONG[weak[at - 1]] if at else run.before
            after = _STRONG[weak[end]] if end < len(weak) else run.after
            weak[at:end] = [before if before == after else _side(run.level)] * (end - at)
        at = end
    for place, kind in zip(places, weak, strict=True):
        types[place] = kind


def _weak(kinds: list[str], before: str) -> list[str]:
    """Types after the rules for marks and numbers (W1 to W7)."""
    last = strong = before
    for n, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kinds[n] = "ON" if last in _ISOLATING or last == "PDI" else last
        elif kind == "EN" and strong == "AL":  # W2
            kinds[n] = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        last = kinds[n]
        if kind == "NSM" and last == "EN" and strong == "AL":
            kinds[n] = last = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for n in range(1, len(kinds) - 1):  # W4
        kind, sides = kinds[n], {kinds[n - 1], kinds[n + 1]}
        if (kind in ("ES", "CS") and sides == {"EN"}) or (kind == "CS" and sides == {"AN"}):
            kinds[n] = kinds[n - 1]
    at = 0
    for kind, group in groupby(list(kinds)):  # W5, W6
        end = at + sum(1 for _ in group)
        if kind == "ET":
            beside = "EN" in (*kinds[max(at - 1, 0) : at], *kinds[end : end + 1])
            kinds[at:end] = ["EN" if beside else "ON"] * (end - at)
        elif kind in ("ES", "CS"):
            kinds[at:end] = ["ON"] * (end - at)
        at = end
    strong = before
    for n, kind in enumerate(kinds):  # W7
        strong = kind if kind in ("L", "R") else strong
        kinds[n] = "L" if kind == "EN" and strong == "L" else kind
    return kinds


def _brackets(text: Sequence[str], kinds: Sequence[str], weak: list[str], run: _Run) -> None:
    """Give pairs of brackets a direction (N0). ``kinds`` are the types before the weak rules."""
    own = _side(run.level)
    for start, end in _pairs(text, weak):
        inside = {_STRONG.get(kind) for kind in weak[start + 1 : end]} - {None}
        if own in inside:
            way = own
        elif not inside:
            continue
        else:
            strong = (_STRONG[kind] for kind in reversed(weak[:start]) if kind in _STRONG)
            way = run.before if (last := next(strong, None)) is None else last
        for at in (start, end):
            weak[at] = way
            for after in range(at + 1, len(kinds)):  # marks on a bracket follow it
                if kinds[after] != "NSM":
                    break
                weak[after] = way


def _pairs(text: Sequence[str], weak: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of brackets, in the order in which they open (BD16)."""
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character not in _BRACKETS or weak[at] != "ON":
            continue
        if character in _CLOSING:
            if len(stack) == _MOST_BRACKETS:
                return []
            closing = _CLOSING[character]
            stack.append((_CANONICAL.get(closing, closing), at))
            continue
        wanted = _CANONICAL.get(character, character)
        for n in range(len(stack) - 1, -1, -1):
            if stack[n][0] == wanted:
                found.append((stack[n][1], at))
                del stack[n:]
                break
    return sorted(found)


def _implicit(kind: str, level: int) -> int:
    """The levels that a character's own direction adds to its level (I1, I2)."""
    if level % 2:
        return int(kind != "R")
    return {"L": 0, "R": 1}.get(kind, 2)
