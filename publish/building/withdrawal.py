"""Withdrawal: a picture is recorded in ``withdrawn.toml``, and its builds are made again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from publish import files
from publish.building.build import build
from publish.building.editions import pictures
from publish.building.manifest import Manifest
from publish.building.publishing import Published
from publish.building.records import Picture
from publish.building.strangers import copies
from publish.building.usage import (
    Match,
    Use,
    Wanted,
    files_with,
    matched,
    where_used,
    with_copies,
)
from publish.editing.files import write_files
from publish.errors import Problem, PublishError, Severity, UsageError, Where
from publish.model.publication import Publication, Withdrawal
from publish.pictures.likeness import alike as look_alike
from publish.reading import read
from publish.reading.publication.withdrawn import FILE
from publish.reading.text import MOST_BYTES
from publish.values import dataclass

_HEAD = """\
# Withdrawn pictures: no build shows them in any channel. To show a picture again, delete its
# section and build the articles that have it. `reason` is never published.
"""


@dataclass(frozen=True)
class Found:
    """A picture that matches the one to withdraw."""

    picture: str
    mark: Picture
    match: Match


@dataclass(frozen=True)
class Rebuilt:
    """A set of files that was built again without the picture; if not, ``problems`` say why."""

    folder: Path
    built: Published | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Withdrawn:
    """A withdrawn picture, and the effect on published files."""

    entry: Withdrawal
    new: bool
    """Whether ``withdrawn.toml`` did not have it before."""
    rebuilt: tuple[Rebuilt, ...]
    left: tuple[Use, ...]
    """Published files that still contain it."""
    alike: tuple[Use, ...]
    """Published files with a picture that looks like it."""
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no known published file contains it any more."""
        known = all(problem.severity is not Severity.ERROR for problem in self.problems)
        aside = any(copies(one.folder) for one in self.rebuilt)
        return known and not self.left and not aside and all(one.built for one in self.rebuilt)


def withdraw(
    publication: Publication,
    wanted: Wanted,
    *,
    since: date,
    reason: str | None = None,
    source: Path | None = None,
    out: Path | None = None,
    theme: str | None = None,
    alike: bool = False,
    at: date | datetime | None = None,
) -> Withdrawn:
    """Withdraw a picture: record it, and build again every set of files that contains it.

    The sets are those in the publication's ``build`` and in ``out``, or only that of the
    article in ``source``, whose pictures can be given by name. A set that cannot be built
    does not stop the others. Raises ``UsageError`` where ``wanted`` is ambiguous or
    unknown, and what reading ``source`` raises.
    """
    root = Path(publication.root)
    folders = [root / "build", *([out] if out else [])]
    usage = where_used(wanted, folders)
    found = [Found(use.picture, use.mark, use.match) for use in usage.uses]
    if source is not None:
        found = list(_in_article(wanted, source, publication))
    picked = chosen(wanted, found, alike=alike)
    picked = (*picked, *_as_now(publication, usage.uses, picked))
    withdrawal = entry(wanted, picked, since, reason)
    new = record(publication, withdrawal)
    sets = {use.folder: use.record for use in files_with(withdrawal, folders)}
    if source is not None:
        here = source.resolve()
        sets = {f: made for f, made in sets.items() if (root / made.source).resolve() == here}
    when = at or since
    rebuilt = tuple(_again(publication, f, made, theme, when) for f, made in sets.items())
    if source is not None and not sets:
        rebuilt = (_built((out or root / "build") / source.resolve().name, source, theme, when),)
    found_before = [problem for problem in usage.problems if problem.rule != "build-copies"]
    aside = [with_copies(one.folder, left) for one in rebuilt if (left := copies(one.folder))]
    return Withdrawn(
        withdrawal,
        new,
        rebuilt,
        files_with(withdrawal, folders),
        tuple(use for use in usage.uses if use.mark.sha256 not in withdrawal.sha256),
        (*found_before, *aside),
    )


def chosen(wanted: Wanted, found: Iterable[Found], *, alike: bool) -> tuple[Found, ...]:
    """The pictures of ``found`` to withdraw; with ``alike``, also those that only look like it.

    Raises ``UsageError`` for a name that several pictures have, a name that none has, and
    a picture that others only look like.
    """
    found = tuple(found)
    certain = tuple(f for f in found if f.match.certain)
    hashes = {f.mark.sha256 for f in certain}
    names = ", ".join(dict.fromkeys(f.picture for f in found))
    if wanted.name and len(hashes) > 1:
        message = f"{len(hashes)} different pictures are called {wanted.text!r}"
        fix = "`publish where-used` lists them; give the file of the right one."
        raise UsageError(Problem("withdraw-ambiguous", message, fix))
    if wanted.name and not certain:
        message = f"there is no file {wanted.text}, and no build has a picture of that name"
        fix = "Give the file, an address in its credit, or the article as well as the name."
        raise UsageError(Problem("withdraw-unknown", message, fix))
    if found and not certain and not alike:
        message = f"no published file contains this very picture; {names} only looks like it"
        fix = "Give the file of the right picture; or add --alike to withdraw those."
        raise UsageError(Problem("withdraw-alike", message, fix))
    return found if alike else certain


