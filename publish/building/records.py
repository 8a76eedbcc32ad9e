"""What a manifest records of every output, and of every picture of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Edition:
    """What one output file is. Its own hash is in the manifest's ``outputs``."""

    channel: str
    format: str
    page: str
    """The hash of what it was made from: the Page of its channel."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The pictures it holds, as their source files are called, and the hashes of these."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """Those it does not hold, and the id of the reason."""


@dataclass(frozen=True)
class Picture:
    """A picture of the article, as it can be found again. Hashes are SHA-256 in hex."""

    sha256: str
    likeness: str | None
    """As ``publish.pictures.likeness`` has it."""
    name: str
    """What the outputs call it."""
    works: tuple[Mapping[str, str], ...] = ()
    """Of every credit ``title``, ``source`` and ``asset_id``, where stated."""


def read_editions(table: Any) -> dict[str, Edition]:
    """Editions from a manifest's JSON; ``ValueError`` or ``TypeError`` if they are none."""
    found = {str(name): Edition(**entry) for name, entry in _mapping(table).items()}
    for edition in found.values():
        _texts(edition.pictures)
        _texts(edition.withheld)
        _texts({"channel": edition.channel, "format": edition.format, "page": edition.page})
    return found


def read_pictures(table: Any) -> dict[str, Picture]:
    """Pictures from a manifest's JSON; ``ValueError`` or ``TypeError`` if they are none."""
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
        raise ValueError("records are wanted where the manifest has something else")
    return table


def _texts(table: Any) -> Mapping[str, str]:
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise ValueError("texts are wanted where the manifest has something else")
    return table
