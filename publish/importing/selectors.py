"""Gives cssselect2 selectors that are compiled when an element is first compared with them.

cssselect2 writes each selector as an expression of Python and compiles that at once: 1,700 times
for one build, which parses the theme's stylesheet for three formats and the proof. Most selectors
name a class that no element has, and the others are written alike each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import Any

_Test = Callable[[Any], Any]
_DEEP = 40
"""Brackets beyond which Python may refuse an expression: cssselect2 is to hear that at once."""


@contextmanager
def compiled_late(compiler: ModuleType) -> Iterator[None]:
    """After its import, cssselect2's ``compiler`` compiles late, and equal selectors once."""
    yield
    vars(compiler)["eval"] = _evaluated


def _evaluated(source: str, names: dict[str, Any], _: object) -> _Test:
    """The function of an element in ``source``, as ``eval`` gives it; nothing else is asked."""
    if source.count("(") > _DEEP:
        test: _Test = eval(source, names, {})
        return test
    return _late(source, tuple(names.items()))


@lru_cache(maxsize=4096)
def _late(source: str, names: tuple[tuple[str, Any], ...]) -> _Test:
    made: list[_Test] = []

    def test(element: Any) -> Any:
        if not made:
            made.append(eval(source, dict(names), {}))
        return made[0](element)

    return test
