"""The texts of an article that a reader must see, and how a file is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from publish.values import dataclass


@dataclass(frozen=True)
class Owed:
    """A text that must be seen: its kind (``the credit``), and its words.

    ``everywhere``: it is on every page.
    """

    name: str
    text: str
    everywhere: bool = False


@dataclass(frozen=True)
class Unseen:
    """A text that must be seen and is not, and why: in words."""

    owed: Owed
    why: str


Sight = Callable[[Sequence[Owed]], Sequence[Unseen]]
"""Looks at a file: which of the texts that must be seen are not."""
