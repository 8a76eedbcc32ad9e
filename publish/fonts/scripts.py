"""The scripts of an article, and what its stylesheets need for them.

A theme is made for the scripts of its fonts. For others, ``scripts.toml`` has
families and habits: some scripts bear neither space between joined letters nor
slanted type. An article in Latin letters alone is set exactly as its theme says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from publish.fonts import installed
from publish.languages.locale import script as script_of
from publish.model.publication import FontFace

HAN = ("Jpan", "Hans", "Hant", "Kore")
"""Scripts that share characters: only the language tells which of them is meant."""
COMPLEX = frozenset(
    {"Arab", "Hebr", "Deva", "Beng", "Taml", "Telu", "Gujr", "Guru", "Knda", "Mlym", "Sinh"}
    | {"Thai", "Khmr"}
)
"""Word's complex scripts, which have a font and a language of their own (§17.3.2.26)."""
_SEEN = re.compile("[\u0370-\u1fff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufdff\ufe30-\ufeff\uff00-\uffef"
                   "\U00010000-\U0003ffff]")  # fmt: skip
"""Characters of scripts other than Latin, perhaps."""
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\ufe0f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615"
    "\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2"
    "\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797"
    "\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)
"""Emoji (Unicode, Emoji_Presentation), and the sign that makes emoji of other signs."""
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
        """The files of those that are installed: of serif and sans the first that is."""
        found = (installed.faces(family[0]) for family in (self.serif, self.sans))
        return tuple(face for faces in found for face in faces)


@dataclass(frozen=True)
class Written:
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


def written(lang: str, texts: Iterable[str]) -> Written:
    """The scripts of ``texts``, the markup of an article in ``lang``."""
    own = family_of(lang)
    whole = "".join(texts)
    emoji = (EMOJI,) if _EMOJI.search(whole) else ()
    if own not in known() and not emoji and not _SEEN.search(whole):
        return Written(own)
    tags = tuple((tag, family_of(tag)) for tag in dict.fromkeys((lang, *_LANG.findall(whole))))
    spoken = tuple(dict.fromkeys(code for _, code in tags))
    found = (own, *sorted(_found(set(_SEEN.findall(whole)), spoken)), *emoji)
    scripts = tuple(known()[code] for code in dict.fromkeys(found) if code in known())
    return Written(own, scripts, tags)


def family_of(lang: str) -> str:
    """The script of a language, as :func:`known` has it."""
    code = script_of(lang)
    return {"Hrkt": "Jpan", "Hani": "Hans", "Hang": "Kore"}.get(code, code)


def _found(characters: Iterable[str], spoken: tuple[str, ...]) -> Iterator[str]:
    """The scripts of ``characters``; Han is the script of one of the languages ``spoken``."""
    from fontTools import unicodedata  # it knows scripts, which the standard library does not

    for code in {unicodedata.script(character) for character in characters}:
        shared = _SHARED.get(code)
        if shared is None:
            yield code
        elif code == "Hani":
            meant = [one for one in spoken if one in shared]
            yield from meant[:1] or ["Hans"]
        else:
            yield from shared


def stacked(tokens: Mapping[str, str], written: Written) -> dict[str, str]:
    """Tokens with the families of ``written`` in every stack of fonts.

    A stack ends with ``serif``, ``sans-serif`` or ``monospace``.
    """
    return {name: _stack(value, written) for name, value in tokens.items()}


def _stack(value: str, written: Written) -> str:
    match = _STACK.match(value)
    if match is None or not written.scripts:
        return value
    kind = "serif" if match["generic"] == "serif" else "sans"
    ahead: list[str] = []
    behind = [match["families"]]
    for script in written.scripts:
        families = ", ".join(f'"{family}"' for family in getattr(script, kind))
        # Code keeps its own letters, which are all as wide as each other.
        leads = script.leads and script.code == written.own and match["generic"] != "monospace"
        (ahead if leads else behind).append(families)
    return ", ".join((*ahead, *behind, match["generic"]))


def rules(written: Written) -> str:
    """Rules after a theme's stylesheet that its article's scripts need."""
    css: list[str] = []
    for joined, slants, tags in _manners(written):
        scope = [f":lang({tag})" for tag in tags]
        looks = [] if slants else ["font-style: normal !important"]
        looks += ["letter-spacing: 0 !important"] if joined else []
        if looks:
            css.append(f"{', '.join(scope)} {{ {'; '.join(looks)} }}")
        if not slants:
            # Weight marks emphasis where nothing slants.
            for name in ("em", "i", "cite", "dfn"):
                css.append(f"{', '.join(f'{name}{s}' for s in scope)} {{ font-weight: 600 }}")
    if written.main and written.main.joined:
        boxes = " ".join(f"{box} {{ letter-spacing: 0; font-style: normal }}" for box in _BOXES)
        css.append(f"@page {{ {boxes} }}")
    return "\n".join(css)


def _manners(written: Written) -> Iterator[tuple[bool, bool, list[str]]]:
    """Languages by how their scripts are set: joined or not, slanted or not."""
    here = {script.code: script for script in written.scripts}
    manners: dict[tuple[bool, bool], list[str]] = {}
    for tag, code in written.languages:
        if code in here:
            manners.setdefault((here[code].joined, here[code].slants), []).append(tag)
    for (joined, slants), tags in manners.items():
        yield joined, slants, tags
