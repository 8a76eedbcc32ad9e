"""Sets of files in a store: brought here before a build, and put back after it.

Stores have no way to replace a folder at once. So a new set is first written beside the old one,
its manifest last; from then on it is the valid one, and it is copied to its place, the manifest
last again. Whoever was interrupted leaves the old set as it was, or the new set whole beside it:
the next build finishes that first. A reader between the copies can see files of both, whose hashes
tell, as the manifest beside them has them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from publish.building.digest import sha256_of
from publish.building.manifest import NAME, load
from publish.errors import SourceError
from publish.stores.address import Store, asked
from publish.stores.bringing import copy


def bring_set(store: Store, to: Path) -> Mapping[str, str]:
    """Copy the set at ``store`` to ``to``; return the hashes of its files, none without a set.

    What an interrupted build has left beside it is finished or removed before.
    """
    _finish(store, to)
    files = store.files()
    if not files:
        return {}
    copy(store, files, to)
    return _hashes(to)


def put_set(folder: Path, store: Store, before: Mapping[str, str]) -> None:
    """Make ``store`` hold the set in ``folder``; ``before`` are the hashes of what is there.

    Raises ``EnvironmentFault`` if the store fails: then the old set is there, or the next build
    finishes the new one.
    """
    now = _hashes(folder)
    if now == before:
        return
    beside = _beside(store)
    _remove(beside)
    with asked(store.address):
        names = _manifest_last(now)
        store.system.makedirs(beside.path, exist_ok=True)
        for name in names:
            store.system.put_file(str(folder / name), f"{beside.path}/{name}")
    _take_over(store, names, set(before) - set(now))


def _finish(store: Store, scratch: Path) -> None:
    """Finish a set that lies beside its place, or remove what there is of it."""
    beside = _beside(store)
    files = beside.files()
    if not files:
        return
    copy(beside, files, scratch)
    try:
        record = load(scratch)
        known = record.outputs if record else {}
        found = _hashes(scratch)
    except SourceError:
        known, found = {}, {}
    shutil.rmtree(scratch)
    if known and all(found.get(name) == sha for name, sha in known.items()):
        _take_over(store, _manifest_last(found), _named_by(store, scratch) - set(found))
    else:
        _remove(beside)


def _named_by(store: Store, scratch: Path) -> set[str]:
    """The files of a set that are there and that its manifest names: no build made any other."""
    files = store.files()
    if NAME not in files:
        return set()
    copy(store, {NAME: files[NAME]}, scratch)
    try:
        record = load(scratch)
    except SourceError:
        record = None
    shutil.rmtree(scratch)
    return set(record.outputs) & set(files) if record else set()


def _take_over(store: Store, names: Iterable[str], gone: Iterable[str]) -> None:
    """Copy the files beside a set to their place, and remove those that are ``gone``."""
    beside = _beside(store)
    with asked(store.address):
        store.system.makedirs(store.path, exist_ok=True)
        for name in sorted(gone):
            store.system.rm_file(f"{store.path}/{name}")
        for name in names:
            store.system.cp_file(f"{beside.path}/{name}", f"{store.path}/{name}")
    _remove(beside)


def _remove(beside: Store) -> None:
    if beside.files():
        with asked(beside.address):
            beside.system.rm(beside.path, recursive=True)


def _beside(store: Store) -> Store:
    above = store.parent
    assert above is not None
    return above.within(f".{store.name}.new")


def _manifest_last(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name == NAME, name))


def _hashes(folder: Path) -> dict[str, str]:
    """The hashes of all files in ``folder``, which has no folders that a set put there."""
    return {path.name: sha256_of(path) for path in sorted(folder.iterdir()) if path.is_file()}
