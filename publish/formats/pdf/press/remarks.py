"""A printer's complaints, as Problems for whoever builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.errors import Problem, Severity, ThemeError
from publish.formats.pdf.press.contents import HAIRLINE, SMALL_TYPE
from publish.formats.pdf.press.drawing import Found, Mark

FINE = 300
"""Pixels an inch that offset printing asks for."""
_SLACK = 1.5
"""Percent of ink that rounding can add."""


def about_pictures(
    resolutions: Mapping[str, tuple[float, int]], inks: Mapping[str, float], limit: int
) -> Iterator[Problem]:
    """Pictures with too few pixels, by their pixels an inch and page, and with too much ink."""
    for name, (dpi, page) in resolutions.items():
        if dpi < FINE:
            yield Problem(
                "press-resolution",
                f"{name} has {dpi:.0f} pixels an inch at its size on page {page}; "
                f"print asks for {FINE}",
                "Use a larger file of the picture, or show it smaller.",
                severity=Severity.WARNING,
                about=name,
            )
    for name, ink in inks.items():
        if ink > limit + _SLACK:
            yield Problem(
                "press-ink",
                f"{name} has up to {ink:.0f} % of ink on one spot; the limit is {limit} %",
                "Convert the picture for a condition with that limit, or set `ink-limit` higher.",
                severity=Severity.WARNING,
                about=name,
            )


def about_marks(found: Found) -> Iterator[Problem]:
    """Lines that are too thin, and white type that is too small."""
    if found.hairlines:
        yield Problem(
            "press-hairline",
            f"{_count(found.hairlines, 'line')} thinner than {HAIRLINE} pt: "
            f"{_least(found.hairlines)}",
            "Make the line thicker in the theme or the drawing, or leave it out.",
            severity=Severity.WARNING,
        )
    if found.reversed:
        yield Problem(
            "press-white-type",
            f"{_count(found.reversed, 'piece')} of white type under {SMALL_TYPE:g} pt: "
            f"{_least(found.reversed)}",
            "Set it larger in the theme, or dark on a light ground.",
            severity=Severity.WARNING,
        )


def _count(marks: Sequence[Mark], what: str) -> str:
    return f"{len(marks)} {what}{'s' if len(marks) > 1 else ''}"


def _least(marks: Sequence[Mark]) -> str:
    least = min(marks, key=lambda mark: mark.size)
    return f"the smallest has {least.size:g} pt, on page {least.page}"


def transparent(stuck: Mapping[str, int], theme: str) -> ThemeError:
    """The error for transparency that cannot be taken out."""
    what, page = next(iter(stuck.items()))
    return ThemeError(
        Problem(
            "press-transparency",
            f"{what} on page {page} lies over several colors or a picture, "
            f"and PDF/X-1a allows no transparency (theme {theme})",
            'Write standard = "x4" for this edition, or use an opaque picture and opaque colors.',
        )
    )
