"""``make``: a Plan becomes the bytes of a set of files, proved; nothing is published.

Besides its Plan, ``make`` reads only files installed with the program, and the system's fonts for
scripts that the theme's fonts lack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path

from publish.building import editions, gate, manifest
from publish.building.digest import sha256
from publish.building.making.credit_lists import credit_lists
from publish.building.making.siblings import Siblings, siblings
from publish.building.manifest import Manifest
from publish.building.outcome import Outcome, Output
from publish.building.pages import Pages
from publish.building.plan import Plan
from publish.building.records import Edition
from publish.building.refusal import refused, with_places
from publish.building.reuse.keys import keys
from publish.building.reuse.remembering import remembered
from publish.building.writing.channels import Ready, report, written
from publish.building.writing.shelf import Shelf
from publish.composing.theme import brand, designs
from publish.composing.theme.draft import is_draft
from publish.composing.wording.credits import credited
from publish.errors import (
    Problem,
    ProofError,
    raise_errors,
)
from publish.format import Notes
from publish.inputs.record import Record
from publish.proof import Report
from publish.values import dataclass

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Made(Outcome):
    """A set of files that was made and proved, before it is published."""

    files: Mapping[str, bytes] = field(repr=False)
    """The outputs and the lists of credits, by their names; each is read when it is asked for."""
    manifest: Manifest
    """The manifest of the whole set, including the files that are kept."""
    kept: Mapping[str, str]
    """Files of the previous set that are kept, each with its hash."""
    edited: Mapping[str, str]
    """Files of the previous set that somebody changed, each with its hash as it is now."""
    notes: Mapping[str, Notes] = field(default_factory=dict, compare=False, repr=False)
    """The writers' notes about the outputs, by their names."""
    inputs: Record | None = field(default=None, compare=False, repr=False)
    """The record of all that it was made from, for the next build."""
    replaces: str | None
    """The hash of the previous set's manifest; None where there is no previous set."""


def untimed() -> float:
    """A clock that measures nothing."""
    return 0.0


def make(
    plan: Plan, clock: Clock = untimed, pages: Pages | None = None, processes: int = 1
) -> Made:
    """The files of ``plan``, each read back and compared with the article.

    The same plan gives the same bytes in any process. ``clock`` measures the time for each format;
    it is in no file. ``pages`` are those of the plan, if they are composed already. ``processes``
    are 2 where a second one may make one of several files meanwhile. Raises ``SourceError``,
    ``ThemeError`` or ``ProofError``; then nothing can be published.
    """
    article, pages = plan.article, pages or Pages(plan.article, plan.theme)
    problems = (*plan.problems, *composed(plan, pages))
    raise_errors(problems)
    key = keys(pages, _concerned(plan, pages), plan.ground.machine if plan.ground else "")
    again = _again(plan, key)
    names = {name: channel for name, channel in plan.names.items() if name not in again}
    now = manifest.describe(article, pages.main, plan.source, plan.versions, plan.occasion.as_of)
    stay = siblings(plan.before, now, pages, names, key)
    problems = (*problems, *_compared(plan, now, stay))
    raise_errors(problems)
    wanted = [channel for channel in plan.channels if channel.name in names.values()]
    made = written(pages, wanted, plan.theme, clock, proof=plan.proof, processes=processes)
    remarks = {name: made[channel].notes.remarks for name, channel in names.items()}
    said = _said(plan, again, remarks)
    problems = (*problems, *gate.by_policy(plan.article, plan.occasion, said))
    proof = _proved(plan, pages, made)
    shown = (*pages.main.images, *(absent.image for absent in pages.main.withheld))
    outputs = {name: made[channel] for name, channel in names.items()}
    lists = credit_lists(pages.main.metadata, shown, dict(pages.main.labels))
    hashes = {
        **{name: file.sha256 for name, file in outputs.items()},
        **{name: sha256(data) for name, data in lists.items()},
    }
    reduced = {channel: file.notes.reduced for channel, file in made.items()}
    done_now = {name: editions.edition(pages, c, reduced[c]) for name, c in names.items()}
    record = _recorded(now, pages, done_now, hashes, stay)
    counted = sum(credited(image) for image in shown), len(shown)
    done = tuple(_output(name, file, record.editions[name]) for name, file in outputs.items())
    return Made(
        slug=article.slug,
        metadata=article.metadata,
        outputs=done,
        files=Shelf({**{name: file.file for name, file in outputs.items()}, **lists}),
        manifest=record,
        kept=stay.hashes,
        edited=plan.before.edited if plan.before else {},
        replaces=plan.before.sha256 if plan.before else None,
        problems=problems,
        report=proof,
        shown=counted[1],
        credited=counted[0],
        draft=is_draft(article),
        as_of=plan.occasion.as_of,
        embargo=article.metadata.embargo,
        notes={name: file.notes for name, file in outputs.items()},
        inputs=remembered(plan, record, done, key, problems, counted, remarks),
    )


