"""Where a picture was published: asked of the manifests beside the outputs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publish.building import manifest
from publish.building.digest import sha256
from publish.building.manifest import Manifest
from publish.building.records import Picture
from publish.errors import Problem, Severity, SourceError, UsageError, Where
from publish.files import CannotRead, read_anywhere
from publish.model.publication import Withdrawal
from publish.pictures.likeness import THRESHOLD, distance, likeness
from publish.reading.figures.folder_pictures import MOST_BYTES
from publish.reading.publication.withdrawn import same_address


@dataclass(frozen=True)
class Wanted:
    """The picture that is looked for, by one or several of its marks."""

    text: str
    """As it was asked for: a file, an address or a name."""
    sha256: str | None = None
    likeness: str | None = None
    address: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Match:
    """How a picture was recognised: ``file``, ``address``, ``name`` or ``likeness``.

    ``distance`` is in bits of 128; that of the very same file, or of one that was
    named, is 0.
    """

    how: str
    distance: int = 0

    @property
    def certain(self) -> bool:
        """Whether it is that picture; a likeness is only a hint."""
        return self.how != "likeness"


@dataclass(frozen=True)
class Use:
    """One published file that carries the picture."""

    folder: Path
    record: Manifest
    file: str
    picture: str
    """What the picture's file is called in the article's source."""
    match: Match

    @property
    def path(self) -> Path:
        """Where the published file is."""
        return self.folder / self.file

    @property
    def channel(self) -> str:
        """The channel that it was made for."""
        return self.record.editions[self.file].channel

    @property
    def mark(self) -> Picture:
        """What the manifest knows of the picture."""
        return self.record.pictures[self.picture]


@dataclass(frozen=True)
class Usage:
    """Every use that was found, the certain ones first, and what could not be asked."""

    uses: tuple[Use, ...]
    problems: tuple[Problem, ...] = ()


def wanted(text: str) -> Wanted:
    """What ``text`` means: a file that is there, an address, else a name.

    Raises ``UsageError`` for a file that cannot be read, or is no file, and for a blank text.
    """
    if not text.strip():
        fix = "Give the file of a picture, an address from a credit, or a picture's name."
        raise UsageError(Problem("picture-unnamed", "which picture is meant?", fix))
    path = Path(text)
    if text.startswith(("http://", "https://")):
        return Wanted(text, address=same_address(text))
    if path.is_file():
        return _file(text, path)
    return Wanted(text, name=_key(PurePosixPath(text).name))


def where_used(picture: Wanted, shelves: Iterable[Path]) -> Usage:
    """Every published file in ``shelves`` that carries ``picture``, by their manifests.

    A shelf is a folder of builds, or one build. A folder that no build wrote, and a
    manifest that cannot be read or is too old to tell, are Problems.
    """
    return _asked(shelves, lambda name, mark: recognised(picture, name, mark))


def carriers(withdrawal: Withdrawal, shelves: Iterable[Path]) -> tuple[Use, ...]:
    """Every published file in ``shelves`` that still carries what was withdrawn."""
    addresses = {same_address(source) for source in withdrawal.sources}

    def is_withdrawn(name: str, mark: Picture) -> Match | None:
        if mark.sha256 in withdrawal.sha256:
            return Match("file")
        stated = {same_address(work["source"]) for work in mark.works if "source" in work}
        return Match("address") if stated & addresses else None

    return _asked(shelves, is_withdrawn).uses


def _asked(shelves: Iterable[Path], match: Callable[[str, Picture], Match | None]) -> Usage:
    uses: list[Use] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(f for shelf in shelves for f in _builds(shelf)):
        try:
            record = manifest.load(folder)
        except SourceError as error:
            problems += error.problems
            continue
        if record is None:
            problems.append(_foreign(folder))
        elif record.outputs and not record.editions:
            problems.append(_mute(folder))
        else:
            uses += _uses(folder, record, match)
    uses.sort(key=lambda use: (not use.match.certain, use.match.distance, str(use.folder)))
    return Usage(tuple(uses), tuple(problems))


def recognised(picture: Wanted, name: str, mark: Picture) -> Match | None:
    """How ``picture`` is the one called ``name`` of which ``mark`` is known; None if it is not."""
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
    folder: Path, record: Manifest, recognise: Callable[[str, Picture], Match | None]
) -> Iterator[Use]:
    for name, mark in record.pictures.items():
        match = recognise(name, mark)
        for file, edition in record.editions.items():
            if match and name in edition.pictures:
                yield Use(folder, record, file, name, match)


def _builds(shelf: Path) -> list[Path]:
    if (shelf / manifest.NAME).is_file():
        return [shelf]
    if not shelf.is_dir():
        return []
    # What begins with a dot is a build's own: its lock, or a set that is being made.
    folders = (path for path in shelf.iterdir() if path.is_dir() and path.name[0] != ".")
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


def _foreign(folder: Path) -> Problem:
    return Problem(
        "build-foreign",
        "there is no manifest here, so nobody knows what this holds",
        "If it was published, look into it yourself.",
        Where(str(folder)),
        Severity.WARNING,
    )


def _mute(folder: Path) -> Problem:
    return Problem(
        "build-mute",
        "this was built before builds recorded their pictures",
        "Build it again, or look into it yourself.",
        Where(str(folder)),
        Severity.WARNING,
    )
