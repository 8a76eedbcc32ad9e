"""The channels of a publication: one for each format, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.formats import FORMATS
from publish.model.publication import Channel, Publication


def defaults() -> Mapping[str, Channel]:
    """The channels that every publication has, by name: one for each format."""
    return {format.name: format.channel for format in FORMATS.values()}


def channels(publication: Publication | None) -> Mapping[str, Channel]:
    """All channels of ``publication`` by name, the default ones first, on its terms.

    ``commercial`` is the publication's value where a channel states none.
    """
    own = {channel.name: channel for channel in publication.channels} if publication else {}
    commercial = publication.commercial if publication else None
    return {
        name: replace(channel, commercial=commercial) if channel.commercial is None else channel
        for name, channel in {**defaults(), **own}.items()
    }
