"""Names that say nobody: what devices and programs write until somebody gives them one."""

from __future__ import annotations

import re

NAMES = ("creator", "copyright", "provider", "line")
"""Fields of a credit that name somebody."""

_NOBODY = re.compile(
    r"unknown|unbekannt|none|null|nil|nan|undefined|n/?a|anonymous user|artist|author|photographer"
    r"|(your|photographer|owner)('s)? name|default|user|owner|picasa",
    re.IGNORECASE,
)
_AROUND = re.compile(r"©|\(c\)|copyright|\d{4}", re.IGNORECASE)


def is_nobody(text: str) -> bool:
    """Return whether a name is none, even after a copyright's sign and year."""
    # Letters of any script are words; what is left around them are quotation marks and brackets.
    name = re.sub(r"^\W+|\W+$", "", _AROUND.sub("", text))
    return not name or _NOBODY.fullmatch(name) is not None
