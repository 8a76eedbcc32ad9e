"""Versions that are the same on all machines of a cluster, so that they make the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from publish.errors import EnvironmentFault, Problem
from publish.inputs import machine as this

_NOWHERE = os.path.join(os.devnull, "nowhere")  # noqa: PTH118
"""Nothing is remembered here: what a file says would have to be believed."""
_ITSELF = "publish itself"
_HASH = 64
_MOST = 100


def machine() -> Mapping[str, str]:
    """All that counts of this machine by name: Publish's source, libraries, Pango, fonts."""
    return this.present(_NOWHERE)


def require_same(here: Mapping[str, str], workers: Mapping[str, object]) -> None:
    """Raise ``EnvironmentFault`` if a worker has another version of anything that counts ``here``.

    For a worker's address, there is what ``machine`` returned there, or the exception it raised.
    """
    differing: dict[tuple[str, str, str], list[str]] = {}
    for address, there in workers.items():
        if not isinstance(there, Mapping):
            found = f"missing ({type(there).__name__})"
            differing.setdefault((_ITSELF, here[_ITSELF], found), []).append(address)
            continue
        for name in sorted({*here, *there}):
            pair = (here.get(name, "missing"), str(there.get(name, "missing")))
            if pair[0] != pair[1]:
                differing.setdefault((name, *pair), []).append(address)
    if differing:
        raise EnvironmentFault(*(_differs(*key, found) for key, found in differing.items()))


def _differs(name: str, here: str, there: str, addresses: Iterable[str]) -> Problem:
    listed = ", ".join(sorted(addresses))
    message = f"{name} is {_short(there)} on {listed}, and {_short(here)} here"
    fix = f"Install the same on all machines ({name}), or leave those out: `publish doctor` helps."
    return Problem("cluster-differs", message, fix)


def _short(value: str) -> str:
    """A version; a hash by its beginning."""
    return value[:12] if len(value) == _HASH else value[:_MOST]