def entry(wanted: Wanted, chosen: Sequence[Found], since: date, reason: str | None) -> Withdrawal:
    """The entry in ``withdrawn.toml`` for the pictures ``chosen``, and for the one given."""
    marks = [f.mark for f in chosen]
    own = [m for m in (wanted.sha256,) if m]
    looks = [m for m in (wanted.likeness, *(m.likeness for m in marks)) if m]
    names = [f.picture for f in chosen]
    return Withdrawal(
        name=names[0] if names else Path(wanted.text).name or wanted.text,
        sha256=tuple(dict.fromkeys([*own, *(mark.sha256 for mark in marks)])),
        likeness=tuple(dict.fromkeys(looks)),
        sources=(wanted.text,) if wanted.address else (),
        since=since,
        reason=" ".join(reason.split()) if reason else None,
    )


def record(publication: Publication, withdrawal: Withdrawal) -> bool:
    """Append ``withdrawal`` to the publication's ``withdrawn.toml``; False if it is there already.

    Raises ``EnvironmentFault`` if the file cannot be written.
    """
    hashes = {sha for entry in publication.withdrawn for sha in entry.sha256}
    sources = {source for entry in publication.withdrawn for source in entry.sources}
    if hashes >= set(withdrawal.sha256) and sources >= set(withdrawal.sources):
        return False
    path = (Path(publication.root) / FILE).resolve()  # where a link leads, not in its place
    before = files.read(path.parent, path.name, MOST_BYTES).decode() if path.is_file() else _HEAD
    write_files({path: f"{before.rstrip()}\n\n{as_toml(withdrawal)}".encode()})
    return True


def as_toml(withdrawal: Withdrawal) -> str:
    """The withdrawal as a section of ``withdrawn.toml``."""
    lines = ["[[withdrawn]]", f"name = {_text(withdrawal.name)}"]
    if withdrawal.since:
        lines.append(f"since = {withdrawal.since.isoformat()}")
    if withdrawal.reason:
        lines.append(f"reason = {_text(withdrawal.reason)}")
    for key in ("sha256", "likeness", "sources"):
        if values := getattr(withdrawal, key):
            lines.append(f"{key} = [{', '.join(map(_text, values))}]")
    return "\n".join(lines) + "\n"


def _in_article(wanted: Wanted, source: Path, publication: Publication) -> Iterator[Found]:
    """The pictures of one article that match."""
    for name, mark in pictures(read(source, publication)).items():
        if match := matched(wanted, name, mark):
            yield Found(name, mark, match)


def _as_now(
    publication: Publication, uses: Iterable[Use], picked: Iterable[Found]
) -> Iterator[Found]:
    """The present files of ``picked`` pictures, if they were saved again since.

    A file that now has another picture under the same name does not count.
    """
    known = {found.mark.sha256 for found in picked}
    for use in uses:
        if use.mark.sha256 not in known:
            continue
        try:
            now = pictures(read(Path(publication.root) / use.record.source, publication))
        except PublishError:
            continue  # building it reports the error
        mark = now.get(use.picture)
        if mark and mark.sha256 not in known and look_alike(mark.likeness, use.mark.likeness):
            yield Found(use.picture, mark, Match("likeness"))


def _again(
    publication: Publication,
    folder: Path,
    made: Manifest,
    theme: str | None,
    as_of: date | datetime,
) -> Rebuilt:
    """Build a set again, in its channels and its theme."""
    try:
        source = _source(publication, folder, made)
    except UsageError as error:
        return Rebuilt(folder, None, error.problems)
    return _built(folder, source, theme or made.theme, as_of, made)


def _built(
    folder: Path,
    source: Path,
    theme: str | None,
    as_of: date | datetime,
    made: Manifest | None = None,
) -> Rebuilt:
    channels = dict.fromkeys(e.channel for e in made.editions.values()) if made else None
    try:
        built = build(
            source,
            channels=channels,
            theme=theme,
            out=folder.parent,
            as_of=as_of,
            draft=bool(made and made.draft),
        )
    except PublishError as error:
        return Rebuilt(folder, None, error.problems)
    return Rebuilt(folder, built, built.problems)


def _source(publication: Publication, folder: Path, made: Manifest) -> Path:
    source = Path(publication.root) / made.source
    if not source.is_dir():
        message = f"the article {made.source} that this was built from is missing"
        fix = "Bring it back and build it, or take the files down yourself."
        raise UsageError(Problem("source-missing", message, fix, Where(str(folder))))
    if folder.resolve().name != made.slug:
        message = f"this folder has another name than its article, {made.slug}"
        fix = f"Rename the folder to {made.slug}, or take the files down yourself."
        raise UsageError(Problem("build-renamed", message, fix, Where(str(folder))))
    here = Path.cwd()
    return source.relative_to(here) if source.is_relative_to(here) else source


def _text(text: str) -> str:
    """A TOML basic string: like JSON's, with one more character escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
