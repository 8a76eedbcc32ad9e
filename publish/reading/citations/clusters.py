"""The citations of a text, in its order, before the style is applied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from publish.values import dataclass

Inlines = tuple[Mapping[str, Any], ...]
"""Words with their emphasis, in the processor's form (pandoc's ``Inline``)."""


def words(text: str) -> list[dict[str, Any]]:
    """Plain words as inlines, with the spaces between them."""
    found: list[dict[str, Any]] = []
    for n, word in enumerate(text.split(" ")):
        found += [{"t": "Space"}] if n else []
        found += [{"t": "Str", "c": word}] if word else []
    return found


_FIRST = 0xE000
_HIDDEN = {n: n + _FIRST for n in range(0x30, 0x7B) if chr(n).isalnum()}
_SHOWN = {there: here for here, there in _HIDDEN.items()}


def hidden(inlines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """``inlines`` in private-use letters, so that the processor finds no locator in them."""
    found = []
    for inline in inlines:
        content = inline.get("c")
        if isinstance(content, str):
            ranges = re.sub(r"(?<=\d)-(?=\d)", "–", content)
            found.append({**inline, "c": ranges.translate(_HIDDEN)})
        elif isinstance(content, list):
            found.append({**inline, "c": hidden(content)})
        else:
            found.append(dict(inline))
    return found


def shown(text: str) -> str:
    """``text`` in its own letters again; undoes :func:`hidden`."""
    return text.translate(_SHOWN)


@dataclass(frozen=True)
class Cited:
    """One work in a citation: its key, the words around it, and whether the author is printed.

    ``author`` is false for ``-@key``: the text already names the author.
    """

    key: str
    prefix: Inlines = ()
    suffix: Inlines = ()
    author: bool = True


@dataclass(frozen=True)
class Cluster:
    """Works cited together. ``textual``: ``@key``, whose author is part of the sentence."""

    works: tuple[Cited, ...]
    textual: bool = False


@dataclass
class Clusters:
    """The citations of an article in the order found; a citation's number is its index."""

    found: list[Cluster] = field(default_factory=list)

    def add(self, cluster: Cluster) -> int:
        """Add ``cluster`` and return its number."""
        self.found.append(cluster)
        return len(self.found) - 1
