"""The licenses that satisfy a ShareAlike license when a picture under it was adapted.

=======================  ==================================================================
CC BY-SA, BY-NC-SA 4.0   itself
CC … SA 2.0 to 3.0       the same elements in this or a later version, or in a port (§4(b))
CC … SA 1.0              itself alone (§4(b))
GFDL "or later"          the same or a later version
GFDL "only"              itself alone
any                      itself, and those that ``licenses.toml`` calls ``compatible`` with it
=======================  ==================================================================
"""

from __future__ import annotations

import re
from functools import cache

from publish.model.credit import License
from publish.rights.registry import entries

_CC = re.compile(r"CC-((?:\w\w-)*SA)-(\d\.\d)(?:-\w+)?")
_GFDL = re.compile(r"GFDL-(\d\.\d)-(only|or-later)")


def satisfies(ours: License | None, theirs: License) -> bool:
    """Whether a work under ``ours`` can hold an adaptation of one under ``theirs``."""
    if ours is None:
        return False
    if ours.id == theirs.id or (theirs.id, ours.id) in _compatible():
        return True
    here, there = _CC.fullmatch(ours.id), _CC.fullmatch(theirs.id)
    if here and there:
        return here[1] == there[1] and there[2] > "1.0" and here[2] >= there[2]
    here, there = _GFDL.fullmatch(ours.id), _GFDL.fullmatch(theirs.id)
    return bool(here and there and there[2] == "or-later" and here[1] >= there[1])


@cache
def _compatible() -> frozenset[tuple[str, str]]:
    """Pairs of a ShareAlike license and another that satisfies it."""
    rows = entries("licenses.toml", "license")
    return frozenset((row["id"], other) for row in rows for other in row.get("compatible", ()))
