"""The libraries that an output can depend on, and plug-ins with formats, by their versions."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from publish.inputs.trees import Memory, content

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OURS = "publish-toolkit"
_EXTRAS = ("citations",)
"""Those of our extras that can change an output."""
_NAME = re.compile(r"[\w.-]+")


def versions(memory: Memory) -> Mapping[str, str]:
    """All that is installed: the version of each library, and the code of each plug-in, by name.

    As long as no distribution comes or goes, none is asked for its metadata again.
    """
    here = _listing()
    known = memory.get("libraries")
    if not (isinstance(known, dict) and known.get("listing") == here):
        known = {"listing": here, "versions": dict(_libraries()), "plugins": dict(_plugins())}
        memory["libraries"] = known
    code = {name: content(place, memory) for name, place in known["plugins"].items()}
    return {**known["versions"], **{f"the format {name}": sha for name, sha in code.items()}}


def _listing() -> str:
    """The distributions in all of Python's folders, as one value."""
    found: list[str] = []
    for place in sys.path:
        try:
            names = sorted(os.listdir(place or "."))
        except OSError:
            continue
        found += (f"{place}/{n}" for n in names if n.endswith((".dist-info", ".egg-info")))
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def _libraries() -> Iterator[tuple[str, str]]:
    """All that Publish and plug-ins require, and what that requires, with versions."""
    from importlib import metadata  # late: only what was installed since needs it

    wanted = [_OURS, *(e.dist.name for e in _entries() if e.dist)]
    known: set[str] = set()
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        if name in known:
            continue
        known.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        yield name, found.version
        extras = _EXTRAS if name == _OURS else ()
        wanted += (_required(line) for line in found.requires or () if _counts(line, extras))


def _counts(line: str, extras: tuple[str, ...]) -> bool:
    """Whether a requirement is one without an extra, or with one of these."""
    return "extra ==" not in line or any(f"'{e}'" in line or f'"{e}"' in line for e in extras)


def _required(line: str) -> str:
    match = _NAME.match(line)
    return match.group() if match else line


def _plugins() -> Iterator[tuple[str, str]]:
    """The place of the code of each plug-in."""
    from importlib.util import find_spec

    for entry in _entries():
        try:
            spec = find_spec(entry.module.partition(".")[0])
        except (ImportError, ValueError):
            spec = None
        places = [*(spec.submodule_search_locations or ()), spec.origin] if spec else []
        if places and places[0]:
            yield entry.name, places[0]


def _entries() -> list[EntryPoint]:
    from importlib import metadata

    return sorted(metadata.entry_points(group="publish.formats"))
