"""The registers of rights: licenses, bases for use without one, and origins of pictures.

The data are in the TOML files beside this module. Look-ups accept the ways in which people write:
case, white space, ``-``, ``_`` and ``/`` make no difference, and a license's address is as good as
its name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from publish.model.credit import License
from publish.suggest import nearest_few


class Why(StrEnum):
    """The reason why a name is not in the register."""

    NAME = "name"
    """The name is unknown; ``nearest`` are the closest names."""
    VERSION = "version"
    """The version is missing; ``nearest`` are the known versions."""
    FAMILY = "family"
    """Many licenses have this name; ``nearest`` are examples."""
    PORT = "port"
    """The license exists (``nearest``), but not for that country (``rest``)."""
    MORE = "more"
    """The license exists (``nearest``), but more follows its name (``rest``)."""


class Unknown(LookupError):
    """The register has no such name: :class:`Why`, and the closest ids."""

    def __init__(
        self, text: str, nearest: tuple[str, ...], why: Why = Why.NAME, rest: str = ""
    ) -> None:
        super().__init__(text)
        self.text, self.nearest, self.why, self.rest = text, nearest, why, rest


_LIKENESS = 0.6


def find(text: str) -> License:
    """The license that ``text`` names by SPDX id, name, common short form or address.

    Raises :class:`Unknown` for anything else. A Creative Commons name without its version is
    unknown too, because the versions differ.
    """
    key = _key(text)
    if found := _licenses().get(key) or _ports().get(key):
        return found
    tag = text.strip().strip("{}")
    for stem, license in _stems():
        if re.fullmatch(rf"{re.escape(stem)}(?:[-_ ]?[\d+]+|[-_ ][\w+ -]+)?", tag, re.IGNORECASE):
            return license
    raise _unknown(text, key)


def _unknown(text: str, key: str) -> Unknown:
    known = _licenses()
    for family in entries("licenses.toml", "family"):
        if key in map(_key, (family["name"], *family["aliases"])):
            return Unknown(text, tuple(family["examples"]), Why.FAMILY)
    versions = dict.fromkeys(
        license.id
        for name, license in known.items()
        if re.fullmatch(re.escape(key) + r"[\d.]+\w*", name)
    )
    if versions:
        return Unknown(text, tuple(versions), Why.VERSION)
    if longer := re.fullmatch(r"(.*creativecommons.*\d\.\d|cc.*\d\.\d)(\D+)", key):
        license, rest = known.get(longer[1]), longer[2]
        if license is not None:
            why = Why.PORT if re.fullmatch(r"[a-z]{2}|igo", rest) else Why.MORE
            return Unknown(text, (license.id,), why, rest)
    close = nearest_few(key, known, likeness=_LIKENESS)
    return Unknown(text, tuple(dict.fromkeys(known[name].id for name in close)))


def find_basis(text: str) -> str:
    """The id of the basis for use that ``text`` names; :class:`Unknown` if there is none."""
    return _lookup(text, "bases.toml", "basis")


def find_origin(text: str) -> str:
    """The IPTC Digital Source Type that ``text`` names; :class:`Unknown` if there is none."""
    return _lookup(text, "origins.toml", "origin")


def licenses() -> tuple[License, ...]:
    """All licenses of the register, in its order; last those for one country."""
    return tuple(dict.fromkeys((*_licenses().values(), *_ports().values())))


def bases() -> tuple[str, ...]:
    """The ids of all bases for use without a license, in the register's order."""
    return tuple(entry["id"] for entry in entries("bases.toml", "basis"))


def evidence_of(basis: str) -> str | None:
    """The evidence to keep for a picture used on this basis; None where none is needed."""
    rows = entries("bases.toml", "basis")
    return next((e["evidence"] for e in rows if e["id"] == basis and "evidence" in e), None)


def origins() -> tuple[str, ...]:
    """The ids of all origins, in the register's order."""
    return tuple(entry["id"] for entry in entries("origins.toml", "origin"))


def source_types() -> Mapping[str, str]:
    """IPTC's terms, those of earlier versions too, each with its name in schema.org."""
    return {
        code: entry["schema"]
        for entry in entries("origins.toml", "origin")
        for code in (entry["id"], *entry.get("former", ()))
    }


def repositories() -> tuple[str, ...]:
    """The names of places where pictures are found, but not made."""
    return tuple(
        name
        for entry in entries("repositories.toml", "repository")
        for name in (entry["name"], *entry.get("aliases", ()))
    )


def disclosed() -> frozenset[str]:
    """The origins that the page discloses at the picture: AI's, and montages'."""
    return frozenset(e["id"] for e in entries("origins.toml", "origin") if e.get("disclosed"))


def text_origins() -> tuple[str, ...]:
    """The origins that a text can have, in the register's order."""
    return tuple(e["id"] for e in entries("origins.toml", "origin") if e.get("text"))


def find_edit(text: str) -> str:
    """The id of the edit that ``text`` names; :class:`Unknown` if there is none."""
    return _lookup(text, "edits.toml", "edit")


def edits() -> Mapping[str, str]:
    """The ids of all edits, in the register's order, each with its weight.

    ``none``: no license mentions it; ``crop``: the picture shows less, or differently, and is still
    the same work; ``adaptation``: it makes a new work.
    """
    return {entry["id"]: entry["weight"] for entry in entries("edits.toml", "edit")}


