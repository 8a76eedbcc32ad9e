"""The registers of rights: licenses, grounds for use without one, and origins of pictures.

The data are in the three TOML files beside this module. Everything is looked
up as people write it: case, white space, ``-``, ``_`` and ``/`` make no
difference, and a license's address is as good as its name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from publish.article import License


class Unknown(LookupError):
    """The register holds nothing of that name.

    ``nearest`` are the names that come closest; with ``versions``, they are
    versions of what was asked for.
    """

    def __init__(self, text: str, nearest: tuple[str, ...], versions: bool = False) -> None:
        super().__init__(text)
        self.text, self.nearest, self.versions = text, nearest, versions


_LIKENESS = 0.6


def find(text: str) -> License:
    """The license that ``text`` names by SPDX id, name, common short form or address.

    Raises :class:`Unknown` for anything else. A Creative Commons name without
    its version is unknown too, since the versions differ; the nearest are then
    the versions of it.
    """
    key = _key(text)
    known = _licenses()
    if key in known:
        return known[key]
    versions = tuple(
        dict.fromkeys(
            license.id
            for name, license in known.items()
            if re.fullmatch(re.escape(key) + r"[\d.]+\w*", name)
        )
    )
    if versions:
        raise Unknown(text, versions, versions=True)
    close = get_close_matches(key, known, n=3, cutoff=_LIKENESS)
    raise Unknown(text, tuple(dict.fromkeys(known[name].id for name in close)))


def find_basis(text: str) -> str:
    """The id of the ground for use that ``text`` names; :class:`Unknown` if there is none."""
    return _lookup(text, "bases.toml", "basis")


def find_origin(text: str) -> str:
    """The IPTC Digital Source Type that ``text`` names; :class:`Unknown` if there is none."""
    return _lookup(text, "origins.toml", "origin")


def licenses() -> tuple[License, ...]:
    """All licenses of the register, in its order."""
    return tuple(dict.fromkeys(_licenses().values()))


def bases() -> tuple[str, ...]:
    """The ids of all grounds for use without a license, in the register's order."""
    return tuple(entry["id"] for entry in _entries("bases.toml", "basis"))


def origins() -> tuple[str, ...]:
    """The ids of all origins, in the register's order."""
    return tuple(entry["id"] for entry in _entries("origins.toml", "origin"))


_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?")
_PAGE = re.compile(r"/(?:legalcode|deed)(?:\.[\w-]+)?/?$")
_FILLER = re.compile(r"[\s_/,()\-\u2010-\u2015]+|\blicen[cs]e\b")


def _key(text: str) -> str:
    """``text`` without what people vary: case, dashes, spaces, a scheme, a closing slash."""
    plain = _SCHEME.sub("", text.strip().casefold())
    return _FILLER.sub("", _PAGE.sub("", plain)).rstrip(".")


@cache
def _licenses() -> Mapping[str, License]:
    names = {field.name for field in fields(License)}
    found: dict[str, License] = {}
    for entry in _entries("licenses.toml", "license"):
        license = License(**{k: v for k, v in entry.items() if k in names})
        spellings = (license.id, license.name, entry["short"], license.url or license.id)
        for spelling in (*spellings, *entry.get("aliases", ())):
            found.setdefault(_key(spelling), license)
    return found


@cache
def _entries(file: str, table: str) -> tuple[dict[str, Any], ...]:
    data = tomllib.loads(files(__package__).joinpath(file).read_text("utf-8"))
    return tuple(data[table])


def _lookup(text: str, file: str, table: str) -> str:
    key = _key(text)
    ids: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for entry in _entries(file, table):
        for spelling in (entry["id"], *entry.get("aliases", ())):
            ids.setdefault(_key(spelling), entry["id"])
            spellings.setdefault(_key(spelling), spelling)
    if key in ids:
        return ids[key]
    best: dict[str, str] = {}
    for name in get_close_matches(key, ids, n=3, cutoff=_LIKENESS):
        best.setdefault(ids[name], spellings[name])
    raise Unknown(text, tuple(best.values()))