def _concerned(plan: Plan, pages: Pages) -> list[str]:
    """The channels that files are made for, or were."""
    before = plan.before.manifest.editions.values() if plan.before else ()
    known = [edition.channel for edition in before if edition.channel in pages.channels]
    return list(dict.fromkeys([*(channel.name for channel in plan.channels), *known]))


def _again(plan: Plan, key: Mapping[str, str]) -> frozenset[str]:
    """The files to make whose inputs have not changed since they were made, and proved."""
    if plan.before is None or plan.anew:
        return frozenset()
    before = plan.before
    return frozenset(
        name
        for name, channel in plan.names.items()
        if before.made_from(name, key[channel]) and (before.files[name].proved or not plan.proof)
    )


def _said(
    plan: Plan, again: Iterable[str], remarks: Mapping[str, tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    """The ``remarks`` on new files, and those that earlier builds made on files used ``again``."""
    files = plan.before.files if plan.before else {}
    known = {**{name: files[name].remarks for name in again}, **remarks}
    return tuple(dict.fromkeys(one for name in plan.names for one in known[name]))


def composed(plan: Plan, pages: Pages) -> tuple[Problem, ...]:
    """Problems of the composed article: the sizes of pictures, the colors of a brand, the tokens
    of editions.

    Raises ``SourceError`` or ``ThemeError`` if a Page of it cannot be composed.
    """
    for channel in plan.channels:
        pages.of(channel.name)
    colors = brand.problems(plan.theme, brand.brand_of(plan.article), pages.main.look)
    own = (channel.edition for channel in plan.channels if channel.edition)
    tokens = [one for each in own for one in designs.problems(plan.theme, each)]
    return (
        *gate.in_print(plan.article, plan.occasion, pages.main),
        *gate.by_policy(plan.article, plan.occasion, (*colors, *tokens)),
    )


def _compared(plan: Plan, now: Manifest, stay: Siblings) -> tuple[Problem, ...]:
    """Problems in comparison with the previous set."""
    earlier = plan.before.manifest if plan.before else None
    found = (*manifest.unmoved(earlier, now), *stay.problems)
    return gate.by_policy(plan.article, plan.occasion, found)


def _proved(plan: Plan, pages: Pages, made: Mapping[str, Ready]) -> Report | None:
    """The report of the proof, if the plan wants one; ``ProofError`` if anything is lost."""
    if not plan.proof:
        return None
    found = report(made, pages.of)
    if found.problems:
        placed = with_places(found, plan.theme, pages.of, pages.format_of)
        raise ProofError(*refused(replace(found, problems=placed), plan.article))
    return found


def _recorded(
    now: Manifest,
    pages: Pages,
    made: Mapping[str, Edition],
    hashes: Mapping[str, str],
    stay: Siblings,
) -> Manifest:
    """The manifest with all files of the set, including those that are kept, and all pictures."""
    return replace(
        now,
        outputs={**stay.hashes, **hashes},
        editions={**stay.kept, **made},
        pictures=editions.pictures(pages.article),
    )


def _output(name: str, file: Ready, edition: Edition) -> Output:
    return Output(
        format=edition.format,
        path=Path(name),
        size=file.size,
        seconds=file.seconds,
        pages=file.pages,
        channel=edition.channel,
        withheld=edition.withheld,
    )
