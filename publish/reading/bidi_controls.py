"""Invisible controls of direction: kept where they work, refused where they mislead.

Marks (U+200E, U+200F, U+061C) are always kept. Overrides show letters in an order that nobody
wrote, so that a name can read as another (Unicode Technical Report 36 §2.5.1). A control must be
closed in its paragraph, or it turns the text after it in the theme's own line.
"""

from __future__ import annotations

import re
from itertools import islice

from publish.reading.findings import MOST_SHOWN, Findings

_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]|\n[ \t]*(?=\n)")


def judge_directions(text: str, findings: Findings) -> str:
    """Note every override, and every control that is not closed in its paragraph.

    Returns ``text`` without closing controls that have no partner, which could only close those of
    a theme.
    """
    if _CONTROL.search(text.replace("\n", "")) is None:
        return text
    idle: set[int] = set()
    faults: list[tuple[int, bool, str, str]] = []
    opened: list[tuple[int, str]] = []
    for match in _CONTROL.finditer(text + "\n\n"):
        sign, place = match.group(), match.start()
        if sign.startswith("\n"):
            faults += [_unclosed(*one) for one in opened]
            opened.clear()
        elif sign in _OVERRIDES:
            faults.append((place, True, *_override(sign)))
            opened.append((place, sign))
        elif sign in _EMBEDDINGS or sign in _ISOLATES:
            opened.append((place, sign))
        elif opened and (opened[-1][1] in _ISOLATES) == (sign == _POP_ISOLATE):
            opened.pop()
        else:
            faults.append((place, False, *_idle(sign)))
            idle.add(place)
    for place, overrides, message, fix in islice(sorted(set(faults)), MOST_SHOWN):
        line = text.count("\n", 0, place) + 1
        column = place - (text.rfind("\n", 0, place) + 1) + 1
        if overrides:
            findings.error("direction-override", message, fix, line, column)
        elif place in idle:
            findings.warn("direction-idle", message, fix, line, column)
        else:
            findings.error("direction-unclosed", message, fix, line, column)
    return "".join(c for n, c in enumerate(text) if n not in idle) if idle else text


def _override(sign: str) -> tuple[str, str]:
    message = f"U+{ord(sign):04X} shows letters in another order than they are written"
    return message, "Delete it; letters have a direction by themselves."


def _unclosed(place: int, sign: str) -> tuple[int, bool, str, str]:
    if sign in _OVERRIDES:
        return place, True, *_override(sign)
    close = "U+2069" if sign in _ISOLATES else "U+202C"
    message = f"the invisible U+{ord(sign):04X} is not closed in its paragraph"
    return place, False, message, f"Write {close} where it ends, or delete it."


def _idle(sign: str) -> tuple[str, str]:
    return f"the invisible U+{ord(sign):04X} closes nothing, and is left out", "Delete it."
