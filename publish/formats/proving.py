"""The proof of outputs in all formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from publish.formats import FORMATS
from publish.page import Page
from publish.proof import report
from publish.proof.report import Compared, Comparison, Report


def verify(
    outputs: Mapping[str, bytes],
    page_of: Page | Callable[[str], Page],
    format_of: Callable[[str], str] = str,
) -> Report:
    """Read every output back, by the name of its channel, and compare it with its Page.

    ``page_of`` gives the Page of a channel, or is the one Page of all; ``format_of``
    gives the name of its format, by default the channel's own. Raises ``KeyError`` for
    a format that does not exist.
    """
    return report.verify(outputs, page_of, lambda name: FORMATS[format_of(name)].read)


def compared(comparison: Comparison, page: Page, data: bytes, format: str) -> Compared:
    """One output, read back by its format's reader, in comparison with its Page."""
    return comparison.of(page, data, FORMATS[format].read)
