"""Walks the structure tree (ISO 32000-1 §14.7.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary


def elements(
    node: pikepdf.Object, parents: tuple[pikepdf.Object, ...] = ()
) -> Iterator[tuple[Dictionary, tuple[pikepdf.Object, ...]]]:
    """Yield every structure element below ``node``, with the tags of its ancestors."""
    for kid in kids(node):
        yield kid, parents
        yield from elements(kid, (*parents, kid.S))


def kids(node: pikepdf.Object) -> list[Dictionary]:
    """Return the structure elements directly below ``node``, without marked content."""
    found: object = node.get("/K", Array([]))
    return [
        kid
        for kid in (found if isinstance(found, Array) else [found])
        if isinstance(kid, Dictionary) and "/S" in kid
    ]
