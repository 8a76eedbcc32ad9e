"""Siblings: editions in the previous set that this build does not make again.

A sibling is kept only if it was made from the same inputs and the same Page; otherwise the
files in the folder would contradict each other. A Problem names each one that is dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace

from publish.building.editions import edition
from publish.building.manifest import Manifest
from publish.building.pages import Pages
from publish.building.previous import Previous
from publish.building.records import Edition
from publish.building.selection import options_for
from publish.errors import Problem, Severity
from publish.values import dataclass


@dataclass(frozen=True)
class Siblings:
    """The siblings to keep, by the names of their files, and Problems about the others."""

    kept: Mapping[str, Edition]
    problems: tuple[Problem, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The hashes of the files to keep."""


def siblings(
    before: Previous | None,
    now: Manifest,
    pages: Pages,
    made: Collection[str],
    keys: Mapping[str, str],
) -> Siblings:
    """The siblings to keep: the editions in the set ``before`` without those ``made`` now.

    ``keys`` are those of all channels.

    A file that is missing from the folder was dropped earlier, and is ignored.
    """
    if before is None:
        return Siblings({})
    same = before.manifest.same_inputs(now)
    kept: dict[str, Edition] = {}
    dropped: dict[str, dict[str, str]] = {}
    for name, earlier in before.manifest.editions.items():
        if name in made or name not in before.found:
            continue
        if earlier.channel not in pages.channels:
            reason = _CLOSED
        elif before.found[name] != before.manifest.outputs.get(name):
            reason = _CHANGED
        elif before.made_from(name, keys[earlier.channel]) or (
            same and edition(pages, earlier.channel).page == earlier.page
        ):
            kept[name] = replace(edition(pages, earlier.channel), reduced=earlier.reduced)
            continue
        else:
            reason = _OLD
        dropped.setdefault(reason, {})[name] = earlier.channel
    problems = (_dropped(channels, reason, pages.channels) for reason, channels in dropped.items())
    hashes = {name: before.manifest.outputs[name] for name in kept}
    return Siblings(kept, tuple(problems), hashes)


_OLD = "the article, its theme or its settings have changed since"
_CHANGED = "what was built has been changed by hand"
_CLOSED = "publish.toml no longer has the channel"


def _dropped(channel_of: Mapping[str, str], reason: str, known: Collection[str]) -> Problem:
    """The Problem about dropped files, given with their channels, for one ``reason``."""
    options = options_for(name for name in channel_of.values() if name in known)
    fix = f"To build it again, build with {options} as well." if options else ""
    names = ", ".join(sorted(channel_of))
    message = f"this build does not keep {names}: {reason}"
    fix = fix or "Give publish.toml the channel back, if it is still wanted."
    return Problem("edition-dropped", message, fix, severity=Severity.WARNING)
