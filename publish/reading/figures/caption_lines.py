"""Captions typed as a line of text under a picture, often with its credit.

``*The ferry at its pier. Photo: Ada Example / Example Press*``. Such a line stays right below its
picture; its message has the entry for ``images:``, ready to paste.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache

from markdown_it.token import Token

from publish.errors import Problem, Severity, Where
from publish.rights.license_in_text import license_in
from publish.values import dataclass

_WORDS = """
    photo photograph photographer photography picture image illustration graphic map drawing credit
    credits foto fotografie fotograf bild grafik karte illustratie fotografía imagen ilustración
    fotografia immagine zdjęcie fot obrázek foto's fotó kép фото фотография 写真 撮影 图片 사진
    צילום תמונה تصوير
"""
_WORD = rf"(?:{'|'.join(_WORDS.split())})(?:\s*(?:/|&|and|und|et)\s*\w+)?"
_BY = r"(?:by|von|de|di|par|door|av|af|courtesy of)\b"
_LEAD = rf"(?:{_WORD}(?:\s+{_BY})?\s*[:：]|{_WORD}\s+{_BY}|fot\.|©(?:\s*\d{{4}})?|\(c\))"
"""The beginning of a credit: a word with a colon, a word with "by", or the copyright sign."""
_CREDIT = rf"(?:^|(?<=[.!?…;|–—/(\s]))\(?\s*{_LEAD}\s*(?P<who>[^()|:：]{{2,80}}?)\s*[).]*\s*$"
_TABLES = """
    table tab. tabelle tabla tableau tabel tabela tabella tabell taulukko tabulka таблица табл. 表
"""
_FIGURES = """
    figure fig. fig abbildung abb. figura figuur kuvio obrázek rysunek rycina рисунок рис. 図 图
"""
TABLE_WORDS, FIGURE_WORDS = tuple(_TABLES.split()), tuple(_FIGURES.split())
"""Words for a table and for a figure in captions and references, in the languages of newsrooms."""
CAPTION_LABEL = re.compile(
    rf"(?:{'|'.join(map(re.escape, FIGURE_WORDS + TABLE_WORDS))})[ \u00a0]?(?P<number>\d{{1,2}})\s?"
    r"(?:[.:：|]|\s[–—-](?=\s)|$)\s*",
    re.IGNORECASE,
)
"""The beginning of a caption whose number is typed: "Figure 2: ", "Tab. 3. "."""
CAPTION_WORD = re.compile(
    rf"{CAPTION_LABEL.pattern}|(?:caption|legend|legende|bildunterschrift|légende|leyenda)\s?[:：]\s*",
    re.IGNORECASE,
)
"""The same, or a word such as "Caption: "."""
_ALONE = re.compile(
    r"\(?(?:photos?|photographs?|pictures?|images?|fotos?|bild(?:er)?"
    r"|(?:photo|picture|image) credits?)"
    r"(?:\s+(?:by|von|de|di|par|door|av|af))?\s*[:：]\s*[^:：]{2,80}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[/|]\s*|\s+(?:via)\s+")
_LONGEST = 600


@dataclass(frozen=True)
class CaptionLine:
    """A line that looks like a caption: its words, and the person credited, if any."""

    caption: str
    creator: str = ""
    provider: str = ""
    license: str = ""

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The values in the line, by the keys of a picture's entry and its credit."""
        keys = ("caption", "creator", "provider", "license")
        return tuple((key, value) for key in keys if (value := getattr(self, key)))

    def entry(self, name: str) -> str:
        """The entry for ``images:``, in YAML on one line."""
        values = dict(self.values)
        caption = values.pop("caption", "")
        keys = [f"caption: {_quoted(caption)}"] if caption else []
        credit = [f"{key}: {_quoted(value)}" for key, value in values.items()]
        keys += [f"credit: {{{', '.join(credit)}}}"] if credit else []
        return f"{name}: {{{', '.join(keys)}}}"

    def problem(
        self, name: str, message: str, where: Where, severity: Severity, *, rule: str
    ) -> Problem:
        """The Problem that proposes the entry for the picture ``name``."""
        fix = f"Write under `images:` {self.entry(name)} and delete the line."
        return Problem(rule, message, fix, where, severity, name, self.values)


def caption_line(children: Sequence[Token]) -> CaptionLine | None:
    """The caption in a line of text, None where it does not look like one.

    It is a caption if all of it is emphasized or small, or if it begins as a credit does, or with
    a label and a number.
    """
    shown = [child for child in children if child.type not in ("softbreak", "hardbreak")]
    while shown and not shown[0].content.strip() and not shown[0].nesting:
        shown.pop(0)
    while shown and not shown[-1].content.strip() and not shown[-1].nesting:
        shown.pop()
    text = " ".join("".join(_words(child) for child in children).split())
    if not text or len(text) > _LONGEST:
        return None
    label = CAPTION_WORD.match(text)
    if not (label or _is_wrapped(shown) or _compiled(_LEAD).match(text)):
        return None
    return read_caption(text[label.end() if label else 0 :])


def is_credit_line(text: str) -> bool:
    """Whether a paragraph is nothing but the credit of a picture."""
    return _ALONE.fullmatch(text.strip()) is not None


def read_caption(text: str) -> CaptionLine:
    """A caption's words, separated from the credit at their end."""
    found = _compiled(_CREDIT).search(text)
    if found is None:
        return CaptionLine(text)
    who, *more = _PARTS.split(found["who"].strip(" .,"))
    licenses = {part: known.id for part in more if (known := license_in(part))}
    provider = next((part for part in more if part not in licenses), "")
    license = next(iter(licenses.values()), "")
    return CaptionLine(text[: found.start()].rstrip(" (–—-|/"), who, provider, license)


def read_credit(text: str) -> CaptionLine:
    """Who is credited in a text that is nothing but a credit: "Ben Example / dpa / CC BY 4.0"."""
    return read_caption(text if _compiled(_LEAD).match(text) else f"Photo: {text}")


def _is_wrapped(children: Sequence[Token]) -> bool:
    """Whether one emphasis, or one small span, holds all."""
    if len(children) < 2 or children[0].type not in ("em_open", "strong_open", "span_open"):
        return False
    depth = 0
    for n, child in enumerate(children):
        depth += child.nesting
        if not depth:
            return n == len(children) - 1
    return False


def _words(child: Token) -> str:
    return " " if child.type in ("softbreak", "hardbreak") else child.content


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Not on import: so many words take milliseconds, and few articles need them."""
    return re.compile(pattern, re.IGNORECASE)
