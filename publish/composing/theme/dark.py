"""The dark scheme: a theme's colors once more, with its dark tokens.

A theme that has ``background-dark`` has one: the color part of its stylesheets is written a second
time, with ``accent-dark`` for ``accent`` and so on. Reading systems know no ``var()``, so tokens
alone cannot change; and all colors are repeated, not only those that differ, so that the cascade
among them stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from publish.keeping.kept import AS_TEXT, NOTHING, KeptWork
from publish.page import DARK

SUFFIX = "-dark"
GROUND = f"background{SUFFIX}"
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_INK, _READ = 3.0, 4.5
"""Contrast with white from which a color is one of text, and contrast that text needs."""
_COLORED = re.compile(
    r"color|background(?:-color)?|fill|stroke"
    r"|(?:border|outline|column-rule)(?:-(?!radius|collapse|spacing|image)\w+)*"
)
"""Properties with colors; shorthands with their widths, as those they overrule have."""


def dark_tokens(tokens: Mapping[str, str]) -> dict[str, str]:
    """The tokens of the dark scheme."""
    dark = {
        name.removesuffix(SUFFIX): value for name, value in tokens.items() if name.endswith(SUFFIX)
    }
    return {**tokens, **dark}


def merged(tokens: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """``tokens`` with those of an heir, a variant or a brand.

    A color of its own without a dark counterpart gets one: the nearest that is read on the dark
    grounds, so that nobody sees the color that was replaced.
    """
    whole = {**tokens, **own}
    for name, value in own.items():
        if name + SUFFIX in tokens and name + SUFFIX not in own:
            ground = whole.get(f"tint{SUFFIX}", whole.get(GROUND, ""))  # the lighter one
            whole[name + SUFFIX] = _counterpart(value, tokens[name + SUFFIX], ground)
    return whole


def _counterpart(value: str, inherited: str, ground: str) -> str:
    if "var(" in value:
        return value  # its tokens are dark
    if not _HEX.fullmatch(value) or not _HEX.fullmatch(ground):
        return inherited
    from publish.composing.theme.contrast import nearest, ratio

    is_ink = ratio(value[1:], "FFFFFF") >= _INK
    return f"#{nearest(value[1:], ground[1:], _READ).lower()}" if is_ink else inherited


@lru_cache(maxsize=8)
def color_part(css: str, kept: KeptWork = NOTHING) -> str:
    """The colors of ``css``, for readers who prefer the dark; the same for all of a theme."""
    return kept.value("dark", (css,), AS_TEXT, lambda: _color_part(css))


def _color_part(css: str) -> str:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_wrapped(rules, DARK))


def _wrapped(rules: Iterable[Node], query: str) -> Iterator[str]:
    plain: list[str] = []
    for rule in rules:
        if isinstance(rule, QualifiedRule) and (colors := _colors(rule)):
            plain.append(f"{tinycss2.serialize(rule.prelude).strip()} {{ {colors} }}")
        elif isinstance(rule, AtRule) and rule.lower_at_keyword == "media" and rule.content:
            own = tinycss2.serialize(rule.prelude).strip()
            if own.startswith("(") and "color-scheme" not in own and "," not in own:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True)
                yield from _block(plain, query)
                plain = []
                yield from _wrapped(inner, f"{query} and {own}")
    yield from _block(plain, query)


def _block(rules: list[str], query: str) -> Iterator[str]:
    if rules:
        yield "\n".join([f"@media {query} {{", *rules, "}"])


def _colors(rule: QualifiedRule) -> str:
    declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
    return "; ".join(
        declaration.serialize().strip()
        for declaration in declarations
        if isinstance(declaration, Declaration) and _COLORED.fullmatch(declaration.lower_name)
    )
