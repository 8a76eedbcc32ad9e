"""``plan``: the files to make, and all inputs, as one value.

A Plan holds the article with its pictures, the theme with its fonts, and the manifest of the
present set in the folder. ``make`` needs no file of the source or the theme, so a Plan can be
pickled, and made in another process or on another machine with the same versions and system fonts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from publish import seen
from publish.building import gate, manifest, strangers
from publish.building.digest import digest
from publish.building.previous import Previous, previous
from publish.building.reuse.ground import Ground, ground
from publish.building.selection import file_name, selected
from publish.checks import Occasion
from publish.composing.theme.draft import as_draft
from publish.composing.theme.labels import labels
from publish.composing.theme.loading import Theme, load
from publish.errors import Problem, raise_errors
from publish.inputs.wishes import Wishes
from publish.keeping.kept import NOTHING, KeptWork
from publish.keeping.store import store
from publish.model.article import Article
from publish.model.publication import Channel, Publication
from publish.reading import publication_of, read
from publish.rights import embargo
from publish.values import dataclass


@dataclass(frozen=True)
class Plan:
    """The files to make, and all inputs."""

    article: Article
    """Marked as a draft if it is to be one; without an embargo that has ended."""
    theme: Theme
    channels: tuple[Channel, ...]
    """The channels that files are made for."""
    occasion: Occasion
    source: str
    """The source folder relative to the publication's root, as in the manifest."""
    folder: Path
    """The place of the set. ``make`` does not use it."""
    versions: Mapping[str, str]
    before: Previous | None = None
    """The set in the folder at the time of planning."""
    problems: tuple[Problem, ...] = ()
    """Warnings and hints so far."""
    proof: bool = True
    """Whether to read the files back and compare them."""
    anew: bool = False
    """Whether to make files again whose inputs have not changed."""
    ground: Ground | None = field(default=None, compare=False, repr=False)
    """All that was looked at, so that the next build can ask whether it has changed."""

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the files to make, each with its channel."""
        slug = self.article.slug
        return {file_name(slug, channel): channel.name for channel in self.channels}

    @property
    def inputs(self) -> Mapping[str, str]:
        """The hashes of all inputs that the files depend on, by name.

        They do not depend on the places of folders, or on the day on which rights are judged.
        """
        article, theme = self.article, self.theme
        house = replace(article.publication, root="") if article.publication else None
        content = replace(article, publication=None, problems=(), sources=())
        parts = (theme.name, theme.tokens, theme.labels, theme.templates, theme.sheets)
        return {
            **{file.path: file.sha256 for file in article.sources},
            **{f"version:{name}": version for name, version in self.versions.items()},
            **{f"font:{face.name}": digest(face) for face in theme.fonts},
            f"theme:{theme.name}": digest(parts),
            "article": digest(content),
            "publication": digest(house),
            "channels": digest(self.channels),
        }

    @property
    def kept(self) -> KeptWork:
        """The work that this user's earlier processes did on this machine."""
        return KeptWork(store(), self.ground.machine) if self.ground else NOTHING

    @property
    def key(self) -> str:
        """One hash of all inputs: plans with the same key make the same files."""
        return digest(self.inputs)


def plan(source: Path, wishes: Wishes | None = None) -> Plan:
    """The plan of a build of the article in ``source``.

    Reads the article's folder with all included and cited files, ``publish.toml`` and
    ``withdrawn.toml``, the theme with its fonts, and the previous set. Raises ``SourceError`` if
    the article cannot be published as it is, ``UsageError`` if the folder holds files that no build
    made, and the errors of reading and loading.
    """
    planned = proposed(source, wishes or Wishes())
    strangers.refuse(planned.folder)
    raise_errors(planned.problems)
    return planned


def proposed(source: Path, wishes: Wishes) -> Plan:
    """A plan as :func:`plan` makes it, errors among its Problems included: not one to make.

    Raises what reading and loading raise.
    """
    with seen.noted() as looked:
        publication = publication_of(source)
        wanted = selected(publication, wishes.to, wishes.channels, wishes.editions)
        root = Path(publication.root)
        article = read(source, publication)
        look = load(wishes.theme or publication.theme, root, article.metadata.lang)
    folder = (wishes.out or root / "build") / article.slug
    before = previous(folder)
    occasion = gate.occasion(article, wishes.as_of, before.manifest if before else None)
    own = ground(source, folder, wishes.theme, publication, article)
    article = embargo.as_of(article, occasion.moment or occasion.as_of)
    aside = strangers.problems(folder, before.edited if before else {})
    found = (*article.problems, *labels(look, article.metadata.lang)[1], *aside)
    # How large pictures are printed is known once they are composed.
    problems = gate.judged(article, replace(occasion, printed={}), found, draft=wishes.draft)
    return Plan(
        article=as_draft(article) if wishes.draft else article,
        theme=look,
        channels=wanted,
        occasion=occasion,
        source=source_name(source, publication),
        folder=folder,
        versions=manifest.versions(),
        before=before,
        problems=problems,
        proof=wishes.proof,
        anew=wishes.anew,
        ground=replace(own, seen=looked.seen),
    )


def source_name(source: Path, publication: Publication) -> str:
    """The folder ``source`` as seen from the publication's root, with forward slashes."""
    source, root = source.resolve(), Path(publication.root).resolve()
    return source.relative_to(root).as_posix() if source.is_relative_to(root) else source.name
