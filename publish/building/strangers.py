"""Files in an output's place that no build put there: none of them is deleted or overwritten.

Ours is a regular file with the hash that the manifest has for it. A file of ours that somebody
changed is set aside under a name that says so, and goes with the set from build to build. For
anything else, folders and links included, a build stops before it touches the folder.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from publish.building.digest import sha256_of
from publish.building.manifest import NAME, Manifest, load
from publish.errors import Problem, Severity, UsageError, Where
from publish.inputs import unpacked

_ASIDE = re.compile(r"[a-z0-9-]+\.edited-[0-9a-f]{8}(\.[a-z0-9]+)+")
_OPENED = re.compile(r"\.~lock\.(?P<office>.+)#|~\$(?P<word>.+)")
"""Files of LibreOffice and Word beside a file that they have open; Word drops two letters."""
_OF_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems put in folders that somebody opens; they go with the set."""
_SHOWN = 3


def refuse(folder: Path) -> None:
    """Raise ``UsageError`` if ``folder`` has anything but regular files that a build made."""
    if not folder.is_symlink() and not folder.exists():
        return
    strangers = list(_strangers(folder)) if _is_folder(folder) else [_called(folder)]
    if opened := [name for name in strangers if _OPENED.fullmatch(name)]:
        raise _opened(folder, opened)
    if strangers:
        more = f" and {len(strangers) - _SHOWN} more" if len(strangers) > _SHOWN else ""
        raise _refused(folder, ", ".join(strangers[:_SHOWN]) + more)


def refuse_irregular(folder: Path, names: Iterable[str]) -> None:
    """Raise ``UsageError`` if a folder, a link or the like is in the place of one of the files.

    For files without a manifest, which are written one by one.
    """
    there = [folder / name for name in names if os.path.lexists(folder / name)]
    if strangers := [_called(path) for path in there if not _is_regular(path)]:
        raise _refused(folder, ", ".join(strangers))


def edited(folder: Path, manifest: Manifest | None = None) -> Mapping[str, str]:
    """The files of the set in ``folder`` that somebody changed, with their hashes as they are."""
    record = manifest or load(folder)
    found = {name: _hash(folder / name) for name in record.outputs} if record else {}
    return {n: sha for n, sha in found.items() if sha and record and sha != record.outputs[n]}


def copies(folder: Path) -> list[Path]:
    """The files in ``folder`` that were set aside."""
    try:
        return sorted(path for path in folder.iterdir() if _ASIDE.fullmatch(path.name))
    except OSError:
        return []


def aside(name: str, sha256: str) -> str:
    """The name under which a changed file is set aside: ``a.edited-1a2b3c4d.docx``."""
    stem, _, suffix = name.partition(".")
    return f"{stem}.edited-{sha256[:8]}.{suffix}"


def carried(folder: Path) -> Mapping[str, Path]:
    """The files in ``folder`` to take along beside a new set, by the names they have there."""
    changed = {aside(name, sha): folder / name for name, sha in edited(folder).items()}
    names = (folder / name for name in _OF_SYSTEMS)
    taken = {path.name: path for path in names if path.is_file()}
    for path in copies(folder):
        sha, name = _hash(path) or "", path.name
        if name in changed and sha != _hash(changed[name]):
            # Somebody went on with the copy, which no longer has the hash in its name.
            name = aside(re.sub(r"\.edited-[0-9a-f]{8}", "", name), sha)
        taken[name] = path
    return {**taken, **changed}


def problems(folder: Path, changed: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for each changed file of the set in ``folder``, with its new name."""
    for name, sha in changed.items():
        yield Problem(
            "out-edited",
            f"{name} was changed by hand after it was built: a build sets it aside as "
            f"{aside(name, sha)}",
            "Copy the changes into the article, and delete the copy or move it away.",
            Where(str(folder / name)),
            Severity.WARNING,
        )


def _strangers(folder: Path) -> Iterator[str]:
    record = folder / NAME
    if record.is_symlink() or (record.exists() and not _is_regular(record)):
        yield _called(record)
        return
    manifest = load(folder)
    ours: Collection[str] = {NAME, *manifest.outputs} if manifest else ()
    folders = unpacked.folders(ours)
    for path in sorted(folder.iterdir()):
        if path.name in folders and _is_folder(path):
            changed = unpacked.strangers(path, folder / folders[path.name])
            yield from (f"{path.name}/{name}" for name in changed)
            continue
        known = path.name in {*ours, *_OF_SYSTEMS} or _ASIDE.fullmatch(path.name)
        if not (known and _is_regular(path)):
            yield _called(path)


def _called(path: Path) -> str:
    """Its name, and its kind where that is not a file's."""
    kind = "a link" if path.is_symlink() else "a folder" if path.is_dir() else ""
    other = "" if path.is_file() or kind else "no regular file"
    return f"{path.name} ({kind or other})" if kind or other else path.name


def _refused(folder: Path, names: str) -> UsageError:
    message = f"here is something that publish did not make: {names}"
    fix = "Move it away, or give another folder with --out. Nothing was touched."
    return UsageError(Problem("out-not-ours", message, fix, Where(str(folder))))


def _opened(folder: Path, marks: Iterable[str]) -> UsageError:
    found = [match for mark in marks if (match := _OPENED.fullmatch(mark))]
    names = ", ".join(match["office"] or f"…{match['word']}" for match in found)
    message = f"a program has {names} open"
    fix = "Save and close it there, and build again. Nothing was touched."
    return UsageError(Problem("out-open", message, fix, Where(str(folder))))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _hash(file: Path) -> str | None:
    """The hash of a regular file; None if there is none. ``UsageError`` if it cannot be read."""
    try:
        return sha256_of(file) if _is_regular(file) else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(file.parent, f"{file.name} (cannot be read)") from error
