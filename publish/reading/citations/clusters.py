"""What the text cites: values, in the order of the text, waiting for the style."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Inlines = tuple[Mapping[str, Any], ...]
"""Words with their emphasis, as the processor takes them (pandoc's ``Inline``)."""


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
    """``inlines`` in letters for private use, so that nothing takes them for a place in a work."""
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
    """``text`` in its own letters again."""
    return text.translate(_SHOWN)


@dataclass(frozen=True)
class Cited:
    """One work in a citation: its key, the words around it, and how it is named.

    ``author`` is false for ``-@key``: the text names the author already.
    """

    key: str
    prefix: Inlines = ()
    suffix: Inlines = ()
    author: bool = True


@dataclass(frozen=True)
class Cluster:
    """Works that are cited together. ``textual``: ``@key``, its author part of the sentence."""

    works: tuple[Cited, ...]
    textual: bool = False


@dataclass
class Clusters:
    """The citations of an article, as they are found; each one's number is its place here."""

    found: list[Cluster] = field(default_factory=list)

    def add(self, cluster: Cluster) -> int:
        """Keep ``cluster``; its number is returned."""
        self.found.append(cluster)
        return len(self.found) - 1
