"""Scales: the round numbers at an axis, and the place of a value between them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10

from publish.values import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """From the smallest to the largest number at an axis, in equal steps."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """The numbers at the axis."""
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + n * self.step for n in range(count + 1))

    @property
    def decimals(self) -> int:
        """The decimals that the numbers need."""
        return next(n for n in range(13) if n == 12 or _is_whole(self.step * 10**n))

    def share(self, value: float) -> float:
        """The place of ``value`` between 0, at the low end, and 1."""
        return (value - self.low) / (self.high - self.low)


def scale(values: Iterable[float], *, zero: bool, most: int = 5) -> Scale:
    """The scale for ``values`` in at most ``most`` steps.

    ``zero``: it begins at zero, as it must where lengths are compared; otherwise only if the
    values are not far from it.
    """
    known = list(values) or [0.0]
    low, high = min(known), max(known)
    if zero or (low > 0 and low < high / 2):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1.0) if low == 0 else (min(0.0, low), max(0.0, high))
    raw = (high - low) / most
    size = 10.0 ** floor(log10(raw))
    step = next(s * size for s in _STEPS if s * size >= raw * (1 - 1e-9))
    return Scale(floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6
