"""The machine as an input: Publish itself, its libraries, Python, Pango and the system's fonts."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from publish.fonts.folders import FONTS, SETTINGS
from publish.inputs.distributions import versions
from publish.inputs.storing import load, store
from publish.inputs.trees import content, names
from publish.keeping import store as kept

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "freetype")
_PLACES = ("/usr/local/lib", "/usr/lib", "/usr/lib64", "/lib")
_VARIABLES = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "XDG_DATA_HOME")
_FILE = ".machine.json"
_KEPT = f"machine\n{sys.prefix}\n{_PACKAGE}"
"""The name of the same memory among what is kept for all folders of a user."""
_MOST = 6
"""Machines that are remembered, so that a difference can be named."""


def present(index: str) -> Mapping[str, str]:
    """All that counts of this machine, by name, as it was when this process first asked.

    ``index`` is a folder where an earlier process may have left what it found.
    """
    return _look(index)[0]


def remember(index: str) -> None:
    """Leave what was found for the next process, in this folder and in others."""
    _, memory, new = _look(index)
    if new:
        store(os.path.join(index, _FILE), memory)
        kept.remember(_KEPT, memory)
        new.clear()


@cache
def _look(index: str) -> tuple[Mapping[str, str], dict[str, Any], list[str]]:
    """The findings, the memory of them, and a mark if that is new."""
    known = load(os.path.join(index, _FILE))
    memory: dict[str, Any] = known or kept.recall(_KEPT)
    before = json.dumps(known, sort_keys=True)
    values = {
        "Python": sys.version,
        "the processor": " ".join(os.uname()[::4]) if hasattr(os, "uname") else sys.platform,
        "publish itself": content(_PACKAGE, memory),
        "the system's fonts": names(tuple(map(os.path.expanduser, (*FONTS, *SETTINGS))), memory),
        **{name: os.environ[name] for name in _VARIABLES if name in os.environ},
        **dict(versions(memory)),
        **_native(),
    }
    machines = memory.get("machines")
    older = list(machines.items()) if isinstance(machines, dict) else []
    others = [(key, value) for key, value in older if key != digest(values)]
    memory["machines"] = dict([*others, (digest(values), values)][-_MOST:])
    return values, memory, ["new"] if json.dumps(memory, sort_keys=True) != before else []


def digest(values: Mapping[str, str]) -> str:
    """A machine as one value."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@cache
def key(index: str) -> str:
    """This machine as one value."""
    return digest(present(index))


@cache
def differences(index: str, before: str) -> tuple[str, ...]:
    """All that differs on this machine from the one with the digest ``before``."""
    now = present(index)
    machines = (load(os.path.join(index, _FILE)) or {}).get("machines")
    then = machines.get(before) if isinstance(machines, dict) else None
    if not isinstance(then, dict):
        return ("publish, its libraries or the system's fonts are others",)
    others = (name for name in sorted({*then, *now}) if then.get(name) != now.get(name))
    return tuple(_told(name, then.get(name), now.get(name)) for name in others)


def _told(name: str, then: str | None, now: str | None) -> str:
    if then is None or now is None:
        return f"{name} is new" if then is None else f"{name} is gone"
    short = max(len(then), len(now)) <= len("libharfbuzz-subset.so.0.60000.0")
    return f"{name} was {then} and is {now}" if short else f"{name} has changed"


def _native() -> Mapping[str, str]:
    """The files behind the names of the system's libraries for text, which have their versions."""
    folders = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    for place in _PLACES:
        folders += [place, *_triplets(place)]
    found: dict[str, str] = {}
    for name in _LIBRARIES:
        for folder in filter(None, folders):
            path = os.path.join(folder, f"lib{name}.so.0")
            other = os.path.join(folder, f"lib{name}.so.1")  # fontconfig
            last = os.path.join(folder, f"lib{name}.so.6")  # FreeType
            there = next((p for p in (path, other, last) if os.path.exists(p)), None)
            if there:
                found[f"lib{name}"] = os.path.basename(os.path.realpath(there))
                break
    return found


def _triplets(place: str) -> list[str]:
    """Debian's folders for one kind of processor."""
    try:
        names = sorted(os.listdir(place))
    except OSError:
        return []
    return [os.path.join(place, name) for name in names if name.endswith("-linux-gnu")]
