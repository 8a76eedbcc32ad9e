"""``build``: plan, make and put in one call; ``build_each`` does it format by format."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from publish.building import staging
from publish.building.making.make import Clock, make
from publish.building.pages import planned_pages
from publish.building.plan import plan
from publish.building.previous import previous
from publish.building.publishing import Published, put_locked
from publish.inputs.wishes import Wishes


def build(
    source: Path,
    *,
    to: Iterable[str] | None = None,
    channels: Iterable[str] | None = None,
    editions: Iterable[str] | None = None,
    theme: str | None = None,
    out: Path | None = None,
    proof: bool = True,
    as_of: date | datetime | None = None,
    draft: bool = False,
    anew: bool = False,
    clock: Clock = time.perf_counter,
) -> Published:
    """Build the article in ``source`` into ``out/<slug>/`` (default: the publication's ``build``).

    ``to`` names formats, each with its own channel, ``channels`` those that the
    publication adds, ``editions`` those of the PDF; by default all formats are made, unless
    channels or editions are named. An empty list of any is refused. The new set of files replaces
    the old one at once, and only if all of it was made and proved; a file of the old set that
    somebody changed is set aside in the folder. A file whose inputs are the same as in the build
    before stays as it is, unless all are to be made ``anew``. Rights and embargoes are judged as
    of a day or moment (by default, the day of the article itself); a ``draft`` is built in spite
    of them. Every page of a draft, and of an article under embargo, says so. ``clock`` measures
    how long each format takes; it shows in no file. Raises any ``PublishError``.
    """
    wishes = Wishes(
        to=None if to is None else tuple(to),
        channels=None if channels is None else tuple(channels),
        editions=None if editions is None else tuple(editions),
        theme=theme,
        out=out,
        proof=proof,
        as_of=as_of,
        draft=draft,
        anew=anew,
    )
    planned = plan(source, wishes)
    # Locked before the files are made: a second build is refused at once, not after a minute.
    with staging.lock(planned.folder):
        return put_locked(make(planned, clock, planned_pages(planned)), planned.folder)


def build_each(
    source: Path, wishes: Wishes, clock: Clock = time.perf_counter
) -> Iterator[Published]:
    """Build an article's files one by one, in the order in which ``wishes`` name them.

    Each is in its place before the next is made; the article is read and composed once. Raises any
    ``PublishError``; then the files before that one are in their places.
    """
    planned = plan(source, wishes)
    pages = planned_pages(planned)
    known = {channel.name: channel for channel in planned.channels}
    for channel in dict.fromkeys(known[name] for name in wishes.named or known):
        with staging.lock(planned.folder):
            one = replace(planned, channels=(channel,), before=previous(planned.folder))
            published = put_locked(make(one, clock, pages), planned.folder)
        yield published
