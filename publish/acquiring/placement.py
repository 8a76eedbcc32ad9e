"""Where a fetched picture goes in an article: which file, and which entry of the front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from publish.acquiring.commons_address import same_title
from publish.acquiring.commons_record import Record
from publish.editing.files import article_file, put, read_article
from publish.editing.front_matter import Change, change
from publish.editing.pictures import Statement, changes
from publish.editing.scalars import Value
from publish.errors import Problem, Severity, UsageError, Where
from publish.model.credit import Credit
from publish.reading.findings import Findings
from publish.reading.front_matter.article import FrontMatter, read_front_matter
from publish.reading.front_matter.image import StatedImage
from publish.reading.front_matter.texts import plain_name
from publish.reading.front_matter.tree import parse, split
from publish.reading.text import decode

if TYPE_CHECKING:
    from publish.acquiring.wish import Wish


@dataclass(frozen=True)
class Place:
    """The place of a picture in an article, and what stood there before."""

    file: Path
    """``article.md``."""
    stated: FrontMatter
    wish: Wish
    name: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def before(self) -> StatedImage | None:
        """What the front matter said about the picture so far."""
        return self.stated.images.get(plain_name(self.name))

    def named(self, name: str, title: str, page: str) -> Place:
        """The place under a name, for the file ``title`` of Commons, whose page is ``page``.

        Raises :class:`publish.errors.UsageError` if it is somebody else's.
        """
        _require_plain(name)
        taken = (self.file.parent / name).exists()
        place = replace(self, name=name)
        if taken and self.wish.replace is None:
            raise _usage(
                "picture-exists",
                f"{name} is already there",
                f"Give another name with --name, or take its place with --replace {name}.",
                self.file.parent / name,
            )
        if self.wish.replace is not None and not taken:
            fix = f"Look at the name, or use --name {name}."
            raise _usage("no-picture", f"there is no {name} to replace", fix, self.file.parent)
        place._require_same(title, page)
        hero = self.stated.hero
        if self.wish.hero and hero and hero.text != name:
            fix = f"Delete `hero: {hero.text}` first, or leave out --hero."
            raise _usage("hero-taken", f"{hero.text} is the hero already", fix, self.file)
        return replace(place, problems=tuple(place._notes(title)))

    def changes(self, stated: Record) -> bytes:
        """The bytes of ``article.md`` with the record in it; nothing is written."""
        data = read_article(self.file)
        return change(data, self._changes(stated), self.file.as_posix())

    def differences(self, stated: Record) -> Iterator[Problem]:
        """What the front matter said otherwise than Commons, which was taken."""
        old = self._credit
        if old is None or self.before is None:
            return
        said = {
            "title": old.title,
            "creator": old.creator,
            "source": old.source,
            "provider": old.provider,
            "license": old.license.id if old.license else None,
            "usage-terms": old.usage_terms,
        }
        for key, value in said.items():
            new = stated.credit.get(key)
            if value is not None and new is not None and value != new:
                kept = "; `line:` was kept, see whether it still holds" if old.line else ""
                yield Problem(
                    "commons-differs",
                    f"`{key}:` of {self.name} said {value}; Commons says {new}, which was taken",
                    f"Correct it if Commons is wrong{kept}.",
                    old.where,
                    Severity.WARNING,
                )
        line = stated.credit.get("line")
        if old.line is not None and line is not None and old.line != line:
            yield Problem(
                "commons-differs",
                f"Commons asks for the line “{line}”; yours was kept: “{old.line}”",
                "Take Commons' line if nobody demanded yours.",
                old.where,
                Severity.WARNING,
            )

    def write(self, data: bytes, stated: Record) -> None:
        """Write picture and record: the picture first, so that no credit stands without it."""
        picture = self.file.parent / self.name
        fresh = frozenset() if self.wish.replace else frozenset({picture})
        put({picture: data, self.file: self.changes(stated)}, fresh=fresh)

    def _changes(self, stated: Record) -> Iterator[Change]:
        if self.wish.hero:
            yield Change(("hero",), self.name)
        said = {"alt": self.wish.alt, "caption": self.wish.caption}
        picture: dict[str, Value | None] = {k: v for k, v in said.items() if v}
        credit: dict[str, Value | None] = dict(stated.credit)
        old = self._credit
        if old:
            if old.line is not None:
                credit.pop("line", None)
            if old.stand_in_for is not None:
                credit["stand-in-for"] = None
            if old.license is not None and old.license.id == credit.get("license"):
                credit.pop("license")  # the same, in the editor's spelling
        yield from changes(self.name, Statement(picture, credit))

    @property
    def _credit(self) -> Credit | None:
        return self.before.credits[0] if self.before and self.before.credits else None

    def _require_same(self, title: str, page: str) -> None:
        """A credit that is there must be that of the same picture."""
        old = self._credit
        if old is None:
            return
        if self.before and len(self.before.credits) > 1:
            message = f"{self.name} has several credits, which a fetched picture has not"
            raise _usage("credit-taken", message, "Take its entry out first.", self.file)
        if old.stand_in_for is not None and not same_title(old.stand_in_for, title):
            raise _usage(
                "credit-taken",
                f"{self.name} stands in for {old.stand_in_for}, not for {title}",
                "Fetch that file; or give this one a name of its own with --name.",
                self.file,
            )
        if old.stand_in_for is None and old.source != page:
            raise _usage(
                "credit-taken",
                f"{self.name} has a credit of its own, and it does not name {page}",
                "Give this picture another name with --name, or take that entry out first.",
                self.file,
            )

    def _notes(self, title: str) -> Iterator[Problem]:
        old = self._credit
        where = self.before.where if self.before else None
        if not self.wish.alt and not (self.before and self.before.alt):
            command = f"publish credit {self.file.parent} {self.name} --alt …"
            message = f"{self.name} has no alternative text yet; Commons has none"
            fix = f"Say in one sentence what is to be seen in it: {command}"
            yield Problem("image-alt-missing", message, fix, where, Severity.WARNING)
        if old and old.stand_in_for and self.before and self.before.alt and not self.wish.alt:
            yield Problem(
                "alt-of-stand-in",
                f"the alternative text of {self.name} was written for the stand-in",
                f"Write what {title} shows: publish credit {self.file.parent} {self.name} --alt …",
                where,
                Severity.WARNING,
            )


def find_place(folder: Path, wish: Wish) -> Place:
    """The article's own part of a place. Raises ``SourceError`` if it cannot be edited."""
    file = article_file(folder)
    data = read_article(file)
    change(data, (), file.as_posix())  # refuses what cannot be changed, with the place
    findings = Findings(file.as_posix())
    head, _ = split(decode(data, findings), findings)
    tree = parse(head, findings)
    assert tree is not None
    for name in (wish.name, wish.replace):
        if name is not None:
            _require_plain(name)
    return Place(file, read_front_matter(tree, findings), wish)


def _require_plain(name: str) -> None:
    path = PurePosixPath(name)
    odd = path.name != name or "\\" in name or name.startswith(".") or not name.isprintable()
    if odd or not name.strip() or len(name.encode()) > 200:
        fix = "Give a plain name, such as photo.jpg; it is put beside article.md."
        raise _usage("picture-name", f"`{name}` cannot name the picture", fix, None)


def _usage(rule: str, message: str, fix: str, path: Path | None) -> UsageError:
    return UsageError(Problem(rule, message, fix, Where(path.as_posix()) if path else None))
