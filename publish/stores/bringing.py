"""Folders of a store become folders on this machine, with the limits of any other source.

A publication comes with everything but its own outputs, hidden files, and articles that nobody
asked for. A file that is larger than any source may be becomes a hole of the same size, so that
whoever reads it says so in the usual words. Links stay links: those that lead out are refused by
the one door to source files.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from publish.errors import EnvironmentFault, Problem, UsageError, Where
from publish.stores.address import Store, asked

ARTICLE = "article.md"
SETTINGS = "publish.toml"
MOST_BYTES = 128_000_000
"""More than any reader of sources takes."""
MOST_FILES = 200_000
_OUTPUTS = frozenset({"build", "drafts"})
"""Folders of a publication's root that no article is made from."""


def publication_around(article: Store) -> Store | None:
    """The nearest folder with a ``publish.toml``: the article's, or one above."""
    here: Store | None = article
    while here:
        with asked(here.address):
            if here.system.exists(f"{here.path}/{SETTINGS}"):
                return here
        here = here.parent
    return None


def bring(publication: Store, wanted: Collection[str] | None, to: Path) -> None:
    """Copy a publication to the new folder ``to``; without files, there is none.

    ``wanted`` are the folders of articles, as seen from there; None for all. Raises ``UsageError``
    and ``EnvironmentFault``.
    """
    files = publication.files()
    if not files:
        return
    articles = {str(PurePosixPath(name).parent) for name in files if _is_article(name)}
    left_out = articles - set(wanted) if wanted is not None else set()
    copy(publication, {n: a for n, a in files.items() if _is_source(n, left_out)}, to)


def _is_article(name: str) -> bool:
    return PurePosixPath(name).name == ARTICLE


def _is_source(name: str, left_out: Collection[str]) -> bool:
    path = PurePosixPath(name)
    if path.parts[0] in _OUTPUTS or any(part.startswith(".") for part in path.parts):
        return False
    return not any(str(above) in left_out for above in path.parents)


def copy(store: Store, files: Mapping[str, Mapping[str, Any]], to: Path) -> None:
    """Copy files below ``store``, by their names from there, into the new folder ``to``."""
    if len(files) > MOST_FILES:
        message = f"here are {len(files):,} files; the limit is {MOST_FILES:,}"
        fix = "Take away what is no source, or build fewer articles at a time."
        raise UsageError(Problem("store-many", message, fix, Where(store.address)))
    to.mkdir(parents=True)
    plain = {}
    for name, about in files.items():
        place = _place(store, name, to)
        if about.get("islink"):
            place.unlink()
            place.symlink_to(os.fsdecode(about["destination"]))
        elif (size := about.get("size")) is None:
            message = f"the store does not say how large {name} is"
            fix = "Copy the folder to this machine, and build it here."
            raise EnvironmentFault(Problem("store-refused", message, fix, Where(store.address)))
        elif size > MOST_BYTES:
            with place.open("wb") as hole:
                hole.truncate(size)
        else:
            plain[name] = place
    _get(store, plain)
    for name, place in plain.items():
        if place.stat().st_size != files[name]["size"]:
            message = f"{name} changed while it was read"
            raise EnvironmentFault(
                Problem("store-refused", message, "Build again.", Where(store.address))
            )


def _place(store: Store, name: str, to: Path) -> Path:
    """A new empty file, with the folders around it."""
    place = to / name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(exist_ok=False)
    except (FileExistsError, NotADirectoryError) as error:
        message = f"a file and a folder have one name: {name}"
        fix = "Rename one of them: on this machine both cannot be."
        raise UsageError(Problem("store-name", message, fix, Where(store.address))) from error
    except OSError as error:
        if error.errno not in (errno.ENAMETOOLONG, errno.EINVAL):
            raise
        message = f"no file on this machine can have this name: {name}"
        raise UsageError(
            Problem("store-name", message, "Rename it.", Where(store.address))
        ) from error
    return place


def _get(store: Store, places: Mapping[str, Path]) -> None:
    """Have the store send files; some stores send several at a time."""
    if places:
        with asked(store.address):
            store.system.get(_paths(store, places), [str(place) for place in places.values()])


def _paths(store: Store, names: Iterable[str]) -> list[str]:
    return [f"{store.path}/{name}" for name in names]
