"""Which licenses satisfy a ShareAlike license, where a picture under it was adapted.

=======================  ==================================================================
CC BY-SA, BY-NC-SA 4.0   itself; CC BY-SA 4.0 also the Free Art License 1.3
                         (§3(b)(1); creativecommons.org/compatiblelicenses)
CC … SA 2.0 to 3.0       the same elements in this or a later version, or in a port (§4(b))
CC … SA 1.0              itself alone (§4(b))
GFDL "or later"          the same or a later version
GFDL "only"              itself alone
Free Art License 1.3     itself, CC BY-SA 4.0 (§5)
=======================  ==================================================================
"""

from __future__ import annotations

import re

from publish.model.credit import License

_ACROSS = {("CC-BY-SA-4.0", "LAL-1.3"), ("LAL-1.3", "CC-BY-SA-4.0")}
_CC = re.compile(r"CC-((?:\w\w-)*SA)-(\d\.\d)(?:-\w+)?")
_GFDL = re.compile(r"GFDL-(\d\.\d)-(only|or-later)")


def satisfies(ours: License | None, theirs: License) -> bool:
    """Whether a work under ``ours`` may hold an adaptation of one under ``theirs``."""
    if ours is None:
        return False
    if ours.id == theirs.id or (theirs.id, ours.id) in _ACROSS:
        return True
    here, there = _CC.fullmatch(ours.id), _CC.fullmatch(theirs.id)
    if here and there:
        return here[1] == there[1] and there[2] > "1.0" and here[2] >= there[2]
    here, there = _GFDL.fullmatch(ours.id), _GFDL.fullmatch(theirs.id)
    return bool(here and there and there[2] == "or-later" and here[1] >= there[1])
