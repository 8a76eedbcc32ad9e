"""No word is parted at the end of a column or page (``hyphenate-limit-last``, CSS Text 4 §6.3.3).

WeasyPrint 70 breaks a paragraph between pages after the last line that fits. This wraps a private
function; ``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block
from weasyprint.layout.leader import handle_leader
from weasyprint.layout.percent import resolve_one_percentage

from publish.formats.pdf.layout.lines.unparted import unparted

_weasyprint_layout = block._linebox_layout


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    block._linebox_layout = _layout


def _layout(
    context: Any, box: Any, index: int, linebox: Any, lines: list[Any], *others: Any
) -> Any:
    found = _weasyprint_layout(context, box, index, linebox, lines, *others)
    aborted, stopped, _, *rest = found
    if aborted or not stopped or not lines or box.style["hyphenate_limit_last"] == "none":
        return found
    line = lines[-1]
    if line.resume_at is None:
        return found
    bottom_space, _, start = others[4:7]
    if len(lines) > 1:
        start = lines[-2].resume_at
    elif start is None:
        resolve_one_percentage(linebox, "text_indent", box.width)
    whole = unparted(context, linebox, line, (bottom_space, start, box))
    linebox.text_indent = 0
    if whole is None:
        return found
    lines[-1], lines[-1].resume_at = whole
    handle_leader(context, lines[-1], box)
    return aborted, stopped, {index: lines[-1].resume_at}, *rest
