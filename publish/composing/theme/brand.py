"""An organization's brand, applied to any theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publish.composing.theme import dark
from publish.composing.theme.loading import Theme
from publish.errors import Problem, Severity
from publish.model.article import Article
from publish.model.press import Ink
from publish.model.publication import Brand
from publish.page import Look
from publish.suggest import did_you_mean

_DEEPEST = 8


def brand_of(article: Article) -> Brand:
    """The brand of the article's publication."""
    return article.publication.brand if article.publication else Brand()


def printed(brand: Brand, theme: Theme) -> Brand:
    """The brand with the logo for one color, if that is how the theme prints."""
    if theme.tokens.get("logo") != "mono" or brand.logo_mono is None:
        return brand
    return replace(brand, logo=brand.logo_mono, logo_dark=None)


def branded(theme: Theme, brand: Brand) -> Theme:
    """The theme with the colors, fonts and other tokens of the brand."""
    return replace(
        theme,
        tokens=dark.merged(theme.tokens, dict(brand.tokens)),
        fonts=(*theme.fonts, *brand.fonts),
    )


def inks(theme: Theme, brand: Brand) -> tuple[Ink, ...]:
    """The colors that the brand has device values for, as the theme shows them."""
    from tinycss2.color3 import parse_color

    found = []
    for token, cmyk, spot in brand.inks:
        value = theme.tokens.get(token, "")
        for _ in range(_DEEPEST):  # a token can be another's value
            name = value.removeprefix("var(--").removesuffix(")")
            value = theme.tokens.get(name, "") if value.startswith("var(--") else value
        color = parse_color(value)
        if isinstance(color, tuple):
            parts = (round(255 * part) for part in color[:3])
            found.append(Ink("#{:02x}{:02x}{:02x}".format(*parts), cmyk, spot))
    return tuple(found)


def problems(theme: Theme, brand: Brand, look: Look) -> tuple[Problem, ...]:
    """Problems with a brand in a theme: unknown tokens, colors too faint.

    ``look`` is that of the branded theme. A brand without tokens has no Problems, and is
    not examined.
    """
    if not brand.tokens:
        return ()
    from publish.composing.theme import contrast

    unknown = (name for name, _ in brand.tokens if name not in theme.tokens)
    return (
        *(_unknown(theme, name) for name in unknown),
        *_no_colors(theme, brand),
        *contrast.problems(look),
    )


def _no_colors(theme: Theme, brand: Brand) -> Iterator[Problem]:
    """Tokens that are colors in the theme, and in the brand are none: CSS drops them in silence."""
    from tinycss2.color3 import parse_color

    for name, value in brand.tokens:
        if parse_color(theme.tokens.get(name, "")) is None or "(" in value:
            continue
        if parse_color(value) is None:
            hexadecimal = f"#{value}" if parse_color(f"#{value}") else ""
            fix = f'Write {name} = "{hexadecimal or theme.tokens[name]}"'
            yield Problem(
                "brand-token",
                f"the brand's token {name} is “{value}”, which is no color and has no effect",
                fix if hexadecimal else f"{fix} or another color in this form.",
                severity=Severity.WARNING,
            )


def _unknown(theme: Theme, name: str) -> Problem:
    return Problem(
        "brand-token",
        f"the theme {theme.name} has no token {name}, so the brand's has no effect",
        did_you_mean(name, theme.tokens, f"It has: {', '.join(sorted(theme.tokens))}."),
        severity=Severity.WARNING,
    )
