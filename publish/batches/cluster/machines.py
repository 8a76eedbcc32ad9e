"""Versions that are the same on all machines of a cluster, so that they make the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from publish.building import manifest
from publish.environment import tool
from publish.errors import EnvironmentFault, Problem
from publish.files import read_anywhere
from publish.fonts import installed

_PACKAGE = Path(__file__).parents[2]
_MOST = 64 << 20
_MENDS = {
    "publish": "pip install 'publish-toolkit[cluster]', in the same version as here",
    "source": "install the same source of Publish as here",
    "fonts": "install the same fonts as here: publish doctor",
}


@cache
def machine() -> Mapping[str, str]:
    """The versions of this machine by name: programs, libraries, Publish's source, fonts."""
    native = {name: tool(name).look() for name in ("Pango", "HarfBuzz")}
    return {
        **manifest.versions(),
        **{name: found.version if found else "missing" for name, found in native.items()},
        "source": _source(),
        "fonts": _fonts(),
    }


def require_same(here: Mapping[str, str], workers: Mapping[str, object]) -> None:
    """Raise ``EnvironmentFault`` if a worker has another version of anything that counts ``here``.

    For a worker's address, there is what ``machine`` returned there, or the exception it raised.
    """
    differing: dict[tuple[str, str, str], list[str]] = {}
    for address, there in workers.items():
        if not isinstance(there, Mapping):
            found = f"missing ({type(there).__name__})"
            differing.setdefault(("publish", here["publish"], found), []).append(address)
            continue
        for name in sorted({*here, *there}):
            pair = (here.get(name, "missing"), str(there.get(name, "missing")))
            if pair[0] != pair[1]:
                differing.setdefault((name, *pair), []).append(address)
    if differing:
        raise EnvironmentFault(*(_differs(*key, found) for key, found in differing.items()))


def _differs(name: str, here: str, there: str, addresses: Iterable[str]) -> Problem:
    listed = ", ".join(sorted(addresses))
    message = f"{name} is {there[:80]} on {listed}, and {here[:80]} here"
    mend = _MENDS.get(name, f"install the same version of {name} as here")
    return Problem("cluster-differs", message, f"On those machines, {mend}; or leave them out.")


def _source() -> str:
    """The hash of Publish's own files."""
    whole = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".toml", ".html") and path.is_file():
            whole.update(path.relative_to(_PACKAGE).as_posix().encode())
            whole.update(read_anywhere(path, _MOST))
    return whole.hexdigest()[:12]


def _fonts() -> str:
    """The hash of the names and sizes of the system's fonts that pages can be set in."""
    names = sorted(f"{path.name} {path.stat().st_size}" for path in installed._files().values())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:12]
