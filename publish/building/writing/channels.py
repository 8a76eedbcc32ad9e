"""Makes, proves and puts aside the file of each channel, one after the other in a process.

So none holds the bytes of two files at once, or those of a file and what its proof read of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import IO

from publish.building.digest import sha256
from publish.building.pages import Pages
from publish.building.refusal import file_of, not_written
from publish.building.writing.second_process import second
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


_Key = tuple[str, int]
"""The format and the Page of a file: channels that withhold the same have one Page."""


@dataclass(frozen=True)
class _Maker:
    """All that files are made from."""

    pages: Pages
    theme: Theme
    clock: Callable[[], float]
    comparison: Comparison | None
    """None where nothing is to be proved."""

    def key(self, channel: Channel) -> _Key:
        """Channels with the same key have the same file."""
        return channel.format, id(self.pages.of(channel.name))

    def made(
        self, channel: Channel, place: IO[bytes] | None = None, *, proof: bool = True
    ) -> Ready:
        """The file of a channel, proved if it is to be; a large one is in ``place``."""
        page, start = self.pages.of(channel.name), self.clock()
        file = file_of(page, FORMATS[channel.format], self.theme)
        seconds, proved = self.clock() - start, None
        if proof and self.comparison:
            proved = compared(self.comparison, page, file.data, channel.format)
        count, data = FORMATS[channel.format].pages, file.data
        return Ready(
            file=stored(data, place),
            sha256=sha256(data),
            size=len(data),
            pages=count(data) if count else None,
            compared=proved,
            notes=file.notes,
            seconds=seconds,
        )


def written(
    pages: Pages,
    channels: Iterable[Channel],
    theme: Theme,
    clock: Callable[[], float],
    *,
    proof: bool,
    processes: int = 1,
) -> dict[str, Ready]:
    """Every channel's file, by the channel's name.

    Where some cannot be made, the others are tried: they may be what an editor publishes now. None
    is proved any more then. With two ``processes``, a second one makes and proves the first file,
    while this one does the others; files, findings and errors are the same. Raises ``Unforeseen``
    if the second one is lost.
    """
    channels = tuple(channels)
    maker = _Maker(pages, theme, clock, Comparison() if proof else None)
    ahead = _side_by_side(maker, channels) if processes > 1 else {}
    failed: dict[str, PublishError] = {}
    done: dict[str, Ready] = {}
    made: dict[_Key, Ready] = {}
    for channel in channels:
        key, start = maker.key(channel), clock()
        try:
            if key in made:
                done[channel.name] = replace(made[key], seconds=clock() - start)
                continue
            made[key] = ahead.get(key) or maker.made(channel, proof=not failed)
        except (SourceError, ThemeError) as error:
            failed[channel.name] = error
            continue
        done[channel.name] = made[key]
    if failed:
        raise not_written(failed, done)
    return done


def _side_by_side(maker: _Maker, channels: Iterable[Channel]) -> dict[_Key, Ready]:
    """The files that two processes could make, by their keys.

    One that failed is made again afterwards, in its turn: so its error is that of one process.
    """
    files: dict[_Key, Channel] = {}
    for channel in channels:
        files.setdefault(maker.key(channel), channel)
    done: dict[_Key, Ready] = {}
    if len(files) < 2:
        return done
    first, *others = files
    with second(lambda place: _sent(maker.made(files[first], place))) as process:
        if process is None:
            return done
        with suppress(Exception):
            for key in others:
                done[key] = maker.made(files[key])
        if sent := process.result(maker.pages.article.texts.start):
            done[first] = _received(sent, process.place)
    return done


def _sent(file: Ready) -> Ready:
    """A file without its bytes where those are in the place that both processes have."""
    return file if file.file.large is None else replace(file, file=Stored())


def _received(file: Ready, place: IO[bytes]) -> Ready:
    return file if len(file.file.small) == file.size else replace(file, file=Stored(large=place))


def report(files: Mapping[str, Ready], page_of: Callable[[str], Page]) -> Report:
    """The proof of all files together."""
    known = {name: file.compared for name, file in files.items() if file.compared}
    return together(known, {name: page_of(name) for name in known})
