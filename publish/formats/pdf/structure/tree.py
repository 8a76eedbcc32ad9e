"""Walks the structure tree (ISO 32000-1 §14.7.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary


def elements(
    node: pikepdf.Object, parents: tuple[pikepdf.Object, ...] = ()
) -> Iterator[tuple[Dictionary, tuple[pikepdf.Object, ...]]]:
    """Yield every structure element below ``node``, with the tags of its ancestors."""
    waiting = [(iter(kids(node)), parents)]
    while waiting:
        siblings, above = waiting[-1]
        kid = next(siblings, None)
        if kid is None:
            waiting.pop()
            continue
        yield kid, above
        if below := kids(kid):
            waiting.append((iter(below), (*above, kid.S)))


def kids(node: pikepdf.Object) -> list[Dictionary]:
    """Return the structure elements directly below ``node``, without marked content."""
    found: object = node.get("/K", Array([]))
    return [
        kid
        for kid in (found if isinstance(found, Array) else [found])
        if isinstance(kid, Dictionary) and "/S" in kid
    ]
