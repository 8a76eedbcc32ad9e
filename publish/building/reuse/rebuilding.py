"""The proof that a published set comes from its source: it is built again, and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from publish.building import manifest
from publish.building.making.make import make
from publish.building.manifest import Manifest
from publish.building.recheck import planned_again
from publish.errors import Problem, Where


def rebuilt(
    folder: Path, source: Path | None = None, theme: str | None = None
) -> tuple[Problem, ...]:
    """The files in ``folder`` that are others when they are built from their source again.

    Nothing is written. A Problem for each says which inputs and libraries are others than the
    manifest has; the arguments are those of ``recheck``, which looks at the files themselves.
    Raises what reading, composing and writing raise.
    """
    record = manifest.load(folder)
    if record is None:
        return ()
    again = make(replace(planned_again(folder, record, source, theme), proof=False)).manifest
    reasons = "; ".join(_differences(record, again)) or "no input is: the fault is in publish"
    return tuple(
        Problem(
            "output-differs",
            f"built from its source again, this is another file ({reasons})",
            "Bring back what it was made from, or build it again to publish what is there now.",
            Where(str(folder / name)),
        )
        for name, sha256 in record.outputs.items()
        if again.outputs.get(name) != sha256
    )


def _differences(before: Manifest, now: Manifest) -> Iterator[str]:
    """The inputs and libraries that are others."""
    for name in sorted({*before.inputs, *now.inputs} - {"page"}):
        if before.inputs.get(name) != now.inputs.get(name):
            gone = " is gone" if name not in now.inputs else " has changed"
            yield f"{name}{gone if name in before.inputs else ' is new'}"
    for name in sorted({*before.versions, *now.versions}):
        if before.versions.get(name) != now.versions.get(name):
            was, is_now = before.versions.get(name, "not used"), now.versions.get(name, "not used")
            yield f"{name} was {was} and is {is_now}"
