"""The language of a run in a DOCX (ISO 29500-1 §17.3.2.20)."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from publish.proof.readers.docx.styles import W

_COMPLEX = "[\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]"
"""Letters of Hebrew, Arabic and the scripts of India and its neighbors (Unicode, Blocks)."""
_EAST_ASIAN = (
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u312f\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf]"
    "|[\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U000323af]"
)
"""Letters of Chinese, Japanese and Korean."""


def language(run: etree._Element) -> str:
    """The language of a run's words in lower case; "" where the run has none.

    A run has three, each for letters of certain scripts, and only that of its own script
    counts. Latin letters and digits among letters of another script are part of the text
    in that script, whatever language Word takes them for.
    """
    languages = run.find(f"{W}rPr/{W}lang")
    if languages is None:
        return ""
    words = "".join(text.text or "" for text in run.iter(f"{W}t"))
    if run.find(f"{W}rPr/{W}rtl") is not None or _has(_COMPLEX, words):
        names: tuple[str, ...] = ("bidi",)
    elif _has(_EAST_ASIAN, words):
        names = ("eastAsia",)
    else:
        names = ("bidi", "eastAsia", "val")
    given = (languages.get(f"{W}{name}") for name in names)
    return next(filter(None, given), "").lower()


def _has(letters: str, words: str) -> bool:
    # Not compiled on import: sets of so many letters take milliseconds, and few runs need them.
    return not words.isascii() and _compiled(letters).search(words) is not None


_compiled = cache(re.compile)
