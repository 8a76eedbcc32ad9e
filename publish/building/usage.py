"""The published files that contain a picture, by the manifests beside the outputs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from publish.building import manifest, strangers
from publish.building.digest import sha256
from publish.building.manifest import Manifest
from publish.building.records import Picture
from publish.errors import Problem, Severity, SourceError, UsageError, Where
from publish.files import CannotRead, read_anywhere
from publish.model.publication import Withdrawal
from publish.pictures.decoding import likeness
from publish.pictures.likeness import THRESHOLD, distance
from publish.reading.figures.folder_pictures import MOST_BYTES
from publish.reading.publication.withdrawn import same_address
from publish.values import dataclass


@dataclass(frozen=True)
class Wanted:
    """The picture to look for, by one or several of its marks."""

    text: str
    """The user's text: a file, an address or a name."""
    sha256: str | None = None
    likeness: str | None = None
    address: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Match:
    """The way in which a picture was recognized: ``file``, ``address``, ``name`` or ``likeness``.

    ``distance`` is the number of bits of 128 that differ in a likeness; otherwise 0.
    """

    how: str
    distance: int = 0

    @property
    def certain(self) -> bool:
        """Whether it is certainly that picture: a likeness is only a hint."""
        return self.how != "likeness"


@dataclass(frozen=True)
class Use:
    """A published file that contains the picture."""

    folder: Path
    record: Manifest
    file: str
    picture: str
    """The name of the picture's file in the article's folder."""
    match: Match

    @property
    def path(self) -> Path:
        """The path of the published file."""
        return self.folder / self.file

    @property
    def channel(self) -> str:
        """The channel that it was made for."""
        return self.record.editions[self.file].channel

    @property
    def mark(self) -> Picture:
        """The manifest's record of the picture."""
        return self.record.pictures[self.picture]


@dataclass(frozen=True)
class Usage:
    """All uses, the certain ones first, and Problems with builds that cannot be searched."""

    uses: tuple[Use, ...]
    problems: tuple[Problem, ...] = ()


def wanted(text: str) -> Wanted:
    """The picture that ``text`` means: an existing file, an address, otherwise a name.

    Raises ``UsageError`` for a file that cannot be read, and for a blank text.
    """
    if not text.strip():
        fix = "Give the file of a picture, an address from a credit, or a picture's name."
        raise UsageError(Problem("picture-unnamed", "no picture is named", fix))
    path = Path(text)
    if text.startswith(("http://", "https://")):
        return Wanted(text, address=same_address(text))
    if path.is_file():
        return _file(text, path)
    return Wanted(text, name=_key(PurePosixPath(text).name))


def where_used(picture: Wanted, folders: Iterable[Path]) -> Usage:
    """Every published file in ``folders`` that contains ``picture``, by their manifests.

    Each of ``folders`` holds builds, or is a build. One that no build wrote, and a manifest
    that cannot be read or is too old, are Problems.
    """
    return _search(folders, lambda name, mark: matched(picture, name, mark))


def files_with(withdrawal: Withdrawal, folders: Iterable[Path]) -> tuple[Use, ...]:
    """Every published file in ``folders`` that contains a picture of ``withdrawal``."""
    addresses = {same_address(source) for source in withdrawal.sources}

    def is_withdrawn(name: str, mark: Picture) -> Match | None:
        if mark.sha256 in withdrawal.sha256:
            return Match("file")
        stated = {same_address(work["source"]) for work in mark.works if "source" in work}
        return Match("address") if stated & addresses else None

    return _search(folders, is_withdrawn).uses


def _search(folders: Iterable[Path], match: Callable[[str, Picture], Match | None]) -> Usage:
    uses: list[Use] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(build for place in folders for build in _builds(place)):
        try:
            record = manifest.load(folder)
        except SourceError as error:
            problems += error.problems
            continue
        if record is None:
            problems.append(_without_manifest(folder))
        elif record.outputs and not record.editions:
            problems.append(_without_pictures(folder))
        else:
            here = list(_uses(folder, record, match))
            uses += here
            if here and (copies := strangers.copies(folder)):
                problems.append(with_copies(folder, copies))
    uses.sort(key=lambda use: (not use.match.certain, use.match.distance, str(use.folder)))
    return Usage(tuple(uses), tuple(problems))


def matched(picture: Wanted, name: str, mark: Picture) -> Match | None:
    """The match of ``picture`` with the one called ``name`` with the record ``mark``, if any."""
    if picture.sha256 and picture.sha256 == mark.sha256:
        return Match("file")
    if picture.address:
        addresses = [work["source"] for work in mark.works if "source" in work]
        if picture.address in map(same_address, addresses):
            return Match("address")
    if picture.name:
        titles = [work.get(key) for work in mark.works for key in ("title", "asset_id")]
        names = (PurePosixPath(name).name, mark.name, *filter(None, titles))
        if picture.name in map(_key, names):
            return Match("name")
    if picture.likeness and mark.likeness:
        bits = distance(picture.likeness, mark.likeness)
        if bits <= THRESHOLD:
            return Match("likeness", bits)
    return None


def _uses(
    folder: Path, record: Manifest, match: Callable[[str, Picture], Match | None]
) -> Iterator[Use]:
    for name, mark in record.pictures.items():
        found = match(name, mark)
        for file, edition in record.editions.items():
            if found and name in edition.pictures:
                yield Use(folder, record, file, name, found)


def _builds(folder: Path) -> list[Path]:
    if (folder / manifest.NAME).is_file():
        return [folder]
    if not folder.is_dir():
        return []
    # Names with a dot are locks, and sets that are being written.
    folders = (path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    return sorted(folders)


def _file(text: str, path: Path) -> Wanted:
    try:
        data = read_anywhere(path, MOST_BYTES)
    except CannotRead as error:
        raise _unreadable(path, str(error)) from error
    return Wanted(text, sha256=sha256(data), likeness=likeness(data))


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()


def _unreadable(path: Path, why: str) -> UsageError:
    fix = "Give the file of a picture, an address from a credit, or a picture's name."
    return UsageError(Problem("picture-unreadable", why, fix, Where(str(path))))


def with_copies(folder: Path, copies: Iterable[Path]) -> Problem:
    """The Problem about files that were set aside beside a set that has, or had, the picture."""
    names = ", ".join(copy.name for copy in copies)
    return Problem(
        "build-copies",
        f"{names}: changed by hand and set aside, so no build takes the picture out",
        "Check whether the picture is in it. If so, delete it, and take it down where it was used.",
        Where(str(folder)),
        Severity.WARNING,
    )


def _without_manifest(folder: Path) -> Problem:
    return Problem(
        "build-foreign",
        "there is no manifest here, so its pictures are unknown",
        "If it was published, check it yourself.",
        Where(str(folder)),
        Severity.WARNING,
    )


def _without_pictures(folder: Path) -> Problem:
    return Problem(
        "build-mute",
        "its manifest is too old: it does not list the pictures",
        "Build it again, or check it yourself.",
        Where(str(folder)),
        Severity.WARNING,
    )
