"""Transparency taken out, for PDF/X-1a: colors mixed with the one color beneath them."""

from __future__ import annotations

from collections.abc import Sequence

from publish.formats.pdf.press.colors import PAPER, Device
from publish.formats.pdf.press.geometry import Box, holds, meet


def beneath(painted: Sequence[tuple[Box, Device | None]], box: Box) -> Device | None:
    """The one color of the page under ``box``; None where there are several, or a picture."""
    for area, device in reversed(painted):
        if meet(area, box):
            return device if holds(area, box) else None
    return PAPER


def mixed(device: Device, under: Device, alpha: float) -> Device:
    """A color of an opacity over another. A spot color stays: its tint is the opacity."""
    if device.spot:
        return device
    cyan, magenta, yellow, black = (
        round(alpha * over + (1 - alpha) * below, 4)
        for over, below in zip(device.inks, under.inks, strict=True)
    )
    return Device((cyan, magenta, yellow, black))


def light(device: Device) -> float:
    """The lightness of a color, from 0 to 1, as a mask of luminosity takes it."""
    cyan, magenta, yellow, black = device.inks
    return (1 - black) * (1 - 0.3 * cyan - 0.59 * magenta - 0.11 * yellow)
