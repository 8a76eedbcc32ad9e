"""The records in a manifest: one for each output, one for each picture of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from publish.values import dataclass


@dataclass(frozen=True)
class Edition:
    """The record of an output. The hash of its file is in the manifest's ``outputs``."""

    channel: str
    format: str
    page: str
    """The hash of the Page that it was made from."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The pictures it contains: the names of their source files, and the hashes of these."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """The pictures it does not contain, each with the id of the reason."""
    reduced: Mapping[str, str] = field(default_factory=dict)
    """The pictures it contains with fewer pixels: ``1240x827 of 1600x1067``."""


@dataclass(frozen=True)
class Picture:
    """The record of a picture, by which it is found again. Hashes are SHA-256 in hex."""

    sha256: str
    likeness: str | None
    """From ``publish.pictures.likeness``."""
    name: str
    """Its name in the outputs."""
    works: tuple[Mapping[str, str], ...] = ()
    """The ``title``, ``source`` and ``asset_id`` of every credit, where stated."""


def read_editions(table: Any) -> dict[str, Edition]:
    """Editions from a manifest's JSON; ``ValueError`` or ``TypeError`` if it is malformed."""
    found = {str(name): Edition(**entry) for name, entry in _mapping(table).items()}
    for edition in found.values():
        _texts(edition.pictures)
        _texts(edition.withheld)
        _texts(edition.reduced)
        _texts({"channel": edition.channel, "format": edition.format, "page": edition.page})
    return found


def read_pictures(table: Any) -> dict[str, Picture]:
    """Pictures from a manifest's JSON; ``ValueError`` or ``TypeError`` if it is malformed."""
    found: dict[str, Picture] = {}
    for name, entry in _mapping(table).items():
        works = tuple(_texts(work) for work in entry.get("works", ()))
        picture = Picture(**{**entry, "works": works})
        _texts({"sha256": picture.sha256, "name": picture.name})
        if picture.likeness is not None:
            int(picture.likeness, 16)
        found[str(name)] = picture
    return found


def _mapping(table: Any) -> Mapping[str, Any]:
    if not isinstance(table, dict) or not all(isinstance(v, dict) for v in table.values()):
        raise ValueError("the manifest has other values in place of records")
    return table


def _texts(table: Any) -> Mapping[str, str]:
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise ValueError("the manifest has other values in place of texts")
    return table
