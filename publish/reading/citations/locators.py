"""Locators, such as ``p. 33``, in the words of the article's language.

The processor knows only the words of its own locale. Authors and their tools write English,
whatever the article's language, so this module translates English words into that language. Unknown
words stay as written.
"""

from __future__ import annotations

import re

from publish.languages.conventions import conventions

_ENGLISH = {
    "p": "page", "pp": "page", "page": "page", "pages": "page",
    "ch": "chapter", "chap": "chapter", "chaps": "chapter", "chapter": "chapter",
    "chapters": "chapter",
    "sec": "section", "secs": "section", "section": "section", "sections": "section",
    "vol": "volume", "vols": "volume", "volume": "volume",
    "fig": "figure", "figs": "figure", "figure": "figure",
    "no": "issue", "col": "column", "cols": "column", "para": "paragraph", "paras": "paragraph",
    "pt": "part", "pts": "part", "part": "part", "bk": "book", "book": "book",
    "n": "note", "nn": "note", "note": "note", "l": "line", "ll": "line", "v": "verse",
}  # fmt: skip
_LABELED = re.compile(r"(\s*,?\s*)([A-Za-z]+)(\.?)[ \u00a0]*(?=[\divxlcdmIVXLCDM]+\b)")


_SIGN = re.compile(r"\s*,?\s*[§¶]")


def is_typed(suffix: str) -> bool:
    """Whether a sign, § or ¶, names the place. It is printed as typed: in law a § is no section."""
    return bool(_SIGN.match(suffix))


def localized(suffix: str, lang: str) -> str:
    """``suffix`` with the English word at its beginning in the words of ``lang``.

    Where the language's word is unknown, a page gets none: styles read a bare number as a page.
    """
    terms = conventions(lang).locators
    match = _LABELED.match(suffix)
    if match is None:
        return suffix
    kind = _ENGLISH.get(match[2].lower())
    rest = suffix[match.end() :]
    if kind == "page" and rest[:1].isdigit() and not terms:
        return f"{match[1]}{rest}"
    term = terms.get(kind or "")
    return f"{match[1]}{term} {rest}" if term else suffix
