"""``recheck``: prove a finished build again, from its source, long after it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from publish.building import editions, manifest
from publish.building.digest import sha256
from publish.building.manifest import Manifest
from publish.building.pages import Pages
from publish.building.plan import Plan
from publish.checks import Occasion
from publish.composing.theme.draft import as_draft
from publish.composing.theme.loading import load
from publish.errors import Problem, UsageError, Where
from publish.formats.channels import channels
from publish.formats.proving import verify
from publish.proof import Report
from publish.reading import publication_of, read
from publish.rights.channels import REASONS
from publish.rights.embargo import lifted
from publish.values import dataclass


def recheck(
    folder: Path,
    source: Path | None = None,
    theme: str | None = None,
    *,
    drafts: bool = False,
    embargoed: bool = False,
) -> tuple[Report, tuple[Problem, ...]]:
    """Compare the files in ``folder`` with the article that their manifest names.

    ``source`` says where the article is, if it has moved; ``theme`` where the theme is, if
    it was given by its path. The Problems are about the set itself: a file or an input
    that has changed since the build, a draft (unless ``drafts`` may pass), an embargo
    (unless ``embargoed`` may pass). Raises ``UsageError`` where there is no manifest, and
    what reading and composing raise.
    """
    record = manifest.load(folder) if folder.is_dir() else None
    if record is None:
        raise UsageError(
            Problem(
                "manifest-missing",
                "this folder is not a build",
                "Give a folder that publish build wrote, such as build/my-article.",
                Where(str(folder)),
            )
        )
    again = planned_again(folder, record, source, theme)
    pages = Pages(again.article, again.theme)
    there = {n: (folder / n).read_bytes() for n in record.outputs if (folder / n).is_file()}
    finished = _Finished(folder, record, there)
    problems = (
        *finished.unreleased(drafts=drafts, embargoed=embargoed),
        *finished.damage(),
        *finished.outdated(manifest.describe(again.article, pages.main, again.source, {})),
        *finished.misplaced(pages),
    )
    found = {e.channel: there[name] for name, e in record.editions.items() if name in there}
    proved = {name: found[name] for name in pages.channels if name in found}
    report = verify(proved, pages.of, pages.format_of) if proved else Report({})
    return report, problems


def planned_again(
    folder: Path, record: Manifest, source: Path | None = None, theme: str | None = None
) -> Plan:
    """The plan of the build that left ``record`` in ``folder``, from the present source.

    Rights are not judged: the files already exist. Raises ``UsageError`` where the source is not
    found, and the errors of reading and loading.
    """
    place = source or _source(folder, record.source)
    publication = publication_of(place)
    article = read(place, publication)
    if record.draft:
        article = as_draft(article)
    if record.embargo is None:
        article = lifted(article)
    known = channels(publication)
    made = {edition.channel for edition in record.editions.values()}
    day = date.fromisoformat(record.as_of) if record.as_of else article.metadata.modified.date()
    return Plan(
        article=article,
        theme=load(theme or record.theme, Path(publication.root), article.metadata.lang),
        channels=tuple(known[name] for name in known if name in made),
        occasion=Occasion(day, first=False, commercial=publication.commercial),
        source=record.source,
        folder=folder,
        versions=manifest.versions(),
    )


@dataclass(frozen=True)
class _Finished:
    """A finished build: its folder, its manifest, and its files."""

    folder: Path
    record: Manifest
    files: Mapping[str, bytes]

    def unreleased(self, *, drafts: bool, embargoed: bool) -> Iterator[Problem]:
        """Problems that keep the whole set from being released."""
        record = self.record
        if record.draft and not drafts:
            yield _fault(
                "output-draft",
                "this is a draft, do not release it",
                "Fix what the build warned of, and build without --draft; to verify the draft "
                "itself, add --allow-draft.",
                self.folder,
            )
        if record.embargo and not embargoed:
            yield _fault(
                "output-embargoed",
                f"every page says that this is under embargo until {record.embargo}",
                "Build again after that; to verify what goes out under embargo, add "
                "--allow-embargo.",
                self.folder,
            )

    def damage(self) -> Iterator[Problem]:
        """Files that have changed or are missing; and a manifest without any."""
        for name, data in self.files.items():
            if sha256(data) != self.record.outputs[name]:
                message = "the file has changed since it was built"
                fix = "Build again, or find out who changed it."
                yield _fault("output-changed", message, fix, self.folder / name)
        for name in self.record.outputs:
            if name not in self.files:
                yield _fault(
                    "output-missing", "the file is missing", "Build again.", self.folder / name
                )
        if not self.record.editions:
            message = "the manifest names no file of the article, so there is nothing to prove"
            yield _fault("build-empty", message, "Build again.", self.folder / manifest.NAME)

    def outdated(self, now: Manifest) -> Iterator[Problem]:
        """Inputs that changed since the build."""
        before = self.record.inputs
        for name in sorted({**before, **now.inputs}):
            if before.get(name) != now.inputs.get(name):
                message = f"{name} has changed since this was built"
                yield _fault("input-changed", message, "Build again.", self.folder)

    def misplaced(self, pages: Pages) -> Iterator[Problem]:
        """Files whose channel is gone, and pictures that are no longer allowed in one."""
        words = {reason.id: reason.words for reason in REASONS}
        for name, made in self.record.editions.items():
            if made.channel not in pages.channels:
                yield _fault(
                    "channel-gone",
                    f"the channel {made.channel} that this was built for is no longer in "
                    "publish.toml",
                    "Add it again, or build again.",
                    self.folder / name,
                )
                continue
            for picture, reason in editions.edition(pages, made.channel).withheld.items():
                if picture in made.pictures:
                    yield _fault(
                        "output-carries",
                        f"it contains {picture}, which may no longer go to the channel "
                        f"{made.channel}: {words[reason]}",
                        "Take the file down where it was published, and build again.",
                        self.folder / name,
                    )


def _source(folder: Path, source: str) -> Path:
    """The source folder, from the publication around ``folder``, or around the current folder."""
    for start in (folder.resolve(), Path.cwd()):
        for above in (start, *start.parents):
            if (above / "publish.toml").is_file() and (above / source).is_dir():
                return above / source
    message = f"the article {source} that this was built from is missing"
    where = Where(str(folder / manifest.NAME))
    raise UsageError(Problem("source-missing", message, "Say where it is with --source.", where))


def _fault(rule: str, message: str, fix: str, place: Path) -> Problem:
    return Problem(rule, message, fix, Where(str(place)))
