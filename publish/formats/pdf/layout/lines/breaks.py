"""Corrects lines that WeasyPrint 70 breaks after their first word, or too late.

If a text ends in a space and the next inline (code, a link) does not fit, WeasyPrint
breaks the text again, one pixel narrower. Pango lets the space overhang, so the text
still fits and has no break, and WeasyPrint breaks after the first word. Here the
text is split again with the width of a space subtracted.

If not even the first word fits and there is a soft hyphen anywhere after it, WeasyPrint
breaks there, with all words before it on one line: no column of a table can then be
narrower than these. Here the first word is split alone. This wraps a private function;
``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.layout import inline, preferred

from publish.formats.pdf.layout.lines import hyphenation

_weasyprint_split = inline.split_first_line
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_LENGTH, _RESUME, _WIDTH = 1, 2, 3


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    inline.split_first_line = _split_first_line
    preferred.split_first_line = _split_first_word


def _split_first_line(
    text: str, style: Any, context: Any, max_width: Any, *others: Any, **named: Any
) -> Any:
    if hyphenation.is_off(context):
        whole = _split_first_word(
            text, hyphenation.without(style), context, max_width, *others, **named
        )
        if max_width is None or whole[_WIDTH] <= max_width:
            return whole
    found = _split_first_word(text, style, context, max_width, *others, **named)
    if max_width in (None, inf) or not text.endswith(" ") or found[_RESUME] is None:
        return found
    words = text.split(" ", 2)
    if len(words) < 3 or found[_LENGTH] != len(words[0].encode()):
        return found
    again = _weasyprint_split(
        text, style, context, max_width - style["font_size"], *others, **named
    )
    better = again[_RESUME] is not None and again[_LENGTH] > found[_LENGTH]
    return again if better and again[_WIDTH] <= max_width else found


def _split_first_word(
    text: str, style: Any, context: Any, max_width: Any, *others: Any, **named: Any
) -> Any:
    found = _weasyprint_split(text, style, context, max_width, *others, **named)
    if max_width in (None, inf) or _SOFT_HYPHEN not in text or found[_WIDTH] <= max_width:
        return found
    end = text.find(" ", 1)
    if end < 0:
        return found
    word = text[: end + 2]  # and a letter, so that it has an end
    again = _weasyprint_split(word, style, context, max_width, *others, **named)
    return again if again[_RESUME] is not None and again[_WIDTH] < found[_WIDTH] else found
