"""Finds the scripts of an article and adapts its stylesheets to them.

A theme supports the scripts of its fonts. For others, ``scripts.toml`` lists font
families and properties: some scripts allow no letter spacing and no italics. An
article with only Latin letters is set exactly as its theme states.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Any

from publish.fonts import installed
from publish.languages.locale import script as script_of
from publish.model.publication import FontFace
from publish.values import dataclass

HAN = ("Jpan", "Hans", "Hant", "Kore")
"""Scripts that share characters; only the language distinguishes them."""
COMPLEX = frozenset(
    {"Arab", "Hebr", "Deva", "Beng", "Taml", "Telu", "Gujr", "Guru", "Knda", "Mlym", "Sinh"}
    | {"Thai", "Khmr"}
)
"""Word's complex scripts, which have their own font and language (§17.3.2.26)."""
_NOT_LATIN = re.compile(
    "[^\x00-\u036f\u2000-\u2bff\u2e00-\u2e7f\ud800-\uf8ff\ufe00-\ufe2f\ufff0-\uffff"
    "\U00040000-\U0010ffff]"
)
"""Characters that may belong to other scripts than Latin. The others are fewer, and a set is
compiled letter by letter."""
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\ufe0f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615"
    "\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2"
    "\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797"
    "\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)
"""Emoji (Unicode, Emoji_Presentation), and the variation selector that makes emoji."""
EMOJI = "Zsye"
_LANG = re.compile(r'\slang="([^"]+)"')
_STACK = re.compile(r"^(?P<families>.+),\s*(?P<generic>serif|sans-serif|monospace)\s*$")
_SHARED = {"Hani": HAN, "Hira": ("Jpan",), "Kana": ("Jpan",), "Hang": ("Kore",), "Bopo": ("Hant",)}
_BOXES = tuple(
    f"@{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")
)


@dataclass(frozen=True)
class Script:
    """A script, by its ISO 15924 code, and how it is set (see ``scripts.toml``)."""

    code: str
    serif: tuple[str, ...]
    sans: tuple[str, ...]
    lines: float = 1.0
    leads: bool = False
    joined: bool = False
    slants: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """All families that may replace the theme's."""
        return tuple(dict.fromkeys((*self.serif, *self.sans)))

    def faces(self) -> tuple[FontFace, ...]:
        """The installed files of the first serif and the first sans-serif family."""
        found = (installed.faces(family[0]) for family in (self.serif, self.sans))
        return tuple(face for faces in found for face in faces)


@dataclass(frozen=True)
class ArticleScripts:
    """The scripts of an article: its own, the others in it, and those of its languages."""

    own: str
    scripts: tuple[Script, ...] = ()
    """Those with families in ``scripts.toml``, the article's own first."""
    languages: tuple[tuple[str, str], ...] = field(default=())
    """Language tags in the markup, each with its script."""

    @property
    def main(self) -> Script | None:
        """The article's own script, if it is one of :attr:`scripts`."""
        return next((script for script in self.scripts if script.code == self.own), None)


@lru_cache(maxsize=1)
def known() -> Mapping[str, Script]:
    """All scripts of ``scripts.toml``, by code."""
    text = Path(__file__).with_name("scripts.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {code: _script(code, table) for code, table in tables.items()}


def _script(code: str, table: dict[str, Any]) -> Script:
    families = {kind: tuple(table.pop(kind)) for kind in ("serif", "sans")}
    return Script(code, families["serif"], families["sans"], **table)


def find_scripts(lang: str, texts: Iterable[str]) -> ArticleScripts:
    """The scripts of ``texts``, the markup of an article in ``lang``."""
    own = family_of(lang)
    whole = "".join(texts)
    emoji = (EMOJI,) if _EMOJI.search(whole) else ()
    if own not in known() and not emoji and not _NOT_LATIN.search(whole):
        return ArticleScripts(own)
    tags = tuple((tag, family_of(tag)) for tag in dict.fromkeys((lang, *_LANG.findall(whole))))
    languages = tuple(dict.fromkeys(code for _, code in tags))
    found = (own, *sorted(_scripts_of(set(_NOT_LATIN.findall(whole)), languages)), *emoji)
    scripts = tuple(known()[code] for code in dict.fromkeys(found) if code in known())
    return ArticleScripts(own, scripts, tags)


def family_of(lang: str) -> str:
    """Return the script of a language, by the codes of :func:`known`."""
    code = script_of(lang)
    return {"Hrkt": "Jpan", "Hani": "Hans", "Hang": "Kore"}.get(code, code)


def _scripts_of(characters: Iterable[str], languages: tuple[str, ...]) -> Iterator[str]:
    """Yield the scripts of ``characters``; for Han, that of one of the ``languages``."""
    from fontTools import unicodedata  # the standard library lacks scripts

    for code in {unicodedata.script(character) for character in characters}:
        shared = _SHARED.get(code)
        if shared is None:
            yield code
        elif code == "Hani":
            meant = [one for one in languages if one in shared]
            yield from meant[:1] or ["Hans"]
        else:
            yield from shared


def with_script_families(tokens: Mapping[str, str], written: ArticleScripts) -> dict[str, str]:
    """Add the families of ``written`` to every font stack in ``tokens``.

    A font stack ends with ``serif``, ``sans-serif`` or ``monospace``.
    """
    return {name: _stack(value, written) for name, value in tokens.items()}


def _stack(value: str, written: ArticleScripts) -> str:
    match = _STACK.match(value)
    if match is None or not written.scripts:
        return value
    kind = "serif" if match["generic"] == "serif" else "sans"
    ahead: list[str] = []
    behind = [match["families"]]
    for script in written.scripts:
        families = ", ".join(f'"{family}"' for family in getattr(script, kind))
        # Code keeps its own font, whose letters have equal width.
        leads = script.leads and script.code == written.own and match["generic"] != "monospace"
        (ahead if leads else behind).append(families)
    return ", ".join((*ahead, *behind, match["generic"]))


def rules(written: ArticleScripts) -> str:
    """Return the rules that an article's scripts need after the theme's stylesheet."""
    css: list[str] = []
    for joined, slants, tags in _by_style(written):
        scope = [f":lang({tag})" for tag in tags]
        # Few of these scripts are hyphenated: a long word would run out of a column.
        looks = [] if slants else ["font-style: normal !important", "overflow-wrap: break-word"]
        looks += ["letter-spacing: 0 !important"] if joined else []
        if looks:
            css.append(f"{', '.join(scope)} {{ {'; '.join(looks)} }}")
        if not slants:
            # Without italics, weight marks emphasis.
            for name in ("em", "i", "cite", "dfn"):
                css.append(f"{', '.join(f'{name}{s}' for s in scope)} {{ font-weight: 600 }}")
    if written.main and written.main.joined:
        boxes = " ".join(f"{box} {{ letter-spacing: 0; font-style: normal }}" for box in _BOXES)
        css.append(f"@page {{ {boxes} }}")
    return "\n".join(css)


def _by_style(written: ArticleScripts) -> Iterator[tuple[bool, bool, list[str]]]:
    """Group languages by style of their scripts: joined or not, italics or not."""
    here = {script.code: script for script in written.scripts}
    manners: dict[tuple[bool, bool], list[str]] = {}
    for tag, code in written.languages:
        if code in here:
            manners.setdefault((here[code].joined, here[code].slants), []).append(tag)
    for (joined, slants), tags in manners.items():
        yield joined, slants, tags