def edits_named(text: str) -> tuple[str, ...]:
    """The ids of the edits that a sentence names, as in "cropped, and the sky retouched".

    It knows only the words of the register.
    """
    words = re.sub(r" (?:not|nicht|pas|no) \w+(?= )", "", f" {_words(text)} ")
    found: dict[str, None] = {}
    for spelling, id in _edit_phrases():
        if f" {spelling} " in words:
            words = words.replace(f" {spelling} ", " | ")
            found[id] = None
    return tuple(id for id in edits() if id in found)


def _words(text: str) -> str:
    """``text`` as plain words with a space between each."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@cache
def _edit_phrases() -> tuple[tuple[str, str], ...]:
    """Every spelling of an edit as plain words, the longest first: "cut out" is not "cut"."""
    phrases = (
        (_words(spelling), entry["id"])
        for entry in entries("edits.toml", "edit")
        for spelling in (entry["id"], *entry.get("aliases", ()))
    )
    return tuple(sorted(phrases, key=lambda phrase: -len(phrase[0])))


def find_reservation(text: str) -> str:
    """The PLUS code about data mining that ``text`` names; :class:`Unknown` if there is none."""
    return _lookup(text, "reservations.toml", "reservation")


def reservations() -> Mapping[str, bool]:
    """All PLUS codes about data mining, each with whether something is reserved."""
    rows = entries("reservations.toml", "reservation")
    return {entry["id"]: entry["reserved"] for entry in rows}


_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?")
_PAGE = re.compile(r"/(?:legalcode|deed)(?:\.[\w-]+)?/?$")
_FILLER = re.compile(r"[\s_/,()\-\u2010-\u2015]+|\blicen[cs]e\b")


def _key(text: str) -> str:
    """``text`` without its common variations: case, dashes, spaces, a scheme, a final slash."""
    plain = _SCHEME.sub("", text.strip().casefold())
    return _FILLER.sub("", _PAGE.sub("", plain)).rstrip(".")


@cache
def _licenses() -> Mapping[str, License]:
    names = {field.name for field in fields(License)}
    found: dict[str, License] = {}
    for entry in entries("licenses.toml", "license"):
        license = License(**{k: v for k, v in entry.items() if k in names})
        spellings = (license.id, license.name, entry["short"], license.url or license.id)
        for spelling in (*spellings, *_shorter(license), *entry.get("aliases", ())):
            found.setdefault(_key(spelling), license)
    return found


def _shorter(license: License) -> Iterator[str]:
    """Names of a Creative Commons license with a part left out or repeated.

    Wikimedia Commons and the deeds write ``Attribution-Share Alike 4.0`` and
    ``Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)``.
    """
    if license.short is None or not license.name.startswith("Creative Commons Attribution"):
        return
    title, number, scope = license.name.rsplit(" ", 2)
    bare = title.removeprefix("Creative Commons ")
    for name in {bare, bare.replace("NoDerivs", "NoDerivatives")}:
        for whole in (f"{name} {number}", f"{name} {number} {scope}"):
            yield from (whole, f"Creative Commons {whole}", f"{whole} ({license.short})")
    yield f"{license.short} {scope}"


@cache
def _stems() -> tuple[tuple[str, License], ...]:
    """Names that are understood with any ending, such as those of Commons' templates."""
    return tuple(
        (stem, _licenses()[_key(entry["id"])])
        for entry in entries("licenses.toml", "license")
        for stem in entry.get("stems", ())
    )


_KINDS = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")


@cache
def _ports() -> Mapping[str, License]:
    """The licenses that Creative Commons wrote for one country each."""
    jurisdictions = _data("ports.toml")["jurisdictions"]
    found: dict[str, License] = {}
    for version in entries("ports.toml", "version"):
        for kind in _KINDS:
            like = _licenses()[_key(f"CC-{kind}-{version['like']}")]
            for code in version["ports"]:
                port = _port(like, version["number"], code, jurisdictions[code])
                title = like.name.rsplit(" ", 2)[0]
                short_of_country = f"{title} {version['number']} {code}"
                spellings = [port.id, port.name, port.short or "", port.url or "", short_of_country]
                if kind == "BY-NC-ND":  # The name and address that it had in version 1.0.
                    spellings.append(f"CC-BY-ND-NC-{version['number']}-{code}")
                    spellings.append(str(port.url).replace("by-nd-nc", "by-nc-nd"))
                for spelling in spellings:
                    found.setdefault(_key(spelling), port)
    return found


def _port(like: License, version: str, code: str, jurisdiction: str) -> License:
    title, number, _ = like.name.rsplit(" ", 2)
    return replace(
        like,
        id=f"{like.id}-{code.upper()}".replace(number, version),
        name=f"{title} {version} {jurisdiction}",
        short=f"{like.short} {code.upper()}".replace(number, version),
        url=f"{like.url}{code}/".replace(number, version),
    )


@cache
def _data(file: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(file).read_text("utf-8"))


def entries(file: str, table: str) -> tuple[dict[str, Any], ...]:
    """The entries of a table in one of the files beside this module, in their order."""
    return tuple(_data(file)[table])


def _lookup(text: str, file: str, table: str) -> str:
    key = _key(text)
    ids: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for entry in entries(file, table):
        for spelling in (entry["id"], *entry.get("aliases", ())):
            ids.setdefault(_key(spelling), entry["id"])
            spellings.setdefault(_key(spelling), spelling)
    if key in ids:
        return ids[key]
    best: dict[str, str] = {}
    for name in nearest_few(key, ids, likeness=_LIKENESS):
        best.setdefault(ids[name], spellings[name])
    raise Unknown(text, tuple(best.values()))
