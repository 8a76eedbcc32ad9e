"""``put``: a set that was made takes its place. Nothing else writes outputs.

Only who coordinates builds calls it; making a set can happen anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from publish.building import staging
from publish.building.digest import sha256
from publish.building.make import Made
from publish.building.manifest import NAME
from publish.building.outcome import Outcome
from publish.building.previous import hash_of
from publish.errors import LockedError, Problem, Where


@dataclass(frozen=True, kw_only=True)
class Published(Outcome):
    """A set in its place."""

    folder: Path
    kept: tuple[str, ...] = ()
    """Files of an earlier build of the same inputs that stay."""


def put(made: Made, folder: Path) -> Published:
    """Let ``made`` take the place of the set in ``folder``, at once or not at all.

    Raises ``LockedError`` if another build is at work there, or has been since the plan,
    ``UsageError`` if the folder holds files that no build made, and
    ``EnvironmentFault`` if it cannot be written.
    """
    with staging.lock(folder):
        return put_locked(made, folder)


def put_locked(made: Made, folder: Path) -> Published:
    """The same, for who holds the lock of ``folder``."""
    staging.refuse_strangers(folder)
    if hash_of(folder / NAME) != made.replaces:
        raise _overtaken(folder)
    kept = {name: _still(folder / name, known) for name, known in made.kept.items()}
    staging.replace(folder, {**kept, **made.files, NAME: made.manifest.to_json()})
    told = {field.name: getattr(made, field.name) for field in fields(Outcome)}
    told["outputs"] = tuple(replace(o, path=folder / o.path) for o in made.outputs)
    return Published(folder=folder, kept=tuple(kept), **told)


def _still(file: Path, known: str) -> bytes:
    """The bytes of a file that stays; ``LockedError`` if it changed since the plan."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _overtaken(file) from error
    if sha256(data) != known:
        raise _overtaken(file)
    return data


def _overtaken(place: Path) -> LockedError:
    message = "what is published here changed while this build was made"
    return LockedError(Problem("out-overtaken", message, "Build again.", Where(str(place))))
