"""``build``: read, compose, write every format, prove each of them, and only then publish."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from publish.building import editions, gate, manifest, staging
from publish.building.credit_lists import credit_lists
from publish.building.manifest import Manifest, sha256
from publish.building.records import Edition
from publish.composing.theme import brand
from publish.composing.theme.draft import as_draft
from publish.composing.theme.labels import labels
from publish.composing.theme.loading import load
from publish.composing.wording.credits import credited
from publish.errors import Problem, ProofError, raise_errors
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Article
from publish.model.publication import Channel, Publication
from publish.proof import Report
from publish.reading import publication_of, read
from publish.rights import embargo


@dataclass(frozen=True)
class Output:
    """One file of a finished build; ``seconds`` is the time its format took."""

    format: str
    path: Path
    size: int
    seconds: float
    pages: int | None = None
    """None where pages depend on the reader's screen or program."""
    channel: str = ""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """The pictures that it does not hold, as their files are called, and the reasons' ids."""


@dataclass(frozen=True)
class Built:
    """What a build made, and what it noticed on the way."""

    article: Article
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    shown: int
    """How many pictures the article shows."""
    credited: int
    """How many of these have a credit that says its terms."""
    report: Report | None
    """What the proof found; None where it was told not to look."""
    kept: tuple[str, ...] = ()
    """Files of an earlier build of the same inputs that stay."""
    draft: bool = False
    as_of: date = date.min
    """The day that counted as today when rights were judged."""
    embargo: datetime | None = None
    """Until when the files say that they are under embargo; None where they do not."""


def build(
    source: Path,
    *,
    to: Iterable[str] | None = None,
    channels: Iterable[str] | None = None,
    theme: str | None = None,
    out: Path | None = None,
    proof: bool = True,
    as_of: date | datetime | None = None,
    draft: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> Built:
    """Build the article in ``source`` into ``out/<slug>/`` (default: the publication's ``build``).

    ``to`` names formats, each with its own channel, ``channels`` those that the
    publication adds; by default all formats are made, unless channels are named. An empty
    list of either is refused.
    The new set of files takes the old one's place at once, and only if all of it
    was made and proved. Rights and embargoes are judged as of that day or moment (by
    default, the day of the article itself); a ``draft`` is built in spite of them, and
    marked as one in every format, as is what is under embargo then. ``clock`` only
    measures; it never shows in an output. Raises any ``PublishError``.
    """
    publication = publication_of(source)
    wanted = editions.wanted(publication, to, channels)
    root = Path(publication.root)
    article = read(source, publication)
    look = load(theme or publication.theme, root)
    folder = (out or root / "build") / article.slug
    occasion = gate.occasion(article, as_of, folder)
    article = embargo.as_of(article, occasion.moment or occasion.as_of)
    found = (*article.problems, *labels(look, article.metadata.lang)[1])
    # How large pictures are printed is known once they are composed.
    problems = gate.judged(article, replace(occasion, printed={}), found, draft=draft)
    raise_errors(problems)
    pages = editions.Pages(as_draft(article) if draft else article, look)
    colors = brand.problems(look, brand.brand_of(article), pages.main.look)
    problems = (*problems, *gate.in_print(article, occasion, pages.main))
    problems = (*problems, *gate.by_policy(article, occasion, colors))
    raise_errors(problems)
    shown = (*pages.main.images, *(absent.image for absent in pages.main.withheld))
    with staging.lock(folder):
        staging.refuse_strangers(folder)
        files, seconds = _written(pages, wanted, clock)
        report = verify(files, pages.of, pages.format_of) if proof else None
        if report and report.problems:
            raise ProofError(*report.problems)
        where = _relative(source, publication)
        record = manifest.describe(article, pages.main, where, occasion.as_of)
        before = manifest.load(folder)
        problems = (*problems, *gate.by_policy(article, occasion, manifest.unmoved(before, record)))
        raise_errors(problems)
        made = {editions.file_name(article.slug, channel): channel.name for channel in wanted}
        kept = _siblings(folder, before, record, made, pages)
        named = {**kept, **{name: files[channel] for name, channel in made.items()}}
        channel_of = {**{name: before.editions[name].channel for name in kept if before}, **made}
        named |= credit_lists(pages.main.metadata, shown, dict(pages.main.labels))
        record = _recorded(record, article, pages, channel_of, named)
        staging.replace(folder, {**named, manifest.NAME: record.to_json()})
    return Built(
        article=article,
        outputs=tuple(
            _output(folder / name, record.editions[name], files[channel], seconds[channel])
            for name, channel in made.items()
        ),
        problems=problems,
        shown=len(shown),
        credited=sum(credited(image) for image in shown),
        report=report,
        kept=tuple(kept),
        draft=draft,
        as_of=occasion.as_of,
        embargo=article.metadata.embargo,
    )


def _recorded(
    record: Manifest,
    article: Article,
    pages: editions.Pages,
    channel_of: Mapping[str, str],
    named: Mapping[str, bytes],
) -> Manifest:
    """The manifest with what the set holds: the outputs, and where each picture is."""
    return replace(
        record,
        outputs={name: sha256(data) for name, data in named.items()},
        editions={
            name: editions.edition(article, pages.channels[channel], pages.of(channel))
            for name, channel in channel_of.items()
        },
        pictures=editions.pictures(article),
    )


def _output(path: Path, edition: Edition, data: bytes, seconds: float) -> Output:
    count = FORMATS[edition.format].pages
    pages = count(data) if count else None
    size, withheld = len(data), edition.withheld
    return Output(edition.format, path, size, seconds, pages, edition.channel, withheld)


def _written(
    pages: editions.Pages, wanted: Iterable[Channel], clock: Callable[[], float]
) -> tuple[dict[str, bytes], dict[str, float]]:
    """Every channel's file, by the channel's name, and the time that it took."""
    files: dict[str, bytes] = {}
    seconds: dict[str, float] = {}
    made: dict[tuple[str, int], bytes] = {}
    for channel in wanted:
        page = pages.of(channel.name)
        start = clock()
        # Channels that withhold the same have one Page, and so, in one format, one file.
        key = (channel.format, id(page))
        if key not in made:
            made[key] = FORMATS[channel.format].write(page)
        files[channel.name] = made[key]
        seconds[channel.name] = clock() - start
    return files, seconds


def _relative(source: Path, publication: Publication) -> str:
    source, root = source.resolve(), Path(publication.root).resolve()
    return source.relative_to(root).as_posix() if source.is_relative_to(root) else source.name


def _siblings(
    folder: Path,
    before: Manifest | None,
    record: Manifest,
    made: Iterable[str],
    pages: editions.Pages,
) -> dict[str, bytes]:
    """The editions not built now whose files were made from the very same inputs.

    From the same Page, too: what is withheld from a channel may be other pictures now.
    """
    if before is None or not before.same_inputs(record):
        return {}
    kept = {}
    for name, edition in before.editions.items():
        path, known = folder / name, edition.channel in pages.channels
        if name in made or not known or not path.is_file():
            continue
        same = edition.page == editions.page_hash(pages.of(edition.channel))
        if same and sha256(data := path.read_bytes()) == before.outputs.get(name):
            kept[name] = data
    return kept
