"""Text that the processor lost of a record: each field of BibTeX, compared with the result.

Letters and digits are compared in order; TeX commands have no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from publish.reading.citations.bibtex import IDLE, MONTHS, BibEntry

_SHOWN = frozenset(
    re.findall(
        r"\w+",
        """title subtitle titleaddon booktitle booksubtitle maintitle journal journaltitle
    journalsubtitle series publisher organization institution school address location edition
    volume number issue pages note howpublished eventtitle venue part chapter version doi isbn
    issn author editor translator date year""",
    )
)
"""Fields that lists of references show."""
_PEOPLE = frozenset({"author", "editor", "translator"})
_VERBATIM = frozenset({"doi", "url", "eprint"})
_LETTERS = {
    "ss": "ss", "o": "o", "O": "o", "l": "l", "L": "l", "ae": "ae", "AE": "ae", "oe": "oe",
    "OE": "oe", "aa": "a", "AA": "a", "i": "i", "j": "j", "dh": "d", "DH": "d", "th": "th",
    "TH": "th", "dj": "d", "DJ": "d", "ng": "n", "NG": "n",
}  # fmt: skip
_FOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th",
     "đ": "d", "ŋ": "n", "ȷ": "j"}
)  # fmt: skip
_MATH = re.compile(r"\$[^$]*\$")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*|\\.")
_SEPARATOR = re.compile(r"\s+and\s+")


def losses(entry: BibEntry, text: str) -> Iterator[tuple[str, str]]:
    """The fields of ``entry`` that are missing in ``text``, all words of its record.

    Each comes with its value as written.
    """
    shown = folded(text)
    for name, value in entry.fields.items():
        if name not in _SHOWN or name in IDLE:
            continue
        parts = _SEPARATOR.split(value) if name in _PEOPLE else [value]
        for part in parts:
            if not _holds(shown, name, part):
                yield name, part.strip()


def _holds(shown: str, name: str, value: str) -> bool:
    plain = value if name in _VERBATIM else _plain(value)
    if name in _PEOPLE:
        # Names are inverted: look for each word by itself.
        words = [folded(word) for word in re.split(r"[\s,~.-]+", plain)]
        return all(word in shown for word in words if word and word != "others")
    if name in ("year", "date", "pages", "number", "volume", "edition"):
        return all(part.lstrip("0") in shown for part in re.findall(r"\d+", plain)) and (
            bool(re.search(r"\d", plain)) or _letters(plain, shown)
        )
    return _letters(plain, shown)


def _letters(plain: str, shown: str) -> bool:
    """Whether the record has every word of a value."""
    words = [folded(word) for word in re.split(r"[^\w]+", plain)]
    return all(word in shown for word in words if word and word not in MONTHS)


def _plain(value: str) -> str:
    """A BibTeX value without commands, braces and formulas."""
    text = _MATH.sub(" ", value)
    text = _COMMAND.sub(lambda match: _LETTERS.get(match[1] or "", ""), text)
    return text.replace("{", "").replace("}", "").replace("~", " ")


def folded(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    decomposed = normalize("NFKD", text).casefold().translate(_FOLDED)
    return "".join(c for c in decomposed if c.isalnum() and not combining(c))
