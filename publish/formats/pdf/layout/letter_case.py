"""Capitals by the rules of the language, for tags that say more than it.

WeasyPrint compares the whole tag, so that ``az-Latn`` or ``tr-TR`` gets English capitals. In
Greek, it turns έυ into ΗΫ, another word (CLDR, el-Upper: ΕΫ), and takes the accents of Latin
letters away, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from weasyprint.formatting_structure import text as transforming

_Transform = Callable[[str, str | None], str]
_GREEK = re.compile("([\u0370-\u03ff\u1f00-\u1fff][\u0300-\u036f\u0370-\u03ff\u1f00-\u1fff]*)")
_MENDED = "publish_mended"


def install() -> None:
    """Let WeasyPrint change case as above; harmless when done twice."""
    for name in ("uppercase", "lowercase", "capitalize"):
        original: _Transform = getattr(transforming, name)
        if not hasattr(original, _MENDED):
            setattr(transforming, name, _by_language(original))


def _by_language(original: _Transform) -> _Transform:
    @wraps(original)
    def transformed(text: str, lang: str | None) -> str:
        language = (lang or "").partition("-")[0].lower()
        if language == "el" and original.__name__ == "uppercase":
            text = text.replace("έυ", "ΕΫ")
            return "".join(
                original(part, language) if _GREEK.match(part) else part.upper()
                for part in _GREEK.split(text)
            )
        return original(text, language or None)

    setattr(transformed, _MENDED, True)
    return transformed
