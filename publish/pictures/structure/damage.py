"""The one exception for damaged files."""

from __future__ import annotations


class Damaged(Exception):
    """A file, or a block in it, that cannot be read further; the text continues its name."""


MOST_PARTS = 200_000
"""The limit of parts that are read in a file."""
