"""``make``: a Plan becomes the bytes of a set, proved; nothing is written.

A function of its Plan: besides it, only what is installed with the program is read,
and the system's fonts for scripts that the theme's fonts lack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish.building import editions, gate, manifest
from publish.building.credit_lists import credit_lists
from publish.building.digest import sha256
from publish.building.manifest import Manifest
from publish.building.outcome import Outcome, Output
from publish.building.pages import Pages
from publish.building.plan import Plan
from publish.building.siblings import siblings
from publish.composing.theme import brand
from publish.composing.theme.draft import is_draft
from publish.composing.wording.credits import credited
from publish.errors import Problem, ProofError, raise_errors
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Image
from publish.model.publication import Channel

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Made(Outcome):
    """A set of files that was made and proved, before it is published."""

    files: Mapping[str, bytes] = field(repr=False)
    """The outputs and the lists of credits, by their names."""
    manifest: Manifest
    """What it will say of the whole set, with the files that stay."""
    kept: Mapping[str, str]
    """Files of the earlier set that stay, each with its hash."""
    replaces: str | None
    """The hash of the earlier set's manifest; None where there is no earlier set."""


def untimed() -> float:
    """The clock of who measures nothing."""
    return 0.0


def make(plan: Plan, clock: Clock = untimed) -> Made:
    """The files of ``plan``, each read back and compared with the article.

    The same plan gives the same bytes in any process. ``clock`` measures how long each
    format takes; it shows in no file. Raises ``SourceError``, ``ThemeError`` or
    ``ProofError``; then nothing may be published.
    """
    article, pages = plan.article, Pages(plan.article, plan.theme)
    problems = (*plan.problems, *_composed(plan, pages))
    raise_errors(problems)
    now = manifest.describe(article, pages.main, plan.source, plan.versions, plan.occasion.as_of)
    stay = siblings(plan.before, now, pages, plan.names)
    earlier = plan.before.manifest if plan.before else None
    found = (*manifest.unmoved(earlier, now), *stay.problems)
    problems = (*problems, *gate.by_policy(article, plan.occasion, found))
    raise_errors(problems)
    files, seconds = _written(pages, plan.channels, clock)
    report = verify(files, pages.of, pages.format_of) if plan.proof else None
    if report and report.problems:
        raise ProofError(*report.problems)
    named = {name: files[channel] for name, channel in plan.names.items()}
    shown = _shown(pages)
    page = pages.main
    lists = credit_lists(page.metadata, shown, dict(page.labels))
    kept = {name: earlier.outputs[name] for name in stay.kept} if earlier else {}
    made_editions = {n: editions.edition(pages, channel) for n, channel in plan.names.items()}
    record = replace(
        now,
        outputs={**kept, **{name: sha256(data) for name, data in {**named, **lists}.items()}},
        editions={**stay.kept, **made_editions},
        pictures=editions.pictures(pages.article),
    )
    return Made(
        slug=article.slug,
        metadata=article.metadata,
        outputs=tuple(
            _output(name, data, record, seconds[plan.names[name]]) for name, data in named.items()
        ),
        files={**named, **lists},
        manifest=record,
        kept=kept,
        replaces=plan.before.sha256 if plan.before else None,
        problems=problems,
        report=report,
        shown=len(shown),
        credited=sum(credited(image) for image in shown),
        draft=is_draft(article),
        as_of=plan.occasion.as_of,
        embargo=article.metadata.embargo,
    )


def _composed(plan: Plan, pages: Pages) -> tuple[Problem, ...]:
    """What is wrong with the article as it is composed: sizes of pictures, a brand's colors."""
    colors = brand.problems(plan.theme, brand.brand_of(plan.article), pages.main.look)
    return (
        *gate.in_print(plan.article, plan.occasion, pages.main),
        *gate.by_policy(plan.article, plan.occasion, colors),
    )


def _shown(pages: Pages) -> tuple[Image, ...]:
    """All pictures that the article shows in any channel."""
    return (*pages.main.images, *(absent.image for absent in pages.main.withheld))


def _written(
    pages: Pages, channels: Iterable[Channel], clock: Clock
) -> tuple[dict[str, bytes], dict[str, float]]:
    """Every channel's file, by the channel's name, and the time that it took."""
    files: dict[str, bytes] = {}
    seconds: dict[str, float] = {}
    made: dict[tuple[str, int], bytes] = {}
    for channel in channels:
        page = pages.of(channel.name)
        start = clock()
        # Channels that withhold the same have one Page, and so, in one format, one file.
        key = (channel.format, id(page))
        if key not in made:
            made[key] = FORMATS[channel.format].write(page)
        files[channel.name] = made[key]
        seconds[channel.name] = clock() - start
    return files, seconds


def _output(name: str, data: bytes, record: Manifest, seconds: float) -> Output:
    edition = record.editions[name]
    count = FORMATS[edition.format].pages
    pages = count(data) if count else None
    path, size = Path(name), len(data)
    return Output(edition.format, path, size, seconds, pages, edition.channel, edition.withheld)
