"""The edits of a picture, from its ``edits:`` and the words of ``changes:``."""

from __future__ import annotations

from publish.model.credit import Credit
from publish.rights.registry import edits, edits_named


def edited(credit: Credit, *weights: str) -> tuple[str, ...]:
    """The edits of one of these weights, in the order of the register.

    A free text that names an edit counts as a record of it.
    """
    done = {*credit.edits, *(edits_named(credit.changes) if credit.changes else ())}
    return tuple(id for id, weight in edits().items() if id in done and weight in weights)
