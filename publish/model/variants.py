"""Bytes that differ from others in one place: a picture with its credit, and the one without.

Only what differs is kept; the whole is put together when it is asked for, and let go.
"""

from __future__ import annotations

from dataclasses import field

from publish.values import dataclass

_STEP = 1 << 16
"""Bytes that are compared at once."""
_LEAST = 1 << 12
"""Bytes that must be shared; below, a copy costs nothing."""


@dataclass(frozen=True)
class Variant:
    """The first bytes of ``original``, others in the place of what follows, and its last bytes."""

    original: bytes = field(repr=False)
    first: int
    between: bytes = field(repr=False)
    last: int

    def whole(self) -> bytes:
        """All bytes, put together anew."""
        view = memoryview(self.original)
        return b"".join((view[: self.first], self.between, view[len(view) - self.last :]))


def varied(original: bytes, changed: bytes) -> bytes | Variant:
    """``changed`` as a variant of ``original``, or as it is where they have little in common."""
    if changed is original:
        return original
    most = min(len(original), len(changed))
    first = _shared(original, changed, most, backward=False)
    last = _shared(original, changed, most - first, backward=True)
    if first + last < _LEAST:
        return changed
    return Variant(original, first, changed[first : len(changed) - last], last)


def _shared(one: bytes, other: bytes, most: int, *, backward: bool) -> int:
    """The number of bytes that both begin with, or end with; at most ``most``."""

    def equal(start: int, end: int) -> bool:
        if backward:
            return (
                one[len(one) - end : len(one) - start]
                == (other[len(other) - end : len(other) - start])
            )
        return one[start:end] == other[start:end]

    known, step = 0, _STEP
    while known < most and step:
        end = min(known + step, most)
        if equal(known, end):
            known = end
        else:
            step //= 2
    return known


class Data:
    """A field with bytes that are kept as a variant of others, where they are given as one."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> bytes:
        if instance is None:  # the class's own: the field has no default
            raise AttributeError(self._name)
        kept: bytes | Variant = instance.__dict__[self._name]
        return kept.whole() if isinstance(kept, Variant) else kept

    def __set__(self, instance: object, value: bytes | Variant) -> None:
        instance.__dict__[self._name] = value
