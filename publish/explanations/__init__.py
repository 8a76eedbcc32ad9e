"""Explains every rule: why it exists, and how to fix what it finds.

Rules of ``publish.checks`` explain themselves; those of other rooms have a section in
the TOML files beside this module. A test compares these with the ids in the source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from publish.checks import RULES, Rule
from publish.errors import Severity
from publish.values import dataclass

ROOMS: Mapping[str, str] = {
    "rights": "Rights in pictures",
    "article": "The article as a whole",
    "reading": "Text, front matter, publish.toml",
    "pictures": "Pictures as files",
    "building": "The build and its folder",
    "proof": "Files, read back",
    "inspecting": "Files inspected",
    "fetching": "Pictures fetched, credits written",
    "intake": "Files imported",
    "formats": "Writing a format",
    "themes": "Themes",
    "word": "What Word cannot do",
}
"""Groups of rules, in the order of listing."""
_OWN = ("rights", "article")
_NOT_SOFT = (*_OWN, "word", "inspecting", "fetching", "intake")
"""Groups that a policy cannot change; those of ``themes check``, ``inspect`` and ``fetch`` do
not concern articles."""
_POLICY_ENDED = "policy-ended"


@dataclass(frozen=True)
class Explanation:
    """The explanation of a rule. ``severity`` is the highest it can have."""

    id: str
    room: str
    severity: Severity
    why: str
    mend: str
    example: str = ""
    clause: str = ""
    """The license, law or standard that demands it."""
    firm: bool = False
    """True if no policy can switch it off."""


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanations of all rules by id, in the order of :data:`ROOMS`."""
    every = [
        *map(_of_rule, RULES),
        *(e for room in ROOMS if room not in _OWN for e in _of_file(room)),
    ]
    order = list(ROOMS)
    return {e.id: e for e in sorted(every, key=lambda e: order.index(e.room))}


def soft() -> frozenset[str]:
    """Return the warnings and hints outside ``checks`` that a policy can change."""
    return frozenset(
        e.id
        for e in explanations().values()
        if e.room not in _NOT_SOFT and e.severity is not Severity.ERROR and e.id != _POLICY_ENDED
    )


def _of_rule(rule: Rule) -> Explanation:
    room = "rights" if rule.rights else "article"
    return Explanation(
        rule.id, room, rule.severity, rule.why, rule.more, rule.example, rule.clause, rule.firm
    )


def _of_file(room: str) -> Iterator[Explanation]:
    text = files(__package__).joinpath(f"{room}.toml").read_text("utf-8")
    for id, entry in tomllib.loads(text).items():
        yield Explanation(id, room, **{**entry, "severity": Severity(entry["severity"])})
