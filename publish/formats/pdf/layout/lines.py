"""Lines that WeasyPrint 70 breaks after their first word.

Where a text ends in a space and what follows it (a piece of code, a link) no longer
fits, WeasyPrint breaks the text again, a pixel narrower than it is. Pango lets the
space hang over the edge, so that for it the text still fits and has no break; and
WeasyPrint falls back on the first word, which then stands alone on its line. Here it
is asked once more, with that space taken off the width. The function is private to
WeasyPrint; ``tests/pdf`` tells when an upgrade moves it.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.layout import inline

_split = inline.split_first_line
_LENGTH, _RESUME, _WIDTH = 1, 2, 3


def install() -> None:
    """Let WeasyPrint break lines as above; harmless when done twice."""
    inline.split_first_line = _split_first_line


def _split_first_line(
    text: str, style: Any, context: Any, max_width: Any, *others: Any, **named: Any
) -> Any:
    found = _split(text, style, context, max_width, *others, **named)
    if max_width in (None, inf) or not text.endswith(" ") or found[_RESUME] is None:
        return found
    words = text.split(" ", 2)
    if len(words) < 3 or found[_LENGTH] != len(words[0].encode()):
        return found
    again = _split(text, style, context, max_width - style["font_size"], *others, **named)
    better = again[_RESUME] is not None and again[_LENGTH] > found[_LENGTH]
    return again if better and again[_WIDTH] <= max_width else found
