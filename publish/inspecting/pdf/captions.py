"""Reads the captions of a tagged PDF's figures."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from publish.inspecting.findings import Findings
from publish.inspecting.pdf.figures import Figure

_MOST_PAGES = 300
"""Most pages whose text is decoded, as decoding is slow."""


def caption_texts(
    data: bytes, figures: Sequence[Figure], findings: Findings
) -> dict[int, tuple[str, ...]]:
    """Return the captions of each figure, by its index in ``figures``.

    Only pages with captions are read. Text that cannot be decoded becomes a Problem.
    """
    pages = list(dict.fromkeys(m[0] for f in figures for marks in f.captions for m in marks))
    if not pages:
        return {}
    if len(pages) > _MOST_PAGES:
        message = f"only the captions on {_MOST_PAGES} of {len(pages)} pages were read"
        findings.warn("inspect-too-large", message)
    from publish.proof.readers.pdf.marked_content import read_marked_content

    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        content = read_marked_content(data, only=frozenset(pages[:_MOST_PAGES]))
    except Exception as error:  # pdfminer raises any kind of error on broken files
        message = f"the captions cannot be read: {type(error).__name__}: {error}"
        findings.warn("inspect-text-broken", message)
        return {}
    finally:
        logger.setLevel(before)
    return {
        index: tuple(filter(None, (_text(content, marks) for marks in figure.captions)))
        for index, figure in enumerate(figures)
    }


def _text(content: object, marks: Sequence[tuple[int, int]]) -> str:
    from publish.proof.readers.pdf.marked_content import MarkedContent

    assert isinstance(content, MarkedContent)
    pieces = [content.text(mark) for mark in dict.fromkeys(marks)]
    # The proof marks a hyphen at a line's end as soft: it may be the layout's own.
    whole = "".join(p if p.endswith(_JOINED) else f"{p} " for p in pieces)
    return " ".join(whole.replace("\u00ad ", "").replace("\u00ad", "").split())


_JOINED = ("\u00ad",)
