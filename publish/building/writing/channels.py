"""Makes, proves and puts aside the file of each channel, one after the other.

So nothing holds the bytes of two files at once, or those of a file and what its proof read of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from publish.building.digest import sha256
from publish.building.pages import Pages
from publish.building.refusal import file_of, not_written
from publish.building.writing.shelf import Stored, stored
from publish.composing.theme.loading import Theme
from publish.errors import PublishError, SourceError, ThemeError
from publish.format import Notes
from publish.formats import FORMATS
from publish.formats.proving import compared
from publish.model.publication import Channel
from publish.page import Page
from publish.proof.report import Compared, Comparison, Report, together
from publish.values import dataclass


@dataclass(frozen=True)
class Ready:
    """A channel's file, made."""

    file: Stored
    sha256: str
    size: int
    pages: int | None
    compared: Compared | None
    """Its comparison with its Page; None where it is not to be proved."""
    notes: Notes = Notes()
    """Its writer's."""
    seconds: float = 0.0


def written(
    pages: Pages,
    channels: Iterable[Channel],
    theme: Theme,
    clock: Callable[[], float],
    *,
    proof: bool,
) -> dict[str, Ready]:
    """Every channel's file, by the channel's name.

    Where some cannot be made, the others are tried: they may be what an editor publishes now. None
    is proved any more then.
    """
    failed: dict[str, PublishError] = {}
    done: dict[str, Ready] = {}
    made: dict[tuple[str, int], Ready] = {}
    comparison = Comparison()
    for channel in channels:
        page, start = pages.of(channel.name), clock()
        # Channels that withhold the same have one Page, and so, in one format, one file.
        key = (channel.format, id(page))
        try:
            if key in made:
                done[channel.name] = replace(made[key], seconds=clock() - start)
                continue
            file = file_of(page, FORMATS[channel.format], theme)
        except (SourceError, ThemeError) as error:
            failed[channel.name] = error
            continue
        seconds = clock() - start
        data, proved = file.data, None
        if proof and not failed:
            proved = compared(comparison, page, data, channel.format)
        kept = _kept(data, channel.format)
        made[key] = replace(kept, compared=proved, notes=file.notes, seconds=seconds)
        done[channel.name] = made[key]
        del file, data  # before the next one is made
    if failed:
        raise not_written(failed, done)
    return done


def _kept(data: bytes, format: str) -> Ready:
    count = FORMATS[format].pages
    return Ready(stored(data), sha256(data), len(data), count(data) if count else None, None)


def report(files: Mapping[str, Ready], page_of: Callable[[str], Page]) -> Report:
    """The proof of all files together."""
    known = {name: file.compared for name, file in files.items() if file.compared}
    return together(known, {name: page_of(name) for name in known})
