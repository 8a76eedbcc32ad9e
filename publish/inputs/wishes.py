"""The wishes for a build, as the command line has them."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from publish.values import dataclass


@dataclass(frozen=True)
class Wishes:
    """Options of a build; the same as those of ``publish.building.build``."""

    to: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    theme: str | None = None
    out: Path | None = None
    proof: bool = True
    as_of: date | datetime | None = None
    draft: bool = False
    anew: bool = False
    """Whether to make files again whose inputs have not changed."""


def same_theme(wanted: str) -> str:
    """A theme's name; a path to one as a place, which no longer depends on the current folder."""
    if "/" in wanted or wanted.startswith("."):
        plain, colon, variant = wanted.rpartition(":")
        if colon and "/" not in variant:
            return f"{os.path.realpath(plain)}:{variant}"
        return os.path.realpath(wanted)
    return wanted
