"""How light a color is, and how far two are apart, by WCAG 2.2."""

from __future__ import annotations

Channels = tuple[float, float, float]
"""Red, green and blue in sRGB, 0 to 1."""


def luminance(color: Channels) -> float:
    """The relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = map(linear, color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """A channel of sRGB as an amount of light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def ratio(one: Channels, other: Channels) -> float:
    """The contrast ratio of two colors, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
