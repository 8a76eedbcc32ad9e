"""``put``: a set that was made takes its place. Nothing else writes outputs.

Sets can be made in many processes and on many machines; one coordinator calls ``put``.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import field, fields, replace
from pathlib import Path

from publish.building import staging, strangers
from publish.building.digest import sha256
from publish.building.making.make import Made
from publish.building.manifest import NAME
from publish.building.outcome import Outcome
from publish.building.previous import hash_of
from publish.building.reuse.remembering import keep
from publish.errors import LockedError, Problem, Where
from publish.inputs import unpacked
from publish.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Published(Outcome):
    """A set of files in its place."""

    folder: Path
    kept: tuple[str, ...] = ()
    """Files of an earlier build of the same inputs, kept as they are."""
    withheld: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each file of the set that lacks pictures: those, with the reasons' ids."""


def put(made: Made, folder: Path) -> Published:
    """Replace the set in ``folder`` by ``made``, at once or not at all.

    Raises ``LockedError`` if another build writes there, or has written since the plan,
    ``UsageError`` if the folder holds files that no build made, and
    ``EnvironmentFault`` if it cannot be written.
    """
    with staging.lock(folder):
        return put_locked(made, folder)


def put_locked(made: Made, folder: Path) -> Published:
    """Like ``put``, for a caller that has locked ``folder``."""
    strangers.refuse(folder)
    if hash_of(folder / NAME) != made.replaces:
        raise _overtaken(folder)
    for name, _ in strangers.edited(folder).items() - made.edited.items():
        raise _overtaken(folder / name)
    kept = {name: _unchanged(folder / name, known) for name, known in made.kept.items()}
    if not _is_there(folder, made):
        # One after the other: a mapping of them all would hold every file at once.
        files = ChainMap({NAME: made.manifest.to_json()}, made.files, kept)  # type: ignore[arg-type]
        staging.replace(folder, files)
    keep(folder, made.inputs)
    result = {field.name: getattr(made, field.name) for field in fields(Outcome)}
    result["outputs"] = tuple(replace(o, path=folder / o.path) for o in made.outputs)
    lacking = {name: e.withheld for name, e in made.manifest.editions.items() if e.withheld}
    return Published(folder=folder, kept=tuple(kept), withheld=lacking, **result)


def _is_there(folder: Path, made: Made) -> bool:
    """Whether the set in ``folder`` has the same files already, each to the byte."""
    if sha256(made.manifest.to_json()) != made.replaces or made.edited:
        return False
    outputs = made.manifest.outputs
    return all(hash_of(folder / name) == sha for name, sha in outputs.items()) and all(
        unpacked.is_whole(folder / there, folder / name)
        for there, name in unpacked.folders(outputs).items()
    )


def _unchanged(file: Path, known: str) -> bytes:
    """The bytes of a file that is kept; ``LockedError`` if it has changed since the plan."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _overtaken(file) from error
    if sha256(data) != known:
        raise _overtaken(file)
    return data


def _overtaken(place: Path) -> LockedError:
    message = "this changed while the build was made"
    return LockedError(Problem("out-overtaken", message, "Build again.", Where(str(place))))
