"""The widths of a table's columns, as classes: a style sheet can say them in every format."""

from __future__ import annotations


def share_rules() -> str:
    """Rules for ``col.share-1`` to ``col.share-100``, each that many hundredths of the table."""
    return "\n".join(f"col.share-{n} {{ width: {n}% }}" for n in range(1, 101))
