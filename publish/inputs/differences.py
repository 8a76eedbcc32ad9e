"""The names of inputs that are another than they were, as people call them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from publish import seen
from publish.inputs.world import World
from publish.seen import Seen

_SETTINGS = "publish.toml"
_SHOWN = 3


def root_of(source: str | os.PathLike[str], world: World) -> str | None:
    """The folder of the publication around an article; None without one."""
    return root_above(os.path.realpath(source), world)


def root_above(at: str, world: World) -> str | None:
    """The same for a place without links."""
    while True:
        if world.answer(Seen(seen.PLACE, os.path.join(at, _SETTINGS), "")) == "file":
            return at
        above = os.path.dirname(at)
        if above == at:
            return None
        at = above


def differences(looked: Iterable[Seen], world: World, root: str) -> Iterator[str]:
    """Each answer of an earlier look that is another now, by names below ``root``."""
    for one in looked:
        if one not in world.held and not world.same(one):
            yield _differs(one, called(one.path, root), world)


def called(path: str, root: str) -> str:
    """A path as people call it: from the publication's folder, if it is inside."""
    path = os.path.abspath(path)
    return os.path.relpath(path, root) if path.startswith(root + os.sep) else path


def _differs(one: Seen, name: str, world: World) -> str:
    if one.kind in (seen.NAMES, seen.TREE):
        return _renamed(one, name, world)
    if one.kind == seen.LINK:
        return f"{name} leads to another place"
    if one.kind == seen.PLACE and one.value == seen.ABSENT:
        return f"{name} is new"
    return f"{name} is gone" if world.stat(one.path) is None else f"{name} has changed"


def _renamed(one: Seen, name: str, world: World) -> str:
    """The names that came and went in a folder."""
    before, now = ({*text.split("\n")} - {""} for text in (one.value, world.answer(one)))
    changes = [*(f"{n} is new" for n in now - before), *(f"{n} is gone" for n in before - now)]
    more = f" and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else ""
    return f"in {name}, {', '.join(sorted(changes)[:_SHOWN])}{more}"
