"""The ground of a plan: all that it was made from, as it can be asked again."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from publish.formats.channels import defaults
from publish.inputs import days, machine, record
from publish.inputs.wishes import same_theme
from publish.model.article import Article
from publish.model.publication import Publication
from publish.seen import Seen
from publish.values import dataclass


@dataclass(frozen=True)
class Ground:
    """The inputs of a plan, besides its options."""

    source: str
    theme: str
    default_theme: str
    formats: tuple[str, ...]
    days: tuple[date, ...]
    machine: str
    seen: tuple[Seen, ...] = ()


def ground(
    source: Path, folder: Path, theme: str | None, publication: Publication, article: Article
) -> Ground:
    """The ground of a plan for the article in ``source``, as it was read, without what was seen."""
    return Ground(
        source=os.path.realpath(source),
        theme=same_theme(theme or publication.theme),
        default_theme=publication.theme,
        formats=tuple(defaults()),
        days=tuple(sorted(set(days.named(article)), key=str)),
        machine=machine.key(record.index(folder)),
    )
