"""The one exception for files that are not whole."""

from __future__ import annotations


class Damaged(Exception):
    """A file, or a block in it, that cannot be read further; the text continues its name."""


MOST_PARTS = 200_000
"""Parts of a file that are looked at."""
