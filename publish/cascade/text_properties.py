"""Properties that WeasyPrint 70 does not know, so that its cascade has them.

They are of CSS Text 4 but for two; the layout (``formats/pdf/layout``) uses them. All are
inherited.

| property | values |
|---|---|
| ``text-wrap`` | ``wrap``; ``balance``: lines of one length; ``pretty``: no short last line |
| ``hyphenate-limit-lines`` | ``no-limit``, or how many lines in a row may end in a hyphen |
| ``hyphenate-limit-last`` | ``none``; ``column``: no hyphen where one ends, or a page |
| | ``always``: nor before the last line of a paragraph |
| ``figure-place`` | our own: ``auto``; ``here``: what does not fit stays (``place=here``) |
| ``line-grid`` | our own: ``none``; ``line`` or ``half-line``: blocks start on such a grid |

They must be known before the first stylesheet is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.css import properties
from weasyprint.css.validation import properties as validation

_WRAPS = ("wrap", "balance", "pretty")
_LASTS = ("none", "column", "always")
_PLACES = ("auto", "here")
_GRIDS = ("none", "line", "half-line")


def _text_wrap(tokens: Sequence[Any]) -> str | None:
    return _keyword(tokens, _WRAPS)


def _hyphenate_limit_last(tokens: Sequence[Any]) -> str | None:
    return _keyword(tokens, _LASTS)


def _figure_place(tokens: Sequence[Any]) -> str | None:
    return _keyword(tokens, _PLACES)


def _line_grid(tokens: Sequence[Any]) -> str | None:
    return _keyword(tokens, _GRIDS)


def _hyphenate_limit_lines(tokens: Sequence[Any]) -> int | str | None:
    token = tokens[0] if len(tokens) == 1 else None
    if token is not None and token.type == "number" and token.int_value is not None:
        return int(token.int_value) if token.int_value >= 0 else None
    return _keyword(tokens, ("no-limit",))


def _keyword(tokens: Sequence[Any], allowed: tuple[str, ...]) -> str | None:
    token = tokens[0] if len(tokens) == 1 else None
    found = token.lower_value if token is not None and token.type == "ident" else None
    return found if found in allowed else None


_PROPERTIES: tuple[tuple[str, str, Any], ...] = (
    ("text-wrap", "wrap", _text_wrap),
    ("hyphenate-limit-lines", "no-limit", _hyphenate_limit_lines),
    ("hyphenate-limit-last", "none", _hyphenate_limit_last),
    ("figure-place", "auto", _figure_place),
    ("line-grid", "none", _line_grid),
)


def install() -> None:
    """Make the properties known to WeasyPrint's parser; may be called again."""
    for name, initial, validate in _PROPERTIES:
        key = name.replace("-", "_")
        properties.INITIAL_VALUES.setdefault(key, initial)
        properties.INHERITED.add(key)
        properties.KNOWN_PROPERTIES.add(name)
        validate.wants_base_url = False
        validation.PROPERTIES.setdefault(name, validate)
