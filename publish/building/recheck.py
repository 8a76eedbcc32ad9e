"""``recheck``: prove a finished build again, from its source, long after it was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publish.building import editions, manifest
from publish.building.manifest import sha256
from publish.composing.theme.draft import as_draft
from publish.composing.theme.loading import load
from publish.errors import Problem, UsageError, Where
from publish.formats.proving import verify
from publish.proof import Report
from publish.reading import publication_of, read
from publish.rights.channels import REASONS
from publish.rights.embargo import lifted


def recheck(
    folder: Path,
    source: Path | None = None,
    theme: str | None = None,
    *,
    drafts: bool = False,
    embargoed: bool = False,
) -> tuple[Report, tuple[Problem, ...]]:
    """The proof of the files in ``folder`` against the article that its manifest names.

    ``source`` says where the article is, if it is not where the manifest says;
    ``theme`` likewise, for one that was given by its path.
    The Problems are about the set itself: a file changed, added or gone since
    the build, an input that is another now, or that it is a draft or under embargo,
    unless ``drafts`` or what is ``embargoed`` may pass. Raises ``UsageError`` where there is
    no manifest, and what reading and composing raise.
    """
    record = manifest.load(folder) if folder.is_dir() else None
    if record is None:
        raise UsageError(
            Problem(
                "manifest-missing",
                "there is no build here",
                "Give the folder that publish build wrote, such as build/my-article.",
                Where(str(folder)),
            )
        )
    place = source or _source(folder, record.source)
    publication = publication_of(place)
    article = read(place, publication)
    if record.draft:
        article = as_draft(article)
    if record.embargo is None:
        article = lifted(article)
    pages = editions.Pages(article, load(theme or record.theme, Path(publication.root)))
    now = manifest.describe(article, pages.main, record.source)
    there = [name for name in record.outputs if (folder / name).is_file()]
    files = {name: (folder / name).read_bytes() for name in there}
    differing = _differing(record.inputs, now.inputs)
    problems = [
        *([] if drafts or not record.draft else [_draft(folder)]),
        *([] if embargoed or not record.embargo else [_embargoed(folder, record.embargo)]),
        *(
            _changed(folder / name)
            for name, data in files.items()
            if sha256(data) != record.outputs[name]
        ),
        *(_gone(folder / name) for name in record.outputs if name not in files),
        *(_input(name, folder) for name in differing),
    ]
    found = {}
    for name, edition in record.editions.items():
        if edition.channel not in pages.channels:
            problems.append(_closed(edition.channel, folder / name))
            continue
        channel = pages.channels[edition.channel]
        now_withheld = editions.edition(article, channel, pages.of(channel.name)).withheld
        problems += (
            _carried(picture, reason, channel.name, folder / name)
            for picture, reason in now_withheld.items()
            if picture in edition.pictures
        )
        if name in files:
            found[edition.channel] = files[name]
    if not record.editions:
        problems.append(_empty(folder))
    proved = {name: found[name] for name in pages.channels if name in found}
    report = verify(proved, pages.of, pages.format_of) if proved else Report({})
    return report, tuple(problems)


def _source(folder: Path, source: str) -> Path:
    """The source folder, from the publication around ``folder``, or around where we stand."""
    for start in (folder.resolve(), Path.cwd()):
        for above in (start, *start.parents):
            if (above / "publish.toml").is_file() and (above / source).is_dir():
                return above / source
    raise UsageError(
        Problem(
            "source-missing",
            f"the article {source} that this was built from is not here",
            "Say where it is with --source.",
            Where(str(folder / manifest.NAME)),
        )
    )


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {**then, **now} if then.get(name) != now.get(name))


def _changed(path: Path) -> Problem:
    return Problem(
        "output-changed",
        "the file is not the one that was built",
        "Build again, or find out who changed it.",
        Where(str(path)),
    )


def _draft(folder: Path) -> Problem:
    return Problem(
        "output-draft",
        "this is a draft, which is not to be released",
        "Mend what the build warned of, and build without --draft; to prove the draft itself, "
        "verify with --allow-draft.",
        Where(str(folder)),
    )


def _embargoed(folder: Path, until: str) -> Problem:
    return Problem(
        "output-embargoed",
        f"every page says that this is under embargo until {until}",
        "Build again when that has passed; to prove what goes out under embargo, verify with "
        "--allow-embargo.",
        Where(str(folder)),
    )


def _gone(path: Path) -> Problem:
    return Problem("output-missing", "the file is gone", "Build again.", Where(str(path)))


def _empty(folder: Path) -> Problem:
    return Problem(
        "build-empty",
        "the manifest names no file of the article, so there is nothing to prove",
        "Build again.",
        Where(str(folder / manifest.NAME)),
    )


def _closed(channel: str, path: Path) -> Problem:
    return Problem(
        "channel-gone",
        f"the channel {channel} that this was built for is no longer in publish.toml",
        "Give it back, or build again.",
        Where(str(path)),
    )


def _carried(picture: str, reason: str, channel: str, path: Path) -> Problem:
    words = {known.id: known.words for known in REASONS}[reason]
    return Problem(
        "output-carries",
        f"it holds {picture}, which may not go to the channel {channel} by now: {words}",
        "Take the file down where it was published, and build again.",
        Where(str(path)),
    )


def _input(name: str, folder: Path) -> Problem:
    return Problem(
        "input-changed",
        f"{name} is not what it was when this was built",
        "Build again.",
        Where(str(folder)),
    )
