"""Classes for the widths of a table's columns, which stylesheets of all formats know."""

from __future__ import annotations


def share_rules() -> str:
    """Rules for ``col.share-1`` to ``col.share-100``, in percent of the table."""
    return "\n".join(f"col.share-{n} {{ width: {n}% }}" for n in range(1, 101))
