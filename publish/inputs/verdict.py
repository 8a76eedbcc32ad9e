"""The verdict on a set: whether it needs no build, and if it does, why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from publish import seen
from publish.inputs import days, machine, record
from publish.inputs.differences import called, differences, root_above
from publish.inputs.record import Record
from publish.inputs.unpacked import folder_of
from publish.inputs.wishes import Wishes, same_theme
from publish.inputs.world import World
from publish.values import dataclass

_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Verdict:
    """A set that needs no build has a ``record``; any other has ``reasons`` to build it."""

    folder: Path | None
    """The place of the set; None where no publication is around the article."""
    record: Record | None = None
    reasons: tuple[str, ...] = ()
    """All that differs from the last build, by the names of inputs."""

    @property
    def unchanged(self) -> bool:
        """Whether a build would make the same files."""
        return self.record is not None


def judge(
    source: Path,
    wishes: Wishes,
    world: World | None = None,
    read: Callable[[Path], Record | None] = record.read,
) -> Verdict:
    """The verdict on the set of the article in ``source``.

    ``world`` is shared by the verdicts of one command, so that a theme is looked at once, and
    ``read`` is where they find records. Nothing
    heavy is imported and, where nothing has changed, hardly a file is read. The record is written
    again where stats have changed, but no content. Raises nothing: whatever is wrong, a build says.
    """
    world = world or World()
    place = world.real(source)
    root = root_above(place, world)
    if root is None:
        return Verdict(None, None, ("no publication is around the article",))
    folder = (wishes.out or Path(root, "build")) / os.path.basename(place)
    if wishes.anew:
        return Verdict(folder, None, ("all is to be made again (--force)",))
    known = read(folder)
    if known is None:
        there = os.path.isdir(folder)
        why = "nothing is known of the build that made it" if there else "it was never built"
        return Verdict(folder, None, (why,))
    index = record.index(folder)
    case = _Case(place, root, folder, index, wishes, known, world)
    contents = world.read
    reasons = tuple(dict.fromkeys(case.reasons()))
    if reasons:
        return Verdict(folder, None, reasons)
    machine.remember(index)
    if world.read == contents:
        return Verdict(folder, known)
    fresh = case.refreshed()
    if fresh != known:
        record.write(folder, fresh)
    return Verdict(folder, fresh)


def channels(wishes: Wishes, known: Record) -> tuple[str, ...]:
    """The channels that are wished for."""
    return known.formats if wishes.named is None else wishes.named


@dataclass(frozen=True)
class _Case:
    place: str
    root: str
    folder: Path
    index: str
    """The folder with the records of all sets."""
    wishes: Wishes
    known: Record
    world: World

    def reasons(self) -> Iterator[str]:
        """All that differs from the last build."""
        yield from self._options()
        yield from self._inputs()
        yield from self._day()
        if machine.key(self.index) != self.known.machine:
            yield from machine.differences(self.index, self.known.machine)
        yield from self._set()

    def _options(self) -> Iterator[str]:
        known, wishes = self.known, self.wishes
        wanted = channels(wishes, known)
        if known.source != self.place:
            yield f"it was made from {called(known.source, self.root)}"
        theme = same_theme(wishes.theme or known.default_theme)
        if theme != known.theme:
            yield f"the theme was {known.theme} and is {theme}"
        if wishes.draft != known.draft:
            yield "it was a draft" if known.draft else "it was no draft"
        editions = {file.channel: file for file in known.files.values() if file.channel}
        for name in wanted:
            if name not in editions:
                yield f"{name} is not among the files"
            elif wishes.proof and not editions[name].proved:
                yield f"{name} was not verified"
        for name in wishes.to or ():
            if name not in known.formats:
                yield f"{name} is no format"
        if not wanted:
            yield "nothing is asked for"

    def _inputs(self) -> Iterator[str]:
        yield from differences(self.known.seen, self.world, self.root)

    def _day(self) -> Iterator[str]:
        now = self.wishes.as_of
        if now is None:
            return
        for day in days.passed(self.known.days, self.known.as_of, now):
            yield f"{day} lies between this build and the last one"

    def _set(self) -> Iterator[str]:
        """The files of the set that are not as they were, and what is beside them."""
        here = os.fspath(self.folder)
        there = self.world.entries(here)
        if there is None:
            yield "its folder is gone"
            return
        unpacked = {folder for name in self.known.files if (folder := folder_of(name))}
        for name in sorted(unpacked - {*there}):
            yield f"{called(os.path.join(here, name), self.root)} is gone"
        for name in sorted({*there} - {*self.known.files} - unpacked - _SYSTEMS):
            if ".edited-" not in name:
                yield f"{called(os.path.join(here, name), self.root)} is not of the set"
        for name, file in self.known.files.items():
            path = os.path.join(here, name)
            if name not in there:
                yield f"{called(path, self.root)} is gone"
            elif not self._is_whole(there[name], file):
                yield f"{called(path, self.root)} was changed after it"
        parent, slug = os.path.split(os.path.abspath(here))
        if slug in self.world.killed(parent):
            yield "a build of it was killed, or is under way"

    def _is_whole(self, entry: os.DirEntry[str], file: record.File) -> bool:
        if entry.is_symlink():
            return False
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError:
            return False
        return self.world.is_file(entry.path, file.sha256, file.stats, about)

    def refreshed(self) -> Record:
        """The record with the stats that vouch for contents now."""
        known, world, here = self.known, self.world, os.fspath(self.folder)
        looked = tuple(
            one._replace(stats=world.stats(one.path, one.stats)) if one.kind == seen.FILE else one
            for one in known.seen
        )
        files: Mapping[str, record.File] = {
            name: replace(file, stats=world.stats(os.path.join(here, name), file.stats))
            for name, file in known.files.items()
        }
        return replace(known, seen=looked, files=files)
