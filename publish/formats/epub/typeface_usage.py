"""Finds the characters that are set in each typeface, for subsetting fonts.

cssselect2 matches the selectors; family, weight, style and ``text-transform`` of every
element are computed (CSS Cascade 4 §6, CSS Fonts 4 §2). Where the result depends on
the reading system (a media query, a pseudo-element), everything that may be shown
counts: an extra character costs a few bytes, a missing one shows in another typeface.
"""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2
from lxml import etree
from tinycss2.ast import AtRule, Declaration, QualifiedRule, StringToken

from publish.formats.epub import font_shorthand
from publish.values import dataclass

USER_AGENT = """
b, strong, th, h1, h2, h3, h4, h5, h6, dt { font-weight: bold }
i, em, cite, var, dfn, address { font-style: italic }
code, kbd, samp, pre, tt { font-family: monospace }
th, dt { font-style: normal }
head, script, style { font-family: none }
"""
"""HTML's default styles (HTML §15.3)."""

BULLETS = "•◦▪‣–"
NUMBERS = string.digits + ".) "
ALWAYS = " \N{NO-BREAK SPACE}-\N{HYPHEN}"
"""Characters set without being in the text: hyphens and spaces."""

_PROPERTIES = frozenset(
    {"font", "font-family", "font-weight", "font-style", "text-transform", "content"}
)


@dataclass(frozen=True, order=True)
class Typeface:
    """An element's font: families in order, weight, ``normal`` or ``italic``."""

    families: tuple[str, ...] = ()
    weight: int = 400
    style: str = "normal"
    transform: str = "none"


Matches = dict[str | None, list[Declaration]]
Usage = Mapping[Typeface, frozenset[str]]


def find_usage(css: str, roots: Iterable[etree._Element]) -> Usage:
    """Return the characters that documents styled by ``css`` set in each typeface."""
    matcher = _matcher(USER_AGENT + css)
    used: dict[Typeface, set[str]] = defaultdict(set)
    for root in roots:
        wrapper = cssselect2.ElementWrapper.from_xml_root(root)
        for typeface, text in _usage_of(wrapper, Typeface(), matcher):
            used[replace(typeface, transform="none")].update(text)
    return {face: frozenset(text | set(ALWAYS)) for face, text in used.items() if text}


def font_rules(css: str) -> str:
    """The rules of a stylesheet that decide in which typeface a text is set, and no others."""
    return "".join(
        f"{tinycss2.serialize(rule.prelude)}{{{';'.join(d.serialize() for d in wanted)}}}\n"
        for rule, wanted in _font_rules(css)
    )


def _font_rules(css: str) -> Iterator[tuple[QualifiedRule, list[Declaration]]]:
    for rule in _style_rules(tinycss2.parse_stylesheet(css, True, True)):
        found = tinycss2.parse_blocks_contents(rule.content, True, True)
        wanted = [d for d in found if isinstance(d, Declaration) and d.lower_name in _PROPERTIES]
        if wanted:
            yield rule, wanted


@lru_cache(maxsize=2)
def _matcher(css: str) -> Any:
    """The selectors of a stylesheet that set typefaces; nobody may change it."""
    matcher = cssselect2.Matcher()
    for rule, wanted in _font_rules(css):
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # cssselect2 lacks some selectors that readers support, such as :host()
        for selector in selectors:
            matcher.add_selector(selector, wanted)
    return matcher


def _style_rules(rules: Iterable[Any]) -> Iterator[QualifiedRule]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
            yield from _style_rules(tinycss2.parse_rule_list(rule.content, True, True))


def _usage_of(wrapper: Any, parent: Typeface, matcher: Any) -> Iterator[tuple[Typeface, str]]:
    """Yield the text of an element and its descendants, with typefaces."""
    matched = _match(wrapper, matcher)
    own = _compute(parent, matched.get(None, ()))
    element = wrapper.etree_element
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    yield own, _with_case_variants("".join(pieces), own)
    if wrapper.local_name == "li":
        yield _compute(own, matched.get("marker", ())), _marker_characters(wrapper)
    for pseudo, declarations in matched.items():
        if pseudo not in (None, "marker"):
            text = _generated_text(declarations) or "".join(pieces)
            face = _compute(own, declarations)
            yield face, _with_case_variants(text, face)
    for child in wrapper.iter_children():
        yield from _usage_of(child, own, matcher)


def _match(wrapper: Any, matcher: Any) -> Matches:
    """Return the declarations for an element and its pseudo-elements, weakest first."""
    matched: Matches = defaultdict(list)
    for _specificity, _order, pseudo, declarations in matcher.match(wrapper):
        matched[pseudo] += declarations
    return {
        pseudo: sorted(found, key=lambda declaration: bool(declaration.important))
        for pseudo, found in matched.items()
    }


def _compute(parent: Typeface, declarations: Iterable[Declaration]) -> Typeface:
    face = parent
    for declaration in declarations:
        value = declaration.value
        word = tinycss2.serialize(value).strip().lower()
        match declaration.lower_name:
            case "font" if word == "inherit":
                face = replace(parent, transform=face.transform)
            case "font" if font := font_shorthand.font(value):
                families = font_shorthand.families(font.families)
                weight = _weight(font.weight, parent.weight)
                face = replace(face, families=families, weight=weight, style=_style(font.style))
            case "font-family":
                families = font_shorthand.families(value)
                face = replace(face, families=parent.families if word == "inherit" else families)
            case "font-weight":
                face = replace(face, weight=_weight(word, parent.weight))
            case "font-style":
                face = replace(face, style=parent.style if word == "inherit" else _style(word))
            case "text-transform":
                face = replace(face, transform=parent.transform if word == "inherit" else word)
    return face


def _weight(word: str, inherited: int) -> int:
    """Compute a weight, with the steps of ``bolder`` and ``lighter`` (CSS Fonts 4 §2.2)."""
    if word.isdecimal():
        return int(word)
    if word == "bolder":
        return 400 if inherited < 350 else 700 if inherited < 550 else 900
    if word == "lighter":
        return 100 if inherited < 550 else 400 if inherited < 750 else 700
    return {"normal": 400, "bold": 700}.get(word, inherited)


def _style(word: str) -> str:
    return "italic" if word.startswith(("italic", "oblique")) else "normal"


def _with_case_variants(text: str, face: Typeface) -> str:
    """Add the other case to ``text`` if CSS transforms it.

    The special capitals of Turkish and Azeri are added in every language.
    """
    if not text.strip():
        return ""
    match face.transform:
        case "uppercase" | "capitalize":
            return text + text.upper() + ("İ" if "i" in text else "")
        case "lowercase":
            return text + text.lower() + ("ı" if "I" in text else "")
    return text


def _marker_characters(wrapper: Any) -> str:
    letters = string.ascii_letters if wrapper.parent.etree_element.get("type") else ""
    return (NUMBERS if wrapper.parent.local_name == "ol" else BULLETS) + letters


def _generated_text(declarations: Iterable[Declaration]) -> str:
    """Return the text of ``content``; counters count as decimal."""
    text = ""
    for declaration in declarations:
        if declaration.lower_name != "content":
            continue
        text = "".join(n.value for n in declaration.value if isinstance(n, StringToken))
        if any(n.type == "function" for n in declaration.value):
            text += NUMBERS
    return text
