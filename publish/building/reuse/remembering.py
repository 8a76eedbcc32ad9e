"""The record of a set that was made, for the next build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from publish import seen
from publish.building.digest import sha256
from publish.building.manifest import NAME, Manifest
from publish.building.outcome import Output
from publish.building.plan import Plan
from publish.errors import Problem
from publish.inputs import machine, record
from publish.inputs.record import File, Record

_EVENTS = frozenset({"out-edited", "modified-unmoved", "edition-dropped"})
"""Findings about the way from the last set to this one: the next build has none of them."""


def remembered(
    plan: Plan,
    manifest: Manifest,
    outputs: Iterable[Output],
    keys: Mapping[str, str],
    problems: Iterable[Problem],
    counted: tuple[int, int],
    remarks: Mapping[str, tuple[Problem, ...]],
) -> Record | None:
    """The record of the set with this ``manifest``, of whose editions ``outputs`` are new.

    ``keys`` are those of channels; ``counted`` are credited pictures, and all; ``remarks`` the
    writers', by the names of their files. None for a plan that does not know its ground.
    """
    ground = plan.ground
    if ground is None:
        return None
    own = manifest.to_json()
    new = {output.path.name: output for output in outputs}
    earlier = plan.before.files if plan.before else {}
    files = {name: File(sha) for name, sha in manifest.outputs.items()}
    for name, edition in manifest.editions.items():
        made, was = new.get(name), earlier.get(name, File(""))
        files[name] = File(
            manifest.outputs[name],
            channel=edition.channel,
            format=edition.format,
            size=made.size if made else was.size,
            pages=made.pages if made else was.pages,
            withheld=edition.withheld,
            key=keys.get(edition.channel, "") if made else was.key,
            proved=plan.proof if made else was.proved,
            remarks=record.located(remarks.get(name, was.remarks)),
        )
    credited, shown = counted
    return Record(
        source=ground.source,
        manifest=sha256(own),
        theme=ground.theme,
        default_theme=ground.default_theme,
        draft=manifest.draft,
        formats=ground.formats,
        as_of=(plan.occasion.moment or plan.occasion.as_of).isoformat(),
        days=tuple(day.isoformat() for day in ground.days),
        machine=ground.machine,
        seen=ground.seen,
        files={**files, NAME: File(sha256(own))},
        problems=record.located(tuple(p for p in problems if p.rule not in _EVENTS)),
        slug=plan.article.slug,
        credited=credited,
        shown=shown,
        embargo=manifest.embargo,
    )


def keep(folder: Path, made: Record | None) -> None:
    """Put the record beside the set in ``folder``, which is in its place."""
    if made is None:
        return
    machine.remember(record.index(folder))
    began = seen.file_system_time()
    stats = {name: _stats(folder / name, began) for name in made.files}
    files = {name: replace(file, stats=stats[name]) for name, file in made.files.items()}
    record.write(folder, replace(made, files=files))


def _stats(file: Path, began: int) -> seen.Stats | None:
    try:
        return seen.vouching(file.stat(), began)
    except OSError:
        return None
