"""Whether a line may end in a hyphen that no author wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes

_OFF = "_publish_unhyphenated"
_HYPHENS = ("-", "\N{HYPHEN}")


@contextmanager
def off(context: Any) -> Iterator[None]:
    """Break lines between words alone during the block; a word wider than its line still breaks."""
    setattr(context, _OFF, True)
    try:
        yield
    finally:
        setattr(context, _OFF, False)


def is_off(context: Any) -> bool:
    """Whether the next line is broken between words alone."""
    return vars(context).get(_OFF, False) if context is not None else False


def without(style: Any) -> Any:
    """``style`` with no automatic hyphens; itself where it has none."""
    if style["hyphens"] != "auto":
        return style
    plain = style.copy()
    plain["hyphens"] = "manual"
    return plain


def ends_in_hyphen(line: Any) -> bool:
    """Whether a line that its paragraph goes on after ends in a hyphen, an author's or not."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    last = next((box for box in reversed(texts) if box.text), None)
    return last is not None and last.text.endswith((*_HYPHENS, last.style["hyphenate_character"]))
