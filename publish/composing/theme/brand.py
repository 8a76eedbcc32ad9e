"""An organization's brand, applied to any theme."""

from __future__ import annotations

from dataclasses import replace

from publish.composing.theme.loading import Theme
from publish.errors import Problem, Severity
from publish.model.article import Article
from publish.model.publication import Brand
from publish.page import Look
from publish.suggest import did_you_mean


def brand_of(article: Article) -> Brand:
    """The brand of the article's publication."""
    return article.publication.brand if article.publication else Brand()


def branded(theme: Theme, brand: Brand) -> Theme:
    """The theme with the colors, fonts and other tokens of the brand."""
    return replace(
        theme,
        tokens={**theme.tokens, **dict(brand.tokens)},
        fonts=(*theme.fonts, *brand.fonts),
    )


def problems(theme: Theme, brand: Brand, look: Look) -> tuple[Problem, ...]:
    """Problems with a brand in a theme: unknown tokens, colors too faint.

    ``look`` is that of the branded theme. A brand without tokens has no Problems, and is
    not examined.
    """
    if not brand.tokens:
        return ()
    from publish.composing.theme import contrast

    unknown = (name for name, _ in brand.tokens if name not in theme.tokens)
    return (*(_unknown(theme, name) for name in unknown), *contrast.problems(look))


def _unknown(theme: Theme, name: str) -> Problem:
    return Problem(
        "brand-token",
        f"the theme {theme.name} has no token {name}, so the brand's has no effect",
        did_you_mean(name, theme.tokens, f"It has: {', '.join(sorted(theme.tokens))}."),
        severity=Severity.WARNING,
    )
