"""The wishes for a build, as the command line has them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from publish.values import dataclass


@dataclass(frozen=True)
class Wishes:
    """Options of a build; the same as those of ``publish.building.build``."""

    to: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    editions: tuple[str, ...] | None = None
    theme: str | None = None
    out: Path | None = None
    proof: bool = True
    as_of: date | datetime | None = None
    draft: bool = False
    anew: bool = False
    """Whether to make files again whose inputs have not changed."""

    @property
    def named(self) -> tuple[str, ...] | None:
        """The channels that are named, in the order of options; None where no option names any."""
        if self.to is None and self.channels is None and self.editions is None:
            return None
        return tuple(dict.fromkeys((*(self.to or ()), *(self.channels or ()), *self._of_editions)))

    @property
    def _of_editions(self) -> Iterator[str]:
        if self.editions:
            from publish.model.edition import channel_of  # late: few builds name any

            yield from map(channel_of, self.editions)


def listed(options: Iterable[str] | None) -> tuple[str, ...] | None:
    """The names in options that are lists with commas; None where the option is not given."""
    if options is None:
        return None
    return tuple(name.strip() for names in options for name in names.split(",") if name.strip())


def same_theme(wanted: str) -> str:
    """A theme's name; a path to one as a place, which no longer depends on the current folder."""
    if "/" in wanted or wanted.startswith("."):
        plain, colon, variant = wanted.rpartition(":")
        if colon and "/" not in variant:
            return f"{os.path.realpath(plain)}:{variant}"
        return os.path.realpath(wanted)
    return wanted
