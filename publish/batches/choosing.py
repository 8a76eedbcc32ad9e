"""The articles of a batch, from folders that are named, or all articles of a publication.

A folder that cannot be built beside the others gets a message; the others are built.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from publish.batches.orders import Ending, Order, Result
from publish.errors import Problem, PublishError, Severity, UsageError, Where
from publish.inputs.differences import root_above
from publish.inputs.wishes import Wishes
from publish.inputs.world import World
from publish.values import dataclass

SOURCES = "sources"
"""The folder of a publication's articles; without it, they are anywhere below its root."""
NO_SOURCES = {"build", "themes"}
_ARTICLE = "article.md"
_SETTINGS = "publish.toml"


@dataclass(frozen=True)
class Chosen:
    """The orders of a batch, and the results of folders that are none."""

    orders: tuple[Order, ...]
    refused: tuple[Result, ...] = ()


def chosen(folders: Sequence[Path], options: Wishes, world: World | None = None) -> Chosen:
    """An order for each folder.

    A folder that is named twice is built once. One without a publication, one inside another
    article, and those that would be written to the same place are refused.
    """
    world = world or World()
    refused: list[Result] = []
    places: dict[str, Path] = {}
    for folder in folders:
        whole = world.real(folder)
        if whole in places:
            refused.append(Result(folder, Ending.SKIPPED, beside=(_twice(folder),)))
            continue
        places[whole] = folder
    targets: dict[tuple[Path, str], list[Path]] = {}
    outputs = cache(lambda root: (options.out or Path(root, "build")).resolve())
    for whole, folder in places.items():
        try:
            outer = next((places[above] for above in _above(whole) if above in places), None)
            if outer:
                raise UsageError(_inside(folder, outer))
            root = (Path(whole).is_dir() and root_above(whole, world)) or _root(folder)
            target = outputs(root), whole.rpartition(os.sep)[2]
            targets.setdefault(target, []).append(folder)
        except PublishError as error:
            refused.append(Result(folder, Ending.FAILED, error=error))
    orders = []
    for (_, name), rivals in targets.items():
        if len(rivals) > 1:
            refused += [_rival(folder, rivals, name) for folder in rivals]
        else:
            orders.append(Order(rivals[0], options))
    return Chosen(tuple(orders), tuple(refused))


def every(here: Path) -> list[Path]:
    """The folders of all articles of the publication that ``here`` belongs to, in order.

    Hidden folders, links to folders, and folders of other publications are not searched.
    Raises ``UsageError`` if there is no publication, or no article in it.
    """
    root = _root(here)
    start = root / SOURCES if (root / SOURCES).is_dir() else root
    found = sorted(_articles(start, root))
    if not found:
        fix = '`publish new "A title"` makes one.'
        message = f"there is no {_ARTICLE} in a folder here"
        raise UsageError(Problem("batch-empty", message, fix, Where(start.as_posix())))
    return found


def _articles(start: Path, root: Path) -> Iterator[Path]:
    for name, inner, files in os.walk(start):
        folder = Path(name)
        if folder != root and _SETTINGS in files:
            inner.clear()
            continue
        left_out = NO_SOURCES if folder == root else set()
        inner[:] = [name for name in inner if name[0] != "." and name not in left_out]
        if _ARTICLE in files:
            yield folder


def _above(whole: str) -> Iterator[str]:
    """The folders around a place, from the inside."""
    while whole := whole.rpartition(os.sep)[0]:
        yield whole


def _root(folder: Path) -> Path:
    """The folder of the publication around ``folder``, as seen from there."""
    whole = folder.resolve()
    if whole.is_dir():
        for above in (whole, *whole.parents):
            if (above / _SETTINGS).is_file():
                return Path(os.path.relpath(above)) if not folder.is_absolute() else above
    from publish.reading.publication import settings  # late: it imports much, and says why not

    return settings.find(folder).parent


def _twice(folder: Path) -> Problem:
    message = "this folder is named twice, and built once"
    return Problem("batch-twice", message, "", Where(folder.as_posix()), Severity.WARNING)


def _inside(folder: Path, outer: Path) -> Problem:
    message = f"this folder is inside another article's, {outer.as_posix()}"
    fix = f"Move it beside the other, or build it alone: publish build {folder.as_posix()}"
    return Problem("batch-inside", message, fix, Where(folder.as_posix()))


def _rival(folder: Path, rivals: Iterable[Path], name: str) -> Result:
    others = " and ".join(rival.as_posix() for rival in rivals if rival != folder)
    message = f"{others} would be written to the same place, {name}"
    fix = "Rename one of the folders, or build one of them to another place with --out."
    problem = Problem("batch-same-place", message, fix, Where(folder.as_posix()))
    return Result(folder, Ending.FAILED, error=UsageError(problem))
