"""The channels of a publication: one for each format, its own, and one for each edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.formats import FORMATS
from publish.model.edition import BUILT_IN, FORMAT, SCREEN, Edition, channel_of
from publish.model.publication import Channel, Publication


def defaults() -> Mapping[str, Channel]:
    """The channels that every publication has, by name: one for each format."""
    return {format.name: format.channel for format in FORMATS.values()}


def channels(publication: Publication | None) -> Mapping[str, Channel]:
    """All channels of ``publication`` by name, the default ones first, on its terms.

    ``commercial`` is the publication's value where a channel states none. An edition has the terms
    of its format's default channel; other channels of that format have the screen's edition.
    """
    own = {channel.name: channel for channel in publication.channels} if publication else {}
    commercial = publication.commercial if publication else None
    found = {
        name: replace(channel, commercial=commercial) if channel.commercial is None else channel
        for name, channel in {**defaults(), **own}.items()
    }
    known = editions(publication)
    for name, channel in found.items():
        if channel.format == FORMAT and channel.edition is None:
            found[name] = replace(channel, edition=known[SCREEN.name])
    for edition in known.values():
        name = channel_of(edition.name)
        found[name] = replace(found[FORMAT], name=name, edition=edition)
    return found


def editions(publication: Publication | None) -> Mapping[str, Edition]:
    """All editions of ``publication`` by name, the built-in ones first, with its settings."""
    own = {edition.name: edition for edition in publication.editions} if publication else {}
    return {**BUILT_IN, **own}
