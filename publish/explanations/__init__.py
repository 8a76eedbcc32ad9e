"""What every rule means: why it is there, and how to mend what it finds.

Rules of ``publish.checks`` explain themselves; those that other rooms raise while
they work are told in the TOML files beside this module, a section for each. A
test compares them with the ids in the program's source, both ways.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from publish.checks import RULES, Rule
from publish.errors import Severity

ROOMS: Mapping[str, str] = {
    "rights": "Rights in pictures",
    "article": "The article as a whole",
    "reading": "Text, front matter, publish.toml",
    "pictures": "Pictures as files",
    "building": "The build and its folder",
    "proof": "Files, read back",
    "inspecting": "Anybody's files, looked into",
    "fetching": "Pictures fetched, credits written",
    "formats": "Writing a format",
    "themes": "Themes",
    "word": "What Word cannot do",
}
"""Where rules come from, in the order in which they are listed."""
_OWN = ("rights", "article")
_NOT_SOFT = (*_OWN, "word", "inspecting", "fetching")
"""What ``themes check``, ``inspect`` and ``fetch`` alone tell is no matter of articles."""
_POLICY_ENDED = "policy-ended"


@dataclass(frozen=True)
class Explanation:
    """One rule, explained. ``severity`` is the gravest it can have."""

    id: str
    room: str
    severity: Severity
    why: str
    mend: str
    example: str = ""
    clause: str = ""
    """Where a license, a law or a standard demands it."""
    firm: bool = False
    """No policy may switch it off."""


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every rule there is, by its id, room by room."""
    every = [*map(_own, RULES), *(e for room in ROOMS if room not in _OWN for e in _told(room))]
    order = list(ROOMS)
    return {e.id: e for e in sorted(every, key=lambda e: order.index(e.room))}


def soft() -> frozenset[str]:
    """The rules of other rooms than ``checks`` that a policy may speak of: those that only warn."""
    return frozenset(
        e.id
        for e in explanations().values()
        if e.room not in _NOT_SOFT and e.severity is not Severity.ERROR and e.id != _POLICY_ENDED
    )


def _own(rule: Rule) -> Explanation:
    room = "rights" if rule.rights else "article"
    return Explanation(
        rule.id, room, rule.severity, rule.why, rule.more, rule.example, rule.clause, rule.firm
    )


def _told(room: str) -> Iterator[Explanation]:
    text = files(__package__).joinpath(f"{room}.toml").read_text("utf-8")
    for id, entry in tomllib.loads(text).items():
        yield Explanation(id, room, **{**entry, "severity": Severity(entry["severity"])})
